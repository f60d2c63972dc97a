import { WIDTH, multiplyAdd, multiplySubtract } from "../../simd";

/**
 * Multiplies a packed column of `bytes` by a complex number, in place:
 *
 *     for (i = 0; i < m; ++i) x[i] *= re + i * im;
 *
 * What is zero is +0 after it, not −0: a real matrix has factors without −0.
 */
export function complexScale(bytes: usize, re: real, im: real, x: usize): void {
  const end = x + bytes;
  const p = v128.splat<real>(re);
  const q = v128.splat<real>(im);
  const zero = v128.splat<real>(0);
  while (x < end) {
    const a = v128.load(x);
    const b = v128.load(x, WIDTH);
    v128.store(x, v128.add<real>(zero, multiplySubtract(b, q, v128.mul<real>(a, p))));
    v128.store(x, v128.add<real>(zero, multiplyAdd(b, p, v128.mul<real>(a, q))), WIDTH);
    x += 2 * WIDTH;
  }
}

/**
 * Replaces a packed column by its conjugate times re + i·im:
 *
 *     for (i = 0; i < m; ++i) x[i] = (re + i * im) * conj(x[i]);
 *
 * What is zero is +0 after it, too.
 */
export function complexScaleConjugate(bytes: usize, re: real, im: real, x: usize): void {
  const end = x + bytes;
  const p = v128.splat<real>(re);
  const q = v128.splat<real>(im);
  const zero = v128.splat<real>(0);
  while (x < end) {
    const a = v128.load(x);
    const b = v128.load(x, WIDTH);
    v128.store(x, v128.add<real>(zero, multiplyAdd(b, q, v128.mul<real>(a, p))));
    const product = multiplySubtract(b, p, v128.mul<real>(a, q));
    v128.store(x, v128.add<real>(zero, product), WIDTH);
    x += 2 * WIDTH;
  }
}
