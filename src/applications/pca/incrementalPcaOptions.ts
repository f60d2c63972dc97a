import type { EngineOptions } from "./data.ts";
import type { SavedPrincipalModel } from "./saved.ts";

export interface IncrementalPCAOptions extends EngineOptions {
  /** How many components to keep, an integer ≥ 1; by default as many as there are columns. */
  readonly components?: number;
  /** As of `PCA`. */
  readonly whiten?: boolean;
  /** Rows that `fit` takes in at a time; by default five times as many as columns. */
  readonly batchSize?: number;
}

/** A fitted `IncrementalPCA` as plain data. */
export interface SavedIncrementalPCA extends SavedPrincipalModel {
  readonly options: IncrementalPCAOptions;
  readonly squares: readonly number[];
}
