import { isComplexInput, type ComplexInput } from "../complex/complexMatrix.ts";
import { complexLstsq, type ComplexLstsq } from "../complex/lstsq.ts";
import { decompose } from "../decompositions/decompose.ts";
import { Matrix, toMatrix } from "../matrix.ts";
import type { MatrixInput, RealOf } from "../matrixInput.ts";
import { convert, widerDtype } from "../product.ts";
import { zerosLike, type Dense, type Real, type Wider } from "../real.ts";
import type { EngineOptions } from "../wasm/builds.ts";
import { multiply } from "../wasm/multiply.ts";
import { readRightSide, solve, type SolveOptions, type VectorInput } from "./solve.ts";
import { rankOf } from "./tolerance.ts";

export interface Lstsq<X, T extends Real> {
  /** The shortest of all solutions: a vector with n entries for a vector b, n × p for an m × p matrix b. */
  readonly x: X;
  /** ‖A x − b‖² for each column of b. */
  readonly residuals: T;
  /** The number of singular values of A that do not count as zero. */
  readonly rank: number;
  /** The singular values of A. */
  readonly s: T;
}

/**
 * Solves A x ≈ b in the sense of least squares: the shortest of the x that minimize
 * ‖A x − b‖² + ridge · ‖x‖².
 *
 * Works for every shape and rank of A, by the singular value decomposition. Other
 * than numpy's, `residuals` is always filled, also where A has more columns than rows
 * or is rank-deficient. Costs one `svd` and 4mr flops for each column of b.
 *
 * G. Golub, C. Van Loan, Matrix Computations, 4th ed., §5.5 and (ridge) §6.1.4.
 *
 * @param a - An m × n matrix of finite numbers, real or complex.
 * @param b - A vector with m entries, or an m × p matrix: one system for each column. Where A or b is complex, x is a
 * `ComplexMatrix`, with one column for a vector.
 * @param options - `tolerance`: which singular values count as zero; `ridge`: λ ≥ 0, by default 0.
 *
 * @throws {@link RangeError} if b does not have m rows, an option is negative, or x overflows.
 * @throws {@link NonFiniteError} if an entry of A or b is NaN or ±Infinity. Otherwise the errors of `svd`.
 *
 * @example
 * ```ts
 * import { lstsq } from "wasm-svd";
 *
 * // The line through (0, 1), (1, 3), (2, 5): 1 + 2 t.
 * const { x, rank } = lstsq([[1, 0], [1, 1], [1, 2]], [1, 3, 5]);
 * Array.from(x, (value) => Math.round(value * 1e12) / 1e12); // [1, 2]
 * rank; // 2
 * ```
 */
export function lstsq<A extends MatrixInput, B extends VectorInput>(
  a: A,
  b: B,
  options?: SolveOptions & EngineOptions,
): Lstsq<Wider<RealOf<A>, RealOf<B>>, Wider<RealOf<A>, RealOf<B>>>;
export function lstsq<A extends MatrixInput, B extends MatrixInput>(
  a: A,
  b: B,
  options?: SolveOptions & EngineOptions,
): Lstsq<Matrix<Wider<RealOf<A>, RealOf<B>>>, Wider<RealOf<A>, RealOf<B>>>;
export function lstsq(
  a: ComplexInput,
  b: VectorInput | MatrixInput | ComplexInput,
  options?: SolveOptions & EngineOptions,
): ComplexLstsq;
export function lstsq(
  a: MatrixInput,
  b: ComplexInput,
  options?: SolveOptions & EngineOptions,
): ComplexLstsq;
export function lstsq(
  a: MatrixInput | ComplexInput,
  b: VectorInput | MatrixInput | ComplexInput,
  options: SolveOptions & EngineOptions = {},
): Lstsq<Matrix | Real, Real> | ComplexLstsq {
  if (isComplexInput(a) || isComplexInput(b)) return complexLstsq(a, b, options);
  const { reproducible, tolerance } = options;
  const matrix = toMatrix("lstsq", a);
  const { b: side, isVector } = readRightSide("lstsq", b, matrix.rows);
  const dtype = widerDtype(matrix.data, side.data);
  const left = convert(matrix, dtype);
  const right = convert(side, dtype);

  const factors = decompose("lstsq", left, { reproducible });
  const x = solve("lstsq", factors, right, options);
  const product = multiply("lstsq", left, x, { reproducible });
  return {
    x: isVector ? x.data : new Matrix(x.rows, x.columns, x.data),
    residuals: squaredDistances(product, right),
    rank: rankOf("lstsq", left.rows, left.columns, factors.s, tolerance),
    s: factors.s,
  };
}

/** The squared lengths of the columns of A − B. */
function squaredDistances({ rows, columns, data: a }: Dense, { data: b }: Dense): Real {
  const sums = new Float64Array(columns);
  for (let i = 0; i < rows; ++i) {
    for (let j = 0; j < columns; ++j) sums[j] += (a[i * columns + j] - b[i * columns + j]) ** 2;
  }
  const squares = zerosLike(a, columns);
  squares.set(sums);
  return squares;
}
