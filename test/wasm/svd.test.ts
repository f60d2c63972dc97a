import { describe, expect, it } from "vitest";
import type { Real } from "../../src/real.ts";
import { engineFor } from "../../src/wasm/engine.ts";
import { svd, type Vectors } from "../../src/wasm/svd.ts";

describe("svd of a matrix that does not fit", () => {
  // The need of memory is checked before the data are touched, so the test needs no data.
  const refuse = (m: number, n: number, vectors: Vectors, data: Real = new Float64Array(0)) => {
    const { arena } = engineFor(data);
    const size = arena.memory.buffer.byteLength;
    try {
      svd("svd", { rows: m, columns: n, data }, vectors);
    } catch (error) {
      expect(error).toBeInstanceOf(RangeError);
      expect(arena.used).toBe(0);
      expect(arena.memory.buffer.byteLength).toBe(size);
      return (error as RangeError).message;
    }
    throw new Error("expected an error");
  };

  it("proposes the thin factors", () => {
    expect(refuse(100_000, 10, "full")).toMatch(
      /^svd: a 100000 × 10 matrix of float64 needs \d+\.\d GiB of memory, but WebAssembly has 4\.0 GiB; the thin decomposition needs \d+ MiB$/,
    );
  });

  it("proposes the values alone", () => {
    expect(refuse(13_000, 13_000, "thin")).toMatch(
      /; the singular values alone \(svdvals\) need \d\.\d GiB$/,
    );
  });

  it("proposes single precision", () => {
    expect(refuse(24_000, 24_000, "none")).toMatch(/; as a Float32Array it needs \d\.\d GiB$/);
  });

  it("proposes blocks of a tall matrix, and of the transpose of a wide one", () => {
    expect(refuse(1e8, 100, "none")).toMatch(
      /; take qr of blocks of its rows: the R factors, one below the other, have the same singular values$/,
    );
    expect(refuse(100, 1e8, "none", new Float32Array(0))).toMatch(
      /; take qr of blocks of its columns /,
    );
  });

  it("admits that nothing will do", () => {
    expect(refuse(1e6, 1e6, "thin")).toBe(
      `svd: a 1000000 × 1000000 matrix of float64 needs ${needed(1e6)} GiB of memory, but WebAssembly has 4.0 GiB; no function of this library can decompose it`,
    );
  });

  function needed(n: number): string {
    const { svdWorkspace, probeWorkspace } = engineFor(new Float64Array(0)).exports;
    const work = Math.max(svdWorkspace(n, n, 1, 0), probeWorkspace(n, n));
    return ((8 * (3 * n * n + n) + work) / 2 ** 30).toFixed(1);
  }
});
