import { LANES, WIDTH, multiplyAdd } from "../simd";

/**
 * Replaces two contiguous vectors of length n by two combinations of them, in place:
 *
 *     for (i = 0; i < n; ++i) [x[i], y[i]] = [a * x[i] + b * y[i], c * x[i] + d * y[i]];
 */
export function combine(n: usize, x: usize, y: usize, a: real, b: real, c: real, d: real): void {
  const size = sizeof<real>();
  const end = x + n * size;
  const blocks = x + (n / LANES) * WIDTH;
  const va = v128.splat<real>(a);
  const vb = v128.splat<real>(b);
  const vc = v128.splat<real>(c);
  const vd = v128.splat<real>(d);
  while (x < blocks) {
    const p = v128.load(x);
    const q = v128.load(y);
    v128.store(x, multiplyAdd(va, p, v128.mul<real>(vb, q)));
    v128.store(y, multiplyAdd(vc, p, v128.mul<real>(vd, q)));
    x += WIDTH;
    y += WIDTH;
  }
  while (x < end) {
    const p = load<real>(x);
    const q = load<real>(y);
    store<real>(x, a * p + b * q);
    store<real>(y, c * p + d * q);
    x += size;
    y += size;
  }
}
