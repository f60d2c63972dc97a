import type { Dense } from "../../real.ts";

/**
 * Makes the entry of largest magnitude in each row of V positive, the first of several, as scikit-learn has it from its
 * version 1.5 on in all models of this kind: the signs then depend on the axes alone, not on the samples. In place.
 */
export function makeRowSignsCanonical({ rows, columns, data }: Dense): void {
  for (let i = 0; i < rows; ++i) {
    const row = data.subarray(i * columns, (i + 1) * columns);
    let largest = 0;
    for (const entry of row) if (Math.abs(entry) > Math.abs(largest)) largest = entry;
    const sign = largest < 0 ? -1 : 1;
    // Adding 0 makes +0 of −0, which JSON does not know.
    for (let j = 0; j < columns; ++j) row[j] = sign * row[j] + 0;
  }
}
