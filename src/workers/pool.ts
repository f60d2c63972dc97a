import { describe } from "../errors.ts";
import { toMatrix } from "../matrix.ts";
import { isReproducible } from "../wasm/builds.ts";
import { buffersIn, cannotCross, encode } from "./codec.ts";
import type { Task } from "./messages.ts";
import { OPTIONS_AT, type MethodName } from "./methods.ts";
import type { Pool } from "./poolMethods.ts";
import { readPoolOptions, type JobOptions, type PoolOptions } from "./poolOptions.ts";
import { Scheduler, type Job } from "./scheduler.ts";

/**
 * Makes a pool of workers that compute what this library does off the caller's thread, in Node and in browsers: a page stays
 * smooth, and several jobs run side by side. Each method is the function of that name, with the same arguments, and
 * returns a promise of the same result; `pool.fit` fits a model. Options of a job stand among those of the function:
 * `signal` gives it up, `onProgress` tells how far it is, `transfer` hands over the arguments instead of copying them.
 *
 * A promise rejects with what the function throws, of the same class, with the reason of its signal, or with an `Error` if the
 * worker stopped; another takes its place. Jobs are started in the order in which they came. Where memory can be shared (in
 * Node, and in pages that are cross-origin isolated), a worker looks every few milliseconds whether its job was given
 * up; elsewhere it is ended, and the next job has a new one.
 *
 * Cost: a new worker takes some 80 ms; a job 0.06 ms, and the time to copy its arguments. Workers without a job keep no Node
 * process alive, and end after a while.
 *
 * @throws {@link RangeError} or {@link TypeError} if an option is not one of those described.
 *
 * @example
 * ```ts
 * import { createPool, PCA } from "wasm-svd";
 *
 * const pool = createPool({ threads: 2 });
 * const { s } = await pool.svd([[3, 0], [4, 5]], { onProgress: ({ done, total }) => done / total });
 * s; // Float64Array [6.7082…, 2.2360…]
 *
 * const pca = await pool.fit(PCA, { components: 1 }, [[[0, 0], [1, 2], [2, 4]]]);
 * pca.explainedVarianceRatio; // Float64Array [1]
 *
 * const given = pool.svdvals([[1, 2]], { signal: AbortSignal.abort(new Error("not needed")) });
 * await given; // throws Error: not needed
 * await pool.close();
 * ```
 */
export function createPool(options: PoolOptions = {}): Pool {
  const scheduler = new Scheduler(readPoolOptions(options));
  const methods = Object.entries(OPTIONS_AT).map(([name, optionsAt]) => {
    const method = (...args: readonly unknown[]) => {
      return submit(scheduler, name, () => functionTask(name as MethodName, optionsAt, args));
    };
    return [name, method] as const;
  });
  return {
    ...Object.fromEntries(methods),
    fit: async (Model: FittedClass, ...rest: FitArguments) => {
      if (typeof Model?.fromJSON !== "function") {
        throw new TypeError(`fit: expected the class of a model, got ${describe(Model)}`);
      }
      const { name } = Model;
      return Model.fromJSON(await submit(scheduler, `${name}.fit`, () => fitTask(name, ...rest)));
    },
    close: () => scheduler.close(),
  } as unknown as Pool;
}

interface FittedClass {
  readonly name: string;
  fromJSON(saved: unknown): unknown;
}

type FitArguments = [options: unknown, data: readonly unknown[], job?: JobOptions];

/** A task as it was asked for, before it is made ready to cross. */
interface Request {
  readonly task: Task;
  readonly job: JobOptions;
}

function functionTask(name: MethodName, optionsAt: number, args: readonly unknown[]): Request {
  const { signal, onProgress, transfer, ...own } = (args[optionsAt] ?? {}) as JobOptions;
  const rest = Object.keys(own).length > 0 ? [own] : [];
  const before = Array.from({ length: rest.length > 0 ? optionsAt : 0 }, (_, i) => args[i]);
  const given = rest.length > 0 ? before : args.slice(0, optionsAt);
  return {
    task: { kind: "function", name, args: [...given, ...rest] },
    job: { signal, onProgress, transfer },
  };
}

function fitTask(
  name: string,
  options: unknown,
  args: readonly unknown[],
  job: JobOptions = {},
): Request {
  return { task: { kind: "fit", name, options, args }, job };
}

/** Hands a task over; everything that goes wrong is in the promise. */
async function submit(
  scheduler: Scheduler,
  name: string,
  request: () => Request,
): Promise<unknown> {
  const { task, job } = request();
  const { signal, onProgress, transfer = false } = checked(name, job);
  signal?.throwIfAborted();
  const owned = own(name, task, transfer);
  return new Promise((resolve, reject) => {
    const settled = () => signal?.removeEventListener("abort", cancel);
    const given: Job = {
      name,
      task: owned,
      reproducible: isReproducible(),
      onProgress,
      resolve: (value) => {
        settled();
        resolve(value);
      },
      reject: (reason) => {
        settled();
        // What signals and listeners give need not be an error.
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
        reject(reason);
      },
    };
    const cancel = () => {
      scheduler.cancel(given);
      given.reject(signal?.reason);
    };
    signal?.addEventListener("abort", cancel);
    scheduler.add(given);
  });
}

/**
 * The task as data that nobody else has: copied, or what was handed over. A copy is made here and then moved, as
 * `postMessage` would make its own in a buffer that grows.
 */
function own(name: string, task: Task, transfer: boolean): Task {
  const encoding = { name, copies: !transfer, foreign: (object: object) => foreign(name, object) };
  const encoded = encode(task, encoding) as Task;
  if (!transfer) return encoded;
  return structuredClone(encoded, { transfer: [...buffersIn(encoded)] });
}

/** What an object of another library becomes: a matrix, if it is one. */
function foreign(name: string, object: object): unknown {
  try {
    return toMatrix(name, object as never);
  } catch {
    throw cannotCross(name, object);
  }
}

function checked(name: string, { signal, onProgress, transfer }: JobOptions): JobOptions {
  if (signal !== undefined && typeof signal?.throwIfAborted !== "function") {
    throw new TypeError(`${name}: expected signal to be an AbortSignal, got ${describe(signal)}`);
  }
  if (onProgress !== undefined && typeof onProgress !== "function") {
    throw new TypeError(
      `${name}: expected onProgress to be a function, got ${describe(onProgress)}`,
    );
  }
  if (transfer !== undefined && typeof transfer !== "boolean") {
    throw new TypeError(`${name}: expected transfer to be a boolean, got ${describe(transfer)}`);
  }
  return { signal, onProgress, transfer };
}
