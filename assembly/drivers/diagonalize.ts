import { ALIGNMENT, align } from "../align";
import {
  divideAndConquer,
  divideAndConquerWorkspace,
} from "../factorizations/bidiagonal/divideAndConquer";
import { dqds, dqdsWorkspace } from "../factorizations/bidiagonal/dqds";
import { iterate, lowerBound } from "../factorizations/bidiagonal/iterate";
import { TWISTED_UP_TO, sortDescending } from "../factorizations/bidiagonal/leaf";
import { twisted, twistedWorkspace } from "../factorizations/bidiagonal/twisted";
import { bidiagonalize, bidiagonalizeWorkspace } from "../factorizations/bidiagonalize";
import { makePositive, order } from "../factorizations/order";
import {
  applyReflections,
  applyReflectionsWorkspace,
  formInnerReflections,
  formReflections,
  reflectionsWorkspace,
} from "../factorizations/reflections";
import { copyLowerToUpper, copyUpperToLower } from "../factorizations/triangle";
import { beginWave, waveBytes } from "../factorizations/wave";
import { LEFT, REDUCE, RIGHT, VALUES, VECTORS, begin } from "../host";
import { largest } from "../kernels/largest";
import { scale } from "../kernels/scale";
import { exponent, powerOfTwo } from "../precision";

/** How singular vectors of a bidiagonal matrix are computed, or Jacobi without one: what `method` of a driver may be. */
export const AUTO: u32 = 0;
export const QR: u32 = 1;
export const DIVIDE_AND_CONQUER: u32 = 2;
export const JACOBI: u32 = 3;
const TWISTED: u32 = 4;

/**
 * The smallest singular value, relative to the largest entry, whose square, less what rounding takes, dqds can
 * hold in f64: 2⁻⁴⁶⁰, or any that f32 has.
 */
const SQUARES_FROM: real = (sizeof<real>() === 8 ? 3.3589380537835444e-139 : 0) as real;

/** Whether the factors of T are kept apart from the singular vectors of its bidiagonal form until the end. */
export function keepsApart(method: u32): bool {
  return method !== QR;
}

/**
 * Computes the singular values of T (m × n, m ≥ n, by columns), largest first, by bidiagonalization. T is
 * overwritten. Returns 0, or how many did not converge.
 */
export function valuesOf(m: usize, n: usize, t: usize, s: usize, work: usize): u32 {
  const size = sizeof<real>();
  const e = work;
  const tauQ = e + n * size;
  const tauP = tauQ + n * size;
  const row = tauP + n * size;
  const scaled = align(row + n * size);
  const squares = scaled + align(2 * n * size);
  const scratch = align(squares + n * 8);
  begin(REDUCE, n);
  bidiagonalize(m, n, t, m * size, row, 0, s, e, tauQ, tauP, scratch);
  begin(VALUES, n);
  return valuesOfBidiagonal(n, s, e, scaled, scaled + n * size, squares, scratch);
}

/** Returns the bytes of workspace that `valuesOf` needs. */
export function valuesWorkspace(m: usize, n: usize): usize {
  const scratch = max(bidiagonalizeWorkspace(m, n), bidiagonalWorkspace(n));
  return n * (6 * sizeof<real>() + 8) + 3 * ALIGNMENT + scratch;
}

/**
 * Decomposes T = L Σ Rᵀ (m × n, m ≥ n, all by columns), with the same bits in s as `valuesOf`.
 *
 *     address  size                         in    out
 *     t        m × n                        T     undefined
 *     left     m × p, p = n or m            —     L; by QR, left = t
 *     rowwise  n × n                        —     undefined; by QR, rowwise = right
 *     right    n × n                        —     R
 *     s        n                            —     the singular values, largest first
 *     work     diagonalizeWorkspace(m, n, p, method)
 *
 * By divide and conquer, reflections are applied at the end: those of Q stay below the diagonal of T; those of P
 * move above it while their place is needed.
 *
 * Returns 0, or the number of singular values that did not converge.
 */
export function diagonalize(
  m: usize,
  n: usize,
  p: usize,
  method: u32,
  t: usize,
  left: usize,
  rowwise: usize,
  right: usize,
  s: usize,
  work: usize,
): u32 {
  const size = sizeof<real>();
  const strideL = m * size;
  const strideR = n * size;
  const e = work;
  const tauQ = e + n * size;
  const tauP = tauQ + n * size;
  const d2 = align(tauP + n * size);
  const e2 = d2 + n * size;
  const squares = align(e2 + n * size);
  const scratch = align(squares + n * 8);
  begin(REDUCE, n);
  bidiagonalize(m, n, t, strideL, rowwise, strideR, s, e, tauQ, tauP, scratch);
  begin(VALUES, n);
  let status = valuesOfBidiagonal(n, s, e, d2, e2, squares, scratch);
  if (!keepsApart(method)) {
    begin(LEFT, n);
    formReflections(m, p, n, left, strideL, tauQ, scratch);
    begin(RIGHT, n);
    formInnerReflections(n, right, strideR, tauP + size, scratch);
    beginWave(scratch, n, m, left, strideL, n, right, strideR);
    begin(VECTORS, n);
    status += iterate(n, d2, e2, scratch);
    makePositive(n, d2, n, right, strideR);
    order(n, d2, false, m, left, strideL, n, right, strideR);
    return status;
  }
  begin(VECTORS, n);
  if (
    !triesTwisted(n, method) ||
    twisted(n, d2, e2, squares, left, strideL, right, strideR, scratch) !== 0
  ) {
    copyLowerToUpper(n, rowwise, strideR, t, strideL);
    status += dividedVectors(n, d2, e2, left, strideL, right, strideR, rowwise, scratch);
    copyUpperToLower(n, t, strideL, rowwise, strideR);
  }
  extend(m, n, p, left, strideL);
  begin(LEFT, n);
  applyReflections(m, p, n, t, strideL, tauQ, false, left, strideL, scratch);
  if (n < 2) return status;
  const inner = rowwise + strideR + size;
  const below = right + size;
  begin(RIGHT, n);
  applyReflections(n - 1, n, n - 1, inner, strideR, tauP + size, false, below, strideR, scratch);
  return status;
}

