import type { Precision } from "./precisions.ts";
import type { Random } from "./random.ts";

/** k reflections Hⱼ = I − τⱼ·vⱼ·vⱼᵀ of length m, as the factorizations leave them. */
export interface Reflections {
  /** m × k, by columns: below the diagonal the vectors, whose ones are understood. */
  readonly a: Float64Array;
  readonly tau: Float64Array;
}

/** Random ones, of which every seventh is the identity: τ = 0. */
export function randomReflections(
  m: number,
  k: number,
  { array }: Precision,
  random: Random,
  above: number,
): Reflections {
  const a = Float64Array.from(array(Array.from({ length: m * k }, () => random.normal())));
  const tau = new Float64Array(k);
  for (let j = 0; j < k; ++j) {
    a.fill(above, j * m, j * m + j + 1);
    let square = 1;
    for (let i = j + 1; i < m; ++i) square += a[j * m + i] ** 2;
    tau[j] = j % 7 === 5 ? 0 : 2 / square;
  }
  return { a, tau: Float64Array.from(array(tau)) };
}

/** Overwrites C (m × n, by columns) with H₀ H₁ … C or, if `transposed`, … H₁ H₀ C, one after the other. */
export function reflectOneByOne(
  m: number,
  n: number,
  { a, tau }: Reflections,
  transposed: boolean,
  c: Float64Array,
): void {
  const k = tau.length;
  for (let step = 0; step < k; ++step) {
    const j = transposed ? step : k - 1 - step;
    const v = a.slice(j * m, j * m + m).fill(0, 0, j);
    v[j] = 1;
    for (let column = 0; column < n; ++column) {
      const x = c.subarray(column * m, column * m + m);
      let sum = 0;
      for (let i = j; i < m; ++i) sum += v[i] * x[i];
      for (let i = j; i < m; ++i) x[i] -= tau[j] * sum * v[i];
    }
  }
}

/**
 * Returns the largest ‖actualⱼ − exactⱼ‖₂ / (k·√m·ε·‖cⱼ‖₂) over columns. Of what k reflections of length m may do
 * to a column it is the probable, not the proven size: √m for m (Higham, Accuracy and Stability of Numerical
 * Algorithms, 2nd ed., lemma 19.3).
 */
export function reflectedRatio(
  m: number,
  k: number,
  { actual, exact }: { actual: ArrayLike<number>; exact: ArrayLike<number> },
  { eps }: Precision,
): number {
  let worst = 0;
  for (let at = 0; at < exact.length; at += m) {
    let [error, size] = [0, 0];
    for (let i = at; i < at + m; ++i) {
      error += (actual[i] - exact[i]) ** 2;
      // Reflections leave the length as it was.
      size += exact[i] ** 2;
    }
    worst = Math.max(worst, error === 0 ? 0 : Math.sqrt(error / size));
  }
  return worst / (Math.max(1, k) * Math.sqrt(m) * eps);
}
