import { describe, shape } from "../errors.ts";
import type { LinearOperator } from "../linearOperator.ts";
import { Matrix, toMatrix } from "../matrix.ts";
import type { MatrixInput, RealOf } from "../matrixInput.ts";
import { convert, product } from "../product.ts";
import { dtypeOf, zeros, zerosLike, type Real } from "../real.ts";
import { multiply } from "../wasm/multiply.ts";
import { SparseMatrix } from "./sparseMatrix.ts";

export interface CenteredOptions {
  /** What is taken off each column: n numbers, or `true` for the means of the columns. By default nothing. */
  readonly mean?: ArrayLike<number> | boolean;

  /**
   * What each column is then divided by: n numbers that are not 0, or `true` for the standard deviations of the columns, with
   * divisor m as scikit-learn's `StandardScaler` has them; columns that are constant are left as they are. By default nothing.
   */
  readonly scale?: ArrayLike<number> | boolean;
}

/**
 * Returns (A − 1·μᵀ)·D⁻¹, A with the mean of each column taken off and divided by a scale, without forming it: a
 * sparse matrix stays sparse.
 *
 * A product with a block X is A·(D⁻¹X) − 1·(μᵀD⁻¹X), and one with the transpose D⁻¹·(AᵀX − μ·(1ᵀX)): one product of A, and
 * O((m + n)·b) more. What it subtracts is as large as μ; where the means are much larger than the deviations, digits are lost,
 * as many as it takes to write the ratio of both.
 *
 * @param a - An m × n matrix, dense or sparse, or an operator. Of an operator, the deviations are not known.
 * @returns An operator whose products are of the precision of `a`.
 *
 * @throws {@link TypeError} if `scale` is `true` and `a` is an operator.
 * @throws {@link RangeError} if there are not n means or scales, one is not finite, or a scale is 0.
 *
 * @example
 * ```ts
 * import { centered, Matrix, SparseMatrix } from "wasm-svd";
 *
 * const a = SparseMatrix.fromDense([[2, 0], [0, 4]]);
 * centered(a, { mean: true }).multiply(Matrix.identity(2)).toArray(); // [[1, -2], [-1, 2]]
 * centered(a, { mean: true, scale: true }).multiply(Matrix.identity(2)).toArray(); // [[1, -1], [-1, 1]]
 * ```
 */
export function centered<T extends Real>(
  a: SparseMatrix<T> | LinearOperator<T>,
  options?: CenteredOptions,
): CenteredOperator<T>;
export function centered<A extends MatrixInput>(
  a: A,
  options?: CenteredOptions,
): CenteredOperator<RealOf<A>>;
export function centered(
  a: SparseMatrix | LinearOperator | MatrixInput,
  { mean = false, scale = false }: CenteredOptions = {},
): CenteredOperator {
  const operator = isOperator(a) ? a : new DenseOperator(toMatrix("centered", a));
  const means = mean === true || scale === true ? meansOf(operator) : undefined;
  const shift = mean === true ? means : toVector("mean", mean, operator.columns);
  const divisors =
    scale === true ? scalesOf(operator, means!) : toVector("scale", scale, operator.columns);
  const zero = divisors?.indexOf(0) ?? -1;
  if (zero >= 0) throw new RangeError(`centered: expected scales other than 0, got 0 at ${zero}`);
  return new CenteredOperator(operator, shift, divisors);
}

/** What `centered` returns. */
export class CenteredOperator<T extends Real = Real> implements LinearOperator<T> {
  /** A. */
  readonly operator: LinearOperator<T>;
  /** μ, if anything is taken off. */
  readonly mean: Float64Array | undefined;
  /** The diagonal of D, if anything is divided. */
  readonly scale: Float64Array | undefined;

  constructor(
    operator: LinearOperator<T>,
    mean: Float64Array | undefined,
    scale: Float64Array | undefined,
  ) {
    this.operator = operator;
    this.mean = mean;
    this.scale = scale;
  }

  get rows(): number {
    return this.operator.rows;
  }

  get columns(): number {
    return this.operator.columns;
  }

  multiply(x: Matrix<T>): Matrix<T> {
    checkRows("centered: multiply", x, this.columns);
    const { operator, mean, scale } = this;
    const z = scale ? divideRows(x, scale) : x;
    const y = operator.multiply(z);
    return mean ? subtract(y, undefined, sumRows(z, mean)) : y;
  }

