import { add4 } from "./gemv";
import { axpy } from "./axpy";
import { gemvTransposed } from "./gemvTransposed";

/** Columns a pass: they are still in the first cache when they are read again. */
const COLUMNS: usize = 4;

/**
 * Multiplies by a matrix and its transpose in one pass through memory,
 * y = Aᵀ·x and z += A·y, for A m × n by columns, `stride` bytes apart:
 *
 *     for (j = 0; j < n; ++j) {
 *       y[j] = 0;
 *       for (i = 0; i < m; ++i) y[j] += a[i, j] * x[i];
 *       for (i = 0; i < m; ++i) z[i] += a[i, j] * y[j];
 *     }
 *
 * G. Howell, J. Demmel, C. Fulton, S. Hammarling, K. Marmol, Cache efficient bidiagonalization using
 * BLAS 2.5 operators, ACM Trans. Math. Softw. 34 (2008) 14, §2 ("GEMVT").
 */
export function gemvBoth(
  m: usize,
  n: usize,
  a: usize,
  stride: usize,
  x: usize,
  y: usize,
  z: usize,
): void {
  const size = sizeof<real>();
  const last = y + n * size;
  const blocks = y + (n / COLUMNS) * COLUMNS * size;
  memory.fill(y, 0, n * size);
  while (y < blocks) {
    gemvTransposed(m, COLUMNS, 1, a, stride, x, y);
    add4(
      m,
      a,
      stride,
      load<real>(y),
      load<real>(y + size),
      load<real>(y + 2 * size),
      load<real>(y + 3 * size),
      z,
    );
    a += COLUMNS * stride;
    y += COLUMNS * size;
  }
  while (y < last) {
    gemvTransposed(m, 1, 1, a, stride, x, y);
    axpy(m, load<real>(y), a, z);
    a += stride;
    y += size;
  }
}