/** Returns the bytes of workspace that `diagonalize` needs. */
export function diagonalizeWorkspace(m: usize, n: usize, p: usize, method: u32): f64 {
  const size = sizeof<real>();
  let bytes = f64(max(bidiagonalizeWorkspace(m, n), bidiagonalWorkspace(n)));
  if (keepsApart(method)) {
    bytes = max(bytes, f64(applyReflectionsWorkspace(m, p, n)));
    bytes = max(bytes, 4 * f64(n) + 16 + divideAndConquerWorkspace(n));
    if (triesTwisted(n, method)) bytes = max(bytes, f64(twistedWorkspace(n)));
  } else {
    bytes = max(bytes, f64(max(reflectionsWorkspace(m, p, n), waveBytes(n, true))));
  }
  return f64(n) * (5 * f64(size) + 8) + 48 + bytes;
}

export function triesTwisted(n: usize, method: u32): bool {
  return method === TWISTED || (method === AUTO && n <= TWISTED_UP_TO);
}

/**
 * Computes the singular values of a bidiagonal matrix (d, e), in d, largest first; e is undefined after. Leaves
 * the matrix in d2 and e2, and the squares of its values in f64, all divided by a power of two, so that the
 * largest entry is of a size with 1.
 *
 * By dqds or, where squares could underflow or it does not come to an end, by implicit QR.
 */
export function valuesOfBidiagonal(
  n: usize,
  d: usize,
  e: usize,
  d2: usize,
  e2: usize,
  squares: usize,
  work: usize,
): u32 {
  const size = sizeof<real>();
  const magnitude = max<real>(largest(n, d), largest(n, e));
  const power = magnitude > 0 ? exponent(magnitude) : 0;
  const factor = powerOfTwo(power);
  memory.copy(d2, d, n * size);
  memory.copy(e2, e, n * size);
  scale(n, powerOfTwo(-power), d2);
  scale(n, powerOfTwo(-power), e2);
  if (n > 0 && lowerBound(n, d2, e2) >= SQUARES_FROM && dqds(n, d2, e2, squares, work) === 0) {
    sortDescending(n, squares);
    for (let i: usize = 0; i < n; ++i) {
      const value = sqrt<f64>(load<f64>(squares + i * 8));
      store<real>(d + i * size, (value * f64(factor)) as real);
    }
    return 0;
  }
  beginWave(work, n, 0, 0, 0, 0, 0, 0);
  const status = iterate(n, d, e, work);
  makePositive(n, d, 0, 0, 0);
  order(n, d, false, 0, 0, 0, 0, 0, 0);
  for (let i: usize = 0; i < n; ++i) {
    const value = f64(load<real>(d + i * size)) / f64(factor);
    store<f64>(squares + i * 8, value * value);
  }
  return status;
}

export function bidiagonalWorkspace(n: usize): usize {
  return max(dqdsWorkspace(n), waveBytes(n, false));
}

/**
 * Computes the singular vectors of a bidiagonal matrix (d, e) by divide and conquer, in the order of its values,
 * largest first; `q` has room for n × n numbers.
 */
export function dividedVectors(
  n: usize,
  d: usize,
  e: usize,
  left: usize,
  strideL: usize,
  right: usize,
  strideR: usize,
  q: usize,
  work: usize,
): u32 {
  const scratch = align(work + 4 * n);
  const status = divideAndConquer(n, d, e, work, left, strideL, right, strideR, q, scratch);
  order(n, d, false, n, left, strideL, n, right, strideR);
  return status;
}

/** Extends a square of n × n in the corner of L (m × p) to ⎡ square 0 ; 0 1 ⎤. */
function extend(m: usize, n: usize, p: usize, left: usize, stride: usize): void {
  const size = sizeof<real>();
  for (let j: usize = 0; j < n; ++j) memory.fill(left + j * stride + n * size, 0, (m - n) * size);
  for (let j = n; j < p; ++j) {
    memory.fill(left + j * stride, 0, m * size);
    store<real>(left + j * (stride + size), 1);
  }
}
