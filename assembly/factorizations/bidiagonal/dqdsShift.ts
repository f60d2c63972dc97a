import { DMIN, DMIN1, DMIN2, DN, DN1 } from "../../kernels/dqdsStep";

/** The sum up to which the estimate of the last column's eigenvector is of use (Parlett, Marques, §6.2). */
const CONCENTRATED: f64 = 0.563;

/**
 * Guesses the next shift: not much less, and seldom more, than the smallest eigenvalue. If the smallest d
 * of the step before was the last one, the eigenvector is concentrated there, and the residual of a vector
 * made from q and e tells how far the eigenvalue can be from it. Otherwise `fraction` of the smallest d,
 * which is an upper bound.
 *
 * B. Parlett, O. Marques (dqds.ts), §6: cases 2 to 4, and 6.
 */
export function chooseDqdsShift(hi: usize, q: usize, e: usize, summary: usize, fraction: f64): f64 {
  const dmin = load<f64>(summary, DMIN);
  if (dmin <= 0) return 0;
  const dn = load<f64>(summary, DN);
  if (dmin !== dn) return fraction * dmin;
  const end = (hi - 1) * 8;
  const before = load<f64>(q + end - 8);
  const coupling = load<f64>(e + end - 8);
  if (load<f64>(summary, DMIN1) !== load<f64>(summary, DN1)) {
    return concentrated(hi, q, e, dn, 0.25 * dmin);
  }
  // The last two: an interval around dn from the residuals and the gap to the next eigenvalue. A product that
  // underflows makes the shift larger at most, and one that is too large is noticed.
  const b1 = sqrt<f64>(load<f64>(q + end) * coupling);
  const b2 = sqrt<f64>(before * load<f64>(e + end - 16));
  const a2 = before + coupling;
  const gap2 = 0.75 * load<f64>(summary, DMIN2) - a2;
  const gap1 = a2 - dn - (gap2 > 0 && gap2 > b2 ? (b2 / gap2) * b2 : b1 + b2);
  if (gap1 > 0 && gap1 > b1) return max<f64>(dn - (b1 / gap1) * b1, 0.5 * dmin);
  let shift: f64 = dn > b1 ? dn - b1 : 0;
  if (a2 > b1 + b2) shift = min<f64>(shift, a2 - (b1 + b2));
  return max<f64>(shift, dmin / 3);
}

/** dn, less what the vector (…, √(e e / q q), √(e / q), 1) leaves as residual, if that vector is short. */
function concentrated(hi: usize, q: usize, e: usize, dn: f64, otherwise: f64): f64 {
  let term: f64 = 1;
  let sum: f64 = 0;
  for (let i = (hi - 1) * 8; i > 0; i -= 8) {
    const ratio = load<f64>(e + i - 8) / load<f64>(q + i - 8);
    if (ratio > 1) return otherwise;
    const before = term;
    term *= ratio;
    sum += term;
    if (100 * max<f64>(term, before) < sum || sum > CONCENTRATED) break;
  }
  sum *= 1.05;
  if (sum >= CONCENTRATED) return otherwise;
  return max<f64>(otherwise, (dn * (1 - sqrt<f64>(sum))) / (1 + sum));
}

/**
 * A bound that no eigenvalue of the block is below: the least diagonal entry of BᵀB less the entries
 * beside it. Where all eigenvalues are nearly the same it is close to them, and shrinking a shift that
 * was too large step by step would not get there.
 */
export function gershgorin(lo: usize, hi: usize, q: usize, e: usize): f64 {
  let bound: f64 = f64.MAX_VALUE;
  let beside: f64 = 0;
  let above: f64 = 0;
  for (let i = lo * 8; i < hi * 8; i += 8) {
    const qi = load<f64>(q + i);
    const ei: f64 = i + 8 < hi * 8 ? load<f64>(e + i) : 0;
    const next = sqrt<f64>(qi) * sqrt<f64>(ei);
    bound = min<f64>(bound, qi + above - beside - next);
    beside = next;
    above = ei;
  }
  return bound;
}
