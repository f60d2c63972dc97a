import { describe } from "../errors.ts";
import type { Real } from "../real.ts";
import { cumulativeEnergy, square } from "../solvers/spectrum.ts";
import { rankOf } from "../solvers/tolerance.ts";
import { thresholdFactor } from "./gavishDonoho.ts";

/**
 * How many singular values to keep:
 *
 * - a number: that many, from 0 to all;
 * - `{ energy }`: the fewest with Σ σᵢ² (kept) ≥ energy · Σ σᵢ² (all), for an energy from 0 to 1;
 * - `{ error }`: the fewest with ‖A − Aₖ‖ ≤ error · ‖A‖ in the Frobenius norm (Eckart–Young says that
 *   no other matrix of that rank comes closer);
 * - `{ tolerance }`: those above tolerance · σ₁;
 * - `"gavish-donoho"`: those that stand out of white noise of unknown strength (see `lowRank`).
 */
export type Truncation =
  | number
  | { readonly energy: number }
  | { readonly error: number }
  | { readonly tolerance: number }
  | "gavish-donoho";

/**
 * Returns how many of the singular values of an m × n matrix to keep.
 *
 * @param s - In descending order.
 */
export function countKept(name: string, m: number, n: number, s: Real, by: Truncation): number {
  if (typeof by === "number") return checkCount(name, by, s.length);
  if (by === "gavish-donoho") return countAboveNoise(name, m, n, s);
  if (typeof by === "object" && by !== null) {
    if ("energy" in by) return countForEnergy(s, checkFraction(name, "energy", by.energy));
    if ("error" in by) return countForError(s, checkFraction(name, "error", by.error));
    if ("tolerance" in by) return rankOf(name, m, n, s, by.tolerance);
  }
  throw new TypeError(
    `${name}: expected a number, { energy }, { error }, { tolerance } or "gavish-donoho", got ${describe(by)}`,
  );
}

/** Throws unless k is the number of some of `available` singular values. */
export function checkCount(name: string, k: number, available: number): number {
  if (Number.isInteger(k) && k >= 0 && k <= available) return k;
  throw new RangeError(`${name}: expected k to be an integer from 0 to ${available}, got ${k}`);
}

function countForEnergy(s: Real, fraction: number): number {
  const energy = cumulativeEnergy(s);
  const wanted = fraction * energy[s.length];
  return energy.findIndex((sum) => sum >= wanted);
}

function countForError(s: Real, fraction: number): number {
  // From the smallest up: the difference of two sums would lose the small ones.
  const tail = new Float64Array(s.length + 1);
  for (let i = s.length - 1; i >= 0; --i) tail[i] = tail[i + 1] + square(s, i);
  const allowed = fraction * fraction * tail[0];
  return tail.findIndex((sum) => sum <= allowed);
}

function countAboveNoise(name: string, m: number, n: number, s: Real): number {
  const k = Math.min(m, n);
  if (s.length < k) {
    throw new RangeError(
      `${name}: "gavish-donoho" needs the median of all ${k} singular values, but only ${s.length} were kept`,
    );
  }
  if (k === 0) return 0;
  const middle = Math.floor(k / 2);
  const median = k % 2 === 1 ? s[middle] : s[middle - 1] / 2 + s[middle] / 2;
  const threshold = thresholdFactor(k / Math.max(m, n)) * median;
  const count = s.findIndex((sigma) => !(sigma > threshold));
  return count < 0 ? k : count;
}

function checkFraction(name: string, key: string, value: number): number {
  if (typeof value === "number" && value >= 0 && value <= 1) return value;
  throw new RangeError(
    `${name}: expected ${key} to be a number from 0 to 1, got ${describe(value)}`,
  );
}
