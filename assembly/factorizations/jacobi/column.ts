import { norm } from "../../kernels/norm";
import { scale } from "../../kernels/scale";
import { MAX_STEP, exponent, powerOfTwo } from "../../precision";

/**
 * What is known of a column while pairs of columns are rotated: four numbers.
 *
 * Column x of X stands for 2^power / scale · x, and column v of V for v / scale. The powers keep all columns of
 * X of a size with 1, whatever they stand for: so neither a length nor a product of two columns under- or
 * overflows, and a matrix may be graded down to the end of the range of numbers. The scales leave out of
 * each rotation the factor c = cos φ, and with it a third of the work (fast scaled rotations: W. Gentleman,
 * J. Inst. Math. Appl. 12 (1973) 329–336; A. Anda, H. Park, SIAM J. Matrix Anal. Appl. 15 (1994) 162–174).
 * The drift is what a scale has missed of factors too close to 1 to be multiplied by.
 */
export const LENGTH: usize = 0;
export const SCALE: usize = sizeof<real>();
export const POWER: usize = 2 * sizeof<real>();
export const DRIFT: usize = 3 * sizeof<real>();

/** Bytes of the four numbers. */
export const COLUMN: usize = 4 * sizeof<real>();

/** How far from 1 a length or a scale may be: 2^±16, whose squares leave room in every precision. */
const SLACK: i32 = 16;
const SMALL: real = 1 / 65536;
const LARGE: real = 65536;

/** Whether a column, as it is noted at `column`, has to be settled. */
export function isUnsettled(column: usize): bool {
  const length = load<real>(column, LENGTH);
  return !(length > SMALL && length < LARGE && load<real>(column, SCALE) < LARGE);
}

/**
 * Computes the length of column x (m) anew, and brings the column, its length and its scale back to a size
 * with 1 where they have left that. Column v (p) of V goes along with the scale. A column of zeros has the
 * length 0.
 */
export function settle(m: usize, x: usize, p: usize, v: usize, column: usize): void {
  const factor: real = load<real>(column, SCALE) * (1 + load<real>(column, DRIFT));
  store<real>(column, factor, SCALE);
  store<real>(column, 0, DRIFT);
  const k = exponent(factor);
  if (k > SLACK / 2) {
    scale(p, powerOfTwo(-k), v);
    store<real>(column, factor * powerOfTwo(-k), SCALE);
    store<real>(column, load<real>(column, POWER) - (k as real), POWER);
  }
  let length = norm(m, x);
  // NaN is no length to scale by; whoever meets it stops.
  if (length > 0) {
    const l = exponent(length);
    if (l >= SLACK / 2 || l <= -SLACK / 2) {
      // In two steps: one power of two may not reach from a denormal number to 1.
      scale(m, powerOfTwo(-l / 2), x);
      scale(m, powerOfTwo(-l - -l / 2), x);
      store<real>(column, load<real>(column, POWER) + (l as real), POWER);
      length = norm(m, x);
    }
  }
  store<real>(column, length, LENGTH);
}

/** Returns how long what a column stands for is, as a multiple of the length of another. */
export function quotient(column: usize, other: usize): real {
  const own: real = load<real>(column, LENGTH) * load<real>(other, SCALE);
  const others: real = load<real>(other, LENGTH) * load<real>(column, SCALE);
  return (own / others) * power(load<real>(column, POWER) - load<real>(other, POWER));
}

/** 2ᵏ for a whole k: 0 or the largest power there is where that is out of reach. */
export function power(k: real): real {
  const limit: real = MAX_STEP as real;
  return k < -limit ? 0 : powerOfTwo(min<real>(k, limit) as i32);
}
