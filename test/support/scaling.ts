/**
 * Scaling by powers of two, which is exact as long as the results are normal
 * numbers: the yardstick must neither overflow nor underflow where the library
 * may not.
 */

/** The integer e with 2^e ≤ x < 2^(e+1), for a finite x > 0. */
export function exponentOf(x: number): number {
  const denormal = x < 2 ** -1022;
  const [, high] = new Uint32Array(Float64Array.of(denormal ? x * 2 ** 54 : x).buffer);
  return (high >>> 20) - 1023 - (denormal ? 54 : 0);
}

/** x · 2^e, also where 2^e itself is out of range. */
export function timesPowerOfTwo(x: number, e: number): number {
  for (; e > 1000; e -= 1000) x *= 2 ** 1000;
  for (; e < -1000; e += 1000) x *= 2 ** -1000;
  return x * 2 ** e;
}

/** All of `values` times 2^e, as doubles. */
export function scaled(values: ArrayLike<number>, e: number): Float64Array {
  const result = Float64Array.from(values);
  if (e === 0) return result;
  if (e >= -1000 && e <= 1000) {
    const factor = 2 ** e;
    for (let i = 0; i < result.length; ++i) result[i] *= factor;
  } else {
    for (let i = 0; i < result.length; ++i) result[i] = timesPowerOfTwo(result[i], e);
  }
  return result;
}
