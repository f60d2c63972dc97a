import { describe } from "../errors.ts";
import { allFinite } from "../finite.ts";
import { isReal } from "../real.ts";
import type { Sparse } from "../wasm/sparse.ts";
import { checkSparseShape, checkStarts, notFinite } from "./triplets.ts";

/** Throws, naming the first place, if arrays are not those of compressed rows in the order of their columns. */
export function checkSparse(name: string, a: Sparse): void {
  checkSparseShape(name, a.rows, a.columns);
  checkIndexArray(name, "rowStarts", a.rowStarts);
  checkIndexArray(name, "columnIndices", a.columnIndices);
  if (!isReal(a.values)) {
    throw new TypeError(
      `${name}: expected values to be a Float64Array or Float32Array, got ${describe(a.values)}`,
    );
  }
  if (a.columnIndices.length !== a.values.length) {
    throw new RangeError(
      `${name}: expected as many columnIndices as values, got ${a.columnIndices.length} and ${a.values.length}`,
    );
  }
  checkStarts(name, "rowStarts", a.rowStarts, a.rows, a.values.length);
  checkColumns(name, a);
  if (!allFinite(a.values)) throw firstNotFinite(name, a);
}

function checkIndexArray(name: string, what: string, indices: unknown): void {
  // By name and not by class: in a vm context or an iframe, Uint32Array is another one.
  if (Object.prototype.toString.call(indices) === "[object Uint32Array]") return;
  throw new TypeError(`${name}: expected ${what} to be a Uint32Array, got ${describe(indices)}`);
}

function checkColumns(name: string, { rows, columns, rowStarts, columnIndices }: Sparse): void {
  for (let i = 0; i < rows; ++i) {
    let least = 0;
    for (let k = rowStarts[i]; k < rowStarts[i + 1]; ++k) {
      const j = columnIndices[k];
      if (j < least || j >= columns) {
        const expected =
          j >= columns
            ? `below ${columns}`
            : `above ${least - 1}, the one before in row ${i}; fromCSR accepts rows in any order`;
        throw new RangeError(`${name}: expected columnIndices[${k}] to be ${expected}, got ${j}`);
      }
      least = j + 1;
    }
  }
}

function firstNotFinite(name: string, { rowStarts, columnIndices, values }: Sparse) {
  const k = values.findIndex((x) => !Number.isFinite(x));
  const row = rowStarts.findIndex((start) => start > k) - 1;
  return notFinite(name, values[k], row, columnIndices[k]);
}
