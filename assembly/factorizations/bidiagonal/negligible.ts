/**
 * The relative size below which an off-diagonal entry counts as zero: ten roundings, the smallest that
 * Demmel and Kahan allow (LAWN 3, p 19). They take up to 100, to save a sweep here and there.
 */
import { EPS } from "../../precision";

export const TOLERANCE: real = 5 * EPS;

/**
 * Looks in the block lo … hi of a bidiagonal matrix for an entry of e that can be set to zero without
 * changing any singular value by more than TOLERANCE, relatively. If there is one, sets it to zero and
 * returns −1. Otherwise returns a lower bound, up to a factor √(hi − lo + 1), of the smallest singular
 * value of the block.
 *
 * Criteria 1 and 2 of LAWN 3, §4 p 17, in the direction of the sweep.
 */
export function clearNegligible(lo: usize, hi: usize, d: usize, e: usize, upward: bool): real {
  const size = sizeof<real>();
  const end = upward ? e + lo * size : e + (hi - 1) * size;
  const last = abs<real>(load<real>(upward ? d + lo * size : d + hi * size));
  if (abs<real>(load<real>(end)) <= TOLERANCE * last) {
    store<real>(end, 0);
    return -1;
  }
  let mu = abs<real>(load<real>(upward ? d + hi * size : d + lo * size));
  let smallest = mu;
  for (let i: usize = 0; i < hi - lo; ++i) {
    const at = upward ? hi - 1 - i : lo + i;
    const entry = abs<real>(load<real>(e + at * size));
    if (entry <= TOLERANCE * mu) {
      store<real>(e + at * size, 0);
      return -1;
    }
    // LAWN 3, (4.4) p 17; 0 / 0 cannot be, since entry > TOLERANCE · mu ≥ 0.
    mu = abs<real>(load<real>(d + (upward ? at : at + 1) * size)) * (mu / (mu + entry));
    smallest = min<real>(smallest, mu);
  }
  return smallest;
}
