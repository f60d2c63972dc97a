import { afterEach, describe, expect, it } from "vitest";
import {
  createPool,
  Matrix,
  NonFiniteError,
  svd,
  svdvals,
  type JobProgress,
  type Pool,
  type PoolOptions,
} from "../../src/index.ts";
import { randomFrom } from "../../src/random.ts";
import { createDefaultWorker } from "../../src/workers/createWorker.ts";

const pools: Pool[] = [];
const open = (options: PoolOptions = { threads: 1 }) => {
  const pool = createPool(options);
  pools.push(pool);
  return pool;
};
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

function square(n: number, seed = 1): Matrix<Float64Array> {
  const random = randomFrom(seed);
  return new Matrix(
    n,
    n,
    Float64Array.from({ length: n * n }, () => random.uniform()),
  );
}

/** What takes long enough for something to happen meanwhile. */
const large = square(700);

const isolated = (globalThis as { crossOriginIsolated?: boolean }).crossOriginIsolated ?? true;

describe("errors of a pool", () => {
  it("are those of the functions", async () => {
    const pool = open();
    await expect(
      pool.svd([
        [1, 2],
        [3, NaN],
      ]),
    ).rejects.toSatisfy((error: NonFiniteError) => {
      // prettier-ignore
      expect(error).toBeInstanceOf(NonFiniteError);
      expect([error.row, error.column]).toEqual([1, 1]);
      expect(error.message).toBe("svd: expected finite numbers, got NaN at row 1, column 1");
      return true;
    });
    for (const [args, Class] of [
      [["no matrix"], TypeError],
      [[[[1, 2], [3]]], RangeError], // prettier-ignore
      [[[[1]], { method: "magic" }], TypeError],
    ] as const) {
      const call = args as unknown as Parameters<typeof svd>;
      let expected: unknown;
      try {
        svd(...call);
      } catch (error) {
        expected = error;
      }
      const rejected = pool.svd(...(call as [never]));
      await expect(rejected).rejects.toThrow(Class);
      await expect(rejected).rejects.toThrow((expected as Error).message);
    }
    expect((await pool.svdvals([[2]]))[0]).toBe(2);
  });

  it("say what cannot cross threads", async () => {
    const operator = { rows: 1, columns: 1, multiply() {}, multiplyTransposed() {} };
    const call = open().svds(operator as never);
    await expect(call).rejects.toThrow(TypeError);
    await expect(call).rejects.toThrow(
      /^svds: expected arguments that can cross threads.*function/,
    );
  });

  it("come as rejections, also of options", async () => {
    const pool = open();
    await expect(pool.svd([[1]], { signal: 1 as never })).rejects.toThrow(/AbortSignal, got 1/);
    await expect(pool.svd([[1]], { onProgress: 1 as never })).rejects.toThrow(/onProgress/);
    await expect(pool.svd([[1]], { transfer: "yes" as never })).rejects.toThrow(/transfer/);
  });

  it("of createPool name the option", () => {
    expect(() => createPool({ threads: 0 })).toThrow(/^createPool: expected threads.*got 0/);
    expect(() => createPool({ threads: 1.5 })).toThrow(RangeError);
    expect(() => createPool({ idleTimeout: -1 })).toThrow(/idleTimeout/);
    expect(() => createPool({ createWorker: "w.js" as never })).toThrow(/createWorker.*"w.js"/);
  });
});

describe("the progress of a job", () => {
  it.each([
    ["svd", (pool: Pool, onProgress: (p: JobProgress) => void) => pool.svd(large, { onProgress })],
    ["svds", (pool, onProgress) => pool.svds(large, { k: 20, onProgress })],
    ["svdvals", (pool, onProgress) => pool.svdvals(large, { onProgress })],
    ["eigh", (pool, onProgress) => pool.eigh(large, { onProgress })],
    ["qr", (pool, onProgress) => pool.qr(square(900), { onProgress })],
    ["jacobi", (pool, onProgress) => pool.svd(square(400), { method: "jacobi", onProgress })],
    ["robustPca", (pool, onProgress) => pool.robustPca(square(60), { onProgress })],
  ] as [string, (pool: Pool, onProgress: (p: JobProgress) => void) => Promise<unknown>][])(
    "of %s comes while it is computed, and never goes back",
    async (_, run) => {
      const pool = open();
      const seen: JobProgress[] = [];
      let over = false;
      await run(pool, (progress) => {
        expect(over).toBe(false);
        seen.push(progress);
      });
      over = true;
      expect(seen.length).toBeGreaterThan(2);
      for (const [i, { phase, done, total }] of seen.entries()) {
        expect(phase).toMatch(/^[a-z ]+$/);
        expect(total).toBe(1);
        expect(done).toBeGreaterThanOrEqual(i > 0 ? seen[i - 1].done : 0);
        expect(done).toBeLessThanOrEqual(1);
      }
      expect(new Set(seen.map(({ done }) => done)).size).toBeGreaterThan(1);
    },
  );

  it("gives the job up where the listener throws", async () => {
    const pool = open();
    const stop = new Error("enough");
    const onProgress = () => {
      throw stop;
    };
    await expect(pool.svd(large, { onProgress })).rejects.toBe(stop);
    expect(await pool.rank([[1]])).toBe(1);
  });
});

