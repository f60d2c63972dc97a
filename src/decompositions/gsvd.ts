import { columnsOf, rowsOf, scaleRows } from "../blocks.ts";
import { checkFinite, requireNoOverflow } from "../finite.ts";
import { Matrix, toMatrix } from "../matrix.ts";
import type { MatrixInput, RealOf } from "../matrixInput.ts";
import { largestMagnitude, powerOfTwo } from "../powerOfTwo.ts";
import { convert, widerDtype } from "../product.ts";
import { between } from "../progress.ts";
import { epsilon, zerosLike, type Dense, type Real, type Wider } from "../real.ts";
import type { EngineOptions } from "../wasm/builds.ts";
import { multiply } from "../wasm/multiply.ts";
import { cosineMatrix, csdOf, sineMatrix } from "./csd.ts";
import { decompose } from "./decompose.ts";

export interface GsvdOptions extends EngineOptions {
  /**
   * Singular values of [A; B] up to `tolerance` times the largest count as zero, A and B first scaled to entries of
   * about 1; so do cosines and sines up to `tolerance`. By default max(m + p, n) · ε.
   */
  readonly tolerance?: number;
}

/** A = U C Xᵀ and B = V S Xᵀ, with q the rank of [A; B], k₁ = min(m, q) and k₂ = min(p, q). */
export interface GSVD<T extends Real> {
  /** m × k₁. Its columns are orthonormal. */
  readonly U: Matrix<T>;
  /** p × k₂. Its columns are orthonormal. */
  readonly V: Matrix<T>;
  /** n × q, of rank q. */
  readonly X: Matrix<T>;
  /** q numbers from 0 to 1, from the largest to the smallest up to rounding; 0 from the m-th on. */
  readonly c: T;
  /** q numbers with cⱼ² + sⱼ² = 1; 0 for the first q − p. */
  readonly s: T;
  /** k₁ × q: cⱼ at (j, j). */
  readonly C: Matrix<T>;
  /** k₂ × q: sⱼ at (j − (q − k₂), j). */
  readonly S: Matrix<T>;
  /** The q generalized singular values cⱼ / sⱼ; Infinity where sⱼ is 0. */
  readonly values: T;
  /** q. */
  readonly rank: number;
}

/**
 * Computes the generalized singular value decomposition of two matrices with the same number of columns:
 *
 *     A = U C Xᵀ,   B = V S Xᵀ,   CᵀC + SᵀS = I,
 *
 * U and V with orthonormal columns, C and S diagonal (see `GSVD` for where), X of full column rank. If B is square and
 * nonsingular, the values c/s are the singular values of A B⁻¹, and B is never inverted; if it is the identity, those of
 * A. MATLAB's `gsvd` has the same factors, its values in ascending order.
 *
 * By the singular value decomposition [A; B] = Q Σ Wᵀ, where the rank is decided, and the cosine–sine decomposition of
 * both blocks of Q. A and B are scaled to entries of about 1 before, so that each is accurate relative to its own norm,
 * and their columns scaled back after. (A matrix so much smaller than the other that its c or s is denormal has the
 * fewer digits of these.)
 *
 * C. Van Loan, Generalizing the singular value decomposition, SIAM J. Numer. Anal. 13 (1976) 76–83; C. Paige,
 * M. Saunders, Towards a generalized singular value decomposition, SIAM J. Numer. Anal. 18 (1981) 398–405, §2 (the stack);
 * C. Van Loan, Numer. Math. 46 (1985) 479–491, §4; Z. Bai, J. Demmel, SIAM J. Sci. Comput. 14 (1993) 1464–1486.
 *
 * @param a - An m × n matrix of finite numbers.
 * @param b - A p × n matrix of finite numbers.
 *
 * @throws {@link RangeError} if A and B differ in their number of columns, `tolerance` is negative, or X overflows.
 * Otherwise the errors of `svd`.
 *
 * @example
 * ```ts
 * import { gsvd } from "wasm-svd";
 *
 * const { values, rank } = gsvd([[6, 0], [0, 1]], [[2, 0], [0, 0]]);
 * rank; // 2
 * values; // Float64Array [Infinity, 3]
 * ```
 */
