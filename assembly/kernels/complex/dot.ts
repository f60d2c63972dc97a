import { WIDTH, multiplyAdd, multiplySubtract, sumLanes } from "../../simd";

/**
 * Stores xᵀy, nothing conjugated, for two packed columns of `bytes`, as two numbers at `to`:
 *
 *     for (i = 0; i < m; ++i) sum += x[i] * y[i];
 */
export function complexDot(bytes: usize, x: usize, y: usize, to: usize): void {
  const end = x + bytes;
  let re = v128.splat<real>(0);
  let im = re;
  while (x < end) {
    const a = v128.load(x);
    const b = v128.load(x, WIDTH);
    const c = v128.load(y);
    const d = v128.load(y, WIDTH);
    re = multiplySubtract(b, d, multiplyAdd(a, c, re));
    im = multiplyAdd(b, c, multiplyAdd(a, d, im));
    x += 2 * WIDTH;
    y += 2 * WIDTH;
  }
  store<real>(to, sumLanes(re));
  store<real>(to, sumLanes(im), sizeof<real>());
}
