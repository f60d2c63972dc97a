import { ConvergenceError, shape } from "../errors.ts";
import { allFinite, checkFinite, overflow } from "../finite.ts";
import { Matrix, toMatrix } from "../matrix.ts";
import type { MatrixInput, RealOf } from "../matrixInput.ts";
import { zerosLike, type Dense, type Real } from "../real.ts";
import type { EngineOptions } from "../wasm/builds.ts";
import { eigh as decompose } from "../wasm/eigh.ts";

/** A = V · diag(values) · Vᵀ, for a symmetric matrix. */
export interface Eigh<T extends Real> {
  /** The n eigenvalues, ascending. */
  readonly values: T;
  /** n × n. Its columns, the eigenvectors, are orthonormal, in the order of the values. */
  readonly vectors: Matrix<T>;
}

/**
 * Computes the eigenvalues and eigenvectors of a symmetric matrix.
 *
 * Only the lower triangle of A is read, as in numpy: what is above it counts as
 * its mirror image, whatever it is. Of the order of 9 n³ flops.
 *
 * Tridiagonalization by Householder reflections, then the implicit QR iteration:
 * G. Golub, C. Van Loan, Matrix Computations, 4th ed., §8.3.
 *
 * @param a - An n × n matrix of finite numbers.
 *
 * @throws {@link RangeError} if A is not square, memory does not suffice, or an eigenvalue overflows.
 * @throws {@link NonFiniteError} if an entry is NaN or ±Infinity.
 * @throws {@link ConvergenceError} if the iteration stops short, which no finite matrix is known to provoke.
 *
 * @example
 * ```ts
 * import { eigh } from "wasm-svd";
 *
 * const { values, vectors } = eigh([[2, 0], [0, -1]]);
 * values; // Float64Array [-1, 2]
 * Math.abs(vectors.get(1, 0)); // 1
 * ```
 */
export function eigh<A extends MatrixInput>(a: A, options: EngineOptions = {}): Eigh<RealOf<A>> {
  return eighOf("eigh", toMatrix("eigh", a), options);
}

/** The same for the public function `name`, which its errors name. */
export function eighOf<T extends Real>(name: string, a: Dense<T>, options: EngineOptions): Eigh<T> {
  if (a.rows !== a.columns) {
    throw new RangeError(`${name}: expected a square matrix, got ${shape(a.rows, a.columns)}`);
  }
  if (a.rows === 0) {
    return { values: zerosLike(a.data, 0), vectors: new Matrix(0, 0, zerosLike(a.data, 0)) };
  }
  checkFinite(name, a);
  const { remaining, values, vectors } = decompose(name, a, options);
  if (remaining > 0) {
    throw new ConvergenceError(
      `${name}: no convergence, ${remaining} of ${a.rows} eigenvalues are still inaccurate`,
    );
  }
  if (!allFinite(values)) throw overflow(name, "an eigenvalue");
  return { values, vectors: new Matrix(a.rows, a.rows, vectors.data) };
}
