import { LANES, WIDTH, multiplyAdd, multiplySubtract, sumLanes } from "../simd";

/**
 * Combines two contiguous vectors of length n, stores what comes out at p and q, and returns the product
 * of p with a third vector:
 *
 *     for (i = 0; i < n; ++i) {
 *       [p[i], q[i]] = [x[i] + f * y[i], y[i] - g * x[i]];
 *       sum += p[i] * z[i];
 *     }
 *
 * p and q are x and y, in this order or the other, or overlap neither; z overlaps none of them. Two sums
 * side by side: the terms are added in another order than in that loop.
 */
export function combineDot(
  n: usize,
  f: real,
  g: real,
  x: usize,
  y: usize,
  p: usize,
  q: usize,
  z: usize,
): real {
  const size = sizeof<real>();
  const bytes = n * size;
  const pairs = (n / (2 * LANES)) * (2 * WIDTH);
  const vf = v128.splat<real>(f);
  const vg = v128.splat<real>(g);
  let s0 = v128.splat<real>(0);
  let s1 = s0;
  let i: usize = 0;
  for (; i < pairs; i += 2 * WIDTH) {
    const x0 = v128.load(x + i);
    const y0 = v128.load(y + i);
    const p0 = multiplyAdd(vf, y0, x0);
    const x1 = v128.load(x + i, WIDTH);
    const y1 = v128.load(y + i, WIDTH);
    const p1 = multiplyAdd(vf, y1, x1);
    v128.store(p + i, p0);
    v128.store(q + i, multiplySubtract(vg, x0, y0));
    v128.store(p + i, p1, WIDTH);
    v128.store(q + i, multiplySubtract(vg, x1, y1), WIDTH);
    s0 = multiplyAdd(p0, v128.load(z + i), s0);
    s1 = multiplyAdd(p1, v128.load(z + i, WIDTH), s1);
  }
  let sum = sumLanes(v128.add<real>(s0, s1));
  for (; i < bytes; i += size) {
    const s = load<real>(x + i);
    const t = load<real>(y + i);
    const combined: real = s + f * t;
    store<real>(p + i, combined);
    store<real>(q + i, t - g * s);
    sum += combined * load<real>(z + i);
  }
  return sum;
}
