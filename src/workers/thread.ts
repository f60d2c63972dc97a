import { describe } from "../errors.ts";
import type { FromWorker, ToWorker } from "./messages.ts";

/** A worker as `createWorker` gives it: of a browser, or of Node. */
export interface WorkerLike {
  postMessage(message: unknown, transfer?: never[]): void;
  terminate(): unknown;
}

/** What both kinds of workers have, and what only one has. */
interface AnyWorker {
  postMessage(message: ToWorker, transfer: readonly ArrayBuffer[]): void;
  terminate(): unknown;
  on?(type: string, listen: (value: unknown) => void): void;
  addEventListener?(
    type: string,
    listen: (event: { data?: unknown; message?: string }) => void,
  ): void;
  ref?(): void;
  unref?(): void;
}

export interface ThreadEvents {
  onMessage(message: FromWorker): void;
  /** The worker is gone, or cannot be used any more. At most once, and not after `end`. */
  onDeath(reason: string): void;
}

/** A worker that runs, of either kind. */
export interface Thread {
  post(message: ToWorker, transfer?: readonly ArrayBuffer[]): void;
  /** Ends it at once; resolves when it is gone. */
  end(): Promise<void>;
  /** Whether Node waits for it. */
  keepAlive(needed: boolean): void;
  /** Watches a lock that the worker holds: browsers tell by nothing else that one was ended. */
  watchLock(name: string): void;
}

/** Workers that a thread has: two with the same one would take each other's answers. */
const taken = new WeakSet<object>();

/** Checks what `createWorker` gave. */
function take(given: unknown): AnyWorker {
  const worker = given as Partial<AnyWorker> | null | undefined;
  const methods = [worker?.postMessage, worker?.terminate, worker?.on ?? worker?.addEventListener];
  if (!methods.every((method) => typeof method === "function")) {
    throw new TypeError(`createPool: expected a worker of createWorker, got ${describe(given)}`);
  }
  if (taken.has(worker as AnyWorker)) {
    throw new TypeError("createPool: expected a new worker of createWorker, got one that it gave");
  }
  taken.add(worker as AnyWorker);
  return worker as AnyWorker;
}

/** Starts a worker by `create`. What it throws is the caller's. */
export function startThread(
  create: () => WorkerLike,
  { onMessage, onDeath }: ThreadEvents,
): Thread {
  const worker = take(create());
  const lock = new AbortController();
  let gone = false;
  const die = (reason: string) => {
    if (gone) return;
    gone = true;
    lock.abort();
    void worker.terminate();
    onDeath(reason);
  };
  const hear = (data: unknown) => {
    // What is no object was said by another program.
    if (!gone && typeof data === "object" && data !== null) onMessage(data as FromWorker);
  };
  if (worker.on) {
    worker.on("message", hear);
    worker.on("error", (error) => die(error instanceof Error ? error.message : String(error)));
    worker.on("messageerror", () => die("a message could not be read"));
    worker.on("exit", (code) => die(`it ended (exit code ${String(code)})`));
  } else {
    worker.addEventListener?.("message", ({ data }) => hear(data));
    worker.addEventListener?.("error", ({ message }) => die(message || "its script could not run"));
    worker.addEventListener?.("messageerror", () => die("a message could not be read"));
  }

  return {
    post: (message, transfer = []) => worker.postMessage(message, transfer),
    async end() {
      gone = true;
      lock.abort();
      await worker.terminate();
    },
    keepAlive(needed) {
      if (needed) worker.ref?.();
      else worker.unref?.();
    },
    watchLock(name) {
      const ended = () => die("it was ended");
      // Aborted, it rejects: then nobody asks any more.
      navigator.locks.request(name, { signal: lock.signal }, ended).catch(() => {});
    },
  };
}
