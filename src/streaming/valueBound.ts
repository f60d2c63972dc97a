/**
 * Returns an upper bound of |σ̂ − σ| for a singular value σ̂ of Σ, where A is [Σ G; 0 B] in orthonormal bases, and the matched
 * σ one of A: with ‖G‖ ≤ g and ‖B‖ ≤ b. Where b < σ̂, the error goes with g²:
 *
 *     2g²/(η + √(η² + 4g²)),     η = σ̂ − b
 *
 * C.-K. Li, R.-C. Li, A note on eigenvalues of perturbed Hermitian matrices, Linear Algebra Appl. 395 (2005) 183–190, (1.5), for
 * [0 A; Aᵀ 0]. Where not, σ may be one of B's, which nobody has seen: g + b − σ̂.
 */
export function valueBound(sigma: number, g: number, b: number): number {
  const gap = sigma - b;
  if (g === 0 && gap >= 0) return 0;
  if (gap < 0) return g - gap;
  return g * ((2 * g) / (gap + Math.sqrt(gap * gap + 4 * g * g)));
}
