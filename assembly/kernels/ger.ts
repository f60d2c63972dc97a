import { axpy } from "./axpy";

/**
 * Adds alpha·x·yᵀ to A, m × n by columns, `stride` bytes apart:
 *
 *     for (j = 0; j < n; ++j) for (i = 0; i < m; ++i) a[i, j] += alpha * x[i] * y[j];
 */
export function ger(
  m: usize,
  n: usize,
  alpha: real,
  x: usize,
  y: usize,
  a: usize,
  stride: usize,
): void {
  for (let j: usize = 0; j < n; ++j) {
    axpy(m, alpha * load<real>(y + j * sizeof<real>()), x, a);
    a += stride;
  }
}
