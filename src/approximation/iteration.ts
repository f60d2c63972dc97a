import { describe } from "../errors.ts";
import { isFloat32, type Real } from "../real.ts";
import type { EngineOptions } from "../wasm/builds.ts";

/** Where an iteration on a low-rank matrix stands. */
export interface IterationProgress {
  /** Counted from 1; along a path, over all of it. */
  readonly iteration: number;
  /** What has to fall to `tolerance`. */
  readonly change: number;
  /** The rank of the matrix that the iteration has now. */
  readonly rank: number;
}

export interface IterationOptions extends EngineOptions {
  /** The iteration ends where its `change`, which is relative, is not larger: by default 1e-7 (single precision: 1e-5). */
  readonly tolerance?: number;

  /** The largest number of iterations, each of which costs one `svd`. */
  readonly maxIterations?: number;

  /** Called after each iteration; what it throws ends the computation. */
  readonly onProgress?: (progress: IterationProgress) => void;
}

/** Returns the options with their defaults, for data of a precision. */
export function iterationOf(
  name: string,
  data: Real,
  options: IterationOptions,
  defaultIterations: number,
): { tolerance: number; maxIterations: number } {
  const { tolerance = isFloat32(data) ? 1e-5 : 1e-7, maxIterations = defaultIterations } = options;
  if (typeof tolerance !== "number" || !(tolerance >= 0) || tolerance === Infinity) {
    throw new RangeError(`${name}: expected a tolerance >= 0, got ${describe(tolerance)}`);
  }
  if (!Number.isInteger(maxIterations) || maxIterations < 1) {
    throw new RangeError(
      `${name}: expected maxIterations to be an integer >= 1, got ${describe(maxIterations)}`,
    );
  }
  return { tolerance, maxIterations };
}
