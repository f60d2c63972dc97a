import { LANES, WIDTH, multiplyAdd, multiplySubtract } from "../simd";

/**
 * Combines two contiguous vectors of length n, and stores what comes out at p and q:
 *
 *     for (i = 0; i < n; ++i) [p[i], q[i]] = [x[i] + f * y[i], y[i] - g * x[i]];
 *
 * p and q are x and y, in this order or the other, or overlap neither.
 */
export function combine(n: usize, f: real, g: real, x: usize, y: usize, p: usize, q: usize): void {
  const size = sizeof<real>();
  const bytes = n * size;
  const blocks = (n / LANES) * WIDTH;
  const vf = v128.splat<real>(f);
  const vg = v128.splat<real>(g);
  let i: usize = 0;
  for (; i < blocks; i += WIDTH) {
    const s = v128.load(x + i);
    const t = v128.load(y + i);
    v128.store(p + i, multiplyAdd(vf, t, s));
    v128.store(q + i, multiplySubtract(vg, s, t));
  }
  for (; i < bytes; i += size) {
    const s = load<real>(x + i);
    const t = load<real>(y + i);
    store<real>(p + i, s + f * t);
    store<real>(q + i, t - g * s);
  }
}
