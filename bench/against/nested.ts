import type { Numbers } from "./protocol.ts";

/** Returns a row-major matrix as an array of rows. */
export function rowsOf(rows: number, columns: number, data: Numbers): number[][] {
  return Array.from({ length: rows }, (_, i) =>
    Array.from(data.subarray(i * columns, (i + 1) * columns)),
  );
}

/** Returns the columns of an array of rows. */
export function columns(a: readonly number[][]): number[][] {
  return a[0].map((_, j) => a.map((row) => row[j]));
}

/** Returns the entries of an array of rows, row-major. */
export function flat(a: readonly number[][]): Float64Array {
  return Float64Array.from(a.flat());
}
