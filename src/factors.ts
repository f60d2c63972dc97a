import { checkCount, countKept } from "./approximation/truncation.ts";
import type { Truncation } from "./approximation/truncation.ts";
import { columnsOf, rowsOf, scaleRows } from "./blocks.ts";
import { shape } from "./errors.ts";
import { checkFinite, requireNoOverflow } from "./finite.ts";
import { Matrix } from "./matrix.ts";
import { readMatrix, type MatrixInput } from "./matrixInput.ts";
import type { Dense, Real } from "./real.ts";
import { inPrecisionOf, invert, readRightSide, solve } from "./solvers/solve.ts";
import type { SolveOptions, VectorInput } from "./solvers/solve.ts";
import { conditionOf, cumulativeEnergy, normOf, type SpectralNorm } from "./solvers/spectrum.ts";
import { rankOf, type ToleranceOptions } from "./solvers/tolerance.ts";
import { multiply } from "./wasm/multiply.ts";

/** The four fundamental subspaces of an m × n matrix of rank r, each as the columns of a matrix. */
export interface Subspaces<T extends Real> {
  /** m × r: all A x. */
  readonly range: Matrix<T>;
  /** n × r: all Aᵀ y. */
  readonly rowSpace: Matrix<T>;
  /** n × (n − r): all x with A x = 0. */
  readonly nullSpace: Matrix<T>;
  /** m × (m − r): all y with Aᵀ y = 0. */
  readonly leftNullSpace: Matrix<T>;
}

/**
 * A singular value decomposition A = U · diag(s) · Vt of an m × n matrix, and
 * what follows from it without decomposing again.
 *
 * Its fields are plain data and may be sent to a worker; `new SVD(U, s, Vt)` makes
 * an SVD of what arrives there, once U and Vt are matrices again.
 *
 * @example
 * ```ts
 * import { svd } from "wasm-svd";
 *
 * const [U, s, Vt] = svd([[3, 0], [4, 5]]);
 * s; // Float64Array [6.708203932499369, 2.23606797749979], that is √45 and √5
 * U.rows; // 2
 * Vt.columns; // 2
 * ```
 */
export class SVD<T extends Real = Real> {
  /** m × k (thin), m × m (full) or m × 0 (none). Its columns, the left singular vectors, are orthonormal. */
  readonly U: Matrix<T>;

  /** The k singular values, largest first; none is negative. */
  readonly s: T;

  /** k × n (thin), n × n (full) or 0 × n (none). Its rows, the right singular vectors, are orthonormal. */
  readonly Vt: Matrix<T>;

  /** Whether the methods, too, compute the same bits on every machine; undefined: as `init` says. */
  readonly reproducible: boolean | undefined;

  constructor(U: Matrix<T>, s: T, Vt: Matrix<T>, reproducible?: boolean) {
    this.U = U;
    this.s = s;
    this.Vt = Vt;
    this.reproducible = reproducible;
  }

  /**
   * Yields U, s and Vt, for `const [U, s, Vt] = svd(a)`.
   *
   * TypeScript knows one type for all that an iterator yields. Typed as both, each
   * variable can be used as what it is.
   */
  *[Symbol.iterator](): Iterator<Matrix<T> & T, void, undefined> {
    yield* [this.U, this.s, this.Vt] as (Matrix<T> & T)[];
  }

  /**
   * Returns the number of singular values that are not zero.
   *
   * @param tolerance - Values up to `tolerance` · σ₁ count as zero; by default max(m, n) · ε.
   *
   * @example
   * ```ts
   * import { svd } from "wasm-svd";
   *
   * svd([[1, 2], [2, 4]]).rank(); // 1
   * ```
   */
  rank(tolerance?: number): number {
    return this.#rank("SVD.rank", tolerance);
  }

  /**
   * Returns the condition number σ₁ / σₖ, which is Infinity if σₖ is 0.
   *
   * @throws {@link RangeError} if the matrix is empty.
   *
   * @example
   * ```ts
   * import { svd } from "wasm-svd";
   *
   * svd([[4, 0], [0, 2]]).cond(); // 2
   * ```
   */
  cond(): number {
    return conditionOf("SVD.cond", this.s);
  }

  /**
   * Returns a norm of the matrix.
   *
   * @param kind - `"fro"` (default): √Σ σᵢ²; `2`: σ₁; `"nuclear"`: Σ σᵢ.
   *
   * @example
   * ```ts
   * import { svd } from "wasm-svd";
   *
   * const A = svd([[3, 0], [0, -4]]);
   * A.norm(); // 5
   * A.norm(2); // 4
   * A.norm("nuclear"); // 7
   * ```
   */
  norm(kind: SpectralNorm = "fro"): number {
    return normOf("SVD.norm", this.s, kind);
  }

