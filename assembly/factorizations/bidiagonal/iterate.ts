import { WATCHED_FROM, checkpoint } from "../../host";
import { SAFE_MIN } from "../../precision";
import { finishWave } from "../wave";
import { TOLERANCE, clearNegligible } from "./negligible";
import { chooseShift } from "./shift";
import { sweep } from "./sweep";

/** Rotations allowed, in units of n²: LAPACK's limit. Random matrices take less than 2. */
const LIMIT: f64 = 6;

/** Rotations allowed where n is too small for that count to mean anything. */
const LIMIT_SMALL: f64 = 1_000;

/**
 * Brings an upper bidiagonal matrix B (n × n, d and e) to diagonal form by implicit QR.
 *
 *     ⎡ d  e     ⎤      ⎡ σ  0     ⎤
 *     ⎢    d  e  ⎥  →   ⎢    σ  0  ⎥
 *     ⎣       d  ⎦      ⎣       σ  ⎦
 *
 * On return d holds the singular values, not yet ordered, some of them with a minus sign. The
 * rotations have gone through `wave` to the matrices of singular vectors. Returns 0, or how many
 * entries of e have not vanished within the limit.
 *
 * Every singular value comes out with a relative error of about n·TOLERANCE, however small it is.
 * The sweeps go to the end where the block is smaller, so graded matrices converge either way.
 *
 * J. Demmel, W. Kahan, LAWN 3 (see sweep.ts), §4.
 */
export function iterate(n: usize, d: usize, e: usize, wave: usize): u32 {
  if (n === 0) return 0;
  const size = sizeof<real>();
  const threshold = absoluteThreshold(n, d, e);
  let budget: f64 = LIMIT * f64(n) * f64(n) + LIMIT_SMALL;
  let upward = false;
  let oldLo = n;
  let oldHi = n;
  let hi = n - 1;
  while (hi > 0) {
    let lo = hi;
    let largest = abs<real>(load<real>(d + hi * size));
    for (; lo > 0; --lo) {
      const at = e + (lo - 1) * size;
      const entry = abs<real>(load<real>(at));
      if (entry <= threshold) {
        store<real>(at, 0);
        break;
      }
      largest = max<real>(largest, max<real>(entry, abs<real>(load<real>(d + (lo - 1) * size))));
    }
    if (lo === hi) {
      --hi;
      continue;
    }
    // A new block: sweep from its larger to its smaller end.
    if (lo > oldHi || hi < oldLo || oldHi === n) {
      upward = abs<real>(load<real>(d + lo * size)) < abs<real>(load<real>(d + hi * size));
    }
    const smallest = clearNegligible(lo, hi, d, e, upward);
    oldLo = lo;
    oldHi = hi;
    // An entry that was cleared costs one: with NaN in B, the same one would be cleared for ever.
    budget -= smallest < 0 ? 1 : f64(hi - lo);
    if (budget < 0) break;
    if (smallest < 0) continue;

    if (n >= WATCHED_FROM) checkpoint(f64(n - hi), f64(n));
    const shift = chooseShift(lo, hi, d, e, upward, smallest, largest);
    sweep(lo, hi, d, e, shift, upward, wave);
  }
  finishWave(wave);
  return countNonzero(n - 1, e);
}

/**
 * What every entry of e may be set to zero at: TOLERANCE times a lower bound of σₙ, but not less than the
 * rounding errors of numbers near the underflow threshold add up to.
 */
function absoluteThreshold(n: usize, d: usize, e: usize): real {
  const order = n as real;
  const smallest = lowerBound(n, d, e) / sqrt<real>(order);
  return max<real>(TOLERANCE * smallest, (LIMIT as real) * order * order * SAFE_MIN);
}

/** Returns √n times a lower bound of the smallest singular value (LAWN 3, (2.4) p 8). */
export function lowerBound(n: usize, d: usize, e: usize): real {
  const size = sizeof<real>();
  let mu = abs<real>(load<real>(d));
  let smallest = mu;
  for (let i: usize = 1; i < n && smallest > 0; ++i) {
    mu =
      abs<real>(load<real>(d + i * size)) * (mu / (mu + abs<real>(load<real>(e + (i - 1) * size))));
    smallest = min<real>(smallest, mu);
  }
  return smallest;
}

function countNonzero(n: usize, x: usize): u32 {
  let count: u32 = 0;
  for (let i: usize = 0; i < n; ++i) if (load<real>(x + i * sizeof<real>()) !== 0) ++count;
  return count;
}
