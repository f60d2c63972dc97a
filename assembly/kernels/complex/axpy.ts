import { WIDTH, multiplyAdd, multiplySubtract } from "../../simd";

/**
 * Adds a complex multiple of one packed column to another, y += (re + i·im)·x; both take `bytes`:
 *
 *     for (i = 0; i < m; ++i) y[i] += alpha * x[i];
 */
export function complexAxpy(bytes: usize, re: real, im: real, x: usize, y: usize): void {
  const end = x + bytes;
  const p = v128.splat<real>(re);
  const q = v128.splat<real>(im);
  while (x < end) {
    const a = v128.load(x);
    const b = v128.load(x, WIDTH);
    v128.store(y, multiplySubtract(b, q, multiplyAdd(a, p, v128.load(y))));
    v128.store(y, multiplyAdd(b, p, multiplyAdd(a, q, v128.load(y, WIDTH))), WIDTH);
    x += 2 * WIDTH;
    y += 2 * WIDTH;
  }
}
