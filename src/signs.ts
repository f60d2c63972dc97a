import type { Dense } from "./real.ts";

/** Makes the entry of largest magnitude in each column of U positive, the first of several, as `svd` does. In place. */
export function makeSignsCanonical(U: Dense, Vt: Dense): void {
  const k = U.columns;
  const largest = new Float64Array(k);
  for (let i = 0; i < U.rows; ++i) {
    for (let j = 0; j < k; ++j) {
      const entry = U.data[i * k + j];
      if (Math.abs(entry) > Math.abs(largest[j])) largest[j] = entry;
    }
  }
  const flips = [...largest.keys()].filter((j) => largest[j] < 0);
  for (const j of flips) {
    for (let i = 0; i < U.rows; ++i) U.data[i * k + j] = -U.data[i * k + j];
    for (let i = 0; i < Vt.columns; ++i) {
      Vt.data[j * Vt.columns + i] = -Vt.data[j * Vt.columns + i];
    }
  }
}
