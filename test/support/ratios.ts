import { addCombination, largest, transpose, type Dense } from "./dense.ts";
import { exponentOf, scaled } from "./scaling.ts";
import type { Precision } from "./precisions.ts";

/**
 * LAPACK's threshold for a ratio: `TESTING/svd.in`. A right result is of the
 * order of 1.
 */
export const THRESHOLD = 50;

/** The factors of A = U diag(s) Vt, as the yardstick takes them. */
export interface Factors {
  readonly U: Dense<ArrayLike<number>>;
  readonly s: ArrayLike<number>;
  readonly Vt: Dense<ArrayLike<number>>;
}

/**
 * Returns ‖A − U Σ Vt‖₁ / (‖A‖₁ · max(m,n) · ε): LAPACK's DBDT01, with max(m,n)
 * where that has n. U and Vt may have more columns and rows than s has entries.
 *
 * All is computed in doubles, on A and s scaled by a power of two that brings
 * the largest entry of A to [1, 2). What rounding s to a multiple of the
 * smallest denormal number must cost is taken off: δ ≤ ½ denormal on each
 * value changes a column of U Σ Vt by at most √m·‖δ‖∞ in the 1-norm. It is
 * nothing unless A itself is denormal or nearly so.
 */
export function residualRatio(
  a: Dense<ArrayLike<number>>,
  { U, s, Vt }: Factors,
  { eps, denormal }: Precision,
): number {
  const { rows: m, columns: n } = a;
  const max = largest(a.data);
  if (!(max < Infinity)) return NaN;
  const shift = max === 0 ? 0 : -exponentOf(max);
  const scaledA = scaled(a.data, shift);
  const scaledS = scaled(s, shift);

  const sums = new Float64Array(n);
  const errors = new Float64Array(n);
  const row = new Float64Array(n);
  const factors = new Float64Array(s.length);
  for (let i = 0; i < m; ++i) {
    for (let l = 0; l < s.length; ++l) factors[l] = U.data[i * U.columns + l] * scaledS[l];
    row.fill(0);
    addCombination(row, factors, Vt);
    for (let j = 0; j < n; ++j) {
      sums[j] += Math.abs(scaledA[i * n + j]);
      errors[j] += Math.abs(scaledA[i * n + j] - row[j]);
    }
  }

  const unavoidable = (Math.sqrt(m) * scaled([denormal], shift)[0]) / 2;
  const residual = largest(errors);
  if (max === 0) return residual === 0 ? 0 : residual / 0;
  return Math.max(0, residual - unavoidable) / (largest(sums) * Math.max(m, n) * eps);
}

/** Returns ‖I − QᵀQ‖₁ / (m·ε) for the m × k matrix Q: LAPACK's DORT01. */
export function columnsRatio(q: Dense<ArrayLike<number>>, precision: Precision): number {
  return rowsRatio(transpose(q), precision);
}

/** Returns ‖I − Q Qᵀ‖₁ / (n·ε) for the k × n matrix Q. */
export function rowsRatio(
  { rows: k, columns: n, data }: Dense<ArrayLike<number>>,
  { eps }: Precision,
): number {
  const sums = new Float64Array(k);
  const add = (i: number, l: number, product: number): void => {
    const error = Math.abs(product - (i === l ? 1 : 0));
    sums[i] += error;
    if (i !== l) sums[l] += error;
  };
  // Two rows with two rows: four sums that do not wait for each other.
  for (let i = 0; i < k; i += 2) {
    const i1 = Math.min(i + 1, k - 1);
    for (let l = i; l < k; l += 2) {
      const l1 = Math.min(l + 1, k - 1);
      let [s00, s01, s10, s11] = [0, 0, 0, 0];
      for (let j = 0; j < n; ++j) {
        const a0 = data[i * n + j];
        const a1 = data[i1 * n + j];
        const b0 = data[l * n + j];
        const b1 = data[l1 * n + j];
        s00 += a0 * b0;
        s01 += a0 * b1;
        s10 += a1 * b0;
        s11 += a1 * b1;
      }
      add(i, l, s00);
      if (l1 !== l) add(i, l1, s01);
      if (i1 !== i && i !== l) add(i1, l, s10);
      if (i1 !== i && l1 !== l) add(i1, l1, s11);
    }
  }
  return k === 0 ? 0 : largest(sums) / (n * eps);
}

/** What is wrong with the order or the signs of `s`; "" if nothing is. */
export function orderFault(s: ArrayLike<number>): string {
  for (let i = 0; i < s.length; ++i) {
    if (!Number.isFinite(s[i])) return `s[${i}] is ${s[i]}`;
    if (s[i] < 0 || Object.is(s[i], -0)) return `s[${i}] is ${Object.is(s[i], -0) ? "-0" : s[i]}`;
    if (i > 0 && s[i] > s[i - 1])
      return `s[${i}] = ${s[i]} is larger than s[${i - 1}] = ${s[i - 1]}`;
  }
  return "";
}

/**
 * Returns max |sᵢ − expectedᵢ| / (max(m,n) · ε · σ₁), less one rounding to
 * denormal numbers: at most about 1 for a backward stable algorithm (Weyl).
 */
export function valuesRatio(
  s: ArrayLike<number>,
  expected: ArrayLike<number>,
  size: number,
  { eps, denormal }: Precision,
): number {
  if (s.length !== expected.length) return NaN;
  const max = largest(expected);
  if (max === 0) return largest(s) === 0 ? 0 : Infinity;
  const shift = -exponentOf(max);
  const got = scaled(s, shift);
  const wanted = scaled(expected, shift);
  const unit = scaled([denormal], shift)[0];
  let worst = 0;
  for (let i = 0; i < s.length; ++i) worst = Math.max(worst, Math.abs(got[i] - wanted[i]) - unit);
  return worst / (scaled([max], shift)[0] * size * eps);
}
