import { transposed } from "./blocks.ts";
import { describe, shape } from "./errors.ts";
import { allocateMatrix, checkShape, readMatrix } from "./matrixInput.ts";
import type { MatrixInput, RealOf } from "./matrixInput.ts";
import { product } from "./product.ts";
import { dtypeOf, isReal, zeros, zerosLike } from "./real.ts";
import type { Dense, Dtype, Real, RealNamed, Wider } from "./real.ts";

/**
 * A dense matrix, row by row in one array: entry (i, j) is data[i·columns + j].
 *
 * A matrix is plain data: it can be structured-cloned and sent to a worker, and
 * what arrives there ({ rows, columns, data }) is a `MatrixInput` again.
 *
 * @example
 * ```ts
 * import { Matrix } from "wasm-svd";
 *
 * const a = new Matrix(2, 3, Float64Array.of(1, 2, 3, 4, 5, 6));
 * a.get(1, 0); // 4
 * a.transpose().toArray(); // [[1, 4], [2, 5], [3, 6]]
 * ```
 */
export class Matrix<T extends Real = Real> implements Dense<T> {
  readonly rows: number;
  readonly columns: number;

  /** All entries, row by row; data.length === rows * columns. */
  readonly data: T;

  /**
   * @param rows - An integer ≥ 0.
   * @param columns - An integer ≥ 0.
   * @param data - The rows · columns entries. The matrix keeps this array, it does not copy it.
   * @throws {@link TypeError} if `data` is neither a Float64Array nor a Float32Array.
   * @throws {@link RangeError} if the shape is none, or `data` does not fill it.
   */
  constructor(rows: number, columns: number, data: T) {
    if (!isReal(data)) {
      throw new TypeError(
        `Matrix: expected a Float64Array or Float32Array, got ${describe(data)}; Matrix.from accepts more`,
      );
    }
    checkShape("Matrix", rows, columns, data.length);
    this.rows = rows;
    this.columns = columns;
    this.data = data;
  }

  /**
   * Copies whatever can be read as a matrix.
   *
   * @param a - Rows of numbers, a `Matrix`, or a matrix object of ndarray, @stdlib, ml-matrix, mathjs or TensorFlow.js.
   * @param dtype - The precision; by default that of the data, double for all but `Float32Array`.
   * @returns A fresh matrix: changing it does not change `a`.
   * @throws {@link TypeError} if `a` is not a matrix, or an entry not a number (says where).
   * @throws {@link RangeError} if rows differ in length, or the data do not fill the shape.
   *
   * @example
   * ```ts
   * import { Matrix } from "wasm-svd";
   *
   * Matrix.from([[1, 2], [3, 4]]).data; // Float64Array [1, 2, 3, 4]
   * Matrix.from([[1, 2], [3, 4]], "float32").data; // Float32Array [1, 2, 3, 4]
   * Matrix.from({ data: [1, 2, 3, 4], shape: [2, 2], stride: [1, 2], offset: 0 }).toArray(); // [[1, 3], [2, 4]]
   * ```
   */
  static from<A extends MatrixInput>(a: A): Matrix<RealOf<A>>;
  static from<D extends Dtype>(a: MatrixInput, dtype: D | undefined): Matrix<RealNamed<D>>;
  static from(a: MatrixInput, dtype?: Dtype): Matrix {
    const { rows, columns, data } = readMatrix("Matrix.from", a);
    const copy = zeros(checkDtype("Matrix.from", dtype ?? dtypeOf(data)), data.length);
    copy.set(data);
    return new Matrix(rows, columns, copy);
  }

  /**
   * Returns the rows × columns matrix of zeros.
   *
   * @example
   * ```ts
   * import { Matrix } from "wasm-svd";
   *
   * Matrix.zeros(1, 2).toArray(); // [[0, 0]]
   * ```
   */
  static zeros<D extends Dtype = "float64">(
    rows: number,
    columns: number,
    dtype: D = "float64" as D,
  ): Matrix<RealNamed<D>> {
    checkDtype("Matrix.zeros", dtype);
    return new Matrix(rows, columns, allocateMatrix("Matrix.zeros", rows, columns, dtype).data);
  }

  /**
   * Returns the n × n matrix with ones on its diagonal and zeros elsewhere.
   *
   * @example
   * ```ts
   * import { Matrix } from "wasm-svd";
   *
   * Matrix.identity(2).toArray(); // [[1, 0], [0, 1]]
   * ```
   */
  static identity<D extends Dtype = "float64">(
    n: number,
    dtype: D = "float64" as D,
  ): Matrix<RealNamed<D>> {
    checkDtype("Matrix.identity", dtype);
    const { data } = allocateMatrix("Matrix.identity", n, n, dtype);
    for (let i = 0; i < n; ++i) data[i * (n + 1)] = 1;
    return new Matrix(n, n, data);
  }

