import { isComplexInput, type ComplexInput } from "../complex/complexMatrix.ts";
import { complexSvds, type ComplexSvdsOptions } from "../complex/svds.ts";
import type { ComplexTruncatedSVDResult } from "../complex/truncatedSvd.ts";
import { shape } from "../errors.ts";
import type { LinearOperator } from "../linearOperator.ts";
import { toMatrix } from "../matrix.ts";
import type { MatrixInput, RealOf } from "../matrixInput.ts";
import { zerosLike, type Dense, type Real } from "../real.ts";
import { checkSparse } from "../sparse/checkSparse.ts";
import type { SparseMatrix } from "../sparse/sparseMatrix.ts";
import { isRowBlockSource, type RowBlockSource } from "../streaming/rowBlocks.ts";
import { svdsStream, type StreamSvdsOptions } from "../streaming/truncated.ts";
import type { TruncatedSVDResult } from "../truncatedSvd.ts";
import type { EngineOptions } from "../wasm/builds.ts";
import type { Source } from "../wasm/resident.ts";
import type { Sparse } from "../wasm/sparse.ts";
import { chooseMethod } from "./truncated/choose.ts";
import { compute } from "./truncated/compute.ts";
import { computeAll, emptyResult } from "./truncated/computeAll.ts";
import type { Progress } from "./truncated/projection.ts";
import { checkOptions } from "./truncated/request.ts";

export type { Progress as SvdsProgress };

export interface SvdsOptions extends EngineOptions {
  /** How many singular triplets, from 1 to min(m, n): by default 6, or all if there are fewer. */
  readonly k?: number;

  /**
   * How they are computed:
   *
   * - `"lanczos"`: thick-restarted Lanczos bidiagonalization, the most accurate for the fewest products. From one vector it
   *   finds one singular vector of a value that repeats exactly: where the check of the result finds a larger value
   *   left over, it is computed again by the next;
   * - `"block-krylov"`: the same from a block of random vectors, for what multiplies many vectors faster than one;
   * - `"randomized"`: subspace iteration, a fixed number of products, accurate where singular values decay fast;
   * - `"auto"` (default): of a dense matrix with min(m, n) ≤ 200 or k > min(m, n) / 8 the whole decomposition (`svd`),
   *   which takes less time than part of it, and of a sparse one with min(m, n) ≤ 200 and m · n ≤ 400,000, too. Of everything
   *   else `"lanczos"`; but `"block-krylov"` with `error` or `energy`, or if tolerance ≥ 0.01, or
   *   of a dense matrix if m · n · k ≥ 10⁸ and tolerance ≥ 10⁻⁶. The result says which it was.
   */
  readonly method?: "auto" | "randomized" | "block-krylov" | "lanczos";

  /** Of `"randomized"`: dimensions of the subspace beyond k, by default 10. */
  readonly oversampling?: number;

  /** Of `"randomized"`: how often to multiply by AᵀA, by default 7 if k < min(m, n) / 10, else 4, as scikit-learn. */
  readonly powerIterations?: number;

  /**
   * The largest residual, relative to σ₁, of the triplets wanted: by default 10⁻¹⁰, in single precision 10⁻⁵. Singular
   * values are more accurate by far: their errors go with the squares of the residuals.
   *
   * `"randomized"` by default does not look, and does all of its iterations.
   */
  readonly tolerance?: number;

  /**
   * After how many iterations to stop at the latest; `converged` is false then. An iteration multiplies a block by A
   * and by Aᵀ. For `"randomized"` it is `powerIterations`.
   */
  readonly maxIterations?: number;

  /**
   * In place of a given k: as few triplets as it takes for ‖A − U Σ Vᵀ‖_F ≤ error · ‖A‖_F. k is then the most there may be,
   * by default min(m, n). For operators, and below 2.4·10⁻⁷ (single precision 0.0055) for sparse matrices, too,
   * both norms are estimated from 16 random vectors, to within a third.
   */
  readonly error?: number;

  /** The same, for Σ σ̂ᵢ² ≥ energy · ‖A‖_F²: 0.99 is an error of 0.1. */
  readonly energy?: number;

