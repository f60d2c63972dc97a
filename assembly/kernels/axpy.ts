import { LANES, WIDTH, multiplyAdd } from "../simd";

/** Registers a pass: enough to hide the latency of the loads. */
const UNROLL: usize = 4;

/**
 * Adds a multiple of one contiguous vector of length n to another, y += alpha·x:
 *
 *     for (i = 0; i < n; ++i) y[i] += alpha * x[i];
 */
export function axpy(n: usize, alpha: real, x: usize, y: usize): void {
  const end = x + n * sizeof<real>();
  const blocks = x + (n / (UNROLL * LANES)) * (UNROLL * WIDTH);
  const factor = v128.splat<real>(alpha);
  while (x < blocks) {
    v128.store(y, multiplyAdd(v128.load(x), factor, v128.load(y)));
    v128.store(y, multiplyAdd(v128.load(x, WIDTH), factor, v128.load(y, WIDTH)), WIDTH);
    v128.store(y, multiplyAdd(v128.load(x, 2 * WIDTH), factor, v128.load(y, 2 * WIDTH)), 2 * WIDTH);
    v128.store(y, multiplyAdd(v128.load(x, 3 * WIDTH), factor, v128.load(y, 3 * WIDTH)), 3 * WIDTH);
    x += UNROLL * WIDTH;
    y += UNROLL * WIDTH;
  }
  while (x < end) {
    store<real>(y, load<real>(y) + alpha * load<real>(x));
    x += sizeof<real>();
    y += sizeof<real>();
  }
}
