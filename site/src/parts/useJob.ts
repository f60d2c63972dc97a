import type { JobOptions, JobProgress } from "wasm-svd";
import { useEffect, useMemo, useState } from "preact/hooks";

/** Where the computation of a panel stands. */
export interface JobState {
  readonly running: boolean;
  readonly progress?: JobProgress | undefined;
  /** What went wrong with the last one; a cancelled one is not an error. */
  readonly error?: Error | undefined;
  /** Whether the last one was cancelled by the person at the screen. */
  readonly cancelled?: boolean | undefined;
}

/** A place for one computation at a time: a new one takes the place of one that still runs. */
export interface Job extends JobState {
  /**
   * Runs `body` with options for the pool, and hands its result to `done`: not if it was cancelled, or another one
   * came after it. Errors are kept in `error`.
   */
  run<R>(body: (options: JobOptions) => Promise<R>, done: (result: R) => void): void;
  cancel(): void;
}

/** For the components that compute. When they go, what runs is cancelled. */
export function useJob(): Job {
  const [state, setState] = useState<JobState>({ running: false });
  const control = useMemo(() => new Control(setState), []);
  useEffect(() => () => control.end(), []);
  return { ...state, run: control.run, cancel: control.cancel };
}

class Control {
  readonly #setState: (state: JobState) => void;
  #current: AbortController | undefined;

  constructor(setState: (state: JobState) => void) {
    this.#setState = setState;
  }

  readonly run: Job["run"] = (body, done) => {
    this.#current?.abort();
    const mine = new AbortController();
    this.#current = mine;
    const isCurrent = () => this.#current === mine;
    this.#setState({ running: true });
    const onProgress = (progress: JobProgress) => {
      if (isCurrent()) this.#setState({ running: true, progress });
    };
    const start = async () => body({ signal: mine.signal, onProgress });
    start().then(
      (result) => {
        if (!isCurrent()) return;
        this.#setState({ running: false });
        done(result);
      },
      (reason: unknown) => {
        if (!isCurrent()) return;
        const error = reason instanceof Error ? reason : new Error(String(reason));
        this.#setState({ running: false, error });
      },
    );
  };

  readonly cancel = () => {
    if (!this.#current) return;
    this.end();
    this.#setState({ running: false, cancelled: true });
  };

  end(): void {
    this.#current?.abort();
    this.#current = undefined;
  }
}
