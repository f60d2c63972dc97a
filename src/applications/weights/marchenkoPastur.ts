import { marchenkoPasturMedian } from "../../approximation/gavishDonoho.ts";
import type { Real } from "../../real.ts";

/** White noise with the median singular value of a matrix, and what stands out of it. */
export interface NoiseEstimate {
  /** The standard deviation of the entries of that noise. */
  readonly deviation: number;
  /** deviation · (√m + √n): as far as the singular values of noise reach, up to a small fluctuation. */
  readonly edge: number;
  /** How many singular values lie above the edge. */
  readonly above: number;
}

/**
 * Estimates noise by the median, which few large singular values hardly move. The squares of those of m × n white noise,
 * divided by max(m, n), follow the distribution of Marchenko and Pastur.
 *
 * V. Marchenko, L. Pastur, Distribution of eigenvalues for some sets of random matrices, Math. USSR-Sb. 1 (1967) 457–483.
 * M. Gavish, D. L. Donoho, The optimal hard threshold for singular values is 4/√3, IEEE Trans. Inf. Theory 60 (2014), §III.C.
 *
 * @param s - All min(m, n) of them, largest first.
 */
export function noiseOf(m: number, n: number, s: Real): NoiseEstimate {
  const k = s.length;
  if (k === 0) return { deviation: 0, edge: 0, above: 0 };
  const middle = Math.floor(k / 2);
  const median = k % 2 === 1 ? s[middle] : s[middle - 1] / 2 + s[middle] / 2;
  const longest = Math.max(m, n);
  const deviation = median / Math.sqrt(longest * marchenkoPasturMedian(k / longest));
  const edge = deviation * (Math.sqrt(m) + Math.sqrt(n));
  const above = s.findIndex((sigma) => !(sigma > edge));
  return { deviation, edge, above: above < 0 ? k : above };
}
