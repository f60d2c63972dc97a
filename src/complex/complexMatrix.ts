import { describe, shape } from "../errors.ts";
import { readMatrix, allocateMatrix, checkShape, type MatrixInput } from "../matrixInput.ts";
import { dtypeOf, isFloat32, isReal, zeros, zerosLike } from "../real.ts";
import type { Dtype, Real, RealNamed } from "../real.ts";
import { conjugateTransposed, transposed, type Planes } from "./planes.ts";
import { checkedProduct } from "./product.ts";

/** A complex matrix as two planes of numbers, row by row: `ComplexMatrix` without its methods, or what `readNpy` returns. */
export type ComplexInput<T extends Real = Real> =
  | { readonly rows: number; readonly columns: number; readonly re: T; readonly im: T }
  | { readonly shape: readonly number[]; readonly re: T; readonly im: T };

/** Rows of pairs [re, im]: what `ComplexMatrix.toArray` returns. */
export type ComplexRows = readonly (readonly (readonly [number, number])[])[];

/**
 * A dense complex matrix, row by row in two arrays: entry (i, j) is re[i·columns + j] + i·im[i·columns + j].
 *
 * A matrix is plain data: it can be structured-cloned and sent to a worker, and what arrives there
 * ({ rows, columns, re, im }) can be given to every function that takes a complex matrix.
 *
 * @example
 * ```ts
 * import { ComplexMatrix, svd } from "wasm-svd";
 *
 * const a = ComplexMatrix.from([[[3, 0], [0, 4]], [[0, 0], [0, 0]]]); // 3 and 4i in a row, zeros below
 * a.get(0, 1); // [0, 4]
 * svd(a).s; // Float64Array [5, 0]
 * ```
 */
export class ComplexMatrix<T extends Real = Real> implements Planes<T> {
  readonly rows: number;
  readonly columns: number;

  /** All real parts, row by row; re.length === rows * columns. */
  readonly re: T;

  /** The imaginary parts, as many. */
  readonly im: T;

  /**
   * @param rows - An integer ≥ 0.
   * @param columns - An integer ≥ 0.
   * @param re - The rows · columns real parts. The matrix keeps this array, it does not copy it.
   * @param im - The imaginary parts, in an array of the same kind, which it keeps too.
   * @throws {@link TypeError} if `re` and `im` are not both a Float64Array, or both a Float32Array.
   * @throws {@link RangeError} if the shape is none, or `re` or `im` does not fill it.
   */
  constructor(rows: number, columns: number, re: T, im: T) {
    checkPlanes("ComplexMatrix", rows, columns, re, im);
    this.rows = rows;
    this.columns = columns;
    this.re = re;
    this.im = im;
  }

  /**
   * Copies whatever can be read as a complex matrix.
   *
   * @param a - `{ rows, columns, re, im }`; rows of pairs [re, im]; or a real matrix, in any form of `MatrixInput`.
   * @param im - The imaginary parts, where `a` is the matrix of real parts; by default zeros.
   * @returns A fresh matrix. Single precision if all numbers came as `Float32Array`, else double.
   * @throws {@link TypeError} if it is not a matrix. {@link RangeError} if shapes do not fit.
   *
   * @example
   * ```ts
   * import { ComplexMatrix } from "wasm-svd";
   *
   * ComplexMatrix.from([[1, 2]], [[0, -1]]).toArray(); // [[[1, 0], [2, -1]]]
   * ComplexMatrix.from([[[1, 0], [2, -1]]]).im; // Float64Array [0, -1]
   * ComplexMatrix.from([[1, 2]]).im; // Float64Array [0, 0]
   * ```
   */
  static from<T extends Real>(a: ComplexInput<T>): ComplexMatrix<T>;
  static from(a: ComplexRows): ComplexMatrix<Float64Array>;
  static from(a: MatrixInput, im?: MatrixInput): ComplexMatrix;
  static from(a: ComplexInput | ComplexRows | MatrixInput, im?: MatrixInput): ComplexMatrix {
    const name = "ComplexMatrix.from";
    if (isComplexInput(a)) {
      const { rows, columns, re, im: imaginary } = toComplexMatrix(name, a);
      return new ComplexMatrix(rows, columns, re.slice(), imaginary.slice());
    }
    if (isPairs(a)) return fromPairs(name, a);
    const real = readMatrix(name, a);
    if (im === undefined) {
      return new ComplexMatrix(
        real.rows,
        real.columns,
        real.data.slice(),
        zerosLike(real.data, real.data.length),
      );
    }
    const imaginary = readMatrix(`${name}: im`, im);
    if (imaginary.rows !== real.rows || imaginary.columns !== real.columns) {
      throw new RangeError(
        `${name}: im: expected a ${shape(real.rows, real.columns)} matrix, got ${shape(imaginary.rows, imaginary.columns)}`,
      );
    }
    const single = isFloat32(real.data) && isFloat32(imaginary.data);
    const copy = (data: Real) => (single ? Float32Array.from(data) : Float64Array.from(data));
    return new ComplexMatrix<Real>(real.rows, real.columns, copy(real.data), copy(imaginary.data));
  }

