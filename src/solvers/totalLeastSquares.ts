import { decompose } from "../decompositions/decompose.ts";
import { svdvals } from "../decompositions/svdvals.ts";
import { Matrix, toMatrix } from "../matrix.ts";
import type { MatrixInput } from "../matrixInput.ts";
import { between } from "../progress.ts";
import { epsilon, type Dense } from "../real.ts";
import { lstsq } from "./lstsq.ts";
import { readRightSide, type VectorInput } from "./solve.ts";

export interface TotalLeastSquaresOptions {
  /** Whether there is a constant, too, which has no errors: A x + 1 · intercept ≈ b. By default there is none. */
  readonly intercept?: boolean;
}

/** The smallest change of A and b together that makes A x = b solvable. */
export interface TotalLeastSquares<X> {
  /** A vector with n entries for a vector b, n × p for an m × p matrix b. */
  readonly x: X;
  /** One for each column of b; zeros without one. */
  readonly intercept: Float64Array;
  /** m × n: what was added to A. */
  readonly correctionA: Matrix<Float64Array>;
  /** m × p: what was added to b. */
  readonly correctionB: Matrix<Float64Array>;
  /** ‖[correctionA correctionB]‖_F, which is √Σ of the p smallest σ². */
  readonly distance: number;
  /** Singular values of [A b], centred if there is an intercept. */
  readonly s: Float64Array;
}

/**
 * Solves A x ≈ b where both have errors of the same size: of all changes of A and b that make the system solvable, takes
 * the smallest in the Frobenius norm. For a line through points, distances are taken at a right angle to it.
 *
 * One `svd` of [A b]. Where errors of columns differ, scale the columns first, so that they do not.
 *
 * G. Golub, C. Van Loan, An analysis of the total least squares problem, SIAM J. Numer. Anal. 17 (1980) 883–893, and Matrix
 * Computations, 4th ed., §6.3.
 *
 * @param a - An m × n matrix with m ≥ n + p, computed in double.
 * @param b - A vector with m entries, or an m × p matrix.
 *
 * @throws {@link RangeError} if there is no solution, which they call nongeneric: changes as small as one likes less than
 * any that suffices make the system solvable with ever larger x. This is so where the smallest singular value of A is not
 * above that of [A b], and for rank-deficient A. Also if b does not have m rows, or m < n + p.
 * Otherwise the errors of `svd`.
 *
 * @example
 * ```ts
 * import { totalLeastSquares } from "wasm-svd";
 *
 * // Points that mirror each other at the line y = x.
 * const { x, intercept } = totalLeastSquares([[0], [1], [4], [5]], [1, 0, 5, 4], { intercept: true });
 * x; // Float64Array [1]
 * intercept; // Float64Array [0]
 * ```
 */
