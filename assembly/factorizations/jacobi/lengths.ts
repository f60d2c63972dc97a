import { norm } from "../../kernels/norm";
import { scale } from "../../kernels/scale";
import { MAX_STEP, exponent, powerOfTwo } from "../../precision";

/**
 * Columns that are kept of a size with 1, whatever their length: column j of X stands for 2^eⱼ·xⱼ.
 *
 * So neither a length nor a product of two columns under- or overflows, and a matrix may be graded down
 * to the end of the range of numbers: its small columns are computed with as they would be without the
 * large ones. The powers of two cost no rounding. They come back in when two columns are combined
 * (rotatePair.ts), and in the singular values at the end.
 */

/** How far from 1 a length may be left: 2^±16, squares of which every precision can add. */
const SLACK: i32 = 16;

/**
 * Computes the length of column x (m) anew, stores it at `length` and brings the column back to a size
 * with 1, if it has left that, by its exponent, an i32. A column of zeros has the length 0.
 */
export function settle(m: usize, x: usize, length: usize, power: usize): void {
  let measured = norm(m, x);
  // NaN is no length to scale by; whoever meets it stops.
  if (measured > 0) {
    const k = exponent(measured);
    if (k > SLACK || k < -SLACK) {
      scaleByPower(m, -k, x);
      store<i32>(power, load<i32>(power) + k);
      measured = norm(m, x);
    }
  }
  store<real>(length, measured);
}

/** x·2ᵏ, in two steps: one power of two may not reach from a denormal number to 1. */
export function scaleByPower(m: usize, k: i32, x: usize): void {
  scale(m, powerOfTwo(k / 2), x);
  scale(m, powerOfTwo(k - k / 2), x);
}

/** 2ᵏ or, where that is out of reach, 0 or a power that is larger than all that it is compared with. */
export function power(k: i32): real {
  return k < -MAX_STEP ? 0 : powerOfTwo(min<i32>(k, MAX_STEP));
}

/** Whether length · 2^exponent of one column is larger than that of another. */
export function isLonger(length: real, k: i32, otherLength: real, otherK: i32): bool {
  return length * power(k - otherK) > otherLength;
}
