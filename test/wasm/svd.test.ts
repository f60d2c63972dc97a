import { describe, expect, it } from "vitest";
import type { Real } from "../../src/real.ts";
import type { Arena } from "../../src/wasm/arena.ts";
import { engineFor } from "../../src/wasm/engine.ts";
import type { Exports } from "../../src/wasm/exports.ts";
import { svd, type Method, type Vectors } from "../../src/wasm/svd.ts";

describe("svd of a matrix that a method fails on", () => {
  const data = Float64Array.of(3, 0, 4, 5);
  const [AUTO, QR, DIVIDE_AND_CONQUER, JACOBI, TWISTED] = [0, 1, 2, 3, 4];

  /** Decomposes with a module whose methods but `works` fail; returns the outcome, and which were tried. */
  function decompose(works: number | undefined, how: "status" | "factors", method?: Method) {
    const engine = engineFor(data) as { exports: Exports; arena: Arena };
    const { exports } = engine;
    const tried: number[] = [];
    const failing: Exports["svdChecked"] = (...args) => {
      const [m, n, , code, , , , s] = args;
      tried.push(code);
      const status = exports.svdChecked(...args);
      if (code === works) return status;
      if (how === "status") return 1;
      // What the driver makes of wrong factors: a ratio behind the values.
      new Float64Array(engine.arena.memory.buffer, s, Math.min(m, n) + 1)[Math.min(m, n)] = 7;
      return 0;
    };
    engine.exports = { ...exports, svdChecked: failing };
    try {
      return { tried, ...svd("svd", { rows: 2, columns: 2, data }, "thin", { method }) };
    } finally {
      engine.exports = exports;
    }
  }

  it.each(["status", "factors"] as const)("tries the next one, down to Jacobi: wrong %s", (how) => {
    const right = svd("svd", { rows: 2, columns: 2, data }, "thin", { method: "jacobi" });
    const last = decompose(JACOBI, how);
    expect(last.tried).toEqual([AUTO, DIVIDE_AND_CONQUER, QR, JACOBI]);
    expect(last.U).toEqual(right.U);
    expect(last.ratio).toBeLessThanOrEqual(1);

    expect(decompose(QR, how).tried).toEqual([AUTO, DIVIDE_AND_CONQUER, QR]);
    expect(decompose(QR, how, "twisted").tried).toEqual([TWISTED, DIVIDE_AND_CONQUER, QR]);
    expect(decompose(JACOBI, how, "divide-and-conquer").tried).toEqual([
      DIVIDE_AND_CONQUER,
      QR,
      JACOBI,
    ]);
    expect(decompose(JACOBI, how, "qr").tried).toEqual([QR, JACOBI]);
    expect(decompose(JACOBI, how, "jacobi").tried).toEqual([JACOBI]);
  });

  it("says so where none is left", () => {
    expect(decompose(undefined, "status")).toMatchObject({ remaining: 1, ratio: 0 });
    const wrong = decompose(undefined, "factors");
    expect(wrong.tried).toEqual([AUTO, DIVIDE_AND_CONQUER, QR, JACOBI]);
    expect(wrong.ratio).toBe(7);
    expect(engineFor(data).arena.used).toBe(0);
  });
});

describe("svd of a matrix that does not fit", () => {
  // The need of memory is checked before the data are touched, so the test needs no data.
  const refuse = (
    m: number,
    n: number,
    vectors: Vectors,
    data: Real = new Float64Array(0),
    method?: Method,
  ) => {
    const { arena } = engineFor(data);
    const size = arena.memory.buffer.byteLength;
    try {
      svd("svd", { rows: m, columns: n, data }, vectors, { method });
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

  it("proposes a method that takes less", () => {
    expect(refuse(9_500, 9_500, "thin", undefined, "jacobi")).toMatch(
      /; method: "qr" needs 2\.\d GiB$/,
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
