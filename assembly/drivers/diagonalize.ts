import {
  divideAndConquer,
  divideAndConquerWorkspace,
  LEAF,
} from "../factorizations/bidiagonal/divideAndConquer";
import { dqds, dqdsWorkspace } from "../factorizations/bidiagonal/dqds";
import { iterate, lowerBound } from "../factorizations/bidiagonal/iterate";
import { bidiagonalize, bidiagonalizeWorkspace } from "../factorizations/bidiagonalize";
import { makePositive, order } from "../factorizations/order";
import {
  applyReflections,
  formInnerReflections,
  formReflections,
  reflectionsWorkspace,
} from "../factorizations/reflections";
import { beginWave, waveBytes } from "../factorizations/wave";
import { largest } from "../kernels/largest";
import { exponent } from "../precision";
import { align } from "./align";
import { scaleByPower } from "./scaling";

/** How singular vectors of a bidiagonal matrix are computed, or Jacobi without one: what `method` of a driver may be. */
export const AUTO: u32 = 0;
export const QR: u32 = 1;
export const DIVIDE_AND_CONQUER: u32 = 2;
export const JACOBI: u32 = 3;

/**
 * The smallest singular value whose square, less what rounding takes, dqds can hold in f64: 2⁻⁴⁶⁰, or any
 * that f32 has.
 */
const SQUARES_FROM: real = (sizeof<real>() === 8 ? 3.3589380537835444e-139 : 0) as real;

/** Whether `method` means divide and conquer for n columns: by itself from where it has something to divide. */
export function divides(n: usize, method: u32): bool {
  return method === DIVIDE_AND_CONQUER || (method === AUTO && n > LEAF);
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
  const scratch = align(row + n * size);
  bidiagonalize(m, n, t, m * size, row, 0, s, e, tauQ, tauP, scratch);
  return valuesOfBidiagonal(n, s, e, scratch);
}

/** Returns the bytes of workspace that `valuesOf` needs. */
export function valuesWorkspace(m: usize, n: usize): usize {
  return 4 * n * sizeof<real>() + 16 + max(bidiagonalizeWorkspace(m, n), bidiagonalWorkspace(n));
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
  const scratch = align(e2 + n * size);
  bidiagonalize(m, n, t, strideL, rowwise, strideR, s, e, tauQ, tauP, scratch);
  memory.copy(d2, s, n * size);
  memory.copy(e2, e, n * size);
  let status = valuesOfBidiagonal(n, s, e, scratch);
  if (!divides(n, method)) {
    formReflections(m, p, n, left, strideL, tauQ, scratch);
    formInnerReflections(n, right, strideR, tauP + size, scratch);
    beginWave(scratch, n, m, left, strideL, n, right, strideR);
    status += iterate(n, d2, e2, scratch);
    makePositive(n, d2, n, right, strideR);
    order(n, d2, false, m, left, strideL, n, right, strideR);
    return status;
  }
  status += divided(n, d2, e2, left, strideL, right, strideR, scratch);
  extend(m, n, p, left, strideL);
  applyReflections(m, p, n, t, strideL, tauQ, false, left, strideL, scratch);
  if (n < 2) return status;
  const inner = rowwise + strideR + size;
  const below = right + size;
  applyReflections(n - 1, n, n - 1, inner, strideR, tauP + size, false, below, strideR, scratch);
  return status;
}

/** Returns the bytes of workspace that `diagonalize` needs. */
export function diagonalizeWorkspace(m: usize, n: usize, p: usize, method: u32): f64 {
  const size = sizeof<real>();
  let scratch = max(reflectionsWorkspace(m, p, n), bidiagonalizeWorkspace(m, n));
  scratch = max(scratch, max(waveBytes(n, true), bidiagonalWorkspace(n)));
  let bytes = f64(scratch);
  if (divides(n, method)) bytes = max(bytes, 4 * f64(n) + 16 + divideAndConquerWorkspace(n));
  return 5 * f64(n) * f64(size) + 32 + bytes;
}

/**
 * Computes the singular values of a bidiagonal matrix (d, e), in d, largest first; e is undefined after: by
 * dqds or, where its squares could underflow or it does not come to an end, by implicit QR.
 */
function valuesOfBidiagonal(n: usize, d: usize, e: usize, work: usize): u32 {
  const bytes = n * sizeof<real>();
  const copy = work;
  const scratch = align(copy + bytes);
  memory.copy(copy, d, bytes);
  const squares = n === 0 || lowerBound(n, d, e) >= SQUARES_FROM;
  let status = squares ? dqds(n, d, e, scratch) : 1;
  if (status > 0) {
    memory.copy(d, copy, bytes);
    beginWave(scratch, n, 0, 0, 0, 0, 0, 0);
    status = iterate(n, d, e, scratch);
    makePositive(n, d, 0, 0, 0);
  }
  order(n, d, false, 0, 0, 0, 0, 0, 0);
  return status;
}

function bidiagonalWorkspace(n: usize): usize {
  return n * sizeof<real>() + 16 + max(dqdsWorkspace(n), waveBytes(n, false));
}

/** The singular vectors of a bidiagonal matrix (d, e) by divide and conquer, largest value first. */
function divided(
  n: usize,
  d: usize,
  e: usize,
  left: usize,
  strideL: usize,
  right: usize,
  strideR: usize,
  work: usize,
): u32 {
  const scratch = align(work + 4 * n);
  // Of a size with 1, as divide and conquer wants it.
  const magnitude = max<real>(largest(n, d), largest(n, e));
  if (magnitude > 0) {
    scaleByPower(n, -exponent(magnitude), d);
    scaleByPower(n, -exponent(magnitude), e);
  }
  const status = divideAndConquer(n, d, e, work, left, strideL, right, strideR, scratch);
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
