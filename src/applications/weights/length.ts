/** The Euclidean length, also where squares would over- or underflow. */
export function lengthOf(x: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < x.length; ++i) largest = Math.max(largest, Math.abs(x[i]));
  if (largest === 0) return 0;
  let sum = 0;
  for (let i = 0; i < x.length; ++i) sum += (x[i] / largest) ** 2;
  return largest * Math.sqrt(sum);
}
