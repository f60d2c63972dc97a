import { describe, shape } from "./errors.ts";
import type { Matrix } from "./matrix.ts";
import { isFloat32, isReal, isTyped, zeros, type Dense, type Dtype } from "./real.ts";

/** A matrix as one flat array, row by row, with its shape: `Matrix` without its methods. */
export interface FlatMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: ArrayLike<number>;
}

/**
 * A matrix as ndarray and @stdlib/ndarray keep it: entry (i, j) is
 * data[offset + i·stride[0] + j·stride[1]]. Without strides it is contiguous,
 * row by row.
 */
export interface StridedMatrix {
  readonly data: ArrayLike<number>;
  readonly shape: ArrayLike<number>;
  readonly stride?: ArrayLike<number>;
  readonly strides?: ArrayLike<number>;
  readonly offset?: number;
}

/** A tensor of two dimensions, as TensorFlow.js has it. */
export interface TensorMatrix {
  readonly shape: ArrayLike<number>;
  dataSync(): ArrayLike<number>;
}

/** A matrix of mathjs. */
export interface NestedMatrix {
  size(): ArrayLike<number>;
  toArray(): unknown;
}

/** A matrix of ml-matrix. */
export interface EntryMatrix {
  readonly rows: number;
  readonly columns: number;
  get(row: number, column: number): number;
}

/**
 * Whatever can be read as a matrix, told apart by its shape and not by its
 * class. It is never modified.
 *
 * `Float32Array` data stay in single precision; all other numbers become double.
 */
export type MatrixInput =
  | Matrix
  | readonly (readonly number[])[]
  | readonly (ArrayLike<number> & ArrayBufferView)[]
  | FlatMatrix
  | StridedMatrix
  | TensorMatrix
  | NestedMatrix
  | EntryMatrix;

/** The precision in which a matrix or vector is computed. */
export type RealOf<A> =
  A extends Matrix<infer T>
    ? T
    : A extends { dataSync(): infer D }
      ? Precision<D>
      : A extends { readonly data: infer D }
        ? Precision<D>
        : A extends readonly (infer Row)[]
          ? Precision<Row>
          : Precision<A>;

type Precision<D> = D extends Float32Array ? Float32Array : Float64Array;

/**
 * Reads `a` as a dense matrix. Its data are those of `a` where these are laid
 * out so already, and a copy where they are not.
 *
 * @param subject - What an error message starts with.
 */
export function readMatrix(subject: string, a: unknown): Dense {
  if (Array.isArray(a)) return fromRows(subject, a);
  if (isTyped(a)) {
    throw new TypeError(
      `${subject}: expected a matrix, got a flat array; say its shape: new Matrix(rows, columns, data)`,
    );
  }
  if (isObject(a)) {
    if (has(a, "shape") && isFunction(a.dataSync)) {
      return fromStrided(subject, { shape: a.shape, data: a.dataSync() });
    }
    if (has(a, "shape") && isList(a.data)) return fromStrided(subject, a);
    // Before the next: matrices of mathjs, too, have rows, columns and get, but as methods.
    if (isFunction(a.size) && isFunction(a.toArray)) return readMatrix(subject, a.toArray());
    if (has(a, "rows") && has(a, "columns")) {
      if (isTyped(a.data)) return fromFlat(subject, a);
      if (isFunction(a.get)) return fromEntries(subject, a);
      if (isList(a.data)) return fromFlat(subject, a);
    }
  }
  throw new TypeError(
    `${subject}: expected a matrix (rows of numbers, a Matrix, or a matrix object of another library), got ${describe(a)}`,
  );
}

/** Throws unless `rows` × `columns` is a shape and `length` numbers fill it. */
export function checkShape(subject: string, rows: number, columns: number, length: number): void {
  if (!isCount(rows) || !isCount(columns)) {
    throw new RangeError(
      `${subject}: expected a shape of integers >= 0, got ${shape(rows, columns)}`,
    );
  }
  if (length !== rows * columns) {
    throw new RangeError(
      `${subject}: a ${shape(rows, columns)} matrix has ${rows * columns} entries, got ${length}`,
    );
  }
}

/** Allocates `rows` × `columns` zeros. */
export function allocateMatrix<D extends Dtype>(
  subject: string,
  rows: number,
  columns: number,
  dtype: D,
) {
  checkShape(subject, rows, columns, rows * columns);
  try {
    return { rows, columns, data: zeros(dtype, rows * columns) };
  } catch (cause) {
    throw new RangeError(
      `${subject}: a ${shape(rows, columns)} matrix of ${dtype} does not fit an array`,
      { cause },
    );
  }
}

