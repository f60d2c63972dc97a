import type { Matrix } from "./matrix.ts";
import type { Real } from "./real.ts";

/**
 * A linear map that is known by its products only: an m × n matrix that nobody has to hold in memory.
 *
 * Both products take a block of vectors, the columns of `x`, and return as many.
 *
 * @example
 * ```ts
 * import { Matrix, type LinearOperator } from "wasm-svd";
 *
 * const twice: LinearOperator = {
 *   rows: 3,
 *   columns: 3,
 *   multiply: (x) => new Matrix(x.rows, x.columns, x.data.map((entry) => 2 * entry)),
 *   multiplyTransposed: (x) => twice.multiply(x),
 * };
 * twice.multiply(Matrix.identity(3)).get(0, 0); // 2
 * ```
 */
export interface LinearOperator<T extends Real = Real> {
  /** m. */
  readonly rows: number;
  /** n. */
  readonly columns: number;
  /** A·X, m × b, of X, n × b. */
  multiply(x: Matrix<T>): Matrix<T>;
  /** Aᵀ·X, n × b, of X, m × b. */
  multiplyTransposed(x: Matrix<T>): Matrix<T>;
}
