import { identityLike } from "../blocks.ts";
import { ConvergenceError, describe, NonFiniteError } from "../errors.ts";
import { SVD } from "../factors.ts";
import { overflow } from "../finite.ts";
import { Matrix } from "../matrix.ts";
import type { MatrixInput, RealOf } from "../matrixInput.ts";
import type { Real } from "../real.ts";
import { readStack, type Stack, type StackInput } from "../stackInput.ts";
import type { EngineOptions } from "../wasm/builds.ts";
import { svdBatch as decomposeAll } from "../wasm/svdBatch.ts";
import { factorSizes, type Vectors } from "../wasm/svd.ts";

export type { StackInput };

export interface SvdBatchOptions extends EngineOptions {
  /**
   * Which singular vectors to compute, with k = min(m, n):
   *
   * - `"thin"` (default): the first k of both, U m × k and Vt k × n;
   * - `"full"`: all, U m × m and Vt n × n, both orthogonal;
   * - `"none"`: U m × 0 and Vt 0 × n. The singular values are the same bits as with vectors.
   */
  readonly vectors?: Vectors;

  /**
   * Whether to say where a matrix is not finite: by default `true`. With `false`,
   * a matrix that holds NaN or ±Infinity throws no error, and all entries of its U,
   * s and Vt are NaN; those of the other matrices are as ever.
   */
  readonly checkFinite?: boolean;
}

/** Arrays of one shape, one after the other, as numpy has them: entry (i, j) of array l is data[(l·m + i)·n + j]. */
export interface Stacked<T extends Real, Shape extends readonly number[]> {
  readonly data: T;
  readonly shape: Shape;
}

/**
 * The singular value decompositions A = U · diag(s) · Vt of a stack of m × n matrices.
 *
 * Its fields are plain data, laid out as numpy's `linalg.svd` of a stack has them.
 *
 * @example
 * ```ts
 * import { svdBatch } from "wasm-svd";
 *
 * const { U, s, Vt } = svdBatch([[[3, 0]], [[0, -4]]]);
 * U.shape; // [2, 1, 1]
 * s.data; // Float64Array [3, 4]
 * Vt.data; // Float64Array [1, 0, 0, -1]
 * ```
 */
export class SVDBatch<T extends Real = Real> {
  /** How many matrices there are. */
  readonly count: number;

  /** Rows and columns of each. */
  readonly rows: number;
  readonly columns: number;

  /** count × m × k (thin), count × m × m (full) or count × m × 0 (none). */
  readonly U: Stacked<T, readonly [count: number, m: number, k: number]>;

  /** count × k: the singular values of each, largest first; none is negative. */
  readonly s: Stacked<T, readonly [count: number, k: number]>;

  /** count × k × n (thin), count × n × n (full) or count × 0 × n (none). */
  readonly Vt: Stacked<T, readonly [count: number, k: number, n: number]>;

  /** Whether the methods of its decompositions, too, compute the same bits on every machine. */
  readonly reproducible: boolean | undefined;

  constructor(
    U: Stacked<T, readonly [number, number, number]>,
    s: Stacked<T, readonly [number, number]>,
    Vt: Stacked<T, readonly [number, number, number]>,
    reproducible?: boolean,
  ) {
    [this.count, this.rows] = U.shape;
    this.columns = Vt.shape[2];
    this.U = U;
    this.s = s;
    this.Vt = Vt;
    this.reproducible = reproducible;
  }

  /**
   * Returns the decomposition of matrix `i`. Its factors are views: they share their numbers with the stack.
   *
   * @param i - From 0 to count − 1.
   * @throws {@link RangeError} if there is no such matrix.
   *
   * @example
   * ```ts
   * import { svdBatch } from "wasm-svd";
   *
   * const batch = svdBatch({ data: [1, 0, 0, 2, 3, 0, 0, 3], shape: [2, 2, 2] });
   * batch.at(0).cond(); // 2
   * batch.at(1).rank(); // 2
   * ```
   */
  at(i: number): SVD<T> {
    if (!Number.isInteger(i) || i < 0 || i >= this.count) {
      throw new RangeError(
        `SVDBatch.at: expected an integer from 0 to ${this.count - 1}, got ${describe(i)}`,
      );
    }
    return new SVD(matrixAt(this.U, i), rowAt(this.s, i), matrixAt(this.Vt, i), this.reproducible);
  }
}

