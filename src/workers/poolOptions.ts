import { describe } from "../errors.ts";
import type { Progress } from "../progress.ts";
import { createDefaultWorker } from "./createWorker.ts";
import type { SchedulerOptions } from "./scheduler.ts";
import type { WorkerLike } from "./thread.ts";

export interface PoolOptions {
  /**
   * The largest number of workers, each of which computes one job at a time and has a memory of its own: by default as
   * many as the machine has cores. They are started when there are jobs for them.
   */
  readonly threads?: number;

  /**
   * Starts a worker that runs `wasm-svd/worker`. By default workers come from a blob, which a content security policy may
   * forbid: with `script-src 'self' 'wasm-unsafe-eval'`, serve the file `wasm-svd/worker` and give
   * `() => new Worker("/worker.js")`.
   */
  readonly createWorker?: () => WorkerLike;

  /** Milliseconds after which a worker without a job is ended, and its memory is given back: by default 30,000. */
  readonly idleTimeout?: number;
}

/** How far a job has come. `done / total` never falls; `phase` is a word for what it is doing. */
export type JobProgress = Progress;

/** Options of each job of a pool, beside those of the function itself. */
export interface JobOptions {
  /** Gives the job up, whether it waits or runs; its promise rejects with the reason of the signal, at once. */
  readonly signal?: AbortSignal | undefined;

  /** Called while it is computed, up to sixty times a second. What it throws gives the job up. */
  readonly onProgress?: ((progress: JobProgress) => void) | undefined;

  /**
   * Hands the arrays of the arguments over, instead of copying them; they have no entries afterwards. By default `false`.
   * Views of a part of a buffer are copied all the same.
   */
  readonly transfer?: boolean | undefined;
}

/** The options with their defaults. */
export function readPoolOptions(options: PoolOptions): SchedulerOptions {
  const { threads = cores(), idleTimeout = 30_000, createWorker = createDefaultWorker } = options;
  if (!Number.isInteger(threads) || threads < 1) {
    throw new RangeError(
      `createPool: expected threads to be an integer >= 1, got ${describe(threads)}`,
    );
  }
  if (typeof idleTimeout !== "number" || !(idleTimeout >= 0)) {
    throw new RangeError(`createPool: expected idleTimeout >= 0, got ${describe(idleTimeout)}`);
  }
  if (typeof createWorker !== "function") {
    throw new TypeError(
      `createPool: expected createWorker to be a function, got ${describe(createWorker)}`,
    );
  }
  return { threads, idleTimeout: Math.min(idleTimeout, LONGEST_TIMEOUT), create: createWorker };
}

/** What timers can take. */
const LONGEST_TIMEOUT = 2 ** 31 - 1;

function cores(): number {
  const { navigator, process } = globalThis as {
    navigator?: { hardwareConcurrency?: number };
    process?: { getBuiltinModule?(name: string): { availableParallelism(): number } | undefined };
  };
  const os = process?.getBuiltinModule?.("node:os");
  return os?.availableParallelism() ?? navigator?.hardwareConcurrency ?? 1;
}
