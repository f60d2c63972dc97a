/** Variances below this part of the largest are taken for rounding errors, as in scikit-learn (there, of 1). */
const NEGLIGIBLE = 1e-15;

const LOG_PI = Math.log(Math.PI);
const LOG_TWO_PI = Math.log(2 * Math.PI);

/** The fewest variances, largest first, whose sum is more than `part` of `total`; all of them if there are none. */
export function countForPart(variances: ArrayLike<number>, total: number, part: number): number {
  let sum = 0;
  for (let k = 0; k < variances.length; ++k) {
    sum += variances[k];
    if (sum > part * total) return k + 1;
  }
  return variances.length;
}

/**
 * The number of components, from 1 to n − 1, for which the data are most probable: Minka's approximation of the evidence of
 * a Gaussian with k variances of its own and n − k that are equal, by Laplace's method. O(n²).
 *
 * T. Minka, Automatic choice of dimensionality for PCA, NIPS 13 (2000) 598–604, (30), p 602 and the lines that lead to it.
 *
 * @param variances - All n of them, largest first.
 * @param samples - N.
 */
export function mostProbableDimension(variances: ArrayLike<number>, samples: number): number {
  const evidence = logEvidence(variances, samples);
  let best = 1;
  for (let k = 2; k < evidence.length; ++k) if (evidence[k] > evidence[best]) best = k;
  return best;
}

/** ln p(D | k) for k from 1 to n − 1; −∞ for 0, and for a k whose last variance is negligible. */
function logEvidence(lambda: ArrayLike<number>, samples: number): Float64Array {
  const n = lambda.length;
  const evidence = new Float64Array(n).fill(-Infinity);
  const floor = NEGLIGIBLE * lambda[0];
  const logGap = (x: number, y: number) => Math.log(Math.max(x - y, floor));
  const logGamma = logGammaOfHalves(n);
  let prior = 0; // ln p(U), the uniform density of k orthonormal vectors
  let logs = 0; // Σ ln λᵢ, i < k
  let gaps = 0; // Σ ln(λᵢ − λⱼ), i < k, j > i
  let inverses = 0; // Σ ln(1/λⱼ − 1/λᵢ), i < j < k
  for (let k = 1; k < n; ++k) {
    const last = lambda[k - 1];
    if (!(last > floor)) break;
    const free = n - k + 1;
    prior += logGamma[free] - Math.LN2 - (LOG_PI * free) / 2;
    for (let i = 0; i < k - 1; ++i) {
      inverses += logGap(lambda[i], last) - Math.log(lambda[i]) - Math.log(last);
    }
    for (let j = k; j < n; ++j) gaps += logGap(last, lambda[j]);
    logs += Math.log(last);
    const noise = Math.max(floor, meanFrom(lambda, k));
    let toNoise = 0;
    for (let i = 0; i < k; ++i) {
      toNoise += logGap(lambda[i], noise) - Math.log(lambda[i]) - Math.log(noise);
    }
    const pairs = n * k - (k * (k + 1)) / 2;
    const hessian = gaps + inverses + (n - k) * toNoise + pairs * Math.log(samples);
    evidence[k] =
      prior -
      (samples / 2) * (logs + (n - k) * Math.log(noise)) +
      ((pairs + k) / 2) * LOG_TWO_PI -
      (hessian + k * Math.log(samples)) / 2;
  }
  return evidence;
}

/** Anew for each k: what is left of a difference of sums has no digits that count. */
function meanFrom(values: ArrayLike<number>, k: number): number {
  let sum = 0;
  for (let j = values.length - 1; j >= k; --j) sum += values[j];
  return sum / (values.length - k);
}

/** ln Γ(q/2) for q from 0 (unused) to n. */
function logGammaOfHalves(n: number): Float64Array {
  const values = new Float64Array(n + 1);
  values[1] = LOG_PI / 2;
  for (let q = 3; q <= n; ++q) values[q] = values[q - 2] + Math.log((q - 2) / 2);
  return values;
}
