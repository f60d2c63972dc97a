import { zerosLike, type Real } from "../real.ts";
import type { Sparse } from "../wasm/sparse.ts";

/** Returns Aᵀ in compressed rows: A's columns. Row by row, so that they come out in order. */
export function transpose<T extends Real>(a: Sparse<T>): Sparse<T> {
  const { rows, columns, rowStarts, columnIndices, values } = a;
  const starts = new Uint32Array(columns + 1);
  for (let k = 0; k < columnIndices.length; ++k) ++starts[columnIndices[k] + 1];
  for (let j = 0; j < columns; ++j) starts[j + 1] += starts[j];
  const next = starts.slice();
  const rowIndices = new Uint32Array(columnIndices.length);
  const transposed = zerosLike(values, values.length);
  for (let i = 0; i < rows; ++i) {
    for (let k = rowStarts[i]; k < rowStarts[i + 1]; ++k) {
      const to = next[columnIndices[k]]++;
      rowIndices[to] = i;
      transposed[to] = values[k];
    }
  }
  return {
    rows: columns,
    columns: rows,
    rowStarts: starts,
    columnIndices: rowIndices,
    values: transposed,
  };
}
