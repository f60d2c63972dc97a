import { ALIGNMENT, align } from "../align";
import { decomposeTwoByTwo } from "../factorizations/twoByTwo";
import { largest } from "../kernels/largest";
import { transpose } from "../kernels/transpose";
import { completeBasis, completeBasisWorkspace } from "./completeBasis";
import {
  diagonalize,
  diagonalizeWorkspace,
  JACOBI,
  keepsApart,
  valuesOf,
  valuesWorkspace,
} from "./diagonalize";
import { jacobiWorkspace, throughJacobi } from "./jacobi";
import { scaleByPower, scalingExponent } from "./scaling";
import { makeSignsCanonical } from "./signs";
import {
  blocksOf,
  factorTall,
  factorTallWorkspace,
  multiplyTall,
  multiplyTallWorkspace,
} from "./tall";
import { FULL, NONE } from "./vectors";

/**
 * Rows per column from which on A = Q·R is factored first, and R in place of A. By flops it pays from 5/3 without and
 * from 8/3 with vectors (T. Chan, An improved algorithm for computing the singular value decomposition, ACM Trans.
 * Math. Softw. 8 (1982) 72–83). Measured for n = 300, f64, time with QR first relative to that without:
 *
 *     rows per column  1.25   1.5    1.75   2      2.5    3      4
 *     values alone     1.22   1.08   0.99   0.93   0.83   0.78   0.70
 *     thin factors     1.47   1.36   1.26   1.19   1.08   1.01   0.92
 *
 * One number for both, so that the singular values are the same bits whichever vectors are asked for.
 */
const QR_FIRST: f64 = 2.5;

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
 * QR, 2 for divide and conquer, 3 for one-sided Jacobi, 4 for twisted factorizations whatever the size. Returns 0,
 * or the number of singular values that did not converge.
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
  if (method === JACOBI) {
    status = throughJacobi(rows, columns, vectors, wide, exponent, a, u, s, vt, work);
  } else if (rows === 2 && columns === 2) {
    scaleByPower(4, exponent, a);
    decomposeTwoByTwo(a, vectors === NONE ? 0 : u, s, vt);
    status = 0;
  } else if (vectors === NONE) {
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
  if (method === JACOBI) return jacobiWorkspace(rows, columns, vectors, wide);
  const tall = f64(rows) * f64(columns) * size;
  const square = f64(columns) * f64(columns) * size;
  const reduced = qrFirst(rows, columns);
  const blocks = f64(blocksOf(rows, columns));
  const taus = (blocks + 1) * f64(columns) * size;
  const stack = blocks > 1 ? blocks * square : 0;
  if (vectors === NONE) {
    const copy = wide ? 0 : tall;
    if (!reduced) return copy + f64(valuesWorkspace(rows, columns)) + 4 * f64(ALIGNMENT);
    const scratch = max(factorTallWorkspace(rows, columns), valuesWorkspace(columns, columns));
    return copy + taus + square + stack + f64(scratch) + 4 * f64(ALIGNMENT);
  }
  const p = vectors === FULL ? rows : columns;
  const signs = f64(rows) * size;
  if (!reduced) {
    const factor = f64(rows) * f64(p) * size;
    const regions = wide ? square : factor + (keepsApart(method) ? square : 0);
    return (
      regions + max(signs, diagonalizeWorkspace(rows, columns, p, method)) + 4 * f64(ALIGNMENT)
    );
  }
  let scratch = diagonalizeWorkspace(columns, columns, columns, method);
  scratch = max(scratch, f64(factorTallWorkspace(rows, columns)));
  scratch = max(scratch, f64(multiplyTallWorkspace(rows, columns)));
  if (p > columns) scratch = max(scratch, completeBasisWorkspace(rows, columns));
  const regions = taus + (wide ? 2 * square : tall + square) + 2 * stack;
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
  if (!qrFirst(rows, columns)) {
    copyScaled(rows, columns, wide, exponent, a, t);
    return valuesOf(rows, columns, t, s, next);
  }
  const blocks = blocksOf(rows, columns);
  const square = columns * columns * size;
  const tau = next;
  const r = align(tau + (blocks + 1) * columns * size);
  const top = r + square;
  const scratch = align(top + (blocks > 1 ? blocks : 0) * square);
  factorTall(rows, columns, wide, exponent, a, t, tau, top, r, scratch);
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

/**
 * T = Q·R, then R to bidiagonal form, and on: L = Q·L′. A wide matrix needs no copy. Until L is written, what R is
 * decomposed in lies in its place.
 */
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
  const side = columns * size;
  const square = columns * side;
  const apart = keepsApart(method);
  const blocks = blocksOf(rows, columns);
  const q = wide ? a : work;
  const tau = wide ? work : align(q + rows * side);
  const left = align(tau + (blocks + 1) * side);
  const right = wide ? left + square : vt;
  // At least twice as long as wide, and not written before the end.
  const to = wide ? vt : u;
  const r = apart ? to : left;
  const rowwise = apart ? to + square : right;
  const top = left + (wide ? 2 : 1) * square;
  const stack = top + (blocks > 1 ? blocks : 0) * square;
  const scratch = align(stack + (blocks > 1 ? blocks : 0) * square);
  factorTall(rows, columns, wide, exponent, a, q, tau, top, r, scratch);
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
  if (wide) transpose(columns, columns, right, side, u, side);

  const p = vectors === FULL ? rows : columns;
  const rowStride = wide ? size : p * size;
  const columnStride = wide ? rows * size : size;
  multiplyTall(rows, columns, wide, q, tau, top, left, stack, to, rowStride, columnStride, scratch);
  if (p > columns) completeBasis(rows, columns, wide, to, scratch);
  return status;
}
