// What createWorker may give, and what such workers may do.
import { afterEach, describe, expect, it, vi } from "vitest";
import { createPool, type Pool, type PoolOptions } from "../../src/index.ts";
import { createDefaultWorker } from "../../src/workers/createWorker.ts";
import { source } from "../../src/workers/source.ts";

const pools: Pool[] = [];
const open = (createWorker: () => unknown, options: PoolOptions = { threads: 1 }) => {
  const pool = createPool({ ...options, createWorker: createWorker as never });
  pools.push(pool);
  return pool;
};
afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

interface Message {
  readonly type: "start" | "run";
  readonly id: number;
}

/** A worker that is another program: what it says to each message. */
function stranger(reply: (message: Message, say: (data: unknown) => void) => void) {
  return () => {
    let hear: (data: unknown) => void = () => {};
    return {
      on(type: string, listen: (data: unknown) => void) {
        if (type === "message") hear = listen;
      },
      postMessage: (message: Message) => reply(message, (data) => hear(data)),
      terminate() {},
    };
  };
}

describe("createWorker", () => {
  it.each([[undefined], [null], [5], [{}], [Promise.resolve(1)], [{ postMessage() {} }]])(
    "that gives %s rejects every job",
    async (given) => {
      const pool = open(() => given);
      for (const job of [pool.rank([[1]]), pool.rank([[1]])]) {
        await expect(job).rejects.toThrow(/^createPool: expected a worker of createWorker, got /);
      }
    },
  );

  it("that gives the same worker again gives no wrong results", async () => {
    const worker = createDefaultWorker();
    const pool = open(() => worker, { threads: 2 });
    const [first, second] = await Promise.allSettled([pool.norm([[3]]), pool.norm([[5]])]);
    expect(first).toEqual({ status: "fulfilled", value: 3 });
    expect(String((second as PromiseRejectedResult).reason)).toMatch(/expected a new worker/);
    expect(await pool.norm([[7]])).toBe(7);
  });

  it.runIf("document" in globalThis)("may give one from a data URL", async () => {
    const url = `data:text/javascript,${encodeURIComponent(source)}`;
    const pool = open(() => new Worker(url));
    for (let i = 0; i < 5; ++i) {
      expect(await pool.norm([[3, 4]])).toBe(5);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });
});

describe("a worker", () => {
  it.each([
    ["a value of no class", { type: "done", value: { $class: "Unknown" } }],
    [
      "a matrix without entries",
      { type: "done", value: { $class: "Matrix", rows: 2, columns: 2 } },
    ],
    ["no error", { type: "failed" }],
    ["what is no answer", { type: "unheard of" }],
  ])("that answers %s rejects its job", async (_, answer) => {
    const pool = open(
      stranger(({ type, id }, say) => {
        if (type === "run") queueMicrotask(() => say({ ...answer, id }));
      }),
    );
    for (const job of [pool.rank([[1]]), pool.rank([[1]])]) {
      await expect(job).rejects.toThrow("rank: the worker gave no answer that can be read");
    }
  });

  it("may say what is no message, and may answer at once", async () => {
    const pool = open(
      stranger(({ id }, say) => {
        for (const noise of [null, undefined, "hello", 7]) say(noise);
        say({ type: "done", id, value: id });
      }),
    );
    expect(await pool.rank([[1]])).toBe(1);
    expect(await Promise.all([pool.rank([[1]]), pool.rank([[1]])])).toEqual([2, 3]);
  });

  it("to which a job cannot be posted does the next ones", async () => {
    const pool = open(
      stranger(({ type, id }, say) => {
        if (type === "run" && id % 2 === 0) throw new Error("cannot be posted");
        queueMicrotask(() => say({ type: "done", id, value: id }));
      }),
    );
    const jobs = await Promise.allSettled(Array.from({ length: 20_000 }, () => pool.rank([[1]])));
    jobs.forEach((job, i) => {
      if (job.status === "fulfilled") expect(job.value).toBe(i + 1);
      else expect([i % 2, String(job.reason)]).toEqual([1, "Error: cannot be posted"]);
    });
  });

  it("that never answers is given up", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const pool = open(stranger(() => {}));
    const job = expect(pool.rank([[1]])).rejects.toThrow(
      /^rank: the worker stopped: it did not answer/,
    );
    vi.advanceTimersByTime(61_000);
    await job;
  });

  it("that answers while this thread is busy for a minute is heard", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const pool = open(createDefaultWorker);
    const job = pool.rank([[1]]);
    vi.advanceTimersByTime(60_000);
    expect(await job).toBe(1);
  });

  it("that ends while it is idle costs no job but one that was on its way", async () => {
    const workers: { terminate(): unknown }[] = [];
    const pool = open(() => {
      const worker = createDefaultWorker();
      workers.push(worker);
      return worker;
    });
    expect(await pool.rank([[1]])).toBe(1);
    void workers[0].terminate();
    const [first, second] = await Promise.allSettled([pool.rank([[1]]), pool.norm([[2]])]);
    if (first.status === "rejected") expect(String(first.reason)).toContain("the worker stopped");
    expect(second).toEqual({ status: "fulfilled", value: 2 });
  });

  it("that ends while it starts rejects its job, and is replaced", async () => {
    let made = 0;
    const pool = open(() => {
      const worker = createDefaultWorker() as unknown as EventTarget & { terminate(): unknown };
      if (made++ > 0) return worker;
      // A browser tells of no worker that was ended before it could take its lock, but of one that fails.
      if ("document" in globalThis) {
        const bad = new Worker(URL.createObjectURL(new Blob(["throw new Error('no')"])));
        bad.addEventListener("error", (event) => event.preventDefault());
        return bad;
      }
      void worker.terminate();
      return worker;
    });
    const [first, second] = await Promise.allSettled([pool.rank([[1]]), pool.norm([[2]])]);
    expect(String((first as PromiseRejectedResult).reason)).toContain("the worker stopped");
    expect(second).toEqual({ status: "fulfilled", value: 2 });
  });
});

describe("in any turn", () => {
  it("a job is given up, and everything settles", async () => {
    const pool = open(createDefaultWorker, { threads: 2, idleTimeout: 3 });
    const a = Array.from({ length: 80 }, (_, i) => Array.from({ length: 80 }, (_, j) => i * j + i));
    const jobs = Array.from({ length: 60 }, async (_, i) => {
      const control = new AbortController();
      await new Promise((resolve) => setTimeout(resolve, i * 4));
      setTimeout(() => control.abort("enough"), i % 13);
      return pool.svdvals(a, { signal: control.signal });
    });
    for (const result of await Promise.allSettled(jobs)) {
      if (result.status === "rejected") expect(result.reason).toBe("enough");
    }
    expect(await pool.norm([[3]])).toBe(3);
  });

  it("a pool may be closed, also twice, while workers start or give up a job", async () => {
    for (let wait = 0; wait < 40; wait += 8) {
      const pool = open(createDefaultWorker, { threads: 2 });
      const control = new AbortController();
      const jobs = Array.from({ length: 5 }, (_, i) =>
        pool.norm([[i]], 2, i % 2 ? { signal: control.signal } : {}),
      );
      const all = Promise.allSettled(jobs);
      await new Promise((resolve) => setTimeout(resolve, wait));
      control.abort(new Error("enough"));
      const closing = pool.close();
      expect(pool.close()).toBe(closing);
      await closing;
      for (const [i, result] of (await all).entries()) {
        if (result.status === "fulfilled") expect(result.value).toBe(i);
        else expect(String(result.reason)).toMatch(/enough|the pool was closed/);
      }
    }
  });
});
