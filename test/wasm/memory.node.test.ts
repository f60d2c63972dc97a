import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { Matrix, svd } from "../../src/index.ts";
import { engineFor } from "../../src/wasm/engine.ts";

/** MiB of the result of the large job, and of what it computes in: the result, and as much workspace. */
const RESULT = 322;
const JOB = 2 * RESULT;

/** MiB by which a process grows for other reasons: compiled code, and what the allocator keeps. */
const ELSE = 100;

interface Measured {
  readonly before: number;
  readonly holding: number;
  readonly pulled: readonly number[];
  readonly after: number;
  readonly value: number;
  readonly peaks: readonly number[];
  readonly afterMore: number;
}

describe("the memory of a large job", () => {
  const program = fileURLToPath(new URL("large.program.ts", import.meta.url));
  const loader = new URL("../../scripts/lib/typescript.mjs", import.meta.url).href;
  const flags = ["--no-warnings", "--expose-gc", "--import", loader];
  const output = execFileSync(process.execPath, [...flags, program], { encoding: "utf8" });
  const { before, holding, pulled, after, value, peaks, afterMore } = JSON.parse(
    output,
  ) as Measured;

  it("stays while somebody holds the engine, which is the one for its build", () => {
    expect(pulled).toEqual([1, 2, 3]);
    // What was there before may have been given back in the meantime, a megabyte or some.
    const story = `${before} MiB before, ${holding} while held`;
    expect(holding - before, story).toBeGreaterThan(0.9 * JOB);
  });

  it("is given back once nobody does, and the next call computes", () => {
    expect(value).toBe(2);
    expect(
      after - before,
      `${before} MiB before, ${holding} while held, ${after} after`,
    ).toBeLessThan(ELSE);
  });

  it("is given back after each of several such jobs", () => {
    const story = `${before} MiB before, ${peaks.join(", ")} after each, ${afterMore} in the end`;
    expect(afterMore - before, story).toBeLessThan(ELSE);
    // They compute in the same memory, with a result or two beside it that are not collected yet.
    expect(Math.max(...peaks) - before, story).toBeLessThan(JOB + 3 * RESULT);
  });
});

describe("a thin decomposition of 12,000 × 12,000", () => {
  it("is refused at once, in words that say what to use instead", () => {
    // Pages of zeros that nobody reads or writes take no memory.
    const a = new Matrix(12_000, 12_000, new Float64Array(12_000 ** 2));
    const resident = process.memoryUsage().rss;
    const size = engineFor(a.data).arena.memory.buffer.byteLength;
    const start = performance.now();
    expect(() => svd(a)).toThrow(
      /^svd: a 12000 × 12000 matrix of float64 needs 4\.\d GiB of memory, but WebAssembly has 4\.0 GiB; the singular values alone \(svdvals\) need 1\.\d GiB$/,
    );
    // It would compute for minutes.
    expect(performance.now() - start).toBeLessThan(2_000);
    expect(engineFor(a.data).arena.memory.buffer.byteLength).toBe(size);
    expect((process.memoryUsage().rss - resident) / 2 ** 20).toBeLessThan(100);
  });
});
