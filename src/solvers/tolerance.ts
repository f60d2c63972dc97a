import { epsilon, type Real } from "../real.ts";

/*
 * The one place that says when a singular value counts as zero. A tolerance is
 * relative: values up to `tolerance` times the largest count as zero.
 */

/** An option that all functions share which decide on a rank. */
export interface ToleranceOptions {
  /**
   * Singular values up to `tolerance` times the largest count as zero.
   *
   * By default max(m, n) · ε, with ε the gap between 1 and the next number of
   * the precision (2⁻⁵² or 2⁻²³): what rounding A to that precision may already
   * have added to a zero. NumPy's `matrix_rank` and MATLAB's `pinv` agree.
   */
  readonly tolerance?: number;
}

/** The tolerance for an m × n matrix, if the caller named none. */
export function defaultTolerance(m: number, n: number, data: Real): number {
  return Math.max(m, n) * epsilon(data);
}

/**
 * Counts the singular values of an m × n matrix that do not count as zero.
 *
 * @param s - In descending order.
 * @throws {@link RangeError} if `tolerance` is negative or not finite.
 */
export function rankOf(
  name: string,
  m: number,
  n: number,
  s: Real,
  tolerance: number = defaultTolerance(m, n, s),
): number {
  if (!Number.isFinite(tolerance) || tolerance < 0) {
    throw new RangeError(`${name}: expected a tolerance >= 0, got ${tolerance}`);
  }
  const zero = tolerance * (s[0] ?? 0);
  const rank = s.findIndex((sigma) => !(sigma > zero));
  return rank < 0 ? s.length : rank;
}
