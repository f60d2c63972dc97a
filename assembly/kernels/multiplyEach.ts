import { LANES, WIDTH } from "../simd";

/**
 * Multiplies contiguous vectors of length n entry by entry, in place:
 *
 *     for (i = 0; i < n; ++i) x[i] *= y[i];
 */
export function multiplyEach(n: usize, y: usize, x: usize): void {
  const end = x + n * sizeof<real>();
  const blocks = x + (n / LANES) * WIDTH;
  while (x < blocks) {
    v128.store(x, v128.mul<real>(v128.load(x), v128.load(y)));
    x += WIDTH;
    y += WIDTH;
  }
  while (x < end) {
    store<real>(x, load<real>(x) * load<real>(y));
    x += sizeof<real>();
    y += sizeof<real>();
  }
}
