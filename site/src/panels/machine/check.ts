import type { Contender } from "./contenders.ts";

/** Allowed: of singular values, relative to the largest; of A − U Σ Vᵀ, relative to A. Single precision has 7 digits. */
const LIMITS = { double: 1e-10, single: 1e-4 };

/**
 * Compares a result with the matrix and with the singular values of another one.
 *
 * @returns The largest difference of singular values, relative to σ₁.
 *
 * @throws Error if it is not right: what is wrong is not timed.
 */
export function check(one: Contender, other: Contender, a: Float64Array, n: number): number {
  const limit = one.name === "float32" || other.name === "float32" ? LIMITS.single : LIMITS.double;
  const { U, s, Vt } = one.factors();
  const reference = other.factors().s;
  let apart = 0;
  for (let i = 0; i < n; ++i) apart = Math.max(apart, Math.abs(s[i] - reference[i]) / reference[0]);
  const residual = residualOf(U, s, Vt, a, n);
  // What is NaN is not below the limit either.
  if (apart <= limit && residual <= limit) return apart;
  throw new Error(
    `${one.name}, ${n} × ${n}: the result is wrong (singular values differ by ${apart.toExponential(1)} σ₁, ` +
      `residual ${residual.toExponential(1)}), and so was not timed`,
  );
}

/** ‖A − U Σ Vᵀ‖ / ‖A‖, in the Frobenius norm, by plain loops. */
function residualOf(
  U: ArrayLike<number>,
  s: ArrayLike<number>,
  Vt: ArrayLike<number>,
  a: Float64Array,
  n: number,
): number {
  let off = 0;
  let all = 0;
  const row = new Float64Array(n);
  for (let i = 0; i < n; ++i) {
    row.set(a.subarray(i * n, (i + 1) * n));
    for (const x of row) all += x * x;
    for (let k = 0; k < n; ++k) {
      const factor = U[i * n + k] * s[k];
      for (let j = 0; j < n; ++j) row[j] -= factor * Vt[k * n + j];
    }
    for (const x of row) off += x * x;
  }
  return Math.sqrt(off / all);
}
