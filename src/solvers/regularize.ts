import { describe } from "../errors.ts";
import type { MatrixInput } from "../matrixInput.ts";
import { between } from "../progress.ts";
import { type Family, tikhonovFamily, tsvdFamily } from "./regularizationFamilies.ts";
import type { VectorInput } from "./solve.ts";
import { combine, spectralSystem } from "./spectralSystem.ts";
import type { ToleranceOptions } from "./tolerance.ts";

export interface RegularizeOptions extends ToleranceOptions {
  /**
   * - `"tikhonov"` (default): min ‖A x − b‖² + λ ‖x‖²; λ is the square of what P. C. Hansen calls so, as `ridge` in `lstsq`.
   * - `"tsvd"`: the first k terms of the sum over singular values, k from 1 on.
   */
  readonly method?: "tikhonov" | "tsvd";
  /**
   * How to choose λ or k:
   *
   * - `"gcv"` (default): the minimum of generalized cross-validation;
   * - `"l-curve"`: the corner of log ‖x‖ against log ‖A x − b‖;
   * - `{ noise }`: the discrepancy principle, ‖A x − b‖ = noise, where ‖e‖ is known for the noise e in b;
   * - a number: that one.
   */
  readonly choose?: "gcv" | "l-curve" | number | { readonly noise: number };
}

/** A point for each parameter that was tried: λ upwards, or k = 1, 2, … */
export interface RegularizationCurve {
  readonly parameters: Float64Array;
  /** ‖A x − b‖. */
  readonly residualNorms: Float64Array;
  /** ‖x‖. */
  readonly solutionNorms: Float64Array;
  /** m ‖A x − b‖² / (m − degrees of freedom)². */
  readonly gcv: Float64Array;
  /** Of the L-curve in logarithms, largest at its corner; for `"tsvd"` empty, as there is no curve between the points. */
  readonly curvature: Float64Array;
}

export interface Regularized {
  readonly x: Float64Array;
  /** λ or k. */
  readonly parameter: number;
  readonly residualNorm: number;
  readonly solutionNorm: number;
  readonly curve: RegularizationCurve;
  /** For each singular value: σᵢ, |uᵢᵀ b| and their quotient. Where |uᵢᵀ b| stops to fall faster than σᵢ, noise begins. */
  readonly picard: {
    readonly s: Float64Array;
    readonly coefficients: Float64Array;
    readonly ratios: Float64Array;
  };
}

/**
 * Solves A x ≈ b where A is so ill-conditioned that noise in b would drown x: by Tikhonov's method or by leaving out small
 * singular values, with the amount chosen by the data. One `svd`.
 *
 * P. C. Hansen, Rank-deficient and discrete ill-posed problems, SIAM 1998, §4 and §7; for the corner among points, J. Castellanos,
 * S. Gómez, V. Guerra, The triangle method for finding the corner of the L-curve, Appl. Numer. Math. 43 (2002) 359–373.
 *
 * Where the norm of the noise is known, `{ noise }` is safest. Cross-validation needs to know nothing, but now and then it
 * takes next to no regularization; the corner takes too little where x is smooth (C. Vogel, Inverse Problems 12 (1996) 535–547).
 *
 * @param a - An m × n matrix, computed in double.
 * @param b - A vector with m entries.
 *
 * @throws {@link RangeError} for a parameter out of range, or noise that no solution fits: as large as b, or smaller than what of
 * b lies outside of the column space. Otherwise the errors of `svd`.
 *
 * @example
 * ```ts
 * import { regularize } from "wasm-svd";
 *
 * const a = [[1, 0, 0], [0, 0.5, 0], [0, 0, 1e-8]];
 * regularize(a, [1, 1, 0.001], { method: "tsvd", choose: { noise: 0.01 } }).x; // Float64Array [1, 2, 0]
 * ```
 */
export function regularize(
  a: MatrixInput,
  b: VectorInput,
  { method = "tikhonov", choose = "gcv", tolerance }: RegularizeOptions = {},
): Regularized {
  const name = "regularize";
  const system = between(0, 0.5, () => spectralSystem(name, a, b, { tolerance }));
  const { rank, s, beta } = system;
  if (rank === 0) throw new RangeError(`${name}: expected a matrix with a singular value above 0`);
  const family = familyOf(name, method)(system);
  const parameter = chosen(
    name,
    family,
    choose,
    Math.sqrt(beta.reduce((sum, x) => sum + x * x, system.outside)),
  );
  const filters = family.filters(parameter);
  const x = combine(
    system,
    filters.map((filter, i) => (filter * beta[i]) / s[i]),
  );
  const coefficients = beta.map(Math.abs);
  return {
    x,
    parameter,
    residualNorm: family.residualNorm(parameter),
    solutionNorm: family.solutionNorm(parameter),
    curve: {
      parameters: family.parameters,
      residualNorms: family.parameters.map(family.residualNorm),
      solutionNorms: family.parameters.map(family.solutionNorm),
      gcv: family.parameters.map(family.gcv),
      curvature: family.curvature ? family.parameters.map(family.curvature) : new Float64Array(0),
    },
    picard: { s, coefficients, ratios: coefficients.map((value, i) => value / s[i]) },
  };
}

function familyOf(name: string, method: string) {
  if (method === "tikhonov") return tikhonovFamily;
  if (method === "tsvd") return tsvdFamily;
  throw new TypeError(
    `${name}: expected method to be "tikhonov" or "tsvd", got ${describe(method)}`,
  );
}

function chosen(
  name: string,
  family: Family,
  choose: NonNullable<RegularizeOptions["choose"]>,
  length: number,
): number {
  if (choose === "gcv") return family.minimumOfGcv();
  if (choose === "l-curve") return family.corner();
  if (typeof choose === "number") return family.check(name, choose);
  const { noise } = (choose ?? {}) as { noise?: unknown };
  if (typeof noise !== "number") {
    throw new TypeError(
      `${name}: expected choose to be "gcv", "l-curve", a number or { noise }, got ${describe(choose)}`,
    );
  }
  const least = family.residualNorm(family.weakest);
  if (noise >= least && noise < length) return family.discrepancy(noise);
  throw new RangeError(
    `${name}: expected noise from ${least}, which no x falls below, to ${length}, the length of b, got ${noise}`,
  );
}
