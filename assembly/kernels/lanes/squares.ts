import { WIDTH, multiplyAdd } from "../../simd";

/**
 * Computes the squared lengths of n columns of m entries, `stride` bytes apart, each behind its square and
 * its weight:
 *
 *     for (j = 0; j < n; ++j) {
 *       for (i = 0, sum = 0; i < m; ++i) sum += column[j][i] * column[j][i];
 *       square[j] = sum * weight[j];
 *     }
 */
export function squareLanes(m: usize, n: usize, column: usize, stride: usize): void {
  for (const last = column + n * stride; column < last; column += stride) {
    const end = column + (m + 2) * WIDTH;
    let even = v128.splat<real>(0);
    let odd = even;
    let x = column + 2 * WIDTH;
    for (; x + WIDTH < end; x += 2 * WIDTH) {
      const x0 = v128.load(x);
      const x1 = v128.load(x, WIDTH);
      even = multiplyAdd(x0, x0, even);
      odd = multiplyAdd(x1, x1, odd);
    }
    if (x < end) even = multiplyAdd(v128.load(x), v128.load(x), even);
    const sum = v128.add<real>(even, odd);
    v128.store(column, v128.mul<real>(sum, v128.load(column, WIDTH)));
  }
}
