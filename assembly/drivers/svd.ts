import { bidiagonalize, bidiagonalizeWorkspace } from "../factorizations/bidiagonalize";
import { iterate } from "../factorizations/bidiagonal/iterate";
import { makePositive, order } from "../factorizations/order";
import { factorQr, factorQrWorkspace } from "../factorizations/qr";
import {
  formInnerReflections,
  formReflections,
  reflectionsWorkspace,
} from "../factorizations/reflections";
import { beginWave, waveBytes } from "../factorizations/wave";
import { gemm, gemmWorkspace } from "../kernels/gemm/gemm";
import { largest } from "../kernels/largest";
import { transpose } from "../kernels/transpose";
import { ALIGNMENT, align } from "./align";
import { scaleByPower, scalingExponent } from "./scaling";
import { makeSignsCanonical } from "./signs";

/** What `vectors` may be. */
const NONE: u32 = 0;
const FULL: u32 = 2;

/**
 * Rows per column from which on A = Q·R is factored first, and R in place of A. By flops it pays from
 * 5/3 without and from 8/3 with vectors (T. Chan, An improved algorithm for computing the singular value
 * decomposition, ACM Trans. Math. Softw. 8 (1982) 72–83). One number for all, so that the singular
 * values are the same bits whichever vectors are asked for.
 */
const QR_FIRST: f64 = 2;

/**
 * Computes the singular value decomposition A = U Σ Vᵀ of a matrix of finite numbers, by rows.
 *
 * By columns, as everything below this driver reads it, a matrix by rows is its transpose. So there are
 * two ways to the same tall matrix T = L Σ Rᵀ: if A is wide or square T = Aᵀ is what lies there, L = V and
 * R = U; if A is tall T = A has to be transposed, L = U and R = V. In either way the factor that lies by
 * columns is what the caller wants by rows.
 *
 *     address  size                        in     out
 *     a        m × n                       A      as it was
 *     u        m × k, or m × m if full     —      U; not used where vectors = 0
 *     s        k = min(m, n)               —      the singular values, largest first
 *     vt       k × n, or n × n if full     —      Vᵀ; not used where vectors = 0
 *     work     svdWorkspace(m, n, vectors) —      undefined
 *
 * `vectors`: 0 for none, 1 for thin, 2 for full factors. Returns 0, or the number of singular values
 * that did not converge.
 */
export function svd(
  m: usize,
  n: usize,
  vectors: u32,
  a: usize,
  u: usize,
  s: usize,
  vt: usize,
  work: usize,
): u32 {
  const size = sizeof<real>();
  const wide = m <= n;
  const rows = wide ? n : m;
  const columns = wide ? m : n;
  const e = work;
  const tauQ = e + columns * size;
  const tauP = tauQ + columns * size;
  const exponent = scalingExponent(largest(m * n, a));
  const regions = align(tauP + columns * size);
  let status: u32;
  if (qrFirst(rows, columns)) {
    status = throughR(rows, columns, vectors, wide, exponent, a, u, s, vt, e, tauQ, tauP, regions);
  } else {
    status = direct(rows, columns, vectors, wide, exponent, a, u, s, vt, e, tauQ, tauP, regions);
  }
  scaleByPower(columns, -exponent, s);
  if (vectors !== NONE) {
    const p = vectors === FULL ? m : columns;
    const q = vectors === FULL ? n : columns;
    makeSignsCanonical(m, n, p, q, u, vt, work);
  }
  return status;
}

/** Returns the bytes of workspace that `svd` needs: as a float, since it may be more than there can be. */
export function svdWorkspace(m: usize, n: usize, vectors: u32): f64 {
  const size = f64(sizeof<real>());
  const rows = max(m, n);
  const columns = min(m, n);
  const left = vectors === FULL ? rows : columns;
  const taus = 3 * f64(columns) * size;
  const signs = 3 * f64(max(m, n)) * size;
  let scratch = max(
    reflectionsWorkspace(rows, left, columns),
    bidiagonalizeWorkspace(rows, columns),
  );
  scratch = max(
    scratch,
    max(waveBytes(columns, vectors !== NONE), factorQrWorkspace(rows, columns)),
  );
  scratch = max(
    scratch,
    max(gemmWorkspace(columns, rows, columns), gemmWorkspace(rows, columns, columns)),
  );
  const tall = f64(rows) * f64(left) * size;
  const square = f64(columns) * f64(columns) * size;
  const regions = qrFirst(rows, columns) ? tall + 2 * square : tall + square;
  return taus + signs + regions + f64(scratch) + 4 * f64(ALIGNMENT);
}

function qrFirst(rows: usize, columns: usize): bool {
  return f64(rows) >= QR_FIRST * f64(columns) && columns > 1;
}

/** Copies A to T by columns, and scales it. */
function copyScaled(
  rows: usize,
  columns: usize,
  wide: bool,
  exponent: i32,
  a: usize,
  t: usize,
): void {
  const size = sizeof<real>();
  if (wide) memory.copy(t, a, rows * columns * size);
  else transpose(columns, rows, a, columns * size, t, rows * size);
  scaleByPower(rows * columns, exponent, t);
}

