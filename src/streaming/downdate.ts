import { dense, norm, type Doubles } from "./factoredBasis.ts";

/**
 * Takes x out of AᵀA = V·S²·Vᵀ, x = V·p: returns K with S² − p·pᵀ = KᵀK, and how much is left of the direction that loses
 * most, γ = √(1 − ‖q‖²) with q = S⁻¹·p. Where ‖q‖ > 1 there is no such K; as much of x is taken then as there is.
 *
 *     S² − p·pᵀ = S·(I − q·qᵀ)·S,     I − q·qᵀ = (I − (1 − γ)·q·qᵀ/‖q‖²)²
 */
export function downdateValues(
  s: Float64Array,
  p: Float64Array,
): { readonly core: Doubles; readonly gamma: number } {
  const r = s.length;
  const q = p.map((entry, i) => entry / s[i]);
  const length = norm(q);
  const gamma = Math.sqrt(Math.max(0, 1 - length)) * Math.sqrt(1 + length);
  const core = dense(r, r, new Float64Array(r * r));
  for (let i = 0; i < r; ++i) {
    for (let j = 0; j < r; ++j) {
      const part = length > 0 ? (1 - gamma) * (q[i] / length) * (q[j] / length) : 0;
      core.data[i * r + j] = ((i === j ? 1 : 0) - part) * s[j];
    }
  }
  return { core, gamma };
}
