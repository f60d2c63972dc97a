/**
 * The optimal hard threshold for singular values, where neither the noise of
 * the matrix nor its rank is known: ω(β) times the median singular value.
 *
 * Of all rules of the form "keep the singular values above τ" this one has the
 * least mean squared error for a low-rank matrix in white noise, as the matrix
 * grows. ω is computed exactly, not by the cubic fit that the paper also gives:
 *
 *     ω(β) = λ(β) / √μ(β),  λ(β) = √(2(β + 1) + 8β / ((β + 1) + √(β² + 14β + 1)))
 *
 * with μ(β) the median of the Marchenko–Pastur distribution.
 *
 * M. Gavish, D. L. Donoho, The optimal hard threshold for singular values is
 * 4/√3, IEEE Trans. Inf. Theory 60 (2014) 5040–5053, eqs. (4), (5) and (11).
 *
 * @param beta - min(m, n) / max(m, n), in (0, 1].
 */
export function thresholdFactor(beta: number): number {
  const omega = knownNoiseFactor(beta) / Math.sqrt(marchenkoPasturMedian(beta));
  // Engines may differ in the last bits of sin and atan2; the rank chosen should not.
  return Math.round(omega * 1e10) / 1e10;
}

/**
 * λ(β), for a matrix whose noise is known: where each entry has noise of standard deviation σ, the best threshold is
 * λ(β) · √max(m, n) · σ (eqs. (2) and (11)).
 */
export function knownNoiseFactor(beta: number): number {
  const root = Math.sqrt(beta * beta + 14 * beta + 1);
  return Math.sqrt(2 * (beta + 1) + (8 * beta) / (beta + 1 + root));
}

/**
 * The median of the Marchenko–Pastur distribution with ratio β: the squared
 * singular values of white noise lie below and above it in equal number.
 *
 * Its density is √((b − t)(t − a)) / (2πβt) on [a, b] = [(1 − q)², (1 + q)²], with
 * q = √β. With t = 1 + q² − 2q cos θ the distribution function is, in closed
 * form (the integral of sin² θ / (1 + q² − 2q cos θ), by its Fourier series),
 *
 *     F(θ) = (θ + q sin θ − (1/q² − 1)(φ − q sin θ)) / π,  φ = arg(1 − q e^(−iθ)).
 */
export function marchenkoPasturMedian(beta: number): number {
  const q = Math.sqrt(beta);
  const distribution = (theta: number) => {
    const y = q * Math.sin(theta);
    const phi = Math.atan2(y, 1 - q * Math.cos(theta));
    return (theta + y - (1 / beta - 1) * (phi - y)) / Math.PI;
  };

  let below = 0;
  let above = Math.PI;
  // Each step gives one more bit; 60 leave none.
  for (let step = 0; step < 60; ++step) {
    const middle = (below + above) / 2;
    if (distribution(middle) < 0.5) below = middle;
    else above = middle;
  }
  return 1 + beta - 2 * q * Math.cos(below);
}
