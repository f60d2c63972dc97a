import { LANES, WIDTH } from "../simd";

/**
 * Multiplies a contiguous vector of length n by alpha, in place:
 *
 *     for (i = 0; i < n; ++i) x[i] *= alpha;
 */
export function scale(n: usize, alpha: real, x: usize): void {
  const end = x + n * sizeof<real>();
  const blocks = x + (n / LANES) * WIDTH;
  const factor = v128.splat<real>(alpha);
  while (x < blocks) {
    v128.store(x, v128.mul<real>(factor, v128.load(x)));
    x += WIDTH;
  }
  while (x < end) {
    store<real>(x, alpha * load<real>(x));
    x += sizeof<real>();
  }
}
