import { WIDTH } from "../../simd";

/**
 * Multiplies n columns of m entries by the two factors of each lane, in place, and copies them to where
 * they are rotated, each behind its square and weight and before a column of the identity, q entries:
 *
 *     for (j = 0; j < n; ++j) {
 *       for (i = 0; i < m; ++i) a[i, j] *= factors[0] * factors[1];
 *       to[j] = [0, 1, ...a[.., j], ...identity(q)[.., j]];
 *     }
 */
export function beginLanes(
  m: usize,
  n: usize,
  q: usize,
  a: usize,
  factors: usize,
  to: usize,
): void {
  const zero = v128.splat<real>(0);
  const one = v128.splat<real>(1);
  const first = v128.load(factors);
  const second = v128.load(factors, WIDTH);
  for (let j: usize = 0; j < n; ++j) {
    v128.store(to, zero);
    v128.store(to, one, WIDTH);
    to += 2 * WIDTH;
    for (const end = a + m * WIDTH; a < end; a += WIDTH) {
      const x = v128.mul<real>(v128.mul<real>(v128.load(a), first), second);
      v128.store(a, x);
      v128.store(to, x);
      to += WIDTH;
    }
    if (q > 0) {
      memory.fill(to, 0, q * WIDTH);
      v128.store(to + j * WIDTH, one);
      to += q * WIDTH;
    }
  }
}
