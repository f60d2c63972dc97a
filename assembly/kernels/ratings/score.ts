import { LANES, WIDTH, multiplyAdd, sumLanes } from "../../simd";

/**
 * Returns what a model predicts above its mean, of a user's row x and an item's row y of n numbers, n a multiple of
 * `LANES`: factors, zeros, and the bias as the last. `last` is the place of the last register, (n - LANES) numbers on.
 *
 *     sum = unit * (x[n - 1] + y[n - 1]);
 *     for (j = 0; j < n - 1; ++j) sum += x[j] * y[j];
 *
 * A bias is a factor whose counterpart is `unit`: 1, or 0 for a model without biases.
 */
export function score(last: usize, x: usize, y: usize, unit: real): real {
  const bias = unit * load<real>(y + last, WIDTH - sizeof<real>());
  let s0 = v128.mul<real>(v128.load(x + last), withBias(v128.load(y + last), unit));
  let s1 = v128.splat<real>(0);
  let s2 = s1;
  let s3 = s1;
  const end = x + last;
  const blocks = x + (last & ~(4 * WIDTH - 1));
  while (x < blocks) {
    s0 = multiplyAdd(v128.load(x), v128.load(y), s0);
    s1 = multiplyAdd(v128.load(x, WIDTH), v128.load(y, WIDTH), s1);
    s2 = multiplyAdd(v128.load(x, 2 * WIDTH), v128.load(y, 2 * WIDTH), s2);
    s3 = multiplyAdd(v128.load(x, 3 * WIDTH), v128.load(y, 3 * WIDTH), s3);
    x += 4 * WIDTH;
    y += 4 * WIDTH;
  }
  while (x < end) {
    s1 = multiplyAdd(v128.load(x), v128.load(y), s1);
    x += WIDTH;
    y += WIDTH;
  }
  return bias + sumLanes(v128.add<real>(v128.add<real>(s0, s1), v128.add<real>(s2, s3)));
}

/** What the last register of the other row is multiplied by: its factors, and `unit` where its bias stands. */
export function withBias(v: v128, unit: real): v128 {
  if (LANES === 4) return v128.replace_lane<real>(v, 3, unit);
  return v128.replace_lane<real>(v, 1, unit);
}
