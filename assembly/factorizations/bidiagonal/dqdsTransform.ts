/** Where a step leaves what it has seen: the smallest d of all, without the last, without the last two, … */
export const DMIN: usize = 0;
export const DMIN1: usize = 8;
export const DMIN2: usize = 16;

/** … and the last three d. */
export const DN: usize = 24;
export const DN1: usize = 32;
export const DN2: usize = 40;

/** Bytes of that summary. */
export const SUMMARY: usize = 48;

/**
 * One differential step with shift tau, from q, e to qNext, eNext, on the block lo … hi − 1, of three or
 * more, in f64:
 *
 *     d = q[lo] - tau
 *     for (i = lo; i < hi - 1; ++i) {
 *       qNext[i] = d + e[i];
 *       t = q[i + 1] / qNext[i];
 *       eNext[i] = e[i] * t;
 *       d = d * t - tau;
 *     }
 *     qNext[hi - 1] = d;
 *
 * If tau was larger than the smallest eigenvalue, a d is negative or NaN, and so is the smallest in the
 * summary.
 *
 * K. Fernando, B. Parlett (dqds.ts), §5.
 */
export function transform(
  lo: usize,
  hi: usize,
  q: usize,
  e: usize,
  qNext: usize,
  eNext: usize,
  tau: f64,
  summary: usize,
): void {
  const last = (hi - 1) * 8;
  let d = load<f64>(q + lo * 8) - tau;
  let smallest = d;
  let d1 = d;
  let d2 = d;
  let smallest1 = d;
  let smallest2 = d;
  for (let i = lo * 8; i < last; i += 8) {
    d2 = d1;
    d1 = d;
    smallest2 = smallest1;
    smallest1 = smallest;
    const ei = load<f64>(e + i);
    const sum = d + ei;
    store<f64>(qNext + i, sum);
    const t = load<f64>(q + i, 8) / sum;
    store<f64>(eNext + i, ei * t);
    d = d * t - tau;
    smallest = min<f64>(smallest, d);
  }
  store<f64>(qNext + last, d);
  store<f64>(eNext + last, 0);
  store<f64>(summary, smallest, DMIN);
  store<f64>(summary, smallest1, DMIN1);
  store<f64>(summary, smallest2, DMIN2);
  store<f64>(summary, d, DN);
  store<f64>(summary, d1, DN1);
  store<f64>(summary, d2, DN2);
}

/** Makes the summary that of a block whose last one or two columns are gone. */
export function forget(summary: usize, columns: usize): void {
  for (; columns > 0; --columns) {
    store<f64>(summary, load<f64>(summary, DMIN1), DMIN);
    store<f64>(summary, load<f64>(summary, DMIN2), DMIN1);
    store<f64>(summary, load<f64>(summary, DN1), DN);
    store<f64>(summary, load<f64>(summary, DN2), DN1);
  }
}
