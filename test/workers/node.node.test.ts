// What only Node has: files, its own workers, and the classes of other libraries.
import { readFileSync } from "node:fs";
import { Worker } from "node:worker_threads";
import ndarray from "ndarray";
import { Matrix as MlMatrix } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { createPool, Matrix, svdvals } from "../../src/index.ts";

describe("a pool", () => {
  it("takes matrices of other libraries", async () => {
    const pool = createPool({ threads: 1 });
    const rows = [[1, 2], [3, 4], [5, 6]]; // prettier-ignore
    const expected = svdvals(rows);
    expect(await pool.svdvals(new MlMatrix(rows))).toEqual(expected);
    expect(await pool.svdvals(ndarray(new Float64Array(rows.flat()), [3, 2]))).toEqual(expected);
    const columnwise = ndarray(Float64Array.of(1, 3, 5, 2, 4, 6), [3, 2], [1, 3]);
    expect(await pool.svdvals(columnwise)).toEqual(expected);
    await pool.close();
  });

  it("runs the file for those who give their workers", async () => {
    const source = readFileSync(new URL("../../build/worker.js", import.meta.url), "utf8");
    const createWorker = () => new Worker(source, { eval: true });
    const pool = createPool({ threads: 1, createWorker });
    expect(await pool.rank(new Matrix(2, 2, new Float64Array(4).fill(1)))).toBe(1);
    await pool.close();
  });

  it("works where memory cannot be shared", async () => {
    const scope = globalThis as { crossOriginIsolated?: boolean };
    scope.crossOriginIsolated = false;
    try {
      const pool = createPool({ threads: 1 });
      const control = new AbortController();
      const reason = new Error("stop");
      const job = pool.svd(new Matrix(1500, 1500, new Float64Array(1500 ** 2).fill(1)), {
        signal: control.signal,
        onProgress: () => control.abort(reason),
      });
      await expect(job).rejects.toBe(reason);
      expect(await pool.rank([[1]])).toBe(1);
      await pool.close();
    } finally {
      delete scope.crossOriginIsolated;
    }
  });
});
