/**
 * Whether a result is right, in plain loops that share nothing with what they
 * check, and in LAPACK's units: 1 is the size of the rounding errors that
 * cannot be avoided, and its tests accept up to 50 (TESTING/svd.in).
 */
import type { Operand } from "./operands.ts";
import type { Dtype, Numbers } from "./protocol.ts";

export const THRESHOLD = 50;

/** Matrices of a stack that are checked, at equal distances. */
const SAMPLE = 2000;

const EPSILON: Record<Dtype, number> = { float64: 2 ** -52, float32: 2 ** -23 };

/** Returns the largest of residual and orthogonality ratios of a thin decomposition; NaN if it has another shape. */
export function thinRatio(
  m: number,
  n: number,
  a: Numbers,
  [u, s, vt]: readonly Numbers[],
  dtype: Dtype,
): number {
  const k = Math.min(m, n);
  if (u.length !== m * k || s.length !== k || vt.length !== k * n) return NaN;
  const scaled = Float64Array.from(u, (x, i) => x * s[i % k]);
  const product = multiply(m, k, n, scaled, vt);
  const residual = norm(n, a, product) / (norm(n, a) * Math.max(m, n) * EPSILON[dtype]);
  const left = departure(m, k, u) / (m * EPSILON[dtype]);
  const right = departure(n, k, transposed(k, n, vt)) / (n * EPSILON[dtype]);
  return Math.max(residual, left, right);
}

/** Returns the largest ratio of a sample of the n × n matrices in a stack; NaN if the result has another shape. */
export function batchRatio(
  count: number,
  n: number,
  a: Numbers,
  [u, s, vt]: readonly Numbers[],
  dtype: Dtype,
): number {
  const square = n * n;
  if (u.length !== count * square || s.length !== count * n || vt.length !== u.length) return NaN;
  const part = (x: Numbers, i: number): Numbers => {
    const length = x.length / count;
    return x.subarray(i * length, (i + 1) * length);
  };
  const step = Math.ceil(count / SAMPLE);
  let largest = 0;
  for (let i = 0; i < count; i += step) {
    const factors = [u, s, vt].map((x) => part(x, i));
    largest = Math.max(largest, thinRatio(n, n, part(a, i), factors, dtype));
  }
  return largest;
}

/** Returns the largest of residual and orthogonality ratios of a complex thin decomposition, as `thinRatio` does. */
export function complexRatio(
  m: number,
  n: number,
  a: Numbers,
  [uRe, uIm, s, vRe, vIm]: readonly Numbers[],
  dtype: Dtype,
): number {
  // What A + i B does to complex vectors, [A −B; B A] does to real ones; its factors are made likewise.
  const embed = (rows: number, columns: number, re: Numbers, im: Numbers): Float64Array => {
    const whole = new Float64Array(4 * rows * columns);
    for (let i = 0; i < rows; ++i) {
      const from = i * columns;
      const [reals, imaginaries] = [re, im].map((x) => x.subarray(from, from + columns));
      whole.set(reals, 2 * from);
      whole.set(
        imaginaries.map((x) => -x),
        2 * from + columns,
      );
      whole.set(imaginaries, 2 * (from + rows * columns));
      whole.set(reals, 2 * (from + rows * columns) + columns);
    }
    return whole;
  };
  const k = Math.min(m, n);
  if (uRe?.length !== m * k || s?.length !== k || vRe?.length !== k * n) return NaN;
  const whole = embed(m, n, a.subarray(0, m * n), a.subarray(m * n));
  const twice = Float64Array.from({ length: 2 * k }, (_, i) => s[i % k]);
  return thinRatio(
    2 * m,
    2 * n,
    whole,
    [embed(m, k, uRe, uIm), twice, embed(k, n, vRe, vIm)],
    dtype,
  );
}

/**
 * Returns the largest residual ‖A vᵢ − σᵢ uᵢ‖ or ‖Aᵀ uᵢ − σᵢ vᵢ‖ of a truncated decomposition, in percent of σ₁; NaN if it has
 * another shape, or vectors that are not orthonormal.
 */
