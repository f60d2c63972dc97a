import { SQUARE_MAX, SQUARE_MIN, exponent, powerOfTwo } from "../precision";
import { dot } from "./dot";
import { largest } from "./largest";

/**
 * Returns the Euclidean length of a contiguous vector of n finite numbers:
 *
 *     for (i = 0; i < n; ++i) sum += x[i] * x[i];
 *     return sqrt(sum);
 *
 * without overflow or underflow of the squares: where the sum leaves the range in which no digit can
 * have been lost, a second pass scales by a power of two.
 */
export function norm(n: usize, x: usize): real {
  const sum = dot(n, x, x);
  if (sum > SQUARE_MIN && sum < SQUARE_MAX * SQUARE_MAX) return sqrt<real>(sum);

  const magnitude = largest(n, x);
  if (magnitude === 0) return 0;
  // Two factors, since one power of two may not reach from a denormal to 1.
  const shift = -exponent(magnitude);
  const first = powerOfTwo(shift / 2);
  const second = powerOfTwo(shift - shift / 2);
  let scaled: real = 0;
  for (let i: usize = 0; i < n; ++i) {
    const t = load<real>(x + i * sizeof<real>()) * first * second;
    scaled += t * t;
  }
  return sqrt<real>(scaled) / first / second;
}
