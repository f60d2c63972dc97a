import { checkFinite } from "../finite.ts";
import { zerosLike, type Dense, type Real } from "../real.ts";
import type { Sparse } from "../wasm/sparse.ts";
import {
  checkSparseShape,
  compress,
  expandStarts,
  toIndices,
  toStarts,
  toValues,
} from "./triplets.ts";

/** Compressed rows of entries in any order. */
export function triplets(
  rows: number,
  columns: number,
  rowIndices: ArrayLike<number>,
  columnIndices: ArrayLike<number>,
  values: ArrayLike<number>,
): Sparse {
  const name = "SparseMatrix.fromTriplets";
  checkSparseShape(name, rows, columns);
  checkLengths(name, { rowIndices, columnIndices, values });
  const i = toIndices(name, "rowIndices", rowIndices, rows);
  const j = toIndices(name, "columnIndices", columnIndices, columns);
  const x = toValues(name, values, (k) => [i[k], j[k]]);
  return compress({ rows, columns, rowIndices: i, columnIndices: j, values: x });
}

/** Compressed rows of rows whose columns are in any order. */
export function csr(
  rows: number,
  columns: number,
  rowStarts: ArrayLike<number>,
  columnIndices: ArrayLike<number>,
  values: ArrayLike<number>,
): Sparse {
  const name = "SparseMatrix.fromCSR";
  checkSparseShape(name, rows, columns);
  checkLengths(name, { columnIndices, values });
  const i = expandStarts(toStarts(name, "rowStarts", rowStarts, rows, values.length));
  const j = toIndices(name, "columnIndices", columnIndices, columns);
  const x = toValues(name, values, (k) => [i[k], j[k]]);
  return compress({ rows, columns, rowIndices: i, columnIndices: j, values: x });
}

/** Compressed rows of columns whose rows are in any order. */
export function csc(
  rows: number,
  columns: number,
  columnStarts: ArrayLike<number>,
  rowIndices: ArrayLike<number>,
  values: ArrayLike<number>,
): Sparse {
  const name = "SparseMatrix.fromCSC";
  checkSparseShape(name, rows, columns);
  checkLengths(name, { rowIndices, values });
  const j = expandStarts(toStarts(name, "columnStarts", columnStarts, columns, values.length));
  const i = toIndices(name, "rowIndices", rowIndices, rows);
  const x = toValues(name, values, (k) => [i[k], j[k]]);
  return compress({ rows, columns, rowIndices: i, columnIndices: j, values: x });
}

/** The entries of a dense matrix that are not 0. */
export function dense<T extends Real>(a: Dense<T>): Sparse<T> {
  checkFinite("SparseMatrix.fromDense", a);
  const { rows, columns, data } = a;
  let entries = 0;
  for (let at = 0; at < data.length; ++at) if (data[at] !== 0) ++entries;
  const rowStarts = new Uint32Array(rows + 1);
  const columnIndices = new Uint32Array(entries);
  const values = zerosLike(data, entries);
  let k = 0;
  for (let i = 0; i < rows; ++i) {
    for (let j = 0; j < columns; ++j) {
      const x = data[i * columns + j];
      if (x === 0) continue;
      columnIndices[k] = j;
      values[k++] = x;
    }
    rowStarts[i + 1] = k;
  }
  return { rows, columns, rowStarts, columnIndices, values };
}

function checkLengths(name: string, lists: Record<string, ArrayLike<number>>): void {
  const lengths = Object.values(lists).map(({ length }) => length);
  if (lengths.every((length) => length === lengths[0])) return;
  throw new RangeError(
    `${name}: expected ${Object.keys(lists).join(", ")} of the same length, got ${lengths.join(", ")}`,
  );
}