function fromRows(subject: string, rows: readonly unknown[]): Dense {
  let single = rows.length > 0;
  for (let i = 0; i < rows.length; ++i) {
    if (Array.isArray(rows[i])) single = false;
    else if (isTyped(rows[i])) single &&= isFloat32(rows[i]);
    else throw noRow(subject, rows[i], i);
  }
  const lists = rows as readonly ArrayLike<unknown>[];
  const columns = lists.length > 0 ? lists[0].length : 0;
  for (let i = 1; i < lists.length; ++i) {
    if (lists[i].length !== columns) {
      throw new RangeError(
        `${subject}: row ${i} has ${lists[i].length} entries, expected ${columns} as in row 0`,
      );
    }
  }
  const a = allocateMatrix(subject, lists.length, columns, single ? "float32" : "float64");
  for (let i = 0; i < lists.length; ++i) {
    const row = lists[i];
    if (!Array.isArray(row) && isTyped(row)) a.data.set(row, i * columns);
    else copyNumbers(subject, row, a, i * columns);
  }
  return a;
}

function noRow(subject: string, row: unknown, i: number): TypeError {
  const expected =
    i === 0 && typeof row === "number"
      ? "expected rows of numbers, got a flat array; a row vector is [[…]], a column is [[x], …]"
      : `expected row ${i} to be an array, got ${describe(row)}`;
  return new TypeError(`${subject}: ${expected}`);
}

function fromFlat(subject: string, { rows, columns, data }: Fields): Dense {
  const [m, n] = [rows as number, columns as number];
  checkShape(subject, m, n, (data as ArrayLike<unknown>).length);
  if (isReal(data)) return { rows: m, columns: n, data };
  const a = allocateMatrix(subject, m, n, "float64");
  copyNumbers(subject, data as ArrayLike<unknown>, a, 0);
  return a;
}

function fromEntries(subject: string, source: Fields): Dense {
  const a = allocateMatrix(subject, source.rows as number, source.columns as number, "float64");
  const { rows, columns, data } = a;
  for (let i = 0; i < rows; ++i) {
    for (let j = 0; j < columns; ++j) {
      const x = (source as Fields & EntryMatrix).get(i, j);
      checkNumber(subject, x, i, j);
      data[i * columns + j] = x;
    }
  }
  return a;
}

function fromStrided(subject: string, source: Fields): Dense {
  const data = source.data as ArrayLike<unknown>;
  const dimensions = Array.from(source.shape as ArrayLike<number>);
  if (dimensions.length !== 2) {
    throw new RangeError(
      `${subject}: expected an array of 2 dimensions, got ${dimensions.length} (${dimensions.join(" × ")})`,
    );
  }
  const [m, n] = dimensions;
  const steps = source.stride ?? source.strides;
  if (steps === undefined && !source.offset) {
    return fromFlat(subject, { rows: m, columns: n, data });
  }

  const offset = (source.offset ?? 0) as number;
  const [down, right] = Array.from((steps ?? [n, 1]) as ArrayLike<number>);
  checkShape(subject, m, n, m * n);
  checkReach(subject, data.length, offset, (m - 1) * down, (n - 1) * right, m * n);
  if (down === n && right === 1 && isReal(data)) {
    return { rows: m, columns: n, data: data.subarray(offset, offset + m * n) };
  }
  const a = allocateMatrix(subject, m, n, isFloat32(data) ? "float32" : "float64");
  for (let i = 0; i < m; ++i) {
    for (let j = 0; j < n; ++j) {
      const x = data[offset + i * down + j * right];
      checkNumber(subject, x, i, j);
      a.data[i * n + j] = x;
    }
  }
  return a;
}

/** Throws if a corner of a strided matrix lies outside of its data. */
function checkReach(
  subject: string,
  length: number,
  offset: number,
  down: number,
  right: number,
  entries: number,
): void {
  if (entries === 0) return;
  const first = offset + Math.min(0, down) + Math.min(0, right);
  const last = offset + Math.max(0, down) + Math.max(0, right);
  if (Number.isInteger(first) && Number.isInteger(last) && first >= 0 && last < length) return;
  throw new RangeError(
    `${subject}: the strides and offset reach from entry ${first} to ${last}, but there are ${length} entries`,
  );
}

function copyNumbers(
  subject: string,
  from: ArrayLike<unknown>,
  { columns, data }: Dense,
  at: number,
) {
  for (let i = 0; i < from.length; ++i) {
    const x = from[i];
    // Looking up the place in each round would cost more than the copy.
    if (typeof x !== "number") {
      checkNumber(subject, x, Math.floor((at + i) / columns), (at + i) % columns);
    }
    data[at + i] = x;
  }
}

function checkNumber(subject: string, x: unknown, i: number, j: number): asserts x is number {
  if (typeof x === "number") return;
  throw new TypeError(`${subject}: expected a number at row ${i}, column ${j}, got ${describe(x)}`);
}

type Fields = Record<string, unknown>;

function isObject(a: unknown): a is Fields {
  return typeof a === "object" && a !== null;
}

function has(a: Fields, key: string): boolean {
  return a[key] !== undefined;
}

function isFunction(x: unknown): x is () => unknown {
  return typeof x === "function";
}

/** A list of something else than lists: ml-matrix, too, has `data`, but by rows. */
function isList(x: unknown): x is ArrayLike<unknown> {
  return isTyped(x) || (Array.isArray(x) && !isTyped(x[0]) && !Array.isArray(x[0]));
}

function isCount(x: unknown): boolean {
  return Number.isSafeInteger(x) && (x as number) >= 0;
}
