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
 *     work     3p        —      undefined
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
  findLargest(m, p, u, work);
  for (let i: usize = 0; i < m; ++i) multiplyRow(p, u + i * p * size, work);
  for (let j: usize = 0; j < q; ++j) {
    const row = vt + j * n * size;
    const sign = j < k ? load<real>(work + j * size) : signOfLargest(n, row);
    if (sign < 0) negate(n, row);
  }
}

/** Stores, for each column of U, −1 where its entry of largest magnitude is negative, else 1. */
function findLargest(m: usize, p: usize, u: usize, work: usize): void {
  const size = sizeof<real>();
  const magnitudes = work + p * size;
  for (let j: usize = 0; j < p; ++j) {
    store<real>(work + j * size, 1);
    store<real>(magnitudes + j * size, 0);
  }
  for (let i: usize = 0; i < m; ++i) {
    for (let j: usize = 0; j < p; ++j) {
      const entry = load<real>(u);
      if (abs<real>(entry) > load<real>(magnitudes + j * size)) {
        store<real>(magnitudes + j * size, abs<real>(entry));
        store<real>(work + j * size, copysign<real>(1, entry));
      }
      u += size;
    }
  }
}

function multiplyRow(n: usize, row: usize, signs: usize): void {
  for (const end = row + n * sizeof<real>(); row < end; row += sizeof<real>()) {
    store<real>(row, load<real>(row) * load<real>(signs));
    signs += sizeof<real>();
  }
}

export function signOfLargest(n: usize, row: usize): real {
  let best: real = 0;
  for (let j: usize = 0; j < n; ++j) {
    const entry = load<real>(row + j * sizeof<real>());
    if (abs<real>(entry) > abs<real>(best)) best = entry;
  }
  return best;
}

export function negate(n: usize, row: usize): void {
  for (const end = row + n * sizeof<real>(); row < end; row += sizeof<real>()) {
    store<real>(row, -load<real>(row));
  }
}
