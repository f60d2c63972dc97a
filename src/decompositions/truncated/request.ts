import { describe } from "../../errors.ts";
import type { EngineOptions } from "../../wasm/builds.ts";
import { likeOf, shapeOf, type Source } from "../../wasm/resident.ts";
import type { SvdsOptions } from "../svds.ts";
import { defaultTolerance, type TruncatedMethod } from "./choose.ts";
import type { Progress } from "./projection.ts";

/** The options of `svds`, checked, with their defaults. */
export interface Request {
  /** How many triplets; with `part`, the most. */
  readonly k: number;
  /** ‖A − U Σ Vᵀ‖²_F / ‖A‖²_F, if that decides how many. */
  readonly part: number | undefined;
  readonly method: Exclude<TruncatedMethod, "svd"> | "auto";
  readonly oversampling: number;
  readonly powerIterations: number;
  readonly tolerance: number;
  /** Whether the tolerance was asked for. */
  readonly strict: boolean;
  readonly maxIterations: number | undefined;
  readonly seed: number;
  readonly onProgress: ((progress: Progress) => void) | undefined;
  readonly options: EngineOptions;
}

const METHODS = ["auto", "randomized", "block-krylov", "lanczos"] as const;

export function checkOptions(source: Source, options: SvdsOptions): Request {
  const { rows, columns } = shapeOf(source);
  const most = Math.min(rows, columns);
  const { method = "auto", error, energy, tolerance, seed = 0, onProgress } = options;
  if (!METHODS.includes(method)) {
    const names = METHODS.map((name) => `"${name}"`).join(", ");
    throw new TypeError(`svds: expected method to be one of ${names}, got ${describe(method)}`);
  }
  if (error !== undefined && energy !== undefined) {
    throw new TypeError("svds: expected error or energy, got both");
  }
  if (onProgress !== undefined && typeof onProgress !== "function") {
    throw new TypeError(`svds: expected onProgress to be a function, got ${describe(onProgress)}`);
  }
  const adaptive = error !== undefined || energy !== undefined;
  const { k = adaptive ? most : Math.min(6, most) } = options;
  if (!Number.isSafeInteger(k) || k < Math.min(1, most) || k > most) {
    throw new RangeError(
      `svds: expected k to be an integer from 1 to min(m, n) = ${most}, got ${describe(k)}`,
    );
  }
  if (!Number.isSafeInteger(seed)) {
    throw new RangeError(`svds: expected seed to be a safe integer, got ${describe(seed)}`);
  }
  if (error !== undefined) check("error", error, (x) => x >= 0 && x < 1, "from 0 to below 1");
  if (energy !== undefined) check("energy", energy, (x) => x > 0 && x <= 1, "above 0 and up to 1");
  if (tolerance !== undefined) check("tolerance", tolerance, (x) => x >= 0, "of 0 or more");
  return {
    k,
    part: error !== undefined ? error * error : energy !== undefined ? 1 - energy : undefined,
    method,
    oversampling: count("oversampling", options.oversampling, 0) ?? 10,
    // As scikit-learn's randomized_svd.
    powerIterations:
      count("powerIterations", options.powerIterations, 0) ?? (10 * k < most ? 7 : 4),
    tolerance: tolerance ?? defaultTolerance(likeOf(source)),
    strict: tolerance !== undefined,
    maxIterations: count("maxIterations", options.maxIterations, 1),
    seed,
    onProgress,
    options: { reproducible: options.reproducible },
  };
}

function check(name: string, x: unknown, fits: (x: number) => boolean, range: string): void {
  if (typeof x === "number" && fits(x)) return;
  throw new RangeError(`svds: expected ${name} to be a number ${range}, got ${describe(x)}`);
}

function count(name: string, x: number | undefined, least: number): number | undefined {
  if (x === undefined || (Number.isSafeInteger(x) && x >= least)) return x;
  throw new RangeError(`svds: expected ${name} to be an integer >= ${least}, got ${describe(x)}`);
}
