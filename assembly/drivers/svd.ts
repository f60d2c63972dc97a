import { factorQr, factorQrWorkspace } from "../factorizations/qr";
import { formReflections, reflectionsWorkspace } from "../factorizations/reflections";
import { applyToTop, wideReflectorWorkspace } from "../factorizations/wideReflector";
import { gemm, gemmWorkspace } from "../kernels/gemm/gemm";
import { largest } from "../kernels/largest";
import { transpose } from "../kernels/transpose";
import { ALIGNMENT, align } from "./align";
import {
  diagonalize,
  diagonalizeWorkspace,
  keepsApart,
  valuesOf,
  valuesWorkspace,
} from "./diagonalize";
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
 *     address  size                                  in    out
 *     a        m × n                                 A     undefined
 *     u        m × k, or m × m if full               —     U; not used where vectors = 0
 *     s        k = min(m, n)                         —     the singular values, largest first
 *     vt       k × n, or n × n if full               —     Vᵀ; not used where vectors = 0
 *     work     svdWorkspace(m, n, vectors, method)   —     undefined
 *
 * `vectors`: 0 for none, 1 for thin, 2 for full factors. `method`: 0 for what is fastest, 1 for implicit
 * QR, 2 for divide and conquer. Returns 0, or the number of singular values that did not converge.
 */
