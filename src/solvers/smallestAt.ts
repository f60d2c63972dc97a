/** Where the smallest of some values is, the first of equal ones. */
export function smallestAt(values: Float64Array): number {
  return values.reduce((best, value, i) => (value < values[best] ? i : best), 0);
}
