/** Returns the middle of the values, or the mean of the two middle ones; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Returns half the distance between the quartiles, relative to the median: how
 * far apart repeated measurements lie. Above a few percent the machine was not
 * quiet.
 */
export function spread(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const last = sorted.length - 1;
  const quartiles = sorted[Math.ceil(0.75 * last)] - sorted[Math.floor(0.25 * last)];
  return quartiles / 2 / median(sorted);
}