export function svd(
  m: usize,
  n: usize,
  vectors: u32,
  method: u32,
  a: usize,
  u: usize,
  s: usize,
  vt: usize,
  work: usize,
): u32 {
  const wide = m <= n;
  const rows = wide ? n : m;
  const columns = wide ? m : n;
  const exponent = scalingExponent(largest(m * n, a));
  let status: u32;
  if (vectors === NONE) {
    status = valuesOnly(rows, columns, wide, exponent, a, s, work);
  } else if (qrFirst(rows, columns)) {
    status = throughR(rows, columns, vectors, method, wide, exponent, a, u, s, vt, work);
  } else {
    status = direct(rows, columns, vectors, method, wide, exponent, a, u, s, vt, work);
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
export function svdWorkspace(m: usize, n: usize, vectors: u32, method: u32): f64 {
  const size = f64(sizeof<real>());
  const wide = m <= n;
  const rows = max(m, n);
  const columns = min(m, n);
  const tall = f64(rows) * f64(columns) * size;
  const square = f64(columns) * f64(columns) * size;
  const reduced = qrFirst(rows, columns);
  if (vectors === NONE) {
    const scratch = max(
      reduced ? factorQrWorkspace(rows, columns) : 0,
      valuesWorkspace(reduced ? columns : rows, columns),
    );
    return (wide ? 0 : tall) + (reduced ? square : 0) + f64(scratch) + 4 * f64(ALIGNMENT);
  }
  const p = vectors === FULL ? rows : columns;
  const factor = f64(rows) * f64(p) * size;
  const signs = f64(rows) * size;
  if (!reduced) {
    const regions = wide ? square : factor + (keepsApart(method) ? square : 0);
    return (
      regions + max(signs, diagonalizeWorkspace(rows, columns, p, method)) + 4 * f64(ALIGNMENT)
    );
  }
  const full = vectors === FULL;
  let scratch = f64(factorQrWorkspace(rows, columns));
  if (full) {
    scratch = max(scratch, f64(reflectionsWorkspace(rows, p, columns)));
    scratch = max(scratch, f64(gemmWorkspace(columns, rows, columns)));
    scratch = max(scratch, f64(gemmWorkspace(rows, columns, columns)));
  } else {
    scratch = max(scratch, f64(wideReflectorWorkspace(rows, columns, columns)));
  }
  scratch = max(scratch, diagonalizeWorkspace(columns, columns, columns, method));
  const regions = (wide && !full ? 0 : factor) + 4 * square + f64(columns) * size;
  return regions + max(signs, scratch) + 4 * f64(ALIGNMENT);
}

function qrFirst(rows: usize, columns: usize): bool {
  return f64(rows) >= QR_FIRST * f64(columns) && columns > 1;
}

/** Makes T of A, by columns and scaled; in place if A is wide and T is A. */
function copyScaled(
  rows: usize,
  columns: usize,
  wide: bool,
  exponent: i32,
  a: usize,
  t: usize,
): void {
  const size = sizeof<real>();
  if (!wide) transpose(columns, rows, a, columns * size, t, rows * size);
  else if (t !== a) memory.copy(t, a, rows * columns * size);
  scaleByPower(rows * columns, exponent, t);
}

/** The singular values alone: of T, or of R where it is factored first. */
function valuesOnly(
  rows: usize,
  columns: usize,
  wide: bool,
  exponent: i32,
  a: usize,
  s: usize,
  work: usize,
): u32 {
  const size = sizeof<real>();
  const t = wide ? a : work;
  const next = wide ? work : align(work + rows * columns * size);
  copyScaled(rows, columns, wide, exponent, a, t);
  if (!qrFirst(rows, columns)) return valuesOf(rows, columns, t, s, next);
  const r = next;
  const scratch = align(r + columns * columns * size);
  factorQr(rows, columns, t, rows * size, s, scratch);
  copyUpper(columns, t, rows * size, r);
  return valuesOf(columns, columns, r, s, scratch);
}

/**
 * T to bidiagonal form, and on. By QR, L grows where T was; by divide and conquer T keeps its reflections
 * until the end, in A or, until it is written, in U.
 */
function direct(
  rows: usize,
  columns: usize,
  vectors: u32,
  method: u32,
  wide: bool,
  exponent: i32,
  a: usize,
  u: usize,
  s: usize,
  vt: usize,
  work: usize,
): u32 {
  const size = sizeof<real>();
  const p = vectors === FULL ? rows : columns;
  const square = columns * columns * size;
  const apart = keepsApart(method);
  const left = wide ? vt : work;
  const right = wide ? work : vt;
  const next = align(work + (wide ? square : rows * p * size));
  const t = apart ? (wide ? a : u) : left;
  const rowwise = apart ? (wide ? u : next) : right;
  const scratch = apart && !wide ? align(next + square) : next;
  copyScaled(rows, columns, wide, exponent, a, t);
  const status = diagonalize(rows, columns, p, method, t, left, rowwise, right, s, scratch);
  if (wide) transpose(columns, columns, right, columns * size, u, columns * size);
  else transpose(rows, p, left, rows * size, u, p * size);
  return status;
}

/** T = Q·R, then R to bidiagonal form, and on: L = Q·L′. Thin factors of a wide matrix need no copy of it. */
function throughR(
  rows: usize,
  columns: usize,
  vectors: u32,
  method: u32,
  wide: bool,
  exponent: i32,
  a: usize,
  u: usize,
  s: usize,
  vt: usize,
  work: usize,
): u32 {
  const size = sizeof<real>();
  const stride = rows * size;
  const square = columns * size;
  const full = vectors === FULL;
  const inPlace = wide && !full;
  const q = inPlace ? a : work;
  const tau = inPlace ? work : align(q + (full ? rows : columns) * stride);
  const left = align(tau + square);
  const right = left + columns * square;
  const apart = keepsApart(method);
  const r = apart ? right + columns * square : left;
  const rowwise = apart ? r + columns * square : right;
  const scratch = align(right + (apart ? 3 : 1) * columns * square);
  copyScaled(rows, columns, wide, exponent, a, q);
  factorQr(rows, columns, q, stride, tau, scratch);
  copyUpper(columns, q, stride, r);
  const status = diagonalize(
    columns,
    columns,
    columns,
    method,
    r,
    left,
    rowwise,
    right,
    s,
    scratch,
  );
  if (wide) transpose(columns, columns, right, square, u, square);
  else memory.copy(vt, right, columns * square);
  if (full) {
    multiplyFull(rows, columns, wide, q, tau, left, wide ? vt : u, scratch);
  } else {
    const rowStride = wide ? size : square;
    const columnStride = wide ? stride : size;
    const c = wide ? vt : u;
    applyToTop(
      rows,
      columns,
      columns,
      q,
      stride,
      tau,
      left,
      square,
      c,
      rowStride,
      columnStride,
      scratch,
    );
  }
  return status;
}

/** All rows columns of Q·⎡ L′ 0 ; 0 1 ⎤, by columns if `wide`, else by rows. */
function multiplyFull(
  rows: usize,
  columns: usize,
  wide: bool,
  q: usize,
  tau: usize,
  left: usize,
  to: usize,
  work: usize,
): void {
  const size = sizeof<real>();
  const stride = rows * size;
  const square = columns * size;
  formReflections(rows, rows, columns, q, stride, tau, work);
  const rest = q + columns * stride;
  if (wide) {
    gemm(rows, columns, columns, 1, q, size, stride, left, size, square, 0, to, stride, work);
    memory.copy(to + columns * stride, rest, (rows - columns) * stride);
  } else {
    gemm(columns, rows, columns, 1, left, square, size, q, stride, size, 0, to, stride, work);
    transpose(rows, rows - columns, rest, stride, to + square, stride);
  }
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
