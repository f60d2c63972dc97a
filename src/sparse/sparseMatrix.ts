import { shape } from "../errors.ts";
import { Matrix, toMatrix } from "../matrix.ts";
import { allocateMatrix, type MatrixInput, type RealOf } from "../matrixInput.ts";
import { parseMatrixMarket } from "../io/matrixMarket/parse.ts";
import { dtypeOf, type Dtype, type Real, type Wider } from "../real.ts";
import { norm } from "../wasm/norm.ts";
import type { Sparse } from "../wasm/sparse.ts";
import { checkSparse } from "./checkSparse.ts";
import { columnDeviations, columnMeans } from "./columns.ts";
import * as from from "./from.ts";
import { sparseProduct } from "./product.ts";
import { transpose } from "./transpose.ts";
import { compress } from "./triplets.ts";

/**
 * A sparse matrix in compressed rows (CSR): of each row, the entries that are kept, in the order of their columns.
 *
 * The entries of row i are `values[k]` in column `columnIndices[k]`, for k from `rowStarts[i]` to
 * `rowStarts[i + 1]` − 1. What is not kept is 0; zeros that are kept stay. No place occurs twice.
 *
 * It can be given wherever a `LinearOperator` is expected. The precision follows the values: `Float32Array` is
 * computed in single precision. The arrays are checked once, when the matrix is made, and must not be changed after.
 *
 * @example
 * ```ts
 * import { SparseMatrix } from "wasm-svd";
 *
 * // ⎡ 1 0 2 ⎤
 * // ⎣ 0 0 3 ⎦
 * const a = SparseMatrix.fromTriplets(2, 3, [0, 0, 1], [0, 2, 2], [1, 2, 3]);
 * a.nonZeros; // 3
 * a.multiply([[1], [1], [1]]).toArray(); // [[3], [3]]
 * a.multiplyTransposed([[1], [1]]).toArray(); // [[1], [0], [5]]
 * ```
 */
export class SparseMatrix<T extends Real = Real> implements Sparse<T> {
  readonly rows: number;
  readonly columns: number;

  /** Where the entries of each row start, and at last where they end: rows + 1 numbers. */
  readonly rowStarts: Uint32Array;

  /** The column of each entry. */
  readonly columnIndices: Uint32Array;

  /** The entries, row by row. */
  readonly values: T;

  /**
   * Takes arrays that are in order already, and keeps them; `fromCSR` accepts more.
   *
   * @param rows - m, an integer from 0 to 2³² − 1.
   * @param columns - n, likewise.
   * @param rowStarts - m + 1 numbers that do not decrease, from 0 to the number of entries.
   * @param columnIndices - Numbers from 0 to n − 1, ascending in each row.
   * @param values - As many finite numbers.
   * @throws {@link TypeError} if an array is of another kind.
   * @throws {@link RangeError} if the arrays do not fit each other or are not in order; names the first such place.
   * @throws {@link NonFiniteError} if a value is NaN or ±Infinity.
   *
   * @example
   * ```ts
   * import { SparseMatrix } from "wasm-svd";
   *
   * const starts = Uint32Array.of(0, 2, 3);
   * new SparseMatrix(2, 3, starts, Uint32Array.of(0, 2, 2), Float64Array.of(1, 2, 3)).get(0, 2); // 2
   * ```
   */
  constructor(
    rows: number,
    columns: number,
    rowStarts: Uint32Array,
    columnIndices: Uint32Array,
    values: T,
  ) {
    checkSparse("SparseMatrix", { rows, columns, rowStarts, columnIndices, values });
    this.rows = rows;
    this.columns = columns;
    this.rowStarts = rowStarts;
    this.columnIndices = columnIndices;
    this.values = values;
  }