  /**
   * Copies numbers that alternate, re, im, re, im …, row by row, as NumPy keeps complex64 and complex128.
   *
   * @param data - 2 · rows · columns numbers.
   *
   * @example
   * ```ts
   * import { ComplexMatrix } from "wasm-svd";
   *
   * ComplexMatrix.fromInterleaved(1, 2, Float32Array.of(1, 2, 3, 4)).toArray(); // [[[1, 2], [3, 4]]]
   * ```
   */
  static fromInterleaved<T extends Real>(rows: number, columns: number, data: T): ComplexMatrix<T> {
    const name = "ComplexMatrix.fromInterleaved";
    if (!isReal(data)) {
      throw new TypeError(
        `${name}: expected a Float64Array or Float32Array, got ${describe(data)}`,
      );
    }
    checkShape(name, rows, columns, data.length / 2);
    const re = zerosLike(data, rows * columns);
    const im = zerosLike(data, rows * columns);
    for (let i = 0; i < re.length; ++i) {
      re[i] = data[2 * i];
      im[i] = data[2 * i + 1];
    }
    return new ComplexMatrix(rows, columns, re, im);
  }

  /** Returns the rows × columns matrix of zeros. */
  static zeros<D extends Dtype = "float64">(
    rows: number,
    columns: number,
    dtype: D = "float64" as D,
  ): ComplexMatrix<RealNamed<D>> {
    checkDtype("ComplexMatrix.zeros", dtype);
    const { data } = allocateMatrix("ComplexMatrix.zeros", rows, columns, dtype);
    return new ComplexMatrix(rows, columns, data, zeros(dtype, data.length));
  }

  /** Returns the n × n matrix with ones on its diagonal and zeros elsewhere. */
  static identity<D extends Dtype = "float64">(
    n: number,
    dtype: D = "float64" as D,
  ): ComplexMatrix<RealNamed<D>> {
    checkDtype("ComplexMatrix.identity", dtype);
    const { data } = allocateMatrix("ComplexMatrix.identity", n, n, dtype);
    for (let i = 0; i < n; ++i) data[i * (n + 1)] = 1;
    return new ComplexMatrix(n, n, data, zeros(dtype, data.length));
  }

  /** The precision of the real and imaginary parts. */
  get dtype(): Dtype {
    return dtypeOf(this.re);
  }

  /**
   * Returns entry (i, j), counted from 0, as [re, im].
   *
   * @throws {@link RangeError} if there is no such entry.
   */
  get(i: number, j: number): [number, number] {
    const at = this.#indexOf("ComplexMatrix.get", i, j);
    return [this.re[at], this.im[at]];
  }

  /**
   * Sets entry (i, j), counted from 0.
   *
   * @throws {@link RangeError} if there is no such entry.
   *
   * @example
   * ```ts
   * import { ComplexMatrix } from "wasm-svd";
   *
   * const a = ComplexMatrix.zeros(1, 2);
   * a.set(0, 1, 5, -1);
   * a.toArray(); // [[[0, 0], [5, -1]]]
   * ```
   */
  set(i: number, j: number, re: number, im = 0): void {
    const at = this.#indexOf("ComplexMatrix.set", i, j);
    this.re[at] = re;
    this.im[at] = im;
  }

  /** Returns Aᵀ, columns × rows, in fresh memory; nothing is conjugated. */
  transpose(): ComplexMatrix<T> {
    return asComplexMatrix(transposed(this));
  }

  /**
   * Returns Aᴴ, columns × rows, in fresh memory.
   *
   * @example
   * ```ts
   * import { ComplexMatrix } from "wasm-svd";
   *
   * ComplexMatrix.from([[[1, 2], [3, 4]]]).conjugateTranspose().toArray(); // [[[1, -2]], [[3, -4]]]
   * ```
   */
  conjugateTranspose(): ComplexMatrix<T> {
    return asComplexMatrix(conjugateTransposed(this));
  }