  /** A safe integer. The same seed gives the same result: on every machine if `reproducible`. By default 0. */
  readonly seed?: number;

  /** Called whenever there is a residual to tell. It may throw, to stop. */
  readonly onProgress?: (progress: Progress) => void;
}

/**
 * Computes the k largest singular values of an m × n matrix or linear operator, and their vectors, A ≈ U · diag(s) · Vt.
 *
 * With the result comes what is known of its errors: the residuals of all triplets, computed by products with A, and bounds
 * of |σ̂ᵢ − σᵢ| and of ‖A − U Σ Vᵀ‖₂ that hold with a probability of 1 − 10⁻⁶, whatever the matrix (Li and Li 2005;
 * Hochstenbach 2013; rounding included). A result that is not as accurate as asked for is no error: `converged` is false.
 *
 * Signs are as in `svd`: the entry of largest magnitude in each column of U is positive. The precision follows the data;
 * operators are computed in double. Memory: A as it is, and about (m + n) · (4k + 40) numbers, by blocks (m + n) · (4k + 200).
 *
 * J. Baglama, L. Reichel, SIAM J. Sci. Comput. 27 (2005) 19–42 (thick restarts); C. Musco,
 * C. Musco, NIPS 2015 (block Krylov); N. Halko, P. G. Martinsson, J. Tropp, SIAM Rev. 53 (2011) 217–288 (randomized);
 * E. Hallman, SIAM J. Matrix Anal. Appl. 43 (2022) 661–680 (rank by error).
 *
 * @param a - A matrix of finite numbers in any form of `MatrixInput`, or an operator.
 *
 * @throws {@link TypeError} if `a` is no matrix or operator, an option is not of its type, or a product of the operator is
 * no matrix.
 * @throws {@link RangeError} if k is not from 1 to min(m, n), another option is out of range, memory does not suffice, or a
 * product of the operator has another shape.
 * @throws {@link NonFiniteError} if an entry, or an entry of a product of the operator, is NaN or ±Infinity.
 *
 * @example
 * ```ts
 * import { Matrix, svds, type LinearOperator } from "wasm-svd";
 *
 * const a = [[3, 0, 0], [0, 2, 0], [0, 0, 1]];
 * const { s, error } = svds(a, { k: 2 });
 * s; // Float64Array [3, 2]
 * error.bound; // 1.000…, since ‖A − U Σ Vᵀ‖₂ is σ₃
 *
 * svds(a, { error: 0.3 }).s.length; // 2, since 1 ≤ 0.3 · √14
 *
 * // diag(1, ½, ⅓, …), which nobody has to hold in memory
 * const harmonic: LinearOperator<Float64Array> = {
 *   rows: 1000,
 *   columns: 1000,
 *   multiply: ({ rows, columns, data }) =>
 *     new Matrix(rows, columns, data.map((x, at) => x / (1 + Math.floor(at / columns)))),
 *   multiplyTransposed: (x) => harmonic.multiply(x),
 * };
 * Math.abs(svds(harmonic, { k: 2 }).s[1] - 0.5); // < 1e-14
 * ```
 */
export function svds<A extends MatrixInput>(
  a: A,
  options?: SvdsOptions,
): TruncatedSVDResult<RealOf<A>>;
export function svds<T extends Real>(
  a: SparseMatrix<T>,
  options?: SvdsOptions,
): TruncatedSVDResult<T>;
export function svds(
  a: LinearOperator<Float64Array>,
  options?: SvdsOptions,
): TruncatedSVDResult<Float64Array>;
/**
 * The same of a complex matrix, A ≈ U · diag(s) · Vh, by block Krylov iteration.
 *
 * @param options - `k`, `oversampling`, `tolerance`, `maxIterations` and `seed`: see `ComplexSvdsOptions`.
 */