export function truncatedResidual(
  m: number,
  n: number,
  a: Operand,
  [u, s, vt]: readonly Numbers[],
  k: number,
): number {
  if (u.length !== m * k || s.length !== k || vt.length !== k * n) return NaN;
  if (departure(n, k, transposed(k, n, vt)) > n * THRESHOLD * EPSILON.float64) return NaN;
  // scikit-learn's TruncatedSVD gives A V in place of U Σ: orthogonal only as far as it converged.
  if (departure(m, k, u) > 1) return NaN;
  const [left, right] = [new Float64Array(m * k), new Float64Array(n * k)]; // A V and Aᵀ U
  const add = (i: number, j: number, value: number): void => {
    for (let p = 0; p < k; ++p) {
      left[i * k + p] += value * vt[p * n + j];
      right[j * k + p] += value * u[i * k + p];
    }
  };
  if (a.rows === m && a.columns === n) {
    a.data.forEach((value, at) => add(Math.floor(at / n), at % n, value));
  } else {
    for (let at = 3; at < a.data.length; at += 3) add(a.data[at], a.data[at + 1], a.data[at + 2]);
  }
  let largest = 0;
  for (let p = 0; p < k; ++p) {
    let [ofLeft, ofRight] = [0, 0];
    for (let i = 0; i < m; ++i) ofLeft += (left[i * k + p] - s[p] * u[i * k + p]) ** 2;
    for (let j = 0; j < n; ++j) ofRight += (right[j * k + p] - s[p] * vt[p * n + j]) ** 2;
    largest = Math.max(largest, ofLeft, ofRight);
  }
  return (100 * Math.sqrt(largest)) / s[0];
}

/** Returns the largest distance of singular values from those of a checked decomposition. */
export function valuesRatio(
  m: number,
  n: number,
  s: Numbers,
  expected: Numbers,
  dtype: Dtype,
): number {
  if (s.length !== expected.length) return NaN;
  const unit = Math.max(m, n) * EPSILON[dtype] * expected[0];
  const distances = Array.from(expected, (value, i) => Math.abs(s[i] - value));
  return Math.max(...distances) / unit;
}

/** Returns the distance of a product of n × n matrices from one by three loops. */
export function productRatio(n: number, a: Numbers, b: Numbers, c: Numbers, dtype: Dtype): number {
  if (c.length !== n * n) return NaN;
  const difference = norm(n, c, multiply(n, n, n, a, b));
  return difference / (norm(n, a) * norm(n, b) * EPSILON[dtype]);
}

/**
 * Returns the largest relative distance of ‖B‖² and ‖BᵀB‖² (Frobenius) from those of A, of which B is the bidiagonal
 * form. B itself depends on A in a way that does not allow to compare its entries.
 */
export function bidiagonalRatio(
  n: number,
  a: Numbers,
  [d, e]: readonly Numbers[],
  dtype: Dtype,
): number {
  if (d.length !== n || e.length !== n - 1) return NaN;
  const dense = new Float64Array(n * n);
  d.forEach((x, i) => (dense[i * n + i] = x));
  e.forEach((x, i) => (dense[i * n + i + 1] = x));
  const gram = (x: Numbers): Numbers => multiply(n, n, n, transposed(n, n, x), x);
  const sumOfSquares = (x: Numbers): number => {
    let sum = 0;
    x.forEach((value) => (sum += value * value));
    return sum;
  };
  const ratios = [(x: Numbers) => x, gram].map((of) => {
    const [expected, found] = [a, dense].map((x) => sumOfSquares(of(x)));
    return Math.abs(found - expected) / (expected * n * EPSILON[dtype]);
  });
  return Math.max(...ratios);
}

/** A (m × k) times B (k × n), row-major. */
function multiply(m: number, k: number, n: number, a: Numbers, b: Numbers): Float64Array {
  const c = new Float64Array(m * n);
  for (let i = 0; i < m; ++i) {
    const row = c.subarray(i * n, (i + 1) * n);
    for (let p = 0; p < k; ++p) {
      const factor = a[i * k + p];
      const from = p * n;
      for (let j = 0; j < n; ++j) row[j] += factor * b[from + j];
    }
  }
  return c;
}

/** The 1-norm of A − B, for row-major matrices with n columns. */
function norm(n: number, a: Numbers, b?: Numbers): number {
  const sums = new Float64Array(n);
  a.forEach((x, i) => (sums[i % n] += Math.abs(b === undefined ? x : x - b[i])));
  return Math.max(...sums);
}

/** The 1-norm of I − QᵀQ, for Q of m × k, row-major. */
function departure(m: number, k: number, q: Numbers): number {
  const gram = new Float64Array(k * k);
  for (let i = 0; i < m; ++i) {
    const row = q.subarray(i * k, (i + 1) * k);
    for (let p = 0; p < k; ++p) {
      const factor = row[p];
      const to = p * k;
      for (let j = p; j < k; ++j) gram[to + j] += factor * row[j];
    }
  }
  for (let p = 0; p < k; ++p) {
    gram[p * k + p] -= 1;
    for (let j = p + 1; j < k; ++j) gram[j * k + p] = gram[p * k + j];
  }
  return norm(k, gram);
}

/** The transpose of an m × n matrix, row-major. */
function transposed(m: number, n: number, a: Numbers): Float64Array {
  const at = new Float64Array(n * m);
  for (let i = 0; i < m; ++i) for (let j = 0; j < n; ++j) at[j * m + i] = a[i * n + j];
  return at;
}
