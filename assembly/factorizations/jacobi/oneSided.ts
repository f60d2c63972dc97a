import { checkpoint } from "../../host";
import { norm } from "../../kernels/norm";
import { scale } from "../../kernels/scale";
import { EPS } from "../../precision";
import { exchange } from "../order";
import { COLUMN, DRIFT, LENGTH, POWER, SCALE, power, quotient, settle } from "./column";
import { COSINE, KEPT, TAU, rotateRow } from "./rotateRow";

/** Columns a tile: two tiles of columns lie in the second cache, and one in the first for smaller n. */
const TILE: usize = 16;

/**
 * Sweeps over all pairs before it counts as failed. What a triangle from a pivoted QR takes is 3 to 10;
 * LAPACK's DGESVJ also allows 30.
 */
const MAX_SWEEPS: u32 = 30;

/** Sweeps that a random matrix takes, at most: what progress is measured by. */
const USUAL_SWEEPS: u32 = 8;

/**
 * Makes the columns of X (m × n, m ≥ n) orthogonal by rotations of pairs of them, and collects the
 * rotations in V, which begins as any matrix with orthonormal columns:
 *
 *         ⎡ x x x ⎤                ⎡  |    |    |  ⎤
 *     X = ⎢ x x x ⎥   →   X·V  =   ⎢ u₀σ₀ u₁σ₁ u₂σ₂ ⎥       V ← V₀·V
 *         ⎣ x x x ⎦                ⎣  |    |    |  ⎦
 *
 *     address   size                     in          out
 *     x         m × n, `stride`          X           U; columns of zeros where σ is zero
 *     s         n                        —           σ, in no order
 *     v         p × n, `strideV`         V₀          V₀·V, its columns of length 1; p may be 0
 *     work      oneSidedWorkspace(n)     —           undefined
 *
 * Returns 0, or how many pairs the last sweep found that were not orthogonal. V takes no part in what is
 * done to X.
 *
 * Two columns are orthogonal if |xₚᵀx_q| ≤ √m·ε·|xₚ|·|x_q|: relative to their own lengths. Rotations of columns
 * make errors that are small relative to each row of X, from which it follows that the values have small
 * relative errors if X, its rows scaled to length 1, is well conditioned (J. Demmel, K. Veselić, Jacobi's
 * method is more accurate than QR, SIAM J. Matrix Anal. Appl. 13 (1992) 1204–1245, §4). Cyclic by rows, by tiles of columns; before its row, the longest of the
 * columns to come takes the place of column i (P. de Rijk, SIAM J. Sci. Stat. Comput. 10 (1989) 359–371).
 *
 * 3mn² flops a sweep where all pairs are rotated, 2pn² more for V, and mn² where none is.
 *
 * Z. Drmač, K. Veselić, New fast and accurate Jacobi SVD algorithm I and II, SIAM J. Matrix Anal. Appl. 29
 * (2008) 1322–1342, 1343–1362.
 */
export function orthogonalize(
  m: usize,
  n: usize,
  x: usize,
  stride: usize,
  s: usize,
  p: usize,
  v: usize,
  strideV: usize,
  work: usize,
): u32 {
  const tolerance: real = EPS * sqrt<real>(m as real);
  const kept = work;
  const columns = work + KEPT;
  for (let j: usize = 0; j < n; ++j) {
    store<real>(columns + j * COLUMN, 1, SCALE);
    store<real>(columns + j * COLUMN, 0, POWER);
    store<real>(columns + j * COLUMN, 0, DRIFT);
  }
  let remaining: u32 = 1;
  for (let sweep: u32 = 0; sweep < MAX_SWEEPS && remaining > 0; ++sweep) {
    if (sweep > 0) checkpoint(f64(min(sweep, USUAL_SWEEPS)), f64(USUAL_SWEEPS));
    for (let j: usize = 0; j < n; ++j) {
      const column = columns + j * COLUMN;
      settle(m, x + j * stride, p, v + j * strideV, column);
      const length = load<real>(column, LENGTH);
      // NaN or ∞ − ∞: there is nothing to rotate.
      if (!(length - length === 0)) return n as u32;
    }
    store<real>(kept, 0, COSINE);
    store<real>(kept, 0, TAU);
    remaining = rotateAll(m, n, tolerance, x, stride, p, v, strideV, columns, kept);
    // After its own rotation, the cosine of a pair changes with each rotation of one of them by at most τ
    // times another cosine. If that is too little in sum, no sweep has to come to see it.
    const change: real = load<real>(kept, COSINE) * load<real>(kept, TAU) * (n as real);
    if (change <= tolerance) remaining = 0;
  }
  for (let j: usize = 0; j < n; ++j) {
    const column = columns + j * COLUMN;
    const xj = x + j * stride;
    const vj = v + j * strideV;
    settle(m, xj, p, vj, column);
    finish(m, xj, p, vj, column, s + j * sizeof<real>());
  }
  return remaining;
}

