import { LANES, WIDTH } from "../simd";

/**
 * Returns the largest magnitude of n contiguous numbers, or NaN where one of them is not finite:
 *
 *     for (i = 0; i < n; ++i) if (!isFinite(x[i])) return NaN; else max = Math.max(max, Math.abs(x[i]));
 *
 * A maximum that knows NaN takes nine instructions; here x − x, which is +0 unless x is not finite, tells.
 */
export function largest(n: usize, x: usize): real {
  const end = x + n * sizeof<real>();
  const pairs = x + (n / (2 * LANES)) * (2 * WIDTH);
  let first = v128.splat<real>(0);
  let second = first;
  let notFinite = first;
  while (x < pairs) {
    const a = v128.load(x);
    const b = v128.load(x, WIDTH);
    first = v128.pmax<real>(first, v128.abs<real>(a));
    second = v128.pmax<real>(second, v128.abs<real>(b));
    notFinite = v128.or(notFinite, v128.sub<real>(a, a));
    notFinite = v128.or(notFinite, v128.sub<real>(b, b));
    x += 2 * WIDTH;
  }
  first = v128.pmax<real>(first, second);
  let result = max<real>(v128.extract_lane<real>(first, 0), v128.extract_lane<real>(first, 1));
  if (LANES === 4) {
    result = max<real>(result, v128.extract_lane<real>(first, 2));
    result = max<real>(result, v128.extract_lane<real>(first, 3));
  }
  while (x < end) {
    result = max<real>(result, abs<real>(load<real>(x)));
    x += sizeof<real>();
  }
  if (v128.any_true(notFinite)) return NaN;
  // ∞ − ∞ and NaN − NaN are NaN; a finite number less itself is +0.
  return result + (result - result);
}
