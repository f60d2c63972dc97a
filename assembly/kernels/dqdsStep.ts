import { WIDTH } from "../simd";

/** Where a step leaves what it has seen: the smallest d of all, without the last, without the last two, … */
export const DMIN: usize = 0;
export const DMIN1: usize = 8;
export const DMIN2: usize = 16;

/** … the last three d, … */
export const DN: usize = 24;
export const DN1: usize = 32;
export const DN2: usize = 40;

/** … and the smallest e. */
export const EMIN: usize = 48;

/** Bytes of that summary. */
export const SUMMARY: usize = 56;

/** Bytes of the entries that are computed as quotients without dividing in between. */
const CHUNK: usize = 32 * 8;

/**
 * Where quotients must end, a and b: from d and 1 on, in CHUNK entries of at most 8 each, they were normal all along.
 * An a that has vanished stays below, while b may have come back.
 */
const LOW: f64 = 1.1830521861667747e-271;
const HIGH: f64 = 8.452712498170644e270;

/**
 * One differential step with shift tau, from q, e to qNext, eNext, on the block lo … hi − 1, of three or
 * more, in f64:
 *
 *     d = q[lo] - tau;
 *     for (i = lo; i < hi - 1; ++i) {
 *       qNext[i] = d + e[i];
 *       t = q[i + 1] / qNext[i];
 *       eNext[i] = e[i] * t;
 *       d = d * t - tau;
 *     }
 *     qNext[hi - 1] = d;
 *     eNext[hi - 1] = 0;
 *
 * There each d waits for the one before, by way of a division. Here d goes on as a quotient a / b,
 *
 *     a' = (q[i + 1] - tau) * a - (tau * e[i]) * b;    b' = a + e[i] * b;
 *
 * and is divided beside that, two at a time. Each operation has a relative error that is one of q, e or the
 * result, as in the loop above: no tau that serves is larger than any q. So every eigenvalue keeps its relative
 * accuracy.
 *
 * If tau was larger than the smallest eigenvalue a d is negative, and so is the smallest of the summary; or a
 * d is NaN, and so is the last.
 *
 * K. Fernando, B. Parlett, Accurate singular values and differential qd algorithms, Numer. Math. 67 (1994)
 * 191–229, §5.
 */
export function dqdsStep(
  lo: usize,
  hi: usize,
  q: usize,
  e: usize,
  qNext: usize,
  eNext: usize,
  tau: f64,
  summary: usize,
): void {
  const end = (hi - 3) * 8;
  let i = lo * 8;
  let d = load<f64>(q + i) - tau;
  let smallest = v128.splat<f64>(d);
  let smallestE = v128.splat<f64>(Infinity);
  const pairs = i + ((end - i) & ~(WIDTH - 1));
  const one = v128.splat<f64>(1);
  while (i < pairs) {
    const start = i;
    const stop = min(i + CHUNK, pairs);
    const from = d;
    const before = smallest;
    const beforeE = smallestE;
    let a = d;
    let b: f64 = 1;
    let bs = one;
    let inverses = one;
    for (; i < stop; i += WIDTH) {
      const es = v128.load(e + i);
      const qs = v128.load(q + i, 8);
      const e0 = load<f64>(e + i);
      const e1 = load<f64>(e + i, 8);
      const b1 = a + e0 * b;
      const a1 = (load<f64>(q + i, 8) - tau) * a - tau * e0 * b;
      b = a1 + e1 * b1;
      a = (load<f64>(q + i, 16) - tau) * a1 - tau * e1 * b1;

      const ahead = v128.replace_lane<f64>(v128.splat<f64>(b1), 1, b);
      const inverse = v128.div<f64>(one, ahead);
      const ds = v128.mul<f64>(v128.replace_lane<f64>(v128.splat<f64>(a1), 1, a), inverse);
      const bsOne = v128.shuffle<f64>(bs, ahead, 1, 2);
      const inversesOne = v128.shuffle<f64>(inverses, inverse, 1, 2);
      v128.store(qNext + i, v128.mul<f64>(ahead, inversesOne));
      const besides = v128.mul<f64>(v128.mul<f64>(es, qs), v128.mul<f64>(bsOne, inverse));
      v128.store(eNext + i, besides);
      smallest = v128.pmin<f64>(smallest, ds);
      smallestE = v128.pmin<f64>(smallestE, besides);
      d = v128.extract_lane<f64>(ds, 1);
      bs = ahead;
      inverses = inverse;
    }
    if (abs<f64>(a) > LOW && b > LOW && b < HIGH) continue;
    // Out of range, or NaN: from here on entry by entry.
    smallest = before;
    smallestE = beforeE;
    d = from;
    i = start;
    break;
  }

  let smallest2 = min<f64>(
    v128.extract_lane<f64>(smallest, 0),
    v128.extract_lane<f64>(smallest, 1),
  );
  let e2 = min<f64>(v128.extract_lane<f64>(smallestE, 0), v128.extract_lane<f64>(smallestE, 1));
  for (; i < end; i += 8) {
    d = stepEntry(i, d, q, e, qNext, eNext, tau);
    if (d < smallest2) smallest2 = d;
    e2 = min<f64>(e2, load<f64>(eNext + i));
  }
  const d1 = stepEntry(i, d, q, e, qNext, eNext, tau);
  const d0 = stepEntry(i + 8, d1, q, e, qNext, eNext, tau);
  store<f64>(qNext + i, d0, 16);
  store<f64>(eNext + i, 0, 16);
  const smallest1 = d1 < smallest2 ? d1 : smallest2;
  store<f64>(summary, d0 < smallest1 ? d0 : smallest1, DMIN);
  store<f64>(summary, smallest1, DMIN1);
  store<f64>(summary, smallest2, DMIN2);
  store<f64>(summary, d0, DN);
  store<f64>(summary, d1, DN1);
  store<f64>(summary, d, DN2);
  const e1 = min<f64>(load<f64>(eNext + i), load<f64>(eNext + i, 8));
  store<f64>(summary, min<f64>(e2, e1), EMIN);
}

/** One entry of the loop. Returns the next d. */
function stepEntry(
  i: usize,
  d: f64,
  q: usize,
  e: usize,
  qNext: usize,
  eNext: usize,
  tau: f64,
): f64 {
  const entry = load<f64>(e + i);
  const sum = d + entry;
  store<f64>(qNext + i, sum);
  const t = load<f64>(q + i, 8) / sum;
  store<f64>(eNext + i, entry * t);
  return d * t - tau;
}
