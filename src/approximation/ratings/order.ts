import type { Random } from "../../random.ts";
import { type Real } from "../../real.ts";
import type { Sparse } from "../../wasm/sparse.ts";

/** Brings numbers into a random order, in place (R. Durstenfeld, Algorithm 235, Comm. ACM 7 (1964) 420). */
export function shuffle(numbers: Uint32Array, { uniform }: Random): void {
  for (let last = numbers.length - 1; last > 0; --last) {
    swap(numbers, last, Math.floor((last + 1) * uniform()));
  }
}

/** The same matrix with the entries of each row in a random order. */
export function rowsInAnyOrder<T extends Real>(a: Sparse<T>, { uniform }: Random): Sparse<T> {
  const columnIndices = a.columnIndices.slice();
  const values = a.values.slice() as T;
  for (let i = 0; i < a.rows; ++i) {
    const first = a.rowStarts[i];
    for (let last = a.rowStarts[i + 1] - 1; last > first; --last) {
      const other = first + Math.floor((last + 1 - first) * uniform());
      swap(columnIndices, last, other);
      swap(values, last, other);
    }
  }
  return { ...a, columnIndices, values };
}

function swap(numbers: Uint32Array | Real, i: number, j: number): void {
  const number = numbers[i];
  numbers[i] = numbers[j];
  numbers[j] = number;
}
