import { combine } from "../../kernels/combine";
import { combineDot } from "../../kernels/combineDot";
import { dot } from "../../kernels/dot";
import { EPS } from "../../precision";
import { exchange } from "../order";
import { isLonger, settle } from "./lengths";
import { COMBINATIONS, COMBINATION_V, COMBINATION_X, rotatePair } from "./rotatePair";

/** Columns a tile: two tiles of columns lie in the second cache, and one in the first for smaller n. */
const TILE: usize = 16;

/**
 * Sweeps over all pairs before it counts as failed. What a triangle from a pivoted QR takes is 3 to 8; LAPACK's
 * DGESVJ also allows 30.
 */
const MAX_SWEEPS: u32 = 30;

/** A length of which less than this part of its square was left is computed anew. */
const LOST: real = 0.0625;

/** What a sweep keeps, behind the numbers of a rotation: the largest cosine that it met, and the largest τ. */
const COSINE: usize = COMBINATIONS * sizeof<real>();
const TAU: usize = COSINE + sizeof<real>();
const KEPT: usize = COMBINATIONS + 2;

/**
 * Makes the columns of X (m × n, m ≥ n) orthogonal by rotations of pairs of them, and collects the
 * rotations in V:
 *
 *         ⎡ x x x ⎤                    ⎡ |   |   |  ⎤
 *     X = ⎢ x x x ⎥   →   X·V = U·Σ =  ⎢ u₀σ₀ u₁σ₁ u₂σ₂ ⎥       V ← V₀·V
 *         ⎣ x x x ⎦                    ⎣ |   |   |  ⎦
 *
 *     address   size                 in          out
 *     x         m × n, `stride`      X           U·Σ, column j divided by 2^powers[j]
 *     lengths   n                    —           the lengths of the columns of x: σⱼ = 2^powers[j]·lengths[j]
 *     powers    n of i32             —           the exponents
 *     v         p × n, `strideV`     V₀          V₀·V; p may be 0
 *     work      oneSidedWorkspace()  —           undefined
 *
 * Returns 0, or how many pairs the last sweep found that were not orthogonal. V takes no part in what is
 * done to X.
 *
 * Two columns are orthogonal if |xₚᵀx_q| ≤ √m·ε·|xₚ|·|x_q|: relative to their own lengths, from which it follows
 * that the values have small relative errors if X, its columns scaled to length 1, is well conditioned
 * (J. Demmel, K. Veselić, Jacobi's method is more accurate than QR, SIAM J. Matrix Anal. Appl. 13 (1992)
 * 1204–1245, theorem 4.2). Cyclic by rows, by tiles of columns; before its row, the longest of the
 * columns to come takes the place of column p (de Rijk).
 *
 * 4mn² flops a sweep where all pairs are rotated, 3pn² more for V, and mn² where none is.
 *
 * Z. Drmač, K. Veselić, New fast and accurate Jacobi SVD algorithm I and II, SIAM J. Matrix Anal. Appl. 29
 * (2008) 1322–1342, 1343–1362.
 */
export function orthogonalize(
  m: usize,
  n: usize,
  x: usize,
  stride: usize,
  lengths: usize,
  powers: usize,
  p: usize,
  v: usize,
  strideV: usize,
  work: usize,
): u32 {
  const size = sizeof<real>();
  const tolerance: real = EPS * sqrt<real>(m as real);
  memory.fill(powers, 0, n << 2);
  let rotations: u32 = 0;
  for (let sweep: u32 = 0; sweep < MAX_SWEEPS; ++sweep) {
    for (let j: usize = 0; j < n; ++j) {
      settle(m, x + j * stride, lengths + j * size, powers + (j << 2));
      const length = load<real>(lengths + j * size);
      // NaN or ∞ − ∞: there is nothing to rotate.
      if (!(length - length === 0)) return n as u32;
    }
    store<real>(work + COSINE, 0);
    store<real>(work + TAU, 0);
    rotations = rotateAll(m, n, tolerance, x, stride, lengths, powers, p, v, strideV, work);
    if (rotations === 0) break;
    // Rotations change the cosine of two columns by at most τ times that of one of them with a third. In
    // sum that is too little for a pair to be found that is not orthogonal: the last sweep need not look.
    const change: real = load<real>(work + COSINE) * load<real>(work + TAU) * (n as real);
    if (change <= tolerance) {
      rotations = 0;
      break;
    }
  }
  for (let j: usize = 0; j < n; ++j) {
    settle(m, x + j * stride, lengths + j * size, powers + (j << 2));
  }
  return rotations;
}

