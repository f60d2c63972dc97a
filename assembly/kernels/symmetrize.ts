import { LANES, WIDTH, multiplySubtract } from "../simd";

/**
 * Subtracts from each of two contiguous vectors of length n a multiple of the other, in place:
 *
 *     for (i = 0; i < n; ++i) [x[i], y[i]] = [x[i] - p * y[i], y[i] - q * x[i]];
 */
export function symmetrize(n: usize, x: usize, y: usize, p: real, q: real): void {
  const end = x + n * sizeof<real>();
  const blocks = x + (n / LANES) * WIDTH;
  const ps = v128.splat<real>(p);
  const qs = v128.splat<real>(q);
  while (x < blocks) {
    const a = v128.load(x);
    const b = v128.load(y);
    v128.store(x, multiplySubtract(ps, b, a));
    v128.store(y, multiplySubtract(qs, a, b));
    x += WIDTH;
    y += WIDTH;
  }
  while (x < end) {
    const a = load<real>(x);
    const b = load<real>(y);
    store<real>(x, a - p * b);
    store<real>(y, b - q * a);
    x += sizeof<real>();
    y += sizeof<real>();
  }
}