/** T to bidiagonal form, and on. L grows where T was. */
function direct(
  rows: usize,
  columns: usize,
  vectors: u32,
  wide: bool,
  exponent: i32,
  a: usize,
  u: usize,
  s: usize,
  vt: usize,
  e: usize,
  tauQ: usize,
  tauP: usize,
  regions: usize,
): u32 {
  const size = sizeof<real>();
  const stride = rows * size;
  if (vectors === NONE) {
    const row = regions + rows * columns * size;
    const scratch = align(row + columns * size);
    copyScaled(rows, columns, wide, exponent, a, regions);
    bidiagonalize(rows, columns, regions, stride, row, 0, s, e, tauQ, tauP, scratch);
    return valuesOnly(columns, s, e, scratch);
  }
  const p = vectors === FULL ? rows : columns;
  const left = wide ? vt : regions;
  const right = wide ? regions : vt;
  const scratch = align(regions + (wide ? columns * columns : rows * p) * size);
  copyScaled(rows, columns, wide, exponent, a, left);
  const status = diagonalize(rows, columns, p, left, right, s, e, tauQ, tauP, scratch);
  if (wide) transpose(columns, columns, right, columns * size, u, columns * size);
  else transpose(rows, p, left, stride, u, p * size);
  return status;
}

/** T = Q·R, then R to bidiagonal form, and on: L = Q·L′. */
function throughR(
  rows: usize,
  columns: usize,
  vectors: u32,
  wide: bool,
  exponent: i32,
  a: usize,
  u: usize,
  s: usize,
  vt: usize,
  e: usize,
  tauQ: usize,
  tauP: usize,
  regions: usize,
): u32 {
  const size = sizeof<real>();
  const stride = rows * size;
  const square = columns * size;
  const p = vectors === FULL ? rows : columns;
  const t = regions;
  const left = t + rows * p * size;
  const other = left + columns * square;
  const right = wide || vectors === NONE ? other : vt;
  const scratch = align(other + columns * square);
  copyScaled(rows, columns, wide, exponent, a, t);
  // τ of Q lies in s: Q is formed before the singular values come.
  factorQr(rows, columns, t, stride, s, scratch);
  copyUpper(columns, t, stride, left);
  if (vectors === NONE) {
    bidiagonalize(columns, columns, left, square, right, 0, s, e, tauQ, tauP, scratch);
    return valuesOnly(columns, s, e, scratch);
  }
  formReflections(rows, p, columns, t, stride, s, scratch);
  const status = diagonalize(columns, columns, columns, left, right, s, e, tauQ, tauP, scratch);
  const rest = t + columns * stride;
  if (wide) {
    gemm(rows, columns, columns, 1, t, size, stride, left, size, square, 0, vt, stride, scratch);
    memory.copy(vt + columns * stride, rest, (p - columns) * stride);
    transpose(columns, columns, right, square, u, square);
  } else {
    gemm(columns, rows, columns, 1, left, square, size, t, stride, size, 0, u, p * size, scratch);
    transpose(rows, p - columns, rest, stride, u + square, p * size);
  }
  return status;
}

/** The singular values of a bidiagonal matrix, in order, by the same steps as with vectors. */
function valuesOnly(n: usize, s: usize, e: usize, scratch: usize): u32 {
  beginWave(scratch, n, 0, 0, 0, 0, 0, 0);
  const status = iterate(n, s, e, scratch);
  makePositive(n, s, 0, 0, 0);
  order(n, s, false, 0, 0, 0, 0, 0, 0);
  return status;
}

/** Overwrites T (m × n) in `left` with L (m × p), and `right` with R (n × n). */
function diagonalize(
  m: usize,
  n: usize,
  p: usize,
  left: usize,
  right: usize,
  s: usize,
  e: usize,
  tauQ: usize,
  tauP: usize,
  scratch: usize,
): u32 {
  const size = sizeof<real>();
  const strideL = m * size;
  const strideR = n * size;
  bidiagonalize(m, n, left, strideL, right, strideR, s, e, tauQ, tauP, scratch);
  formReflections(m, p, n, left, strideL, tauQ, scratch);
  formInnerReflections(n, right, strideR, tauP + size, scratch);
  beginWave(scratch, n, m, left, strideL, n, right, strideR);
  const status = iterate(n, s, e, scratch);
  makePositive(n, s, n, right, strideR);
  order(n, s, false, m, left, strideL, n, right, strideR);
  return status;
}

/** Copies the upper triangle of T to a square of n × n, with zeros below. */
function copyUpper(n: usize, t: usize, stride: usize, to: usize): void {
  const size = sizeof<real>();
  for (let j: usize = 0; j < n; ++j) {
    memory.copy(to, t + j * stride, (j + 1) * size);
    memory.fill(to + (j + 1) * size, 0, (n - j - 1) * size);
    to += n * size;
  }
}