  /** The precision of the entries. */
  get dtype(): Dtype {
    return dtypeOf(this.data);
  }

  /**
   * Returns entry (i, j), counted from 0.
   *
   * @throws {@link RangeError} if there is no such entry.
   */
  get(i: number, j: number): number {
    return this.data[indexOf("Matrix.get", this, i, j)];
  }

  /**
   * Sets entry (i, j), counted from 0.
   *
   * @throws {@link RangeError} if there is no such entry.
   *
   * @example
   * ```ts
   * import { Matrix } from "wasm-svd";
   *
   * const a = Matrix.zeros(1, 2);
   * a.set(0, 1, 5);
   * a.toArray(); // [[0, 5]]
   * ```
   */
  set(i: number, j: number, x: number): void {
    this.data[indexOf("Matrix.set", this, i, j)] = x;
  }

  /**
   * Returns row i as a view: writing to it writes to the matrix.
   *
   * @throws {@link RangeError} if there is no such row.
   *
   * @example
   * ```ts
   * import { Matrix } from "wasm-svd";
   *
   * const a = Matrix.from([[1, 2], [3, 4]]);
   * a.row(1); // Float64Array [3, 4]
   * a.row(1).fill(0);
   * a.toArray(); // [[1, 2], [0, 0]]
   * ```
   */
  row(i: number): T {
    checkIndex("Matrix.row", "row", i, this.rows);
    return this.data.subarray(i * this.columns, (i + 1) * this.columns) as T;
  }

  /**
   * Returns a copy of column j.
   *
   * @throws {@link RangeError} if there is no such column.
   *
   * @example
   * ```ts
   * import { Matrix } from "wasm-svd";
   *
   * Matrix.from([[1, 2], [3, 4]]).column(1); // Float64Array [2, 4]
   * ```
   */
  column(j: number): T {
    checkIndex("Matrix.column", "column", j, this.columns);
    const column = zerosLike(this.data, this.rows);
    for (let i = 0; i < this.rows; ++i) column[i] = this.data[i * this.columns + j];
    return column;
  }

  /**
   * Returns Aᵀ, columns × rows, in fresh memory.
   *
   * @example
   * ```ts
   * import { Matrix } from "wasm-svd";
   *
   * Matrix.from([[1, 2, 3]]).transpose().toArray(); // [[1], [2], [3]]
   * ```
   */
  transpose(): Matrix<T> {
    const { rows, columns, data } = transposed(this);
    return new Matrix(rows, columns, data);
  }

  /**
   * Returns the product A·B; the same as `multiply(a, b)`.
   *
   * @param b - A matrix with as many rows as this one has columns.
   *
   * @example
   * ```ts
   * import { Matrix } from "wasm-svd";
   *
   * Matrix.from([[1, 2], [3, 4]]).multiply([[1], [1]]).toArray(); // [[3], [7]]
   * ```
   */
  multiply<B extends MatrixInput>(b: B): Matrix<Wider<T, RealOf<B>>> {
    const { rows, columns, data } = product(
      "Matrix.multiply",
      this,
      readMatrix("Matrix.multiply", b),
    );
    return new Matrix(rows, columns, data as Wider<T, RealOf<B>>);
  }

  /**
   * Returns the entries as an array of rows.
   */
  toArray(): number[][] {
    return Array.from({ length: this.rows }, (_, i) => Array.from(this.row(i)));
  }
}

/**
 * Reads `a` as a matrix, without copying the data where they are laid out so
 * already: only for those who do not write to it.
 *
 * @param subject - What an error message starts with.
 */
export function toMatrix<A extends MatrixInput>(subject: string, a: A): Matrix<RealOf<A>> {
  // What the constructor has checked, unless a transfer has emptied the array since.
  if (a instanceof Matrix && isReal(a.data) && a.data.length === a.rows * a.columns) {
    return a as Matrix<RealOf<A>>;
  }
  const { rows, columns, data } = readMatrix(subject, a);
  return new Matrix(rows, columns, data as RealOf<A>);
}

function indexOf(name: string, { rows, columns }: Dense, i: number, j: number): number {
  if (isIndex(i, rows) && isIndex(j, columns)) return i * columns + j;
  throw new RangeError(
    `${name}: there is no entry (${i}, ${j}) in a ${shape(rows, columns)} matrix`,
  );
}

function checkIndex(name: string, line: "row" | "column", i: number, count: number): void {
  if (isIndex(i, count)) return;
  throw new RangeError(`${name}: there is no ${line} ${i}, the matrix has ${count}`);
}

function isIndex(i: number, count: number): boolean {
  return Number.isInteger(i) && i >= 0 && i < count;
}

function checkDtype(name: string, dtype: Dtype): Dtype {
  if (dtype === "float64" || dtype === "float32") return dtype;
  throw new TypeError(
    `${name}: expected dtype to be "float64" or "float32", got ${describe(dtype)}`,
  );
}