/** Returns the bytes of workspace that `orthogonalize` needs. */
export function oneSidedWorkspace(): usize {
  return KEPT * sizeof<real>();
}

/** One sweep over all pairs of columns; returns how many were not orthogonal. */
function rotateAll(
  m: usize,
  n: usize,
  tolerance: real,
  x: usize,
  stride: usize,
  lengths: usize,
  powers: usize,
  p: usize,
  v: usize,
  strideV: usize,
  work: usize,
): u32 {
  let count: u32 = 0;
  for (let first: usize = 0; first < n; first += TILE) {
    const end = min(first + TILE, n);
    for (let i = first; i < end; ++i) {
      bringLongest(i, m, n, x, stride, lengths, powers, p, v, strideV);
      count += rotateRow(
        i,
        i + 1,
        end,
        m,
        tolerance,
        x,
        stride,
        lengths,
        powers,
        p,
        v,
        strideV,
        work,
      );
    }
    for (let next = end; next < n; next += TILE) {
      const last = min(next + TILE, n);
      for (let i = first; i < end; ++i) {
        count += rotateRow(
          i,
          next,
          last,
          m,
          tolerance,
          x,
          stride,
          lengths,
          powers,
          p,
          v,
          strideV,
          work,
        );
      }
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
  lengths: usize,
  powers: usize,
  p: usize,
  v: usize,
  strideV: usize,
): void {
  const size = sizeof<real>();
  let best = i;
  for (let j = i + 1; j < n; ++j) {
    const length = load<real>(lengths + j * size);
    const power = load<i32>(powers + (j << 2));
    const other = load<real>(lengths + best * size);
    if (isLonger(length, power, other, load<i32>(powers + (best << 2)))) best = j;
  }
  if (best === i) return;
  exchange(m, x + i * stride, x + best * stride);
  exchange(p, v + i * strideV, v + best * strideV);
  exchange(1, lengths + i * size, lengths + best * size);
  const power = load<i32>(powers + (i << 2));
  store<i32>(powers + (i << 2), load<i32>(powers + (best << 2)));
  store<i32>(powers + (best << 2), power);
}

/** Makes column i orthogonal to columns `from` … `end − 1`, one after the other; returns how many it rotated. */
function rotateRow(
  i: usize,
  from: usize,
  end: usize,
  m: usize,
  tolerance: real,
  x: usize,
  stride: usize,
  lengths: usize,
  powers: usize,
  p: usize,
  v: usize,
  strideV: usize,
  work: usize,
): u32 {
  if (from >= end) return 0;
  const size = sizeof<real>();
  const xi = x + i * stride;
  let count: u32 = 0;
  let product = dot(m, xi, x + from * stride);
  for (let j = from; j < end; ++j) {
    const xj = x + j * stride;
    const following = xj + stride;
    const more = j + 1 < end;
    const limit: real = load<real>(lengths + i * size) * load<real>(lengths + j * size);
    // Written so that a NaN counts.
    if (abs<real>(product) <= tolerance * limit) {
      if (more) product = dot(m, xi, following);
      continue;
    }
    ++count;
    const cosine: real = product / limit;
    const tau = rotatePair(i, j, cosine, lengths, powers, work);
    store<real>(work + COSINE, max<real>(load<real>(work + COSINE), abs<real>(cosine)));
    store<real>(work + TAU, max<real>(load<real>(work + TAU), tau));
    const a: real = load<real>(work, COMBINATION_X);
    const b = load<real>(work + size, COMBINATION_X);
    const c = load<real>(work + 2 * size, COMBINATION_X);
    const d = load<real>(work + 3 * size, COMBINATION_X);
    if (more) product = combineDot(m, xi, xj, following, a, b, c, d);
    else combine(m, xi, xj, a, b, c, d);
    if (p > 0) combineV(p, v + i * strideV, v + j * strideV, work + COMBINATION_V);
    if (!(1 - tau * abs<real>(cosine) > LOST)) {
      settle(m, xj, lengths + j * size, powers + (j << 2));
    }
  }
  return count;
}

function combineV(p: usize, x: usize, y: usize, at: usize): void {
  const size = sizeof<real>();
  const a: real = load<real>(at);
  const b = load<real>(at + size);
  const c = load<real>(at + 2 * size);
  combine(p, x, y, a, b, c, load<real>(at + 3 * size));
}
