/*
 * Lengths, for numbers whose squares neither overflow nor underflow. Products and not powers: an engine may round the
 * powers of Math.pow as it likes.
 */

/** ‖x‖. */
export function frobenius(x: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < x.length; ++at) sum += x[at] * x[at];
  return Math.sqrt(sum);
}

/** ‖x − y‖. */
export function distance(x: ArrayLike<number>, y: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < x.length; ++at) {
    const difference = x[at] - y[at];
    sum += difference * difference;
  }
  return Math.sqrt(sum);
}
