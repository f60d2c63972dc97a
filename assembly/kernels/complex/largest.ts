import { LANES, WIDTH } from "../../simd";

/**
 * Returns how many bytes after the beginning of a packed column of `bytes` its entry of largest modulus lies, the first
 * of equals:
 *
 *     for (at = 0, i = 1; i < m; ++i) if (abs(x[i]) > abs(x[at])) at = i;
 *
 * The largest square is found first, then who has it. No product is fused with a sum: both times it has to be the same.
 */
export function placeOfLargest(bytes: usize, x: usize): usize {
  let best = v128.splat<real>(0);
  for (let i: usize = 0; i < bytes; i += 2 * WIDTH) best = v128.pmax<real>(best, squares(x + i));
  let largest = max<real>(v128.extract_lane<real>(best, 0), v128.extract_lane<real>(best, 1));
  if (LANES === 4) {
    largest = max<real>(largest, v128.extract_lane<real>(best, 2));
    largest = max<real>(largest, v128.extract_lane<real>(best, 3));
  }
  best = v128.splat<real>(largest);
  for (let i: usize = 0; i < bytes; i += 2 * WIDTH) {
    const equal = v128.bitmask<i32>(v128.eq<real>(squares(x + i), best));
    // Two bits for each f64, one for each f32.
    if (equal !== 0) return i + ctz<i32>(equal) * 4;
  }
  return 0;
}

/** The squared moduli of LANES entries. */
function squares(x: usize): v128 {
  const re = v128.load(x);
  const im = v128.load(x, WIDTH);
  return v128.add<real>(v128.mul<real>(re, re), v128.mul<real>(im, im));
}
