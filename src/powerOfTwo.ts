/** The largest power of two that is a double. */
const LARGEST = 2 ** 1023;

/**
 * Returns the smallest power of two that is ≥ x (the largest there is, if none is), and 1 for 0:
 * dividing by it rounds nothing, short of denormal numbers.
 */
export function powerOfTwo(x: number): number {
  if (x === 0) return 1;
  let power = 1;
  while (power < x && power < LARGEST) power *= 2;
  while (power / 2 >= x) power /= 2;
  return power;
}

/** max |xᵢ|. */
export function largestMagnitude(data: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < data.length; ++i) {
    const x = Math.abs(data[i]);
    if (x > largest) largest = x;
  }
  return largest;
}