  multiplyTransposed(x: Matrix<T>): Matrix<T> {
    checkRows("centered: multiplyTransposed", x, this.rows);
    const { operator, mean, scale } = this;
    const product = operator.multiplyTransposed(x);
    const y = mean ? subtract(product, mean, sumRows(x, undefined)) : product;
    return scale ? divideRows(y, scale) : y;
  }
}

/** A dense matrix as an operator. */
class DenseOperator implements LinearOperator {
  readonly matrix: Matrix;

  constructor(matrix: Matrix) {
    this.matrix = matrix;
  }

  get rows(): number {
    return this.matrix.rows;
  }

  get columns(): number {
    return this.matrix.columns;
  }

  multiply(x: Matrix): Matrix {
    const { rows, columns, data } = product("centered", this.matrix, x);
    return new Matrix(rows, columns, data);
  }

  multiplyTransposed(x: Matrix): Matrix {
    const converted = convert(x, dtypeOf(this.matrix.data));
    const y = multiply("centered", this.matrix, converted, { transposeA: true });
    return new Matrix(y.rows, y.columns, y.data);
  }
}

function isOperator(a: object): a is LinearOperator {
  return typeof (a as Partial<LinearOperator>).multiplyTransposed === "function";
}

function meansOf(operator: LinearOperator): Float64Array {
  if (operator instanceof SparseMatrix) return operator.columnMeans();
  if (operator instanceof DenseOperator) {
    const { matrix } = operator;
    return sumRows(matrix, undefined).map((sum) => sum / Math.max(1, matrix.rows));
  }
  const ones = new Matrix(operator.rows, 1, zeros("float64", operator.rows).fill(1));
  const { data } = operator.multiplyTransposed(ones);
  return Float64Array.from(data, (sum) => sum / Math.max(1, operator.rows));
}

/** The standard deviations of the columns; 1 for those that are constant but for the rounding of their mean. */
function scalesOf(operator: LinearOperator, means: Float64Array): Float64Array {
  const sparse =
    operator instanceof DenseOperator ? SparseMatrix.fromDense(operator.matrix) : operator;
  if (!(sparse instanceof SparseMatrix)) {
    throw new TypeError(
      "centered: expected the scales of an operator, whose deviations are not known, got true",
    );
  }
  const rounding = sparse.rows * Number.EPSILON;
  return sparse
    .columnDeviations()
    .map((deviation, j) => (deviation > rounding * Math.abs(means[j]) ? deviation : 1));
}

function toVector(
  what: string,
  vector: ArrayLike<number> | boolean,
  length: number,
): Float64Array | undefined {
  if (typeof vector === "boolean") return undefined;
  if (vector.length !== length) {
    throw new RangeError(`centered: expected ${length} numbers as ${what}, got ${vector.length}`);
  }
  for (let j = 0; j < length; ++j) {
    if (Number.isFinite(vector[j])) continue;
    throw new RangeError(`centered: expected finite ${what}, got ${describe(vector[j])} at ${j}`);
  }
  return Float64Array.from(vector);
}

function checkRows(name: string, x: Matrix, rows: number): void {
  if (x.rows === rows) return;
  throw new RangeError(`${name}: expected ${rows} rows, got ${shape(x.rows, x.columns)}`);
}

/** wᵀX, or 1ᵀX without weights, in double precision. */
function sumRows({ rows, columns, data }: Matrix, weights: Float64Array | undefined): Float64Array {
  const sums = new Float64Array(columns);
  for (let i = 0; i < rows; ++i) {
    const weight = weights ? weights[i] : 1;
    for (let j = 0; j < columns; ++j) sums[j] += weight * data[i * columns + j];
  }
  return sums;
}

/** X − w·sᵀ, or X − 1·sᵀ without weights; each entry is rounded once to the precision of X. */
function subtract<T extends Real>(
  x: Matrix<T>,
  weights: Float64Array | undefined,
  sums: Float64Array,
): Matrix<T> {
  const { rows, columns } = x;
  const data = zerosLike(x.data, x.data.length);
  for (let i = 0; i < rows; ++i) {
    const weight = weights ? weights[i] : 1;
    for (let j = 0; j < columns; ++j) {
      data[i * columns + j] = x.data[i * columns + j] - weight * sums[j];
    }
  }
  return new Matrix(rows, columns, data);
}

/** D⁻¹X. */
function divideRows<T extends Real>(x: Matrix<T>, scale: Float64Array): Matrix<T> {
  const data = zerosLike(x.data, x.data.length);
  for (let at = 0; at < data.length; ++at) {
    data[at] = x.data[at] / scale[Math.floor(at / x.columns)];
  }
  return new Matrix(x.rows, x.columns, data);
}
