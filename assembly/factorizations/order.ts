import { scale } from "../kernels/scale";

/** Makes the values d (n) positive: where one was not, column j of V (m rows) changes sign. */
export function makePositive(n: usize, d: usize, m: usize, v: usize, stride: usize): void {
  const size = sizeof<real>();
  for (let i: usize = 0; i < n; ++i) {
    const value = load<real>(d + i * size);
    if (value < 0) scale(m, -1, v + i * stride);
    store<real>(d + i * size, abs<real>(value));
  }
}

/**
 * Sorts the values d (n), largest or smallest first. The columns of U and V (m and `rows` rows) go
 * along; a matrix with no rows is not touched.
 *
 * By selection: n²/2 comparisons, but at most n exchanges of columns.
 */
export function order(
  n: usize,
  d: usize,
  ascending: bool,
  m: usize,
  u: usize,
  strideU: usize,
  rows: usize,
  v: usize,
  strideV: usize,
): void {
  const size = sizeof<real>();
  for (let i: usize = 0; i + 1 < n; ++i) {
    let best = i;
    let value = load<real>(d + i * size);
    for (let j = i + 1; j < n; ++j) {
      const other = load<real>(d + j * size);
      if (ascending ? other < value : other > value) {
        best = j;
        value = other;
      }
    }
    if (best === i) continue;
    store<real>(d + best * size, load<real>(d + i * size));
    store<real>(d + i * size, value);
    exchange(m, u + i * strideU, u + best * strideU);
    exchange(rows, v + i * strideV, v + best * strideV);
  }
}

/** Exchanges two vectors of length n. */
export function exchange(n: usize, x: usize, y: usize): void {
  for (const end = x + n * sizeof<real>(); x < end; x += sizeof<real>()) {
    const t = load<real>(x);
    store<real>(x, load<real>(y));
    store<real>(y, t);
    y += sizeof<real>();
  }
}
