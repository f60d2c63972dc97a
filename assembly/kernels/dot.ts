import { LANES, WIDTH, multiplyAdd, sumLanes } from "../simd";

/** Registers summed side by side, so that no addition waits for the last. */
const UNROLL: usize = 4;

/**
 * Returns xᵀy for two contiguous vectors of length n:
 *
 *     for (i = 0; i < n; ++i) sum += x[i] * y[i];
 *
 * The terms are added in another order than in that loop, so the last bits
 * may differ from it, and between builds with and without relaxed SIMD.
 */
export function dot(n: usize, x: usize, y: usize): real {
  const end = x + n * sizeof<real>();
  const blocks = x + (n / (UNROLL * LANES)) * (UNROLL * WIDTH);

  let s0 = v128.splat<real>(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  while (x < blocks) {
    s0 = multiplyAdd(v128.load(x), v128.load(y), s0);
    s1 = multiplyAdd(v128.load(x, WIDTH), v128.load(y, WIDTH), s1);
    s2 = multiplyAdd(v128.load(x, 2 * WIDTH), v128.load(y, 2 * WIDTH), s2);
    s3 = multiplyAdd(v128.load(x, 3 * WIDTH), v128.load(y, 3 * WIDTH), s3);
    x += UNROLL * WIDTH;
    y += UNROLL * WIDTH;
  }

  let sum = sumLanes(v128.add<real>(v128.add<real>(s0, s1), v128.add<real>(s2, s3)));
  while (x < end) {
    sum += load<real>(x) * load<real>(y);
    x += sizeof<real>();
    y += sizeof<real>();
  }
  return sum;
}
