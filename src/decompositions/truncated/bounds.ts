/** What is known of A in bases that begin with j approximate singular vectors of both sides. */
export interface Known {
  /** σ̂₁ ≥ … ≥ σ̂ⱼ. */
  readonly values: Float64Array;
  /** The larger of ‖A vᵢ − σ̂ᵢ uᵢ‖ and ‖Aᵀ uᵢ − σ̂ᵢ vᵢ‖ for each. */
  readonly couplings: Float64Array;
  /** An upper bound of the 2-norm of A between the complements of these vectors. */
  readonly remainder: number;
}

/**
 * Upper bounds of the 2-norm of what is left of A without the first i triplets, for i = 0 … j.
 *
 *     in bases [U₁ U₂ U⊥] and [V₁ V₂ V⊥],        ⎡ Σ₁  0   E₁ ⎤
 *     with i triplets in U₁ and V₁,          A = ⎢ 0   Σ₂  E₂ ⎥      Hᵢ = ⎡ Σ₂  E₂ ⎤
 *                                                ⎣ F₁  F₂  N  ⎦           ⎣ F₂  N  ⎦
 *
 * ‖Hᵢ‖ is at most the norm of the 2 × 2 matrix of its blocks' norms. Mostly better: cut Hᵢ in two after i′ > i
 * triplets, into a diagonal and what is known of Hᵢ′ already, and add what their coupling can do (`shift`).
 */
export function complements({ values, couplings, remainder }: Known): Float64Array {
  const j = values.length;
  const h = new Float64Array(j + 1);
  h[j] = remainder;
  let square = 0;
  for (let i = j - 1; i >= 0; --i) {
    square += couplings[i] ** 2;
    const all = Math.sqrt(square);
    let best = normOfNorms(values[i], all, all, remainder);
    let between = 0;
    for (let cut = i + 1; cut <= j; ++cut) {
      between += couplings[cut - 1] ** 2;
      const top = Math.max(values[i], h[cut]);
      best = Math.min(best, top + shift(Math.sqrt(between), values[i] - h[cut]));
    }
    h[i] = best;
  }
  return h;
}

/**
 * Upper bounds of |σ̂ᵢ − σᵢ| for the first k: cut A after i′ ≥ i triplets. Without the coupling its singular values
 * would be σ̂₁ … σ̂ᵢ′ and those of Hᵢ′; the i-th of them is σ̂ᵢ, or more if ‖Hᵢ′‖ is.
 */
export function valueBounds(known: Known, h: Float64Array, k: number): Float64Array {
  const { values, couplings } = known;
  return Float64Array.from({ length: k }, (_, i) => {
    let best = Infinity;
    let square = 0;
    for (let cut = 1; cut <= values.length; ++cut) {
      square += couplings[cut - 1] ** 2;
      if (cut <= i) continue;
      const gap = values[i] - h[cut];
      best = Math.min(best, Math.max(0, -gap) + shift(Math.sqrt(square), gap));
    }
    return best;
  });
}

/** An upper bound of ‖A − U₁Σ₁V₁ᵀ‖₂ with the first k triplets. */
export function errorBound({ couplings }: Known, h: Float64Array, k: number): number {
  let square = 0;
  for (let i = 0; i < k; ++i) square += couplings[i] ** 2;
  return normOfNorms(0, Math.sqrt(square), Math.sqrt(square), h[k]);
}

/**
 * How far a singular value can move when two blocks are coupled by E and F, of norms up to e, and the
 * singular values of the other block are less by at least `gap`.
 *
 * At most e (Weyl), and 2e² / (gap + √(gap² + 4e²)) with a gap: C.-K. Li, R.-C. Li, A note on eigenvalues of
 * perturbed Hermitian matrices, Linear Algebra Appl. 395 (2005) 183–190, Theorem 2, of [0 A; Aᵀ 0].
 */
function shift(e: number, gap: number): number {
  if (gap <= 0 || e === 0) return e;
  return (2 * e * e) / (gap + Math.sqrt(gap * gap + 4 * e * e));
}

/** The 2-norm of a matrix [a b; c d] of norms. */
function normOfNorms(a: number, b: number, c: number, d: number): number {
  const scale = Math.max(a, b, c, d);
  if (scale === 0) return 0;
  const [p, q, r, s] = [a / scale, b / scale, c / scale, d / scale];
  const sum = p * p + q * q + r * r + s * s;
  // The difference of the eigenvalues of MᵀM, as a sum of squares: from its determinant it would cancel.
  const difference = (p - s) * (p + s) + (r - q) * (r + q);
  const product = 2 * (p * q + r * s);
  const root = Math.sqrt(difference * difference + product * product);
  return scale * Math.sqrt((sum + root) / 2);
}