  /**
   * Returns the product of the factors, cut off after the k largest singular
   * values: of all m × n matrices of rank k the nearest to A, in the Frobenius
   * norm and in the 2-norm (Eckart–Young). 2mnk flops.
   *
   * @param k - From 0 to all, which is the default.
   *
   * @example
   * ```ts
   * import { svd } from "wasm-svd";
   *
   * const A = svd([[3, 0], [0, 1]]);
   * A.reconstruct(1).toArray(); // [[3, 0], [0, 0]]
   * ```
   */
  reconstruct(k: number = this.s.length): Matrix<T> {
    const name = "SVD.reconstruct";
    this.#needVectors(name);
    checkCount(name, k, this.s.length);
    const right = scaleRows(rowsOf(this.Vt, 0, k), this.s);
    return this.#product(name, columnsOf(this.U, 0, k), right);
  }

  /**
   * Returns the decomposition of the nearest matrix of lower rank.
   *
   * @param by - How many singular values to keep, or what they have to achieve: see `Truncation`.
   * @throws {@link RangeError} if `by` is out of range.
   *
   * @example
   * ```ts
   * import { svd } from "wasm-svd";
   *
   * const A = svd([[9, 0, 0], [0, 2, 0], [0, 0, 1]]);
   * A.truncate(2).s; // Float64Array [9, 2]
   * A.truncate({ energy: 0.9 }).s; // Float64Array [9]
   * ```
   */
  truncate(by: Truncation): SVD<T> {
    return this.#keep(countKept("SVD.truncate", this.#m, this.#n, this.s, by));
  }

  /**
   * Returns the share of the first k singular values in Σ σᵢ², from 0 to 1. For a
   * matrix of zeros it is 1.
   *
   * @param k - From 0 to all.
   *
   * @example
   * ```ts
   * import { svd } from "wasm-svd";
   *
   * svd([[3, 0], [0, 4]]).energy(1); // 0.64
   * ```
   */
  energy(k: number): number {
    checkCount("SVD.energy", k, this.s.length);
    const energy = cumulativeEnergy(this.s);
    return energy[k] === energy[this.s.length] ? 1 : energy[k] / energy[this.s.length];
  }

  /**
   * Returns the Moore–Penrose pseudoinverse, n × m. 2mnr flops.
   *
   * @throws {@link RangeError} if it overflows.
   *
   * @example
   * ```ts
   * import { svd } from "wasm-svd";
   *
   * svd([[2, 0], [0, 4], [0, 0]]).pinv().toArray(); // [[0.5, 0, 0], [0, 0.25, 0]]
   * ```
   */
  pinv(options: ToleranceOptions = {}): Matrix<T> {
    this.#needVectors("SVD.pinv");
    const { reproducible } = this;
    return toMatrix(invert("SVD.pinv", this, { ...options, reproducible }));
  }

