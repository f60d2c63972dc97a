/** A share as percents with one digit after the point. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
