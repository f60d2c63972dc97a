import type { Dtype } from "../../real.ts";
import type { EngineOptions } from "./data.ts";
import type { KernelFunction } from "./kernel.ts";
import type { SavedMatrix } from "./saved.ts";

export interface KernelPCAOptions extends EngineOptions {
  /** How many components to keep, an integer ≥ 1; by default all whose eigenvalue is not 0. */
  readonly components?: number;

  /**
   * How alike two samples x and y are:
   *
   * - `"linear"` (default): xᵀy; that is `PCA`;
   * - `"polynomial"`: (gamma·xᵀy + coef0)^degree;
   * - `"rbf"`: exp(−gamma·‖x − y‖²);
   * - `"cosine"`: xᵀy / (‖x‖·‖y‖);
   * - a function of two rows, symmetric and positive semidefinite: O(m²) calls. Models with one cannot be saved.
   */
  readonly kernel?: "linear" | "polynomial" | "rbf" | "cosine" | KernelFunction;

  /** Above 0; by default 1/n for n features. */
  readonly gamma?: number;

  /** Of the polynomial kernel, above 0; by default 3. */
  readonly degree?: number;

  /** Of the polynomial kernel; by default 1. */
  readonly coef0?: number;
}

/** A fitted `KernelPCA` as plain data. */
export interface SavedKernelPCA {
  readonly options: KernelPCAOptions;
  readonly dtype: Dtype;
  readonly samples: SavedMatrix;
  readonly shift: readonly number[];
  readonly gamma: number;
  readonly means: { readonly columns: readonly number[]; readonly all: number };
  readonly values: readonly number[];
  readonly vectors: SavedMatrix;
}
