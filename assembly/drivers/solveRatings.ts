import { align } from "../align";
import { cholesky, solveCholesky } from "../factorizations/cholesky";
import { addNormals, addNormalsWorkspace } from "../kernels/ratings/addNormals";

/**
 * One half of alternating least squares: the rows of X that minimize, with those of Y as they are, and w = [y, unit] for
 * a row y whose last number, a bias, is taken out,
 *
 *     Σ (r − level − unit·bias − xᵀw)² + λ · count · ‖x‖²      over the `count` ratings of the row, or if `implicit`
 *     Σ (1 + level·r) (p − xᵀy)² + λ · ‖x‖²                    over all rows of Y, p = 1 where there is a rating r, else 0.
 *
 *     address  size                                  in                                                    out
 *     starts   rows + 1 numbers of u32               where the ratings of each row start; where they end   as it was
 *     indices  numbers of u32                        the rows of Y                                         as it was
 *     ratings                                                                                              as it was
 *     y        rows of n numbers                     factors, zeros, and the bias as the last              as it was
 *     gram     n × n, by rows, if `implicit`         YᵀY                                                   as it was
 *     x        rows × n                              —                                                     X
 *     work     solveRatingsWorkspace(n)              —                                                     undefined
 *
 * n is a multiple of the lanes of a register. λ > 0. A row without ratings becomes 0. Returns how many rows could not be
 * solved; they are undefined.
 *
 * Explicit: Y. Zhou, D. Wilkinson, R. Schreiber, R. Pan, Large-scale parallel collaborative filtering for the Netflix
 * prize, AAIM 2008, (3) p 341. Implicit: Y. Hu, Y. Koren, C. Volinsky, Collaborative filtering for implicit feedback
 * datasets, ICDM 2008, (4) p 267.
 */
export function solveRatings(
  rows: usize,
  n: usize,
  starts: usize,
  indices: usize,
  ratings: usize,
  level: real,
  unit: real,
  implicit: bool,
  lambda: real,
  y: usize,
  gram: usize,
  x: usize,
  work: usize,
): u32 {
  const size = sizeof<real>();
  const stride = n * size;
  const inner = align(work + n * stride);
  let failed: u32 = 0;
  for (let row: usize = 0; row < rows; ++row) {
    const start = load<u32>(starts + row * sizeof<u32>()) as usize;
    const count = (load<u32>(starts + (row + 1) * sizeof<u32>()) as usize) - start;
    memory.fill(x, 0, stride);
    if (count > 0) {
      if (implicit) memory.copy(work, gram, n * stride);
      else memory.fill(work, 0, n * stride);
      const at = indices + start * sizeof<u32>();
      addNormals(count, n, at, ratings + start * size, level, unit, implicit, y, work, x, inner);
      addToDiagonal(n, implicit ? lambda : lambda * (count as real), work);
      if (cholesky(n, work)) solveCholesky(n, work, x);
      else ++failed;
    }
    x += stride;
  }
  return failed;
}

/** Returns the bytes of workspace that `solveRatings` needs. */
export function solveRatingsWorkspace(n: usize): f64 {
  return f64(align(n * n * sizeof<real>()) + addNormalsWorkspace(n));
}

function addToDiagonal(n: usize, lambda: real, a: usize): void {
  const next = (n + 1) * sizeof<real>();
  const end = a + n * next;
  for (; a < end; a += next) store<real>(a, load<real>(a) + lambda);
}