/** Returns the bytes of workspace that `orthogonalize` needs. */
export function oneSidedWorkspace(n: usize): usize {
  return KEPT + n * COLUMN;
}

/** One sweep over all pairs of columns; returns how many were not orthogonal. */
function rotateAll(
  m: usize,
  n: usize,
  tolerance: real,
  x: usize,
  stride: usize,
  p: usize,
  v: usize,
  strideV: usize,
  columns: usize,
  kept: usize,
): u32 {
  let count: u32 = 0;
  for (let first: usize = 0; first < n; first += TILE) {
    const end = min(first + TILE, n);
    if (first > 0) checkpoint(0, 0);
    for (let i = first; i < end; ++i) {
      bringLongest(i, m, n, x, stride, p, v, strideV, columns);
    }
    count += rotateTiles(first, m, n, tolerance, x, stride, p, v, strideV, columns, kept);
  }
  return count;
}

/** Rotates all pairs of a column of the tile that begins with column `first` and one to its right. */
function rotateTiles(
  first: usize,
  m: usize,
  n: usize,
  tolerance: real,
  x: usize,
  stride: usize,
  p: usize,
  v: usize,
  strideV: usize,
  columns: usize,
  kept: usize,
): u32 {
  const end = min(first + TILE, n);
  let count: u32 = 0;
  for (let next = first; next < n; next += TILE) {
    const last = min(next + TILE, n);
    for (let i = first; i < end; ++i) {
      const from = max(next, i + 1);
      count += rotateRow(i, from, last, tolerance, m, x, stride, p, v, strideV, columns, kept);
    }
  }
  return count;
}

/** Exchanges column i with the longest of the columns from it on. */
function bringLongest(
  i: usize,
  m: usize,
  n: usize,
  x: usize,
  stride: usize,
  p: usize,
  v: usize,
  strideV: usize,
  columns: usize,
): void {
  let best = i;
  for (let j = i + 1; j < n; ++j) {
    if (quotient(columns + j * COLUMN, columns + best * COLUMN) > 1) best = j;
  }
  if (best === i) return;
  exchange(m, x + i * stride, x + best * stride);
  exchange(p, v + i * strideV, v + best * strideV);
  exchange(COLUMN / sizeof<real>(), columns + i * COLUMN, columns + best * COLUMN);
}

/** Makes a column of U and of V from what stands for them, and stores the value. */
function finish(m: usize, x: usize, p: usize, v: usize, column: usize, s: usize): void {
  const length = load<real>(column, LENGTH);
  const factor = load<real>(column, SCALE);
  if (length > 0) scale(m, 1 / length, x);
  // Its length is 1 / factor but for the rounding errors of all rotations, which add up.
  if (p > 0) scale(p, 1 / norm(p, v), v);
  // In two steps, since the power may reach further than one can.
  const k = load<real>(column, POWER);
  const half = floor<real>(k / 2);
  store<real>(s, (length / factor) * power(half) * power(k - half));
}
