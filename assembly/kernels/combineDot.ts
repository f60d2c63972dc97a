import { LANES, WIDTH, multiplyAdd, sumLanes } from "../simd";

/**
 * Replaces two contiguous vectors of length n by two combinations of them, in place, and returns the
 * product of the new x with a third vector:
 *
 *     for (i = 0; i < n; ++i) {
 *       [x[i], y[i]] = [a * x[i] + b * y[i], c * x[i] + d * y[i]];
 *       sum += x[i] * z[i];
 *     }
 *
 * One pass through x in place of three. Two sums side by side: the terms are added in another order
 * than in that loop.
 */
export function combineDot(
  n: usize,
  x: usize,
  y: usize,
  z: usize,
  a: real,
  b: real,
  c: real,
  d: real,
): real {
  const size = sizeof<real>();
  const bytes = n * size;
  const pairs = (n / (2 * LANES)) * (2 * WIDTH);
  const va = v128.splat<real>(a);
  const vb = v128.splat<real>(b);
  const vc = v128.splat<real>(c);
  const vd = v128.splat<real>(d);
  let s0 = v128.splat<real>(0);
  let s1 = s0;
  let i: usize = 0;
  for (; i < pairs; i += 2 * WIDTH) {
    const p0 = v128.load(x + i);
    const q0 = v128.load(y + i);
    const x0 = multiplyAdd(va, p0, v128.mul<real>(vb, q0));
    v128.store(x + i, x0);
    v128.store(y + i, multiplyAdd(vc, p0, v128.mul<real>(vd, q0)));
    s0 = multiplyAdd(x0, v128.load(z + i), s0);
    const p1 = v128.load(x + i, WIDTH);
    const q1 = v128.load(y + i, WIDTH);
    const x1 = multiplyAdd(va, p1, v128.mul<real>(vb, q1));
    v128.store(x + i, x1, WIDTH);
    v128.store(y + i, multiplyAdd(vc, p1, v128.mul<real>(vd, q1)), WIDTH);
    s1 = multiplyAdd(x1, v128.load(z + i, WIDTH), s1);
  }
  let sum = sumLanes(v128.add<real>(s0, s1));
  for (; i < bytes; i += size) {
    const p = load<real>(x + i);
    const q = load<real>(y + i);
    const combined: real = a * p + b * q;
    store<real>(x + i, combined);
    store<real>(y + i, c * p + d * q);
    sum += combined * load<real>(z + i);
  }
  return sum;
}
