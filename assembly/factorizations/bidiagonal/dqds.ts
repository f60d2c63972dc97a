import { WATCHED_FROM, checkpoint } from "../../host";
import { chooseDqdsShift, gershgorin } from "./dqdsShift";
import { DMIN, DMIN1, DMIN2, DN, DN1, DN2, EMIN, SUMMARY, dqdsStep } from "../../kernels/dqdsStep";

/**
 * The singular values of an upper bidiagonal matrix B (n × n, d and e), without vectors, each with a small
 * relative error: by differential quotient–difference steps with shifts (dqds), in double precision
 * whatever `real` is. With qᵢ = dᵢ² and eᵢ the squares of B, a step goes from BᵀB − σ to BᵀB − σ − τ,
 *
 *     ⎡ √q  √e       ⎤
 *     ⎢     √q  √e   ⎥   →   the same with other q, e; the last e tends to 0, and q + σ to σₙ².
 *     ⎣         √q   ⎦
 *
 * and each costs a division and a product per column: a fifth of a sweep of implicit QR.
 *
 *     address  size              in        out
 *     d, e     n each            B         as they were; the last of e does not matter
 *     squares  n f64             —         the squares of the singular values, in no order, ≥ 0
 *     work     dqdsWorkspace(n)  —         undefined
 *
 * The largest entry of B is of a size with 1; values below 2⁻⁵⁰⁰, whose squares f64 cannot hold, lose digits.
 * Returns 0, or how many values are left when the limit of steps is reached; `squares` is then undefined.
 *
 * K. Fernando, B. Parlett, Accurate singular values and differential qd algorithms, Numer. Math. 67 (1994)
 * 191–229; B. Parlett, O. Marques, An implementation of the dqds algorithm (positive case), Linear Algebra
 * Appl. 309 (2000) 217–259.
 */
export function dqds(n: usize, d: usize, e: usize, squares: usize, work: usize): u32 {
  const bytes = n * 8;
  const offsets = work + SUMMARY;
  const starts = offsets + bytes;
  let q = starts + bytes;
  let next = q + 2 * bytes;
  for (let i: usize = 0; i < n; ++i) {
    const di = f64(load<real>(d + i * sizeof<real>()));
    const ei = f64(load<real>(e + i * sizeof<real>()));
    store<f64>(q + i * 8, di * di);
    store<f64>(q + bytes + i * 8, i + 1 < n ? ei * ei : 0);
  }
  let budget = STEPS * (n + 1);
  let lo: usize = 0;
  let hi = n;
  let sigma: f64 = 0;
  let rest: f64 = 0;
  let largest: f64 = 0;
  let growth: f64 = 0;
  let fresh = true;
  // The block goes from lo to hi − 1. Those that lie below it have shifts and starts of their own.
  while (hi > 0) {
    const before: usize = fresh ? 0 : next + bytes;
    const deflated = deflate(lo, hi, q, q + bytes, before, sigma, squares);
    if (deflated > 0) {
      hi -= deflated;
      if (n >= WATCHED_FROM) checkpoint(f64(n - hi), f64(n));
      forget(work, deflated);
      if (hi === lo && hi > 0) {
        sigma = load<f64>(offsets + (hi - 1) * 8);
        rest = 0;
        lo = usize(load<f64>(starts + (hi - 1) * 8));
        fresh = true;
      }
      continue;
    }
    // An e that counts as zero is small against σ or some q, and what has been the largest bounds them all.
    const suspect = fresh || load<f64>(work, EMIN) <= NEGLIGIBLE * (sigma + largest);
    const split = suspect ? findSplit(lo, hi, q, q + bytes, before, sigma) : lo;
    if (split > lo) {
      store<f64>(offsets + (split - 1) * 8, sigma);
      store<f64>(starts + (split - 1) * 8, f64(lo));
      lo = split;
      fresh = true;
      continue;
    }
    if (fresh) {
      // Whichever of the two is current when the block is done, it holds what lies below.
      memory.copy(next, q, lo * 8);
      memory.copy(next + bytes, q + bytes, lo * 8);
      turn(lo, hi, q, q + bytes);
      growth = 0.25;
      largest = largestOf(lo, hi, q, q + bytes);
    }
    let tau = fresh ? 0 : chooseDqdsShift(hi, q, q + bytes, work, growth);
    growth += (1 - growth) / 3;
    fresh = false;
    for (let attempt = 0; ; ++attempt) {
      if (budget-- === 0) return u32(hi);
      dqdsStep(lo, hi, q, q + bytes, next, next + bytes, tau, work);
      const lowest = load<f64>(work, DMIN);
      // The last one too, since NaN is no smallest.
      if (lowest >= 0 && load<f64>(work, DN) >= 0) break;
      if (endVanished(hi, next + bytes, sigma, work)) {
        store<f64>(next + (hi - 1) * 8, 0);
        store<f64>(work, 0, DMIN);
        store<f64>(work, 0, DN);
        break;
      }
      growth = 0.25;
      // Late failures tell by how much the shift was too large (Parlett, Marques, §6.3.3).
      if (attempt >= 2) tau = 0;
      else if (load<f64>(work, DMIN1) > 0) tau = max<f64>(0, (tau + lowest) * (1 - 2 * GAP));
      else tau = max<f64>(tau / 4, min<f64>(tau, gershgorin(lo, hi, q, q + bytes)) * (1 - 8 * GAP));
    }
    // σ and what its rounding leaves, as a pair.
    const sum = sigma + tau;
    rest += sigma >= tau ? sigma - sum + tau : tau - sum + sigma;
    sigma = sum + rest;
    rest -= sigma - sum;
    const swap = q;
    q = next;
    next = swap;
  }
  return 0;
}

