import { LANES, WIDTH, multiplyAdd, multiplySubtract, sumLanes } from "../simd";
import { axpy } from "./axpy";
import { dot } from "./dot";

/**
 * Applies a reflection I − tau·x·xᵀ from the left to A, m × n by columns, `stride` bytes apart:
 *
 *     for (j = 0; j < n; ++j) {
 *       for (t = 0, i = 0; i < m; ++i) t += x[i] * a[i, j];
 *       for (i = 0; i < m; ++i) a[i, j] -= tau * t * x[i];
 *     }
 *
 * Two columns at a time, which are still in the first cache when they are read again.
 */
export function reflect(m: usize, n: usize, tau: real, x: usize, a: usize, stride: usize): void {
  let j: usize = 0;
  for (; j + 2 <= n; j += 2) {
    reflectPair(m, tau, x, a, a + stride);
    a += 2 * stride;
  }
  if (j < n) axpy(m, -tau * dot(m, x, a), x, a);
}

function reflectPair(m: usize, tau: real, x: usize, a: usize, b: usize): void {
  const size = sizeof<real>();
  const bytes = m * size;
  const pairs = (m / (2 * LANES)) * (2 * WIDTH);
  let s0 = v128.splat<real>(0);
  let s1 = s0;
  let t0 = s0;
  let t1 = s0;
  let i: usize = 0;
  for (; i < pairs; i += 2 * WIDTH) {
    const p = v128.load(x + i);
    const q = v128.load(x + i, WIDTH);
    s0 = multiplyAdd(p, v128.load(a + i), s0);
    t0 = multiplyAdd(p, v128.load(b + i), t0);
    s1 = multiplyAdd(q, v128.load(a + i, WIDTH), s1);
    t1 = multiplyAdd(q, v128.load(b + i, WIDTH), t1);
  }
  let s = sumLanes(v128.add<real>(s0, s1));
  let t = sumLanes(v128.add<real>(t0, t1));
  for (; i < bytes; i += size) {
    s += load<real>(x + i) * load<real>(a + i);
    t += load<real>(x + i) * load<real>(b + i);
  }
  s *= tau;
  t *= tau;
  s0 = v128.splat<real>(s);
  t0 = v128.splat<real>(t);
  for (i = 0; i < pairs; i += WIDTH) {
    const p = v128.load(x + i);
    v128.store(a + i, multiplySubtract(p, s0, v128.load(a + i)));
    v128.store(b + i, multiplySubtract(p, t0, v128.load(b + i)));
  }
  for (; i < bytes; i += size) {
    store<real>(a + i, load<real>(a + i) - s * load<real>(x + i));
    store<real>(b + i, load<real>(b + i) - t * load<real>(x + i));
  }
}