  /**
   * Makes a matrix from entries in any order: values[k] in row rowIndices[k] and column columnIndices[k]. Those in the
   * same place are added up, in the order in which they come. O(m + n + entries).
   *
   * @param values - Finite numbers; single precision if they are a `Float32Array`, else double.
   * @throws {@link RangeError} if an index is out of range, or the lists differ in length.
   * @throws {@link NonFiniteError} if a value or sum is NaN or ±Infinity.
   *
   * @example
   * ```ts
   * import { SparseMatrix } from "wasm-svd";
   *
   * SparseMatrix.fromTriplets(2, 2, [1, 0, 1], [0, 1, 0], [1, 2, 3]).toMatrix().toArray(); // [[0, 2], [4, 0]]
   * ```
   */
  static fromTriplets<V extends ArrayLike<number>>(
    rows: number,
    columns: number,
    rowIndices: ArrayLike<number>,
    columnIndices: ArrayLike<number>,
    values: V,
  ): SparseMatrix<PrecisionOf<V>> {
    return make(from.triplets(rows, columns, rowIndices, columnIndices, values));
  }

  /**
   * Makes a matrix from compressed rows as others have them: `indptr`, `indices` and `data` of SciPy's `csr_array`. Columns
   * of a row may be in any order, and occur more than once: those are added up. The arrays are copied.
   *
   * @throws {@link RangeError} if an index is out of range, or the lists do not fit each other.
   * @throws {@link NonFiniteError} if a value or sum is NaN or ±Infinity.
   *
   * @example
   * ```ts
   * import { SparseMatrix } from "wasm-svd";
   *
   * SparseMatrix.fromCSR(2, 2, [0, 2, 3], [1, 0, 1], [2, 1, 3]).toMatrix().toArray(); // [[1, 2], [0, 3]]
   * ```
   */
  static fromCSR<V extends ArrayLike<number>>(
    rows: number,
    columns: number,
    rowStarts: ArrayLike<number>,
    columnIndices: ArrayLike<number>,
    values: V,
  ): SparseMatrix<PrecisionOf<V>> {
    return make(from.csr(rows, columns, rowStarts, columnIndices, values));
  }

  /**
   * Makes a matrix from compressed columns: `indptr`, `indices` and `data` of SciPy's `csc_array`, or R's `dgCMatrix`, its
   * `p`, `i` and `x`. Rows of a column may be in any order, and occur more than once: those are added up.
   *
   * @throws {@link RangeError} if an index is out of range, or the lists do not fit each other.
   * @throws {@link NonFiniteError} if a value or sum is NaN or ±Infinity.
   *
   * @example
   * ```ts
   * import { SparseMatrix } from "wasm-svd";
   *
   * SparseMatrix.fromCSC(2, 2, [0, 1, 3], [0, 0, 1], [1, 2, 3]).toMatrix().toArray(); // [[1, 2], [0, 3]]
   * ```
   */
  static fromCSC<V extends ArrayLike<number>>(
    rows: number,
    columns: number,
    columnStarts: ArrayLike<number>,
    rowIndices: ArrayLike<number>,
    values: V,
  ): SparseMatrix<PrecisionOf<V>> {
    return make(from.csc(rows, columns, columnStarts, rowIndices, values));
  }

  /**
   * Keeps the entries of a dense matrix that are not 0.
   *
   * @throws {@link NonFiniteError} if an entry is NaN or ±Infinity.
   *
   * @example
   * ```ts
   * import { SparseMatrix } from "wasm-svd";
   *
   * SparseMatrix.fromDense([[0, 5], [0, 0]]).nonZeros; // 1
   * ```
   */
  static fromDense<A extends MatrixInput>(a: A): SparseMatrix<RealOf<A>> {
    return make(from.dense(toMatrix("SparseMatrix.fromDense", a)));
  }

  /**
   * Reads a Matrix Market file; one in array format becomes sparse. `readMatrixMarket` of `wasm-svd/io` says more.
   *
   * @param source - The text, or its bytes.
   * @throws {@link FormatError} naming the line, if it is damaged.
   * @throws {@link NonFiniteError} if an entry is NaN or ±Infinity.
   *
   * @example
   * ```ts
   * import { SparseMatrix } from "wasm-svd";
   *
   * const text = "%%MatrixMarket matrix coordinate pattern general\n2 3 2\n1 3\n2 1\n";
   * SparseMatrix.fromMatrixMarket(text).toMatrix().toArray(); // [[0, 0, 1], [1, 0, 0]]
   * ```
   */
  static fromMatrixMarket(source: Uint8Array | string): SparseMatrix<Float64Array> {
    const data = parseMatrixMarket(source);
    return make("dense" in data ? from.dense(data.dense) : compress(data.triplets));
  }

