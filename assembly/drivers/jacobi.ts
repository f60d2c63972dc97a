import { ALIGNMENT, align } from "../align";
import { oneSidedWorkspace, orthogonalize } from "../factorizations/jacobi/oneSided";
import { order } from "../factorizations/order";
import { scatterRows, sortRows } from "../factorizations/permute";
import { factorQr, factorQrWorkspace } from "../factorizations/qr";
import { factorQrPivoted } from "../factorizations/qrPivoted";
import {
  applyReflections,
  formReflections,
  reflectionsWorkspace,
} from "../factorizations/reflections";
import { FACTOR, NO_PHASE, SWEEPS, begin } from "../host";
import { gemm, gemmWorkspace } from "../kernels/gemm/gemm";
import { transpose } from "../kernels/transpose";
import { EPS } from "../precision";
import { DIVIDE_AND_CONQUER, diagonalize, diagonalizeWorkspace } from "./diagonalize";
import { isOrthogonal, probeWorkspace } from "./probe";
import { scaleByPower } from "./scaling";
import { FULL, NONE } from "./vectors";

/**
 * The columns from which on a decomposition by the usual way pays as a beginning. Measured, f64: at 32 the
 * sweeps that it saves cost as much as it does.
 */
const APPROXIMATE_FROM: usize = 48;

/**
 * Decomposes the tall matrix T = L Σ Rᵀ that lies in A (drivers/svd.ts) by one-sided Jacobi, with small errors
 * relative to each singular value:
 *
 *     Pᵣ·T·P = Q₁·⎡ R₁ ⎤        rows in falling order, columns pivoted
 *                 ⎣ 0  ⎦
 *     R₁ᵀ = Q₂·⎡ Xᵀ ⎤           X lower triangular: its columns are nearly orthogonal
 *              ⎣ 0  ⎦
 *     X·V₀·V₁ = U·Σ             V₀: a beginning (approximate, below) or I; V₁: rotations; V = V₀·V₁
 *
 *     L = Pᵣᵀ·Q₁·⎡ U 0 ⎤        R = P·Q₂·⎡ V 0 ⎤
 *                ⎣ 0 1 ⎦                 ⎣ 0 1 ⎦
 *
 * Addresses as in `svd`; `rows` × `columns` is T's shape, 2^exponent what it is scaled by. Returns 0, or
 * about how many singular values did not converge. s is still scaled.
 *
 * Z. Drmač, K. Veselić, New fast and accurate Jacobi SVD algorithm I, SIAM J. Matrix Anal. Appl. 29 (2008)
 * 1322–1342, algorithm 4 p 1337. Why X and not R₁ or R₁ᵀ: §3 p 1328, one step of QR makes it more diagonal.
 */
export function throughJacobi(
  rows: usize,
  columns: usize,
  vectors: u32,
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
  const p = columnsOfLeft(rows, columns, vectors);
  const t = wide ? a : work;
  const r = align(work + (wide ? 0 : rows * square));
  const x = align(r + columns * square);
  const tauQ = align(x + columns * square);
  const tauP = align(tauQ + square);
  const tauX = align(tauP + square);
  const pivots = align(tauX + square);
  const places = align(pivots + (columns << 2));
  const spare = align(places + (rows << 2));
  const inWork = align(spare + 2 * columns * square);
  const keepsRight = wide || vectors === NONE;
  const left = wide ? vt : inWork;
  const right = keepsRight ? inWork : vt;
  const scratch = align(inWork + (keepsRight ? columns * square : rows * p * size));

  if (!wide) transpose(columns, rows, a, square, t, stride);
  scaleByPower(rows * columns, exponent, t);
  sortRows(rows, columns, t, stride, places, scratch);
  begin(FACTOR, columns);
  const rank = factorQrPivoted(rows, columns, t, stride, tauQ, pivots, scratch);
  transposeUpper(rank, columns, t, stride, r, square);
  begin(NO_PHASE, columns);
  factorQr(columns, rank, r, square, tauP, scratch);
  const strideX = rank * size;
  if (!approximate(rank, columns, t, stride, r, x, right, spare, s, scratch)) {
    transposeUpper(rank, rank, r, square, x, strideX);
    setIdentity(columns, columns, right, square);
  }
  const p0: usize = vectors === NONE ? 0 : rank;
  memory.fill(s + strideX, 0, square - strideX);
  begin(SWEEPS, columns);
  const pairs = orthogonalize(rank, rank, x, strideX, s, p0, right, square, scratch);
  const status = min<u32>(pairs, columns as u32);
  if (vectors === NONE) {
    order(rank, s, false, 0, 0, 0, 0, 0, 0);
    return status;
  }
  order(rank, s, false, rank, x, strideX, rank, right, square);
  begin(NO_PHASE, columns);
  complete(rank, s, x, strideX, left, tauX, scratch);
  embed(rank, x, strideX, rows, p, left, stride);
  applyReflections(rows, p, rank, t, stride, tauQ, false, left, stride, scratch);
  scatterRows(rows, p, left, stride, places, scratch);
  applyReflections(columns, columns, rank, r, square, tauP, false, right, square, scratch);
  scatterRows(columns, columns, right, square, pivots, scratch);
  if (wide) transpose(columns, columns, right, square, u, square);
  else transpose(rows, p, left, stride, u, p * size);
  return status;
}