describe("a signal", () => {
  const reason = new Error("changed my mind");

  it("that is aborted already starts nothing", async () => {
    const pool = open();
    await expect(pool.svd(large, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it("takes a job out of the queue", async () => {
    const pool = open();
    const control = new AbortController();
    const first = pool.svdvals(large);
    const second = pool.svdvals(large, { signal: control.signal });
    const third = pool.svdvals([[3]]);
    control.abort(reason);
    await expect(second).rejects.toBe(reason);
    expect(await first).toEqual(svdvals(large));
    expect((await third)[0]).toBe(3);
  });

  it("gives up a job that runs, at once, and the next one runs", async () => {
    const pool = open();
    await pool.rank([[1]]);
    const control = new AbortController();
    let begun = false;
    const running = pool.svd(square(1500), {
      signal: control.signal,
      onProgress: () => (begun = true),
    });
    running.catch(() => {});
    while (!begun) await new Promise((resolve) => setTimeout(resolve, 5));
    control.abort(reason);
    await expect(running).rejects.toBe(reason);
    expect((await pool.svdvals([[4]]))[0]).toBe(4);
  });

  it("comes too late for what is done", async () => {
    const control = new AbortController();
    const values = await open().svdvals([[5]], { signal: control.signal });
    control.abort(reason);
    expect(values[0]).toBe(5);
  });
});

describe("the arguments of a job", () => {
  it("are copied when it is given, also where it waits", async () => {
    const pool = open();
    const a = square(30, 2);
    const expected = svdvals(a);
    const first = pool.svdvals(large);
    const waits = pool.svdvals(a);
    a.data.fill(0);
    await first;
    expect(await waits).toEqual(expected);
  });

  it("are handed over if that is asked for", async () => {
    const pool = open();
    const expected = svdvals(square(30, 2));
    const [runs, waits] = [square(30, 2), square(30, 2)];
    const values = [runs, waits].map((a) => pool.svdvals(a, { transfer: true }));
    expect([runs.data.length, waits.data.length]).toEqual([0, 0]);
    for (const each of values) expect(await each).toEqual(expected);
  });

  it("may be parts of a buffer, which is left alone", async () => {
    const buffer = new Float64Array(100_000).fill(2);
    const part = new Matrix(2, 2, buffer.subarray(4, 8));
    const values = await open().svdvals(part, { transfer: true });
    expect(values[0]).toBeCloseTo(4, 12);
    expect(buffer.length).toBe(100_000);
  });

  it.skipIf(!isolated)("may lie in shared memory", async () => {
    const data = new Float64Array(new SharedArrayBuffer(32)).fill(2);
    expect((await open().svdvals(new Matrix(2, 2, data as never)))[0]).toBeCloseTo(4, 12);
  });
});

describe("workers", () => {
  it("that stop reject their job; others take their place", async () => {
    const workers: { terminate(): unknown }[] = [];
    const createWorker = () => {
      const worker = createDefaultWorker();
      workers.push(worker);
      return worker;
    };
    const pool = open({ threads: 1, createWorker });
    expect(await pool.rank([[1]])).toBe(1);
    const lost = pool.svd(square(1500));
    const waits = pool.rank([[1, 2], [2, 4]]); // prettier-ignore
    lost.catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 50));
    void workers[0].terminate();
    // Without the advice for workers that cannot start.
    await expect(lost).rejects.toThrow(
      /^svd: the worker stopped: it (was )?ended( \(exit code 1\))?$/,
    );
    expect(await waits).toBe(1);
    expect(workers.length).toBe(2);
  });

  it("that cannot be made reject every job", async () => {
    const createWorker = () => {
      throw new Error("no workers here");
    };
    const pool = open({ threads: 2, createWorker });
    const jobs = [1, 2, 3].map(() => pool.rank([[1]]));
    for (const job of jobs) await expect(job).rejects.toThrow("no workers here");
  });

  it("end when they have had nothing to do for a while, and start again", async () => {
    let made = 0;
    const createWorker = () => (++made, createDefaultWorker());
    const pool = open({ threads: 1, idleTimeout: 20, createWorker });
    expect(await pool.rank([[1]])).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await pool.rank([[1]])).toBe(1);
    expect(made).toBe(2);
  });

  it("are as many as are needed, up to threads", async () => {
    let made = 0;
    const createWorker = () => (++made, createDefaultWorker());
    const pool = open({ threads: 2, createWorker });
    expect(made).toBe(0);
    await pool.rank([[1]]);
    await pool.rank([[1]]);
    expect(made).toBe(1);
    await Promise.all([1, 2, 3, 4].map(() => pool.rank([[1]])));
    expect(made).toBe(2);
  });
});

describe("close", () => {
  it("rejects what is not done, and what comes after", async () => {
    const pool = open();
    const jobs = [pool.svd(square(1500)), pool.rank([[1]])];
    const all = Promise.allSettled(jobs);
    await pool.close();
    for (const result of await all) {
      expect(result.status).toBe("rejected");
      expect(String((result as PromiseRejectedResult).reason)).toContain("the pool was closed");
    }
    await expect(pool.rank([[1]])).rejects.toThrow("rank: the pool was closed");
  });
});
