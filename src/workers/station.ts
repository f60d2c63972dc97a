import { alphabet, bytes } from "../wasm/bytes.ts";
import { buffersIn } from "./codec.ts";
import type { Answer, FromWorker, Task } from "./messages.ts";
import { startThread, type Thread, type WorkerLike } from "./thread.ts";

/** A task on its way. */
export interface Assignment {
  readonly task: Task;
  readonly progress: boolean;
  readonly reproducible: boolean;
  /** What comes of it: progress any number of times, then a value or an error, or the end of the worker. */
  readonly onMessage: (message: Answer) => void;
  readonly onDeath: (reason: string, hadStarted: boolean) => void;
}

export interface StationOptions {
  readonly create: () => WorkerLike;
  /** Called when it can take the next task. */
  readonly onIdle: () => void;
  /** Called when it can take none any more. */
  readonly onGone: () => void;
}

/** Milliseconds in which a worker has to answer its first message: more than any machine needs, less than for ever. */
const START_LIMIT = 60_000;

/** Milliseconds more: a thread that was busy for so long hears of its timers before it hears of the answer. */
const GRACE = 1_000;

/** Milliseconds in which a worker has to notice that its task was given up; then it is ended. */
const GIVE_UP_LIMIT = 1_000;

type Timer = ReturnType<typeof setTimeout>;

/** A place where one task at a time is computed, by a worker of its own. */
export class Station {
  readonly #options: StationOptions;
  readonly #thread: Thread;
  /** Names the task to be given up: the worker looks at it while it computes. */
  readonly #flag = sharesMemory() ? new Int32Array(new SharedArrayBuffer(4)) : undefined;
  readonly #lock = hasLocks() ? `wasm-svd ${crypto.randomUUID()}` : undefined;
  #hasStarted = false;
  #count = 0;
  #current: Assignment | undefined;
  #starting: Timer;
  #givingUp: Timer | undefined;

  /** Starts the worker; throws what `create` throws. */
  constructor(options: StationOptions) {
    this.#options = options;
    this.#thread = startThread(options.create, {
      onMessage: (message) => this.#take(message),
      onDeath: (reason) => this.#die(reason),
    });
    this.#thread.post({ type: "start", bytes, alphabet, flag: this.#flag, lock: this.#lock });
    this.#thread.keepAlive(false);
    this.#starting = after(START_LIMIT, () => {
      this.#starting = after(GRACE, () => this.#die("it did not answer"));
    });
  }

  /** Hands it a task; it has none. What cannot be posted is thrown. */
  run(assignment: Assignment): void {
    const { task, progress, reproducible } = assignment;
    const id = ++this.#count;
    const message = { type: "run", id, task, progress, reproducible } as const;
    // First, as a worker may answer before `post` returns.
    this.#current = assignment;
    this.#thread.keepAlive(true);
    try {
      this.#thread.post(message, [...buffersIn(task)]);
    } catch (error) {
      this.#current = undefined;
      this.#thread.keepAlive(false);
      throw error;
    }
  }

  /** Gives up its task, of which nothing will be heard any more. It is idle, or gone, some time after that. */
  giveUp(): void {
    this.#current = undefined;
    if (!this.#flag) return this.#leave();
    Atomics.store(this.#flag, 0, this.#count);
    this.#givingUp = after(GIVE_UP_LIMIT, () => this.#leave());
  }

  /** Ends the worker. Nothing will be heard of its task. */
  end(): Promise<void> {
    this.#current = undefined;
    clearTimeout(this.#starting);
    clearTimeout(this.#givingUp);
    return this.#thread.end();
  }

  #take(message: FromWorker): void {
    if (message.type === "ready") {
      this.#hasStarted = true;
      clearTimeout(this.#starting);
      if (this.#lock !== undefined && message.locked) this.#thread.watchLock(this.#lock);
      return;
    }
    if (message.id !== this.#count) return;
    const { type } = message;
    this.#current?.onMessage(message);
    if (type === "progress") return;
    clearTimeout(this.#givingUp);
    this.#current = undefined;
    this.#thread.keepAlive(false);
    this.#options.onIdle();
  }

  #die(reason: string): void {
    const assignment = this.#current;
    this.#leave();
    assignment?.onDeath(reason, this.#hasStarted);
  }

  #leave(): void {
    void this.end();
    this.#options.onGone();
  }
}

/** A timer that does not keep Node from ending. */
export function after(milliseconds: number, body: () => void): Timer {
  const timer = setTimeout(body, milliseconds);
  (timer as { unref?(): void }).unref?.();
  return timer;
}

/** Whether memory can be shared with workers: in Node, and in pages that are cross-origin isolated. */
function sharesMemory(): boolean {
  const { crossOriginIsolated = true } = globalThis as { crossOriginIsolated?: boolean };
  return typeof SharedArrayBuffer !== "undefined" && crossOriginIsolated;
}

/** Whether a worker's end shows in a lock. Node's workers tell by themselves. */
function hasLocks(): boolean {
  const { navigator, process } = globalThis as {
    navigator?: { locks?: unknown };
    process?: { getBuiltinModule?: unknown };
  };
  return navigator?.locks !== undefined && process?.getBuiltinModule === undefined;
}
