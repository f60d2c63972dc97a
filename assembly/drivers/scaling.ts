import { scale } from "../kernels/scale";
import { MAX_STEP, TARGET_EXPONENT, exponent, powerOfTwo } from "../precision";

/**
 * Returns k such that 2ᵏ brings a matrix, whose largest magnitude is given, to where no square in its
 * decomposition overflows, and few underflow: 0 for a zero matrix.
 *
 * It is always done, not only near the limits: so a matrix and its multiple by a power of two are the
 * same matrix to all that follows, and have the same singular vectors to the last bit.
 */
export function scalingExponent(magnitude: real): i32 {
  return magnitude === 0 ? 0 : TARGET_EXPONENT - exponent(magnitude);
}

/** Multiplies n numbers by 2ᵏ, exactly unless they leave the range of normal numbers. */
export function scaleByPower(n: usize, k: i32, x: usize): void {
  while (k !== 0) {
    const step = max<i32>(-MAX_STEP, min<i32>(MAX_STEP, k));
    scale(n, powerOfTwo(step), x);
    k -= step;
  }
}
