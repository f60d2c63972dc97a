import { LANES, WIDTH } from "../simd";

/**
 * Keeps, of each two numbers of contiguous vectors of length n, the one of larger magnitude, the first of
 * equals:
 *
 *     for (i = 0; i < n; ++i) if (abs(x[i]) > abs(best[i])) best[i] = x[i];
 */
export function keepLargest(n: usize, x: usize, best: usize): void {
  const end = x + n * sizeof<real>();
  const blocks = x + (n / LANES) * WIDTH;
  while (x < blocks) {
    const p = v128.load(x);
    const q = v128.load(best);
    const larger = v128.gt<real>(v128.abs<real>(p), v128.abs<real>(q));
    v128.store(best, v128.bitselect(p, q, larger));
    x += WIDTH;
    best += WIDTH;
  }
  while (x < end) {
    const p = load<real>(x);
    if (abs<real>(p) > abs<real>(load<real>(best))) store<real>(best, p);
    x += sizeof<real>();
    best += sizeof<real>();
  }
}
