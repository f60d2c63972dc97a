import { LANES, WIDTH, multiplyAdd, multiplySubtract } from "../simd";

/**
 * Rotates the plane of two contiguous vectors of length n, in place:
 *
 *     for (i = 0; i < n; ++i) [x[i], y[i]] = [c * x[i] + s * y[i], c * y[i] - s * x[i]];
 *
 * c² + s² = 1 is the caller's promise.
 */
export function rotate(n: usize, x: usize, y: usize, c: real, s: real): void {
  const end = x + n * sizeof<real>();
  const blocks = x + (n / LANES) * WIDTH;
  const cosine = v128.splat<real>(c);
  const sine = v128.splat<real>(s);
  while (x < blocks) {
    const p = v128.load(x);
    const q = v128.load(y);
    v128.store(x, multiplyAdd(cosine, p, v128.mul<real>(sine, q)));
    v128.store(y, multiplySubtract(sine, p, v128.mul<real>(cosine, q)));
    x += WIDTH;
    y += WIDTH;
  }
  while (x < end) {
    const p = load<real>(x);
    const q = load<real>(y);
    store<real>(x, c * p + s * q);
    store<real>(y, c * q - s * p);
    x += sizeof<real>();
    y += sizeof<real>();
  }
}
