import { keepLargest } from "../kernels/keepLargest";
import { multiplyEach } from "../kernels/multiplyEach";
import { scale } from "../kernels/scale";

/**
 * Makes the signs of singular vectors canonical: in each column of U (m × k, by rows) the entry of
 * largest magnitude becomes positive, the first of several; row j of Vt (k × n, by rows) changes sign
 * with column j of U.
 *
 * As scikit-learn's `svd_flip`. Columns of U beyond the rows of Vt, and rows of Vt beyond the columns
 * of U, are bases of a null space: each is made canonical by itself.
 *
 *     address  size      in     out
 *     u        m × p     U      with its signs
 *     vt       q × n     Vt     with its signs
 *     work     p         —      undefined
 */
export function makeSignsCanonical(
  m: usize,
  n: usize,
  p: usize,
  q: usize,
  u: usize,
  vt: usize,
  work: usize,
): void {
  const size = sizeof<real>();
  const k = min(p, q);
  memory.fill(work, 0, p * size);
  for (let i: usize = 0; i < m; ++i) keepLargest(p, u + i * p * size, work);
  for (let at = work; at < work + p * size; at += size) {
    store<real>(at, copysign<real>(1, load<real>(at)));
  }
  for (let i: usize = 0; i < m; ++i) multiplyEach(p, work, u + i * p * size);
  for (let j: usize = 0; j < q; ++j) {
    const row = vt + j * n * size;
    const sign = j < k ? load<real>(work + j * size) : signOfLargest(n, row);
    if (sign < 0) scale(n, -1, row);
  }
}

function signOfLargest(n: usize, row: usize): real {
  let best: real = 0;
  for (let j: usize = 0; j < n; ++j) {
    const entry = load<real>(row + j * sizeof<real>());
    if (abs<real>(entry) > abs<real>(best)) best = entry;
  }
  return best;
}