export function svds<T extends Real>(
  a: ComplexInput<T>,
  options?: ComplexSvdsOptions,
): ComplexTruncatedSVDResult<T>;
/**
 * The same of a matrix that is given by blocks of its rows, and may be larger than the memory.
 *
 * In two passes over the rows, up to 2,000 columns (by `tsqr`), in more beyond that (block Krylov), or with `onePass` in one, by
 * sketches of A that are as large as the result: J. Tropp, A. Yurtsever, M. Udell, V. Cevher, SIAM J. Sci. Comput. 41
 * (2019) A2430–A2463. In memory are one block, and (m + n) · k numbers, or with `vectors: "right"` n · k.
 *
 * @param blocks - An iterable or async iterable of matrices with as many columns, or a function that returns one: that,
 * or what can be iterated again, such as `readNpyBlocks` of `wasm-svd/io`, is needed for more than one pass.
 *
 * @throws The errors of `tsqr`; {@link TypeError} if blocks that can be read only once would have to be read again.
 *
 * @example
 * ```ts
 * import { svds } from "wasm-svd";
 *
 * function* blocks() {
 *   for (let i = 1; i <= 1000; ++i) yield [[i, 0], [0, 1]];
 * }
 * const { s } = await svds(blocks, { k: 1 });
 * s[0] ** 2; // 333833500.00…, that is Σ i²
 *
 * const once = await svds(blocks(), { k: 1, onePass: true });
 * Math.abs(once.s[0] - s[0]) <= once.valueBounds[0]; // true
 * ```
 */
export function svds(
  blocks: RowBlockSource,
  options?: StreamSvdsOptions,
): Promise<TruncatedSVDResult>;
export function svds(
  a: MatrixInput | SparseMatrix | LinearOperator<Float64Array> | ComplexInput | RowBlockSource,
  options: SvdsOptions | ComplexSvdsOptions | StreamSvdsOptions = {},
): TruncatedSVDResult | ComplexTruncatedSVDResult | Promise<TruncatedSVDResult> {
  if (isRowBlockSource(a)) return svdsStream(a, options as StreamSvdsOptions);
  if (isComplexInput(a)) return complexSvds("svds", a, options);
  return ofMatrix(a, options as SvdsOptions);
}

function ofMatrix(
  a: MatrixInput | SparseMatrix | LinearOperator<Float64Array>,
  options: SvdsOptions,
): TruncatedSVDResult {
  const source = sourceOf(a);
  const request = checkOptions(source, options);
  const method = chooseMethod(source, request);
  if (request.k === 0) return emptyResult(source, method, options);
  if (source.kind !== "operator" && method === "svd") return computeAll(denseOf(source), request);
  const result = compute(source, request, method);
  if (result) return result;
  // Only dense matrices are given up.
  return computeAll((source as Source & { kind: "dense" }).matrix, request);
}

function sourceOf(a: MatrixInput | SparseMatrix | LinearOperator<Float64Array>): Source {
  if (isSparse(a)) {
    checkSparse("svds", a);
    return { kind: "sparse", matrix: a };
  }
  if (isOperator(a)) {
    for (const dimension of [a.rows, a.columns]) {
      if (Number.isSafeInteger(dimension) && dimension >= 0) continue;
      throw new RangeError(
        `svds: expected an operator with a shape of integers >= 0, got ${shape(a.rows, a.columns)}`,
      );
    }
    return { kind: "operator", operator: a, like: new Float64Array(0) };
  }
  return { kind: "dense", matrix: toMatrix("svds", a) };
}

function denseOf(source: Source & { kind: "dense" | "sparse" }): Dense {
  if (source.kind === "dense") return source.matrix;
  const { rows, columns, rowStarts, columnIndices, values } = source.matrix;
  const data = zerosLike(values, rows * columns);
  for (let i = 0; i < rows; ++i) {
    for (let at = rowStarts[i]; at < rowStarts[i + 1]; ++at) {
      data[i * columns + columnIndices[at]] = values[at];
    }
  }
  return { rows, columns, data };
}

function isSparse(a: unknown): a is Sparse {
  return typeof a === "object" && a !== null && "rowStarts" in a && "columnIndices" in a;
}

/** Matrices have a product of their own, `multiply`, but none with their transpose. */
function isOperator(a: unknown): a is LinearOperator<Float64Array> {
  return (
    typeof a === "object" &&
    a !== null &&
    "multiplyTransposed" in a &&
    typeof a.multiplyTransposed === "function"
  );
}
