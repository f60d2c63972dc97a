/**
 * The only file that knows how wide a vector register is, and what it can do.
 *
 * Every condition on `LANES` or on an `ASC_FEATURE_*` flag is settled while
 * compiling: a module contains one branch of each and no test.
 */

/** Bytes in a vector register. */
export const WIDTH: usize = 16;

/** Elements in a vector register: 2 for `f64`, 4 for `f32`. */
export const LANES: usize = WIDTH / sizeof<real>();

/**
 * Returns a·b + c. With relaxed SIMD the machine may leave out the rounding of
 * the product: faster, more accurate, and not the same on every machine.
 */
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return v128.relaxed_madd<real>(a, b, c);
  return v128.add<real>(v128.mul<real>(a, b), c);
}

/** Returns c − a·b, fused or not as `multiplyAdd` is. */
export function multiplySubtract(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return v128.relaxed_nmadd<real>(a, b, c);
  return v128.sub<real>(c, v128.mul<real>(a, b));
}

/** Returns the sum of the lanes of `v`. */
export function sumLanes(v: v128): real {
  if (LANES === 4) v = v128.add<real>(v, v128.shuffle<real>(v, v, 2, 3, 0, 1));
  return v128.extract_lane<real>(v, 0) + v128.extract_lane<real>(v, 1);
}
