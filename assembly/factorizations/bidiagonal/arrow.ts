import { multiplyRatios } from "../../kernels/multiplyRatios";
import { norm } from "../../kernels/norm";
import { scale } from "../../kernels/scale";
import { secularDifferences } from "../../kernels/secularDifferences";
import { findRoot } from "./secular";

/**
 * Finds the singular values of an arrow matrix of order k, `weights` in its first row and `poles` on its
 * diagonal, 0 = d₀ < d₁ < …, and what its singular vectors are made of.
 *
 *     ⎡ z₀  z₁  z₂ ⎤
 *     ⎢     d₁     ⎥
 *     ⎣         d₂ ⎦
 *
 *     address      size    in    out
 *     poles        k       d     as they were
 *     weights      k       z     those that have exactly the roots that were found
 *     values       k       —     the roots σ, ascending
 *     differences  k × k   —     dᵢ² − σⱼ² in row i of column j
 *     work         k + 8   —     undefined
 *
 * M. Gu, S. Eisenstat, A divide-and-conquer algorithm for the bidiagonal SVD, SIAM J. Matrix Anal. Appl.
 * 16 (1995) 79–92, (3.3) p 83.
 */
export function solveArrow(
  k: usize,
  poles: usize,
  weights: usize,
  values: usize,
  differences: usize,
  work: usize,
): void {
  const size = sizeof<real>();
  const stride = k * size;
  const products = work + 8 * size;
  const length = norm(k, weights);
  for (let i: usize = 0; i < k; ++i) store<real>(products + i * size, 1);
  for (let j: usize = 0; j < k; ++j) {
    findRoot(j, k, poles, weights, length, work, work + 2 * size);
    const tau = load<real>(work);
    const pole = load<real>(poles + usize(load<real>(work, size)) * size);
    const column = differences + j * stride;
    store<real>(values + j * size, pole + tau);
    secularDifferences(k, poles, pole, tau, column);
    // Root j against pole j + 1 for the poles up to j, against pole j for those beyond.
    const upTo = j + 1 < k ? (j + 1) * size : 0;
    if (upTo > 0) {
      multiplyRatios(j + 1, poles, load<real>(poles + upTo), column, products);
      const own = load<real>(poles + j * size);
      multiplyRatios(k - j - 1, poles + upTo, own, column + upTo, products + upTo);
    } else {
      for (let i: usize = 0; i < stride; i += size) {
        store<real>(products + i, load<real>(products + i) * load<real>(column + i));
      }
    }
  }
  for (let i: usize = 0; i < stride; i += size) {
    const magnitude = sqrt<real>(abs<real>(load<real>(products + i)));
    store<real>(weights + i, copysign<real>(magnitude, load<real>(weights + i)));
  }
}

/**
 * Computes the left or the right singular vectors of an arrow matrix from what solveArrow leaves, into
 * Q, k × k, entry i of them in row `rows[i]` (u32); entry 0 in row 0:
 *
 *     right:  zᵢ / (dᵢ² − σⱼ²)        left:  −1, dᵢ·zᵢ / (dᵢ² − σⱼ²)        scaled to length 1
 *
 * Gu, Eisenstat, (3.4) p 83.
 */
export function arrowVectors(
  k: usize,
  left: bool,
  poles: usize,
  weights: usize,
  differences: usize,
  rows: usize,
  q: usize,
  work: usize,
): void {
  const size = sizeof<real>();
  const stride = k * size;
  for (let j: usize = 0; j < k; ++j) {
    for (let i: usize = 0; i < stride; i += size) {
      const entry = load<real>(weights + i) / load<real>(differences + i);
      store<real>(work + i, left ? load<real>(poles + i) * entry : entry);
    }
    if (left) store<real>(work, -1);
    scale(k, 1 / norm(k, work), work);
    for (let i: usize = 0; i < k; ++i) {
      store<real>(q + usize(load<u32>(rows + 4 * i)) * size, load<real>(work + i * size));
    }
    differences += stride;
    q += stride;
  }
}
