import { describe, expect, it } from "vitest";
import { createPool, Matrix, NonFiniteError, svdvals } from "../../src/index.ts";
import { randomFrom } from "../../src/random.ts";
import { createDefaultWorker } from "../../src/workers/createWorker.ts";

const JOBS = 200;

/** What job i is: one in ten is cancelled, one in ten is invalid; sizes go from 1 to 120. */
function plan(i: number) {
  const n = 1 + ((i * 37) % 120);
  const random = randomFrom(i);
  const data = Float64Array.from({ length: n * n }, () => random.uniform());
  const kind = i % 10 === 3 ? "cancelled" : i % 10 === 6 ? "invalid" : "right";
  if (kind === "invalid") data[n * n - 1] = NaN;
  return { a: new Matrix(n, n, data), kind };
}

describe("200 jobs on a pool of two, some cancelled, some invalid, and a worker that stops", () => {
  it("all settle, and as they must", async () => {
    const workers: { terminate(): unknown }[] = [];
    const createWorker = () => {
      const worker = createDefaultWorker();
      workers.push(worker);
      return worker;
    };
    const pool = createPool({ threads: 2, createWorker });
    const reasons = new Map<number, Error>();
    const jobs = Array.from({ length: JOBS }, (_, i) => {
      const { a, kind } = plan(i);
      const control = new AbortController();
      const values = pool.svdvals(a, { signal: control.signal });
      if (kind === "cancelled") {
        reasons.set(i, new Error(`job ${i} is not needed`));
        setTimeout(() => control.abort(reasons.get(i)), i % 7);
      }
      return values;
    });
    const victim = pool.svd(plan(0).a); // behind the others, so that somebody waits when the worker stops
    const settled = Promise.allSettled(jobs);
    await jobs[0];
    void workers[0].terminate();

    const lost: number[] = [];
    for (const [i, result] of (await settled).entries()) {
      const { a, kind } = plan(i);
      if (result.status === "fulfilled") {
        // One that is cancelled may have been done before.
        expect(kind).not.toBe("invalid");
        expect(result.value).toEqual(svdvals(a));
      } else if (kind === "cancelled") {
        expect(result.reason).toBe(reasons.get(i));
      } else if (kind === "invalid") {
        if (result.reason instanceof NonFiniteError) expect(result.reason.row).toBe(a.rows - 1);
        else lost.push(i);
      } else {
        lost.push(i);
        expect(String(result.reason)).toContain("svdvals: the worker stopped");
      }
    }
    // Whatever it computed when it stopped, and nothing else.
    expect(lost.length).toBeLessThanOrEqual(1);
    expect((await victim).s.length).toBe(1);
    expect(workers.length).toBeGreaterThan(2);
    await pool.close();
  });
});
