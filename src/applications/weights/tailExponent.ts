import type { Real } from "../../real.ts";

/** A power law p(λ) ~ λ^(−exponent) of the largest eigenvalues λ = σ² of WᵀW. */
export interface PowerLaw {
  /** Between 2 and 4 for most layers of well-trained networks, larger for those near to noise. */
  readonly exponent: number;
  /** How many of the largest eigenvalues the law was fitted to. */
  readonly count: number;
  /** The largest distance of the distribution functions of the law and of those eigenvalues (Kolmogorov–Smirnov). */
  readonly distance: number;
}

/** A law for fewer values says nothing. */
const FEWEST = 10;

/**
 * Fits a power law to the tail of the spectrum, by maximum likelihood for each place where the tail may start, and takes
 * the place where law and eigenvalues agree best. O(k²) for k singular values.
 *
 * A. Clauset, C. Shalizi, M. Newman, Power-law distributions in empirical data, SIAM Rev. 51 (2009) 661–703, (3.1) and (3.9).
 * C. Martin, M. Mahoney, Implicit self-regularization in deep neural networks, J. Mach. Learn. Res. 22 (2021) 165, §3.
 *
 * @param s - Largest first.
 * @returns undefined where fewer than ten differ from zero.
 */
export function powerLawOf(s: Real): PowerLaw | undefined {
  const positive = s.filter((sigma) => sigma > 0);
  const logarithms = Float64Array.from(positive, (sigma) => 2 * Math.log(sigma));
  let best: PowerLaw | undefined;
  let sum = 0;
  for (let count = 1; count <= logarithms.length; ++count) {
    const smallest = logarithms[count - 1];
    sum += smallest;
    const excess = sum - count * smallest;
    if (count < FEWEST || !(excess > 0)) continue;
    const exponent = 1 + count / excess;
    const distance = distanceTo(logarithms, count, exponent);
    if (!best || distance < best.distance) best = { exponent, count, distance };
  }
  return best;
}

/** The distribution functions of the first `count` values jump at each of them: both sides count. */
function distanceTo(logarithms: Float64Array, count: number, exponent: number): number {
  const smallest = logarithms[count - 1];
  let distance = 0;
  for (let i = 0; i < count; ++i) {
    const above = Math.exp((1 - exponent) * (logarithms[i] - smallest));
    distance = Math.max(distance, Math.abs(above - i / count), Math.abs(above - (i + 1) / count));
  }
  return distance;
}