  /**
   * Returns the shortest x that minimizes ‖A x − b‖.
   *
   * @param b - A vector with m entries, or a matrix with m rows: one system for each column.
   * @param options - `tolerance`: which singular values count as zero; `ridge`: see `lstsq`.
   * @returns A vector with n entries for a vector; for a matrix, one with n rows.
   *
   * @example
   * ```ts
   * import { svd } from "wasm-svd";
   *
   * const A = svd([[2, 0], [0, 4]]);
   * A.solve([2, 8]); // Float64Array [1, 2]
   * ```
   */
  solve(b: VectorInput, options?: SolveOptions): T;
  solve(b: MatrixInput, options?: SolveOptions): Matrix<T>;
  solve(b: VectorInput | MatrixInput, options: SolveOptions = {}): Matrix<T> | T {
    const name = "SVD.solve";
    this.#needVectors(name);
    const { b: side, isVector } = readRightSide(name, b, this.#m);
    const { reproducible } = this;
    const x = solve(name, this, inPrecisionOf(this.s, side), { ...options, reproducible });
    return isVector ? x.data : toMatrix(x);
  }

  /**
   * Returns orthonormal bases of the four fundamental subspaces, as columns.
   *
   * Needs `vectors: "full"`, unless the matrix is square.
   *
   * @param tolerance - Singular values up to `tolerance` · σ₁ count as zero; by default max(m, n) · ε.
   * @throws {@link TypeError} if U or Vt is not square.
   *
   * @example
   * ```ts
   * import { svd } from "wasm-svd";
   *
   * const { range, nullSpace } = svd([[2, 0, 0], [0, 1, 0]], { vectors: "full" }).subspaces();
   * range.columns; // 2
   * nullSpace.toArray(); // [[0], [0], [1]]
   * ```
   */
  subspaces(tolerance?: number): Subspaces<T> {
    const { U, Vt } = this;
    if (U.columns < U.rows || Vt.rows < Vt.columns) {
      throw new TypeError(
        `SVD.subspaces: expected all singular vectors (svd with vectors: "full"), got U ${shape(U.rows, U.columns)} and Vt ${shape(Vt.rows, Vt.columns)}`,
      );
    }
    const r = this.#rank("SVD.subspaces", tolerance);
    return {
      range: toMatrix(columnsOf(U, 0, r)),
      rowSpace: toMatrix(rowsOf(Vt, 0, r)).transpose(),
      nullSpace: toMatrix(rowsOf(Vt, r, Vt.rows)).transpose(),
      leftNullSpace: toMatrix(columnsOf(U, r, U.columns)),
    };
  }

  /**
   * Returns the coordinates x · V of the rows of x along the first k right
   * singular vectors: the scores of a principal component analysis, if the
   * columns of A and x were centred.
   *
   * @param x - A p × n matrix: one point for each row.
   * @param k - From 0 to all, which is the default.
   * @returns A p × k matrix.
   *
   * @example
   * ```ts
   * import { svd } from "wasm-svd";
   *
   * // The principal axis of these centred points is (1, 1) / √2.
   * const points = [[-1, -1], [1, 1]];
   * const scores = svd(points).transform(points, 1);
   * Math.abs(scores.get(0, 0)); // 1.4142…
   * ```
   */
  transform(x: MatrixInput, k: number = this.s.length): Matrix<T> {
    const name = "SVD.transform";
    this.#needVectors(name);
    checkCount(name, k, this.s.length);
    const points = readMatrix(`${name}: x`, x);
    if (points.columns !== this.#n) {
      throw new RangeError(`${name}: x: expected ${this.#n} columns, got ${points.columns}`);
    }
    checkFinite(`${name}: x`, points);
    return this.#product(name, inPrecisionOf(this.s, points), rowsOf(this.Vt, 0, k), true);
  }

  /**
   * Returns the points z · Vᵀ, for coordinates along the first right singular
   * vectors: `inverseTransform(transform(x))` projects the rows of x onto them.
   *
   * @param z - A p × k matrix, for a k from 0 to the number of singular values.
   * @returns A p × n matrix.
   *
   * @example
   * ```ts
   * import { svd } from "wasm-svd";
   *
   * const A = svd([[2, 0], [0, 1]]);
   * A.inverseTransform(A.transform([[5, 7]], 1)).toArray(); // [[5, 0]]
   * ```
   */
  inverseTransform(z: MatrixInput): Matrix<T> {
    const name = "SVD.inverseTransform";
    this.#needVectors(name);
    const coordinates = readMatrix(`${name}: z`, z);
    if (coordinates.columns > this.s.length) {
      throw new RangeError(
        `${name}: z: expected up to ${this.s.length} columns, got ${coordinates.columns}`,
      );
    }
    checkFinite(`${name}: z`, coordinates);
    const right = rowsOf(this.Vt, 0, coordinates.columns);
    return this.#product(name, inPrecisionOf(this.s, coordinates), right);
  }

  /**
   * Returns σᵢ² / Σ σⱼ² for each singular value that is kept here: the share of
   * the variance along each principal axis, if the columns of A were centred. For
   * a matrix of zeros, zeros.
   *
   * @example
   * ```ts
   * import { svd } from "wasm-svd";
   *
   * svd([[3, 0], [0, 4]]).explainedVarianceRatio(); // Float64Array [0.64, 0.36]
   * ```
   */
  explainedVarianceRatio(): T {
    const energy = cumulativeEnergy(this.s);
    const total = energy[this.s.length];
    const largest = this.s[0];
    return this.s.map((sigma) => (total > 0 ? (sigma / largest) ** 2 / total : 0)) as T;
  }

  /**
   * Returns the same decomposition without what belongs to singular values that
   * are zero: U m × r, s r, Vt r × n, with r = `rank(tolerance)`.
   *
   * @example
   * ```ts
   * import { svd } from "wasm-svd";
   *
   * const { U, s, Vt } = svd([[1, 2], [2, 4]]).compact();
   * s; // Float64Array [5]
   * U.columns; // 1
   * Vt.rows; // 1
   * ```
   */
  compact(tolerance?: number): SVD<T> {
    return this.#keep(this.#rank("SVD.compact", tolerance));
  }

  get #m(): number {
    return this.U.rows;
  }

  get #n(): number {
    return this.Vt.columns;
  }

  #rank(name: string, tolerance: number | undefined): number {
    return rankOf(name, this.#m, this.#n, this.s, tolerance);
  }

  #keep(k: number): SVD<T> {
    const { U, s, Vt, reproducible } = this;
    return new SVD(
      toMatrix(columnsOf(U, 0, Math.min(k, U.columns))),
      s.slice(0, k) as T,
      toMatrix(rowsOf(Vt, 0, Math.min(k, Vt.rows))),
      reproducible,
    );
  }

  #product(name: string, a: Dense<T>, b: Dense<T>, transposeB = false): Matrix<T> {
    const { reproducible } = this;
    return toMatrix(requireNoOverflow(name, multiply(name, a, b, { transposeB, reproducible })));
  }

  #needVectors(name: string): void {
    if (this.U.columns >= this.s.length && this.Vt.rows >= this.s.length) return;
    throw new TypeError(`${name}: expected singular vectors, got svd with vectors: "none"`);
  }
}

function toMatrix<T extends Real>({ rows, columns, data }: Dense<T>): Matrix<T> {
  return new Matrix(rows, columns, data);
}