/** Steps allowed per singular value. Three to four are usual. */
const STEPS: usize = 30;

/** The gap between 1 and the next f64. */
const GAP: f64 = 2.220446049250313e-16;

/** What e is compared with q or σ by: as with iterate's TOLERANCE, √e must be below ten roundings of √q. */
const NEGLIGIBLE: f64 = 25 * GAP * GAP;

/** Returns the bytes of workspace that `dqds` needs. */
export function dqdsWorkspace(n: usize): usize {
  return SUMMARY + 6 * n * 8;
}

/**
 * Stores the squares of the last one or two singular values of a block if they have come apart from the rest, and
 * returns how many that were.
 *
 * At the end of the block an entry √e may also be set to zero that is small against the last √q: that
 * multiplies B by a matrix close to the identity, and changes no singular value by more, relatively.
 */
function deflate(
  lo: usize,
  hi: usize,
  q: usize,
  e: usize,
  before: usize,
  sigma: f64,
  squares: usize,
): usize {
  const last = q + (hi - 1) * 8;
  const lowest = load<f64>(last);
  if (
    hi - lo === 1 ||
    load<f64>(e + (hi - 2) * 8) <= NEGLIGIBLE * (sigma + lowest) ||
    negligible(hi - 2, q, e, before, sigma)
  ) {
    store<f64>(squares + (hi - 1) * 8, lowest + sigma);
    return 1;
  }
  if (hi - lo > 2 && !negligible(hi - 3, q, e, before, sigma)) return 0;
  // The eigenvalues of [p + f, √(r f); √(r f), r], of which p ≥ r: their sum is p + f + r, their product p r.
  const other = load<f64>(last - 8);
  const f = load<f64>(e + (hi - 2) * 8);
  const p = max<f64>(lowest, other);
  const r = min<f64>(lowest, other);
  const half = 0.5 * (p - r + f);
  const large = p + f + (r * (f / half)) / (1 + sqrt<f64>(1 + (r / half) * (f / half)));
  store<f64>(squares + (hi - 1) * 8, r * (p / large) + sigma);
  store<f64>(squares + (hi - 2) * 8, large + sigma);
  return 2;
}

/** Makes the summary that of a block whose last one or two columns are gone. */
function forget(summary: usize, columns: usize): void {
  for (; columns > 0; --columns) {
    store<f64>(summary, load<f64>(summary, DMIN1), DMIN);
    store<f64>(summary, load<f64>(summary, DMIN2), DMIN1);
    store<f64>(summary, load<f64>(summary, DN1), DN);
    store<f64>(summary, load<f64>(summary, DN2), DN1);
  }
}

/** A bound of all q and e of a block, and of those of the steps to come: ‖BᵀB‖∞ at most. */
function largestOf(lo: usize, hi: usize, q: usize, e: usize): f64 {
  let largest: f64 = 0;
  for (let i = lo * 8; i < hi * 8; i += 8) {
    largest = max<f64>(largest, load<f64>(q + i) + load<f64>(e + i));
  }
  return 4 * largest;
}

/**
 * Whether eᵢ may be set to zero: it is small against the shift that all eigenvalues have above them, or it
 * was, before the last step, against dᵢ, which qᵢ has become the sum of with it.
 */
function negligible(i: usize, q: usize, e: usize, before: usize, sigma: f64): bool {
  const entry = load<f64>(e + i * 8);
  if (entry <= NEGLIGIBLE * sigma) return true;
  return before !== 0 && load<f64>(before + i * 8) <= NEGLIGIBLE * load<f64>(q + i * 8);
}

/** Returns the first index of the last block of lo … hi − 1 that nothing couples to the rest. */
function findSplit(lo: usize, hi: usize, q: usize, e: usize, before: usize, sigma: f64): usize {
  for (let i = hi - 1; i > lo; --i) if (negligible(i - 1, q, e, before, sigma)) return i;
  return lo;
}

/** Whether the last q came out negative only because it is zero but for rounding. */
function endVanished(hi: usize, e: usize, sigma: f64, summary: usize): bool {
  return (
    load<f64>(summary, DMIN1) > 0 &&
    load<f64>(e + (hi - 2) * 8) <= NEGLIGIBLE * (sigma + load<f64>(summary, DN1)) &&
    abs<f64>(load<f64>(summary, DN)) <= 10 * GAP * sigma
  );
}

/** Turns a block by 180° if its larger end is the last one: small values come out where they stand. */
function turn(lo: usize, hi: usize, q: usize, e: usize): void {
  if (load<f64>(q + (hi - 1) * 8) <= 1.5 * load<f64>(q + lo * 8)) return;
  reverse(q + lo * 8, q + (hi - 1) * 8);
  reverse(e + lo * 8, e + (hi - 2) * 8);
}

function reverse(first: usize, last: usize): void {
  for (; first < last; last -= 8) {
    const swap = load<f64>(first);
    store<f64>(first, load<f64>(last));
    store<f64>(last, swap);
    first += 8;
  }
}