  /** How many entries are kept, zeros among them included. */
  get nonZeros(): number {
    return this.values.length;
  }

  /** The precision of the entries. */
  get dtype(): Dtype {
    return dtypeOf(this.values);
  }

  /**
   * Returns entry (i, j), counted from 0; 0 where none is kept. Searches the row by halving.
   *
   * @throws {@link RangeError} if there is no such place.
   */
  get(i: number, j: number): number {
    const { rows, columns, rowStarts, columnIndices } = this;
    if (!(
      Number.isInteger(i) &&
      i >= 0 &&
      i < rows &&
      Number.isInteger(j) &&
      j >= 0 &&
      j < columns
    )) {
      throw new RangeError(
        `SparseMatrix.get: there is no entry (${i}, ${j}) in a ${shape(rows, columns)} matrix`,
      );
    }
    let low = rowStarts[i];
    let high = rowStarts[i + 1];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (columnIndices[middle] < j) low = middle + 1;
      else high = middle;
    }
    return low < rowStarts[i + 1] && columnIndices[low] === j ? this.values[low] : 0;
  }

  /** Returns Aᵀ, in fresh memory. O(m + n + entries). */
  transpose(): SparseMatrix<T> {
    return make(transpose(this));
  }

  /**
   * Returns A·X, m × b. 2b flops for each entry.
   *
   * The matrix is copied into WebAssembly's memory for each call: give it as many columns of X at once as you have.
   *
   * @param x - n × b finite numbers.
   * @throws {@link RangeError} if X does not have n rows, or memory does not suffice.
   * @throws {@link NonFiniteError} if an entry of X is NaN or ±Infinity.
   */
  multiply<X extends MatrixInput>(x: X): Matrix<Wider<T, RealOf<X>>> {
    const y = sparseProduct("SparseMatrix.multiply", this, toMatrix("SparseMatrix.multiply", x));
    return new Matrix(y.rows, y.columns, y.data as Wider<T, RealOf<X>>);
  }

  /**
   * Returns Aᵀ·X, n × b, without forming Aᵀ: the rows of X are spread over those of the result. 2b flops for each entry.
   *
   * @param x - m × b finite numbers.
   * @throws {@link RangeError} if X does not have m rows, or memory does not suffice.
   * @throws {@link NonFiniteError} if an entry of X is NaN or ±Infinity.
   */
  multiplyTransposed<X extends MatrixInput>(x: X): Matrix<Wider<T, RealOf<X>>> {
    const name = "SparseMatrix.multiplyTransposed";
    const y = sparseProduct(name, this, toMatrix(name, x), { transposed: true });
    return new Matrix(y.rows, y.columns, y.data as Wider<T, RealOf<X>>);
  }

  /**
   * Returns the matrix with all its zeros.
   *
   * @throws {@link RangeError} if it does not fit an array.
   */
  toMatrix(): Matrix<T> {
    const { rows, columns, rowStarts, columnIndices, values } = this;
    const { data } = allocateMatrix("SparseMatrix.toMatrix", rows, columns, this.dtype);
    for (let i = 0; i < rows; ++i) {
      for (let k = rowStarts[i]; k < rowStarts[i + 1]; ++k) {
        data[i * columns + columnIndices[k]] = values[k];
      }
    }
    return new Matrix(rows, columns, data as T);
  }

  /** Returns the Frobenius norm, √Σ aᵢⱼ², without overflow on the way. */
  norm(): number {
    return norm("SparseMatrix.norm", this.values);
  }

  /** Returns the mean of each column, in double precision; zeros that are not kept count too. */
  columnMeans(): Float64Array {
    return columnMeans(this);
  }

  /**
   * Returns the standard deviation of each column, √(Σ (aᵢⱼ − mean)² / m), in double precision, as NumPy's `std` and
   * scikit-learn's `StandardScaler` have it.
   */
  columnDeviations(): Float64Array {
    return columnDeviations(this, columnMeans(this));
  }
}

/** The precision of a matrix with such values. */
export type PrecisionOf<V extends ArrayLike<number>> = V extends Float32Array
  ? Float32Array
  : Float64Array;

function make<T extends Real>(a: Sparse): SparseMatrix<T> {
  return new SparseMatrix(a.rows, a.columns, a.rowStarts, a.columnIndices, a.values as T);
}
