import { multiplyEach } from "../../kernels/multiplyEach";
import { multiplyRatios } from "../../kernels/multiplyRatios";
import { norm } from "../../kernels/norm";
import { secularDifferences } from "../../kernels/secularDifferences";
import { secularRatios } from "../../kernels/secularRatios";
import { findRoot } from "./secular";

/**
 * Finds the singular values of an arrow matrix of order k, `weights` in its first row and `poles` on its
 * diagonal, 0 = d₀ < d₁ < …, and what its singular vectors are made of.
 *
 *     ⎡ z₀  z₁  z₂ ⎤
 *     ⎢     d₁     ⎥
 *     ⎣         d₂ ⎦
 *
 *     address  size    in    out
 *     poles    k       d     as they were
 *     weights  k       z     those that have exactly the roots that were found
 *     values   k       —     the roots σ, ascending
 *     roots    2k      —     the same as secular.ts has them: tau, and the index of the pole
 *     work     2k + 4  —     undefined
 *
 * The differences dᵢ² − σⱼ² are computed where they are needed: all of them would be as large as U.
 *
 * M. Gu, S. Eisenstat, A divide-and-conquer algorithm for the bidiagonal SVD, SIAM J. Matrix Anal. Appl.
 * 16 (1995) 79–92, (3.3) p 83.
 */
export function solveArrow(
  k: usize,
  poles: usize,
  weights: usize,
  values: usize,
  roots: usize,
  work: usize,
): void {
  const size = sizeof<real>();
  const bytes = k * size;
  const products = work;
  const differences = products + bytes;
  const sums = differences + bytes;
  const length = norm(k, weights);
  for (let i: usize = 0; i < k; ++i) store<real>(products + i * size, 1);
  for (let j: usize = 0; j < k; ++j) {
    const root = roots + 2 * j * size;
    findRoot(j, k, poles, weights, length, root, sums);
    const tau = load<real>(root);
    const pole = poleOf(root, poles);
    store<real>(values + j * size, pole + tau);
    secularDifferences(k, poles, pole, tau, differences);
    // Root j against pole j + 1 for the poles up to j, against pole j for those beyond.
    const upTo = j + 1 < k ? (j + 1) * size : 0;
    if (upTo > 0) {
      multiplyRatios(j + 1, poles, load<real>(poles + upTo), differences, products);
      const own = load<real>(poles + j * size);
      multiplyRatios(k - j - 1, poles + upTo, own, differences + upTo, products + upTo);
    } else {
      for (let i: usize = 0; i < bytes; i += size) {
        store<real>(products + i, load<real>(products + i) * load<real>(differences + i));
      }
    }
  }
  for (let i: usize = 0; i < bytes; i += size) {
    const magnitude = sqrt<real>(abs<real>(load<real>(products + i)));
    store<real>(weights + i, copysign<real>(magnitude, load<real>(weights + i)));
  }
}

/**
 * Computes the left or the right singular vectors of an arrow matrix from what solveArrow leaves, into
 * Q, k × k, entry i of them in row `rows[i]` (u32); entry 0 in row 0. `work` has room for k numbers.
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
  roots: usize,
  rows: usize,
  q: usize,
  work: usize,
): void {
  const size = sizeof<real>();
  for (let j: usize = 0; j < k; ++j) {
    secularRatios(k, poles, weights, poleOf(roots, poles), load<real>(roots), work);
    if (left) {
      multiplyEach(k, poles, work);
      store<real>(work, -1);
    }
    const factor: real = 1 / norm(k, work);
    for (let i: usize = 0; i < k; ++i) {
      const to = q + usize(load<u32>(rows + 4 * i)) * size;
      store<real>(to, factor * load<real>(work + i * size));
    }
    roots += 2 * size;
    q += k * size;
  }
}

/** The pole next to a root. */
function poleOf(root: usize, poles: usize): real {
  const size = sizeof<real>();
  return load<real>(poles + usize(load<real>(root, size)) * size);
}
