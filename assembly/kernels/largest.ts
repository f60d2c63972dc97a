import { LANES, WIDTH } from "../simd";

/**
 * Returns the largest magnitude of n contiguous numbers, or NaN where one of them is not finite:
 *
 *     for (i = 0; i < n; ++i) if (!isFinite(x[i])) return NaN; else max = Math.max(max, Math.abs(x[i]));
 */
export function largest(n: usize, x: usize): real {
  const end = x + n * sizeof<real>();
  const blocks = x + (n / LANES) * WIDTH;
  let lanes = v128.splat<real>(0);
  while (x < blocks) {
    lanes = v128.max<real>(lanes, v128.abs<real>(v128.load(x)));
    x += WIDTH;
  }
  let result = max<real>(v128.extract_lane<real>(lanes, 0), v128.extract_lane<real>(lanes, 1));
  if (LANES === 4) {
    result = max<real>(result, v128.extract_lane<real>(lanes, 2));
    result = max<real>(result, v128.extract_lane<real>(lanes, 3));
  }
  while (x < end) {
    result = max<real>(result, abs<real>(load<real>(x)));
    x += sizeof<real>();
  }
  // ∞ − ∞ and NaN − NaN are NaN; a finite number less itself is +0.
  return result + (result - result);
}