/** Returns the bytes of workspace that `throughJacobi` needs. */
export function jacobiWorkspace(rows: usize, columns: usize, vectors: u32, wide: bool): f64 {
  const size = f64(sizeof<real>());
  const p = columnsOfLeft(rows, columns, vectors);
  const square = f64(columns) * f64(columns);
  const tall: f64 = wide ? 0 : f64(rows) * f64(columns);
  const factor = wide || vectors === NONE ? square : f64(rows) * f64(p);
  let scratch = max<usize>(3 * rows * sizeof<real>(), oneSidedWorkspace(columns));
  scratch = max(scratch, factorQrWorkspace(columns, columns));
  scratch = max(scratch, gemmWorkspace(columns, columns, columns));
  if (vectors !== NONE) {
    scratch = max(scratch, reflectionsWorkspace(rows, p, columns));
    scratch = max(scratch, reflectionsWorkspace(columns, columns, columns));
  }
  let bytes = max<f64>(f64(scratch), probeWorkspace(columns, columns));
  bytes = max<f64>(bytes, diagonalizeWorkspace(columns, columns, columns, DIVIDE_AND_CONQUER));
  const numbers = tall + 4 * square + factor + 3 * f64(columns);
  const places = 4 * (f64(columns) + f64(rows));
  return numbers * size + places + bytes + 9 * f64(ALIGNMENT);
}

/**
 * Brings X = R₂ᵀ close to what its columns will be: X ← X·V₀, V₀ from a decomposition of X that is not accurate
 * where values are small. Returns false, with X and V undefined, where that does not pay or has failed.
 *
 * A product with a matrix that is orthogonal but for rounding costs what a rotation costs: errors that are
 * small relative to each row of X. It stands for the first five sweeps.
 */
function approximate(
  rank: usize,
  n: usize,
  t: usize,
  stride: usize,
  r: usize,
  x: usize,
  v: usize,
  spare: usize,
  s: usize,
  work: usize,
): bool {
  const size = sizeof<real>();
  const square = n * size;
  if (rank < n || n < APPROXIMATE_FROM) return false;
  const last: real = abs<real>(load<real>(t + (n - 1) * (stride + size)));
  if (!(last >= EPS * abs<real>(load<real>(t)))) return false;
  const other = spare + n * square;
  transposeUpper(n, n, r, square, x, square);
  if (diagonalize(n, n, n, DIVIDE_AND_CONQUER, x, spare, other, v, s, work) > 0) return false;
  if (!isOrthogonal(n, v, work)) return false;
  transposeUpper(n, n, r, square, spare, square);
  gemm(n, n, n, 1, spare, size, square, v, size, square, 0, x, square, work);
  return true;
}

function columnsOfLeft(rows: usize, columns: usize, vectors: u32): usize {
  if (vectors === NONE) return 0;
  return vectors === FULL ? rows : columns;
}

/** Copies the transpose of the first k rows of an upper trapezoid T (n columns) to n × k, with its zeros. */
function transposeUpper(
  k: usize,
  n: usize,
  t: usize,
  stride: usize,
  to: usize,
  strideTo: usize,
): void {
  transpose(k, n, t, stride, to, strideTo);
  for (let j: usize = 1; j < k; ++j) memory.fill(to + j * strideTo, 0, j * sizeof<real>());
}

/**
 * Replaces the columns of U (n × n) whose value is zero, which are the last, by an orthonormal basis of
 * what the others leave. `copy` has n × n numbers, `tau` n.
 */
function complete(
  n: usize,
  s: usize,
  u: usize,
  stride: usize,
  copy: usize,
  tau: usize,
  work: usize,
): void {
  let kept = n;
  while (kept > 0 && load<real>(s + (kept - 1) * sizeof<real>()) === 0) --kept;
  if (kept === n) return;
  memory.copy(copy, u, n * stride);
  factorQr(n, kept, copy, stride, tau, work);
  formReflections(n, n, kept, copy, stride, tau, work);
  memory.copy(u + kept * stride, copy + kept * stride, (n - kept) * stride);
}

/** Writes ⎡ U 0 ; 0 1 ⎤ to L (m × p), for U of n × n. */
function embed(
  n: usize,
  u: usize,
  strideU: usize,
  m: usize,
  p: usize,
  left: usize,
  stride: usize,
): void {
  setIdentity(m, p, left, stride);
  for (let j: usize = 0; j < n; ++j) memory.copy(left + j * stride, u + j * strideU, strideU);
}

/** Writes the first n columns of the identity, of m numbers. */
function setIdentity(m: usize, n: usize, a: usize, stride: usize): void {
  for (let j: usize = 0; j < n; ++j) {
    memory.fill(a + j * stride, 0, m * sizeof<real>());
    store<real>(a + j * (stride + sizeof<real>()), 1);
  }
}
