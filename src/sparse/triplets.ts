import { describe, NonFiniteError, shape } from "../errors.ts";
import { isReal, zerosLike, type Real } from "../real.ts";
import type { Sparse } from "../wasm/sparse.ts";

/** The largest count of rows or columns: indices have 32 bits. */
export const MOST = 2 ** 32 - 1;

/** Entries of a matrix in any order, some maybe in the same place, with indices that are in range. */
export interface Triplets<T extends Real = Real> {
  readonly rows: number;
  readonly columns: number;
  readonly rowIndices: Uint32Array;
  readonly columnIndices: Uint32Array;
  readonly values: T;
}

/** Throws if rows or columns is not a count that 32 bits can hold. */
export function checkSparseShape(name: string, rows: number, columns: number): void {
  if (isCount(rows, MOST) && isCount(columns, MOST)) return;
  throw new RangeError(
    `${name}: expected a shape of integers from 0 to 2³² − 1, got ${shape(rows, columns)}`,
  );
}

/** Returns a copy of indices, each an integer from 0 to count − 1. */
export function toIndices(
  name: string,
  what: string,
  indices: ArrayLike<number>,
  count: number,
): Uint32Array {
  const copy = new Uint32Array(indices.length);
  for (let k = 0; k < indices.length; ++k) {
    const index = indices[k];
    if (!isCount(index, count - 1)) {
      const range = count === 0 ? "none at all" : `an integer from 0 to ${count - 1}`;
      throw new RangeError(
        `${name}: expected ${what}[${k}] to be ${range}, got ${describe(index)}`,
      );
    }
    copy[k] = index;
  }
  return copy;
}

/** Returns a copy of starts: `count` + 1 integers that do not decrease, from 0 to `entries`. */
export function toStarts(
  name: string,
  what: string,
  starts: ArrayLike<number>,
  count: number,
  entries: number,
): Uint32Array {
  const copy = new Uint32Array(starts.length);
  checkStarts(name, what, starts, count, entries);
  copy.set(starts);
  return copy;
}

/** Throws if `starts` are not `count` + 1 integers that do not decrease, from 0 to `entries`. */
export function checkStarts(
  name: string,
  what: string,
  starts: ArrayLike<number>,
  count: number,
  entries: number,
): void {
  if (starts.length !== count + 1) {
    throw new RangeError(`${name}: expected ${count + 1} numbers in ${what}, got ${starts.length}`);
  }
  for (let i = 0; i <= count; ++i) {
    const start = starts[i];
    const least = i === 0 ? 0 : starts[i - 1];
    const most = i === 0 && count > 0 ? 0 : entries;
    if (i < count ? isCount(start, most) && start >= least : start === entries) continue;
    const range = i === 0 && count > 0 ? "0" : `an integer from ${least} to ${most}`;
    const expected = i < count ? range : `${entries}, the number of entries`;
    throw new RangeError(
      `${name}: expected ${what}[${i}] to be ${expected}, got ${describe(start)}`,
    );
  }
}

/** Returns `values` as they are if they are typed, else as doubles; `place` tells row and column of entry k. */
export function toValues(
  name: string,
  values: ArrayLike<number>,
  place: (k: number) => [row: number, column: number],
): Real {
  for (let k = 0; k < values.length; ++k) {
    const value: unknown = values[k];
    if (typeof value !== "number") {
      throw new TypeError(`${name}: expected values[${k}] to be a number, got ${describe(value)}`);
    }
    if (value - value !== 0) throw notFinite(name, value, ...place(k));
  }
  return isReal(values) ? values : Float64Array.from(values);
}

export function notFinite(
  name: string,
  value: number,
  row: number,
  column: number,
): NonFiniteError {
  const message = `${name}: expected finite numbers, got ${value} at row ${row}, column ${column}`;
  return new NonFiniteError(message, row, column);
}

/** The index of the line of each entry, from where the lines start. */
export function expandStarts(starts: Uint32Array): Uint32Array {
  const lines = new Uint32Array(starts[starts.length - 1]);
  for (let i = 0; i + 1 < starts.length; ++i) lines.fill(i, starts[i], starts[i + 1]);
  return lines;
}

/**
 * Brings entries into the order of their rows, and in a row of their columns, by counting: O(entries + m + n).
 * Those in the same place are added up in the order in which they come, in double precision.
 */
export function compress<T extends Real>(triplets: Triplets<T>): Sparse<T> {
  const sorted = byRow(isAscending(triplets.columnIndices) ? triplets : byColumn(triplets));
  const { rows, columns, rowIndices, columnIndices, values } = sorted;
  const rowStarts = new Uint32Array(rows + 1);
  let entries = 0;
  for (let k = 0; k < values.length; ++entries) {
    const i = rowIndices[k];
    const j = columnIndices[k];
    let sum = values[k++];
    while (k < values.length && rowIndices[k] === i && columnIndices[k] === j) sum += values[k++];
    columnIndices[entries] = j;
    values[entries] = sum;
    ++rowStarts[i + 1];
  }
  for (let i = 0; i < rows; ++i) rowStarts[i + 1] += rowStarts[i];
  return {
    rows,
    columns,
    rowStarts,
    columnIndices: columnIndices.slice(0, entries),
    values: values.slice(0, entries) as T,
  };
}

function byRow<T extends Real>(triplets: Triplets<T>): Triplets<T> {
  return reorder(triplets, places(triplets.rowIndices, triplets.rows));
}

function byColumn<T extends Real>(triplets: Triplets<T>): Triplets<T> {
  return reorder(triplets, places(triplets.columnIndices, triplets.columns));
}

/** Where each entry goes so that keys, which are below `count`, ascend, and equal ones stay in their order. */
function places(keys: Uint32Array, count: number): Uint32Array {
  const next = new Uint32Array(count + 1);
  for (let k = 0; k < keys.length; ++k) ++next[keys[k] + 1];
  for (let i = 0; i < count; ++i) next[i + 1] += next[i];
  return keys.map((key) => next[key]++);
}

function reorder<T extends Real>(triplets: Triplets<T>, to: Uint32Array): Triplets<T> {
  const rowIndices = new Uint32Array(to.length);
  const columnIndices = new Uint32Array(to.length);
  const values = zerosLike(triplets.values, to.length);
  for (let k = 0; k < to.length; ++k) {
    rowIndices[to[k]] = triplets.rowIndices[k];
    columnIndices[to[k]] = triplets.columnIndices[k];
    values[to[k]] = triplets.values[k];
  }
  return { ...triplets, rowIndices, columnIndices, values };
}

function isAscending(keys: Uint32Array): boolean {
  for (let k = 1; k < keys.length; ++k) if (keys[k] < keys[k - 1]) return false;
  return true;
}

function isCount(x: number, most: number): boolean {
  return Number.isInteger(x) && x >= 0 && x <= most;
}