export function totalLeastSquares(
  a: MatrixInput,
  b: VectorInput,
  options?: TotalLeastSquaresOptions,
): TotalLeastSquares<Float64Array>;
export function totalLeastSquares(
  a: MatrixInput,
  b: MatrixInput,
  options?: TotalLeastSquaresOptions,
): TotalLeastSquares<Matrix<Float64Array>>;
export function totalLeastSquares(
  a: MatrixInput,
  b: VectorInput | MatrixInput,
  { intercept = false }: TotalLeastSquaresOptions = {},
): TotalLeastSquares<Float64Array | Matrix<Float64Array>> {
  const name = "totalLeastSquares";
  const left = toMatrix(name, a);
  const { b: right, isVector } = readRightSide(name, b, left.rows);
  const [m, n, p] = [left.rows, left.columns, right.columns];
  if (m < n + p || n === 0 || p === 0) {
    throw new RangeError(`${name}: expected ${Math.max(n, 1) + p} rows or more, got ${m}`);
  }
  const joined = sideBySide(left, right);
  const means = intercept ? centre(joined) : new Float64Array(n + p);
  const { U, s, Vt } = between(0, 0.8, () => decompose(name, joined));
  checkGeneric(name, joined, s, n);
  // Vᵀ = [· ·; V₁₂ᵀ V₂₂ᵀ] in its last p rows, and x = −V₁₂ V₂₂⁻¹.
  const last = (from: number, to: number) =>
    new Matrix(
      p,
      to - from,
      Float64Array.from({ length: p * (to - from) }, (_, at) => {
        const [i, j] = [Math.floor(at / (to - from)), at % (to - from)];
        return Vt.data[(n + i) * (n + p) + from + j];
      }),
    );
  const [top, bottom] = [last(0, n), last(n, n + p)];
  const solved = lstsq(bottom, top, { tolerance: 0 }).x;
  const x = new Matrix(
    n,
    p,
    solved.transpose().data.map((value) => -value),
  );
  const correction = correctionOf(U, s, Vt, n);
  const part = (from: number, to: number) =>
    new Matrix(m, to - from, columnsBetween(correction, from, to));
  return {
    x: isVector ? x.data : x,
    intercept: Float64Array.from({ length: p }, (_, j) =>
      x.column(j).reduce((rest, value, i) => rest - value * means[i], means[n + j]),
    ),
    correctionA: part(0, n),
    correctionB: part(n, n + p),
    distance: Math.sqrt(s.slice(n).reduce((sum, sigma) => sum + sigma * sigma, 0)),
    s,
  };
}

/** A solution is there, and only one, where σₙ(A) > σₙ₊₁([A b]) (Golub, Van Loan, 1980, Theorem 4.1). */
function checkGeneric(name: string, joined: Dense<Float64Array>, s: Float64Array, n: number): void {
  const { rows: m, columns } = joined;
  const own = between(0.8, 1, () => svdvals(new Matrix(m, n, columnsBetween(joined, 0, n))));
  const rounding = Math.max(m, columns) * epsilon(s) * s[0];
  if (own[n - 1] - s[n] > rounding) return;
  throw new RangeError(
    `${name}: there is no solution (nongeneric): the smallest singular value of A, ${own[n - 1]}, is not above ${s[n]}, that of [A b]`,
  );
}

function sideBySide(a: Dense, b: Dense): Dense<Float64Array> {
  const columns = a.columns + b.columns;
  const data = new Float64Array(a.rows * columns);
  for (let i = 0; i < a.rows; ++i) {
    data.set(a.data.subarray(i * a.columns, (i + 1) * a.columns), i * columns);
    data.set(b.data.subarray(i * b.columns, (i + 1) * b.columns), i * columns + a.columns);
  }
  return { rows: a.rows, columns, data };
}

/** Takes the mean off each column, and returns the means. */
function centre({ rows, columns, data }: Dense<Float64Array>): Float64Array {
  const means = new Float64Array(columns);
  for (let at = 0; at < data.length; ++at) means[at % columns] += data[at] / rows;
  for (let at = 0; at < data.length; ++at) data[at] -= means[at % columns];
  return means;
}

/** −Σ σᵢ uᵢ vᵢᵀ from place n on. */
function correctionOf(
  U: Dense<Float64Array>,
  s: Float64Array,
  Vt: Dense<Float64Array>,
  n: number,
): Dense<Float64Array> {
  const [m, width] = [U.rows, Vt.columns];
  const data = new Float64Array(m * width);
  for (let i = 0; i < m; ++i) {
    for (let k = n; k < s.length; ++k) {
      const factor = U.data[i * U.columns + k] * s[k];
      for (let j = 0; j < width; ++j) data[i * width + j] -= factor * Vt.data[k * width + j];
    }
  }
  return { rows: m, columns: width, data };
}

function columnsBetween({ rows, columns, data }: Dense<Float64Array>, from: number, to: number) {
  const result = new Float64Array(rows * (to - from));
  for (let i = 0; i < rows; ++i) {
    result.set(data.subarray(i * columns + from, i * columns + to), i * (to - from));
  }
  return result;
}