  /**
   * Returns the product A·B: four real products, 8mnk flops.
   *
   * @param b - A complex or a real matrix with as many rows as this one has columns.
   * @returns Single precision if both are, else double.
   *
   * @throws {@link RangeError} if the columns of A are not as many as the rows of B.
   * @throws {@link NonFiniteError} if an entry is NaN or ±Infinity.
   *
   * @example
   * ```ts
   * import { ComplexMatrix } from "wasm-svd";
   *
   * const i = ComplexMatrix.from([[[0, 1]]]);
   * i.multiply(i).toArray(); // [[[-1, 0]]]
   * ```
   */
  multiply(b: ComplexInput | MatrixInput): ComplexMatrix {
    const name = "ComplexMatrix.multiply";
    return asComplexMatrix(checkedProduct(name, this, readComplex(name, b)));
  }

  /** Returns the entries as an array of rows of pairs [re, im]. */
  toArray(): [number, number][][] {
    return Array.from({ length: this.rows }, (_, i) =>
      Array.from({ length: this.columns }, (_, j) => this.get(i, j)),
    );
  }

  /** Returns the entries as re, im, re, im …, row by row, as NumPy keeps complex64 and complex128. */
  toInterleaved(): T {
    const data = zerosLike(this.re, 2 * this.re.length);
    for (let i = 0; i < this.re.length; ++i) {
      data[2 * i] = this.re[i];
      data[2 * i + 1] = this.im[i];
    }
    return data;
  }

  #indexOf(name: string, i: number, j: number): number {
    const inside = (index: number, count: number) =>
      Number.isInteger(index) && index >= 0 && index < count;
    if (inside(i, this.rows) && inside(j, this.columns)) return i * this.columns + j;
    throw new RangeError(
      `${name}: there is no entry (${i}, ${j}) in a ${shape(this.rows, this.columns)} matrix`,
    );
  }
}

/** Whether `a` is meant as a complex matrix: it has two planes. */
export function isComplexInput(a: unknown): a is ComplexInput {
  return typeof a === "object" && a !== null && "re" in a && "im" in a;
}

/** Reads `a` as a complex matrix without copying: only for those who do not write to it. */
export function toComplexMatrix<T extends Real>(
  subject: string,
  a: ComplexInput<T>,
): ComplexMatrix<T> {
  const [rows, columns] = "shape" in a ? readShape(subject, a.shape) : [a.rows, a.columns];
  checkPlanes(subject, rows, columns, a.re, a.im);
  if (a instanceof ComplexMatrix) return a as ComplexMatrix<T>;
  return new ComplexMatrix(rows, columns, a.re, a.im);
}

/** Reads a complex or a real matrix; that gets zeros for its imaginary parts. */
export function readComplex(subject: string, a: unknown): ComplexMatrix {
  if (isComplexInput(a)) return toComplexMatrix(subject, a);
  const { rows, columns, data } = readMatrix(subject, a);
  return new ComplexMatrix(rows, columns, data, zerosLike(data, data.length));
}

export function asComplexMatrix<T extends Real>({
  rows,
  columns,
  re,
  im,
}: Planes<T>): ComplexMatrix<T> {
  return new ComplexMatrix<T>(rows, columns, re, im);
}

function readShape(subject: string, dimensions: readonly number[]): readonly number[] {
  if (dimensions.length === 2) return dimensions;
  throw new RangeError(
    `${subject}: expected an array of 2 dimensions, got ${dimensions.length} (${dimensions.join(" × ")})`,
  );
}

function checkPlanes(subject: string, rows: number, columns: number, re: unknown, im: unknown) {
  if (!isReal(re) || !isReal(im) || isFloat32(re) !== isFloat32(im)) {
    throw new TypeError(
      `${subject}: expected re and im to be two Float64Arrays or two Float32Arrays, got ${describe(re)} and ${describe(im)}`,
    );
  }
  checkShape(subject, rows, columns, re.length);
  checkShape(`${subject}: im`, rows, columns, im.length);
}

function isPairs(a: unknown): a is ComplexRows {
  return Array.isArray(a) && Array.isArray(a[0]) && Array.isArray((a[0] as unknown[])[0]);
}

function fromPairs(name: string, rows: ComplexRows): ComplexMatrix<Float64Array> {
  const part = (index: 0 | 1) => {
    const subject = `${name}: ${index === 0 ? "real" : "imaginary"} parts`;
    const entries = rows.map((row, i) =>
      row.map((pair, j) => {
        if (Array.isArray(pair) && pair.length === 2) return pair[index];
        throw new TypeError(
          `${name}: expected a pair [re, im] at row ${i}, column ${j}, got ${describe(pair)}`,
        );
      }),
    );
    return readMatrix(subject, entries);
  };
  const { rows: m, columns: n, data } = part(0);
  return new ComplexMatrix(m, n, data as Float64Array, part(1).data as Float64Array);
}

function checkDtype(name: string, dtype: Dtype): void {
  if (dtype === "float64" || dtype === "float32") return;
  throw new TypeError(
    `${name}: expected dtype to be "float64" or "float32", got ${describe(dtype)}`,
  );
}
