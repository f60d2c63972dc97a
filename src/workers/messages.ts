import type { Progress } from "../progress.ts";
import type { MethodName } from "./methods.ts";

/** What a worker is told before anything else. */
export interface Start {
  readonly type: "start";
  /** The modules as text, by the names of builds, and the characters that they are written in. */
  readonly bytes: Record<string, string>;
  readonly alphabet: string;
  /** Where the job to give up is written; only where memory can be shared. */
  readonly flag: Int32Array | undefined;
  /** The name of the lock that the worker holds as long as it lives; only where there are locks. */
  readonly lock: string | undefined;
}

/** What a worker computes: a function of the library, or the `fit` of a model. */
export type Task =
  | { readonly kind: "function"; readonly name: MethodName; readonly args: readonly unknown[] }
  | {
      readonly kind: "fit";
      readonly name: string;
      readonly options: unknown;
      readonly args: readonly unknown[];
    };

export interface Run {
  readonly type: "run";
  /** Counted from 1 in each worker. */
  readonly id: number;
  readonly task: Task;
  /** Whether anybody wants to know how far it is. */
  readonly progress: boolean;
  /** What `init` was told. */
  readonly reproducible: boolean;
}

export type ToWorker = Start | Run;

/** An error as data. */
export interface SavedError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly row?: number;
  readonly column?: number;
}

/** Whether the worker holds its lock. */
export interface Ready {
  readonly type: "ready";
  readonly locked: boolean;
}

export type FromWorker = Ready | Answer;

/** What comes of a task. */
export type Answer =
  | { readonly type: "progress"; readonly id: number; readonly progress: Progress }
  | { readonly type: "done"; readonly id: number; readonly value: unknown }
  | { readonly type: "failed"; readonly id: number; readonly error: SavedError };