/**
 * Computes the singular value decompositions of many matrices of one shape: for small ones, much faster
 * than one call of `svd` for each.
 *
 * The precision follows the data, as for `svd`; so do the signs, and what is promised of
 * the factors. Where singular values lie close together, singular vectors may be others than
 * those of `svd`. What comes out for a matrix does not depend on the others, to the last bit.
 *
 * Matrices with up to 32 rows and columns are decomposed side by side, one in each lane of the vector
 * registers, by one-sided Jacobi rotations; each is checked as `svd` checks its results, and what does
 * not pass is computed as `svd` does. Larger matrices all are.
 *
 * Cost: 4 (3 × 3) to 9 (32 × 32) sweeps of n² / 2 rotations, each of about 7 m + 4 n flops, for m ≥ n.
 *
 * M. R. Hestenes, Inversion of matrices by biorthogonalization and related results, J. SIAM 6 (1958) 51–90.
 * J. Demmel, K. Veselić, Jacobi's method is more accurate than QR, SIAM J. Matrix Anal. Appl. 13 (1992)
 * 1204–1245.
 *
 * @param stack - `{ data, shape: [count, m, n] }` with the entries of one matrix after the other, each by rows;
 * or an array of matrices of one shape, in any form of `MatrixInput`. It is not modified.
 * @returns The factors, in fresh arrays.
 *
 * @throws {@link TypeError} if `stack` is no stack of matrices of numbers, or an option is not one of those above.
 * @throws {@link RangeError} if shapes differ, the data do not fill the shape, memory does not suffice, or a σ₁ overflows.
 * @throws {@link NonFiniteError} if an entry is NaN or ±Infinity.
 * @throws {@link ConvergenceError} if the iteration stops short or the check fails; no finite matrix is known to do so.
 *
 * @example
 * ```ts
 * import { svdBatch } from "wasm-svd";
 *
 * const data = Float32Array.of(3, 0, 4, 5, 1, 0, 0, 1);
 * const { U, s } = svdBatch({ data, shape: [2, 2, 2] });
 * s.shape; // [2, 2]
 * s.data; // Float32Array [6.7082039, 2.2360679, 1, 1], that is √45, √5, 1 and 1
 * U.data.length; // 8
 *
 * svdBatch([[[1, 2], [2, 4]], [[0, 0], [0, 0]]]).at(0).rank(); // 1
 * ```
 */
export function svdBatch<A extends MatrixInput>(
  stack: readonly A[],
  options?: SvdBatchOptions,
): SVDBatch<RealOf<A>>;
export function svdBatch<D extends ArrayLike<number>>(
  stack: StackInput<D>,
  options?: SvdBatchOptions,
): SVDBatch<D extends Float32Array ? Float32Array : Float64Array>;
export function svdBatch(
  input: StackInput | readonly MatrixInput[],
  options: SvdBatchOptions = {},
): SVDBatch {
  const { vectors = "thin", checkFinite: search = true, ...rest } = options;
  if (vectors !== "thin" && vectors !== "full" && vectors !== "none") {
    throw new TypeError(
      `svdBatch: expected vectors to be "thin", "full" or "none", got ${describe(vectors)}`,
    );
  }
  const stack = readStack("svdBatch", input);
  const { count, rows: m, columns: n, data } = stack;
  if (data.length === 0) return emptyBatch(stack, vectors, rest);
  const { failed, U, s, Vt } = decomposeAll("svdBatch", count, m, n, data, vectors, rest);
  accept(stack, s, failed, search);
  const { uColumns, vtRows } = factorSizes(m, n, vectors);
  return new SVDBatch(
    { data: U, shape: [count, m, uColumns] },
    { data: s, shape: [count, Math.min(m, n)] },
    { data: Vt, shape: [count, vtRows, n] },
    rest.reproducible,
  );
}

/** Throws unless the factors can be trusted. */
function accept(stack: Stack, s: Real, failed: number, search: boolean): void {
  const k = Math.min(stack.rows, stack.columns);
  for (let i = 0; i < stack.count; ++i) {
    const first = s[i * k];
    if (first < Infinity) continue;
    if (first === Infinity) {
      throw overflow("svdBatch", `the largest singular value of matrix ${i}`);
    }
    if (search) checkFinite(stack, i);
  }
  if (failed < 0) return;
  throw new ConvergenceError(
    `svdBatch: matrix ${failed}: no convergence, or its factors fail the check against it`,
  );
}

/** Throws if an entry of matrix i is NaN or ±Infinity. */
function checkFinite({ rows, columns, data }: Stack, i: number): void {
  const a = data.subarray(i * rows * columns, (i + 1) * rows * columns);
  const at = a.findIndex((x) => !Number.isFinite(x));
  if (at < 0) return;
  const row = Math.floor(at / columns);
  const column = at % columns;
  throw new NonFiniteError(
    `svdBatch: expected finite numbers, got ${a[at]} at row ${row}, column ${column} of matrix ${i}`,
    row,
    column,
  );
}

/** No matrices, or matrices without rows or columns: all there can be is the singular vectors of zeros. */
function emptyBatch(
  { count, rows: m, columns: n, data }: Stack,
  vectors: Vectors,
  { reproducible }: EngineOptions,
): SVDBatch {
  const { uColumns, vtRows } = factorSizes(m, n, vectors);
  const orthonormal = (rows: number, columns: number) => {
    const all = data.constructor as Float64ArrayConstructor;
    const square = rows === columns ? identityLike(data, rows).data : new all(rows * columns);
    const repeated = new all(count * square.length);
    for (let i = 0; i < count; ++i) repeated.set(square, i * square.length);
    return { data: repeated as Real, shape: [count, rows, columns] as const };
  };
  return new SVDBatch(
    orthonormal(m, uColumns),
    { data: data.slice(0, 0), shape: [count, Math.min(m, n)] },
    orthonormal(vtRows, n),
    reproducible,
  );
}

function matrixAt<T extends Real>(
  { data, shape: [, rows, columns] }: Stacked<T, readonly [number, number, number]>,
  i: number,
): Matrix<T> {
  const length = rows * columns;
  return new Matrix(rows, columns, data.subarray(i * length, (i + 1) * length) as T);
}

function rowAt<T extends Real>(
  { data, shape: [, length] }: Stacked<T, readonly [number, number]>,
  i: number,
): T {
  return data.subarray(i * length, (i + 1) * length) as T;
}