export function gsvd<A extends MatrixInput, B extends MatrixInput>(
  a: A,
  b: B,
  options: GsvdOptions = {},
): GSVD<Wider<RealOf<A>, RealOf<B>>> {
  const first: Dense = toMatrix("gsvd: a", a);
  const second: Dense = toMatrix("gsvd: b", b);
  if (first.columns !== second.columns) {
    throw new RangeError(
      `gsvd: expected b to have ${first.columns} columns as a has, got ${second.columns}`,
    );
  }
  checkFinite("gsvd: a", first);
  checkFinite("gsvd: b", second);
  const dtype = widerDtype(first.data, second.data);
  return gsvdOf(convert(first, dtype), convert(second, dtype), options) as GSVD<
    Wider<RealOf<A>, RealOf<B>>
  >;
}

function gsvdOf<T extends Real>(a: Dense<T>, b: Dense<T>, options: GsvdOptions): GSVD<T> {
  const { reproducible } = options;
  const { columns: n } = a;
  const m = a.rows;
  const alpha = powerOfTwo(largestMagnitude(a.data));
  const beta = powerOfTwo(largestMagnitude(b.data));
  const stack = between(0, 0.4, () => {
    return decompose("gsvd", stacked(a, alpha, b, beta), { reproducible });
  });
  const tolerance = toleranceOf(options, m + b.rows, n, a.data);
  const least = tolerance * (stack.s[0] ?? 0);
  const rank = stack.s.filter((sigma) => sigma > least).length;

  const Q = columnsOf(stack.U, 0, rank);
  const { U, V, Zt, c, s } = between(0.4, 1, () => {
    return csdOf("gsvd", rowsOf(Q, 0, m), rowsOf(Q, m, Q.rows), { reproducible });
  });
  const SigmaWt = scaleRows(rowsOf(stack.Vt, 0, rank), stack.s);
  const Xt = multiply("gsvd", Zt, SigmaWt, { reproducible });

  const larger = Math.max(alpha, beta);
  const values = zerosLike(a.data, rank);
  const sizes = new Float64Array(rank);
  for (let j = 0; j < rank; ++j) {
    if (s[j] <= tolerance) [c[j], s[j]] = [1, 0];
    else if (c[j] <= tolerance) [c[j], s[j]] = [0, 1];
    values[j] = (c[j] / s[j]) * (alpha / beta);
    // A and B as they were: column j of X takes what makes c² + s² = 1 again.
    const x = c[j] * (alpha / larger);
    const y = s[j] * (beta / larger);
    const unit = Math.max(x, y);
    const ratio = Math.min(x, y) / unit;
    const size = unit * Math.sqrt(1 + ratio * ratio);
    [c[j], s[j], sizes[j]] = [x / size, y / size, size];
  }
  scaleRows(Xt, sizes);
  scaleRows(Xt, new Float64Array(rank).fill(larger));
  const X = requireNoOverflow("gsvd", new Matrix(rank, n, Xt.data)).transpose();
  return {
    U,
    V,
    X,
    c,
    s,
    C: cosineMatrix(U.columns, c),
    S: sineMatrix(V.columns, s),
    values,
    rank,
  };
}

/** [A/α; B/β]. */
function stacked<T extends Real>(a: Dense<T>, alpha: number, b: Dense<T>, beta: number): Dense<T> {
  const data = zerosLike(a.data, a.data.length + b.data.length);
  for (let at = 0; at < a.data.length; ++at) data[at] = a.data[at] / alpha;
  for (let at = 0; at < b.data.length; ++at) data[a.data.length + at] = b.data[at] / beta;
  return { rows: a.rows + b.rows, columns: a.columns, data };
}

function toleranceOf({ tolerance }: GsvdOptions, rows: number, n: number, data: Real): number {
  if (tolerance === undefined) {
    return Math.max(rows, n) * epsilon(data);
  }
  if (typeof tolerance === "number" && tolerance >= 0 && tolerance < 1) return tolerance;
  throw new RangeError(`gsvd: expected a tolerance from 0 to below 1, got ${tolerance}`);
}
