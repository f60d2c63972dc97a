import { checkCount, countKept, type Truncation } from "../approximation/truncation.ts";
import { columnsOf, rowsOf } from "../blocks.ts";
import { dtypeOf, type Real } from "../real.ts";
import type { VectorInput } from "../solvers/solve.ts";
import { conditionOf, cumulativeEnergy, normOf, type SpectralNorm } from "../solvers/spectrum.ts";
import { rankOf, type ToleranceOptions } from "../solvers/tolerance.ts";
import type { MatrixInput } from "../matrixInput.ts";
import { asComplexMatrix, type ComplexInput, type ComplexMatrix } from "./complexMatrix.ts";
import { convertPlanes, eachPlane, requireFinitePlanes, type Planes } from "./planes.ts";
import { complexMultiply } from "./product.ts";
import { readComplexSide } from "./rightSide.ts";
import { invertComplex, scaledRows, solveComplex, type ComplexSolveOptions } from "./solve.ts";

/**
 * A singular value decomposition A = U · diag(s) · Vh of a complex m × n matrix, and what follows from it without
 * decomposing again. Vh is the conjugate transpose of V; s is real.
 *
 * @example
 * ```ts
 * import { ComplexMatrix, svd } from "wasm-svd";
 *
 * const [U, s, Vh] = svd(ComplexMatrix.from([[[0, 3]], [[4, 0]]])); // 3i above 4
 * s; // Float64Array [5]
 * U.get(1, 0); // [0.8, 0]
 * Vh.rows; // 1
 * ```
 */
export class ComplexSVD<T extends Real = Real> {
  /** m × k (thin), m × m (full) or m × 0 (none). Its columns, the left singular vectors, are orthonormal. */
  readonly U: ComplexMatrix<T>;

  /** The k singular values, largest first; none is negative. */
  readonly s: T;

  /** k × n (thin), n × n (full) or 0 × n (none). Its rows are the conjugates of the right singular vectors. */
  readonly Vh: ComplexMatrix<T>;

  /** Whether the methods, too, compute the same bits on every machine; undefined: as `init` says. */
  readonly reproducible: boolean | undefined;

  constructor(U: ComplexMatrix<T>, s: T, Vh: ComplexMatrix<T>, reproducible?: boolean) {
    this.U = U;
    this.s = s;
    this.Vh = Vh;
    this.reproducible = reproducible;
  }

  /** Yields U, s and Vh, for `const [U, s, Vh] = svd(a)`; each typed as both, as in `SVD`. */
  *[Symbol.iterator](): Iterator<ComplexMatrix<T> & T, void, undefined> {
    yield* [this.U, this.s, this.Vh] as (ComplexMatrix<T> & T)[];
  }

  /**
   * Returns the number of singular values that are not zero.
   *
   * @param tolerance - Values up to `tolerance` · σ₁ count as zero; by default max(m, n) · ε.
   */
  rank(tolerance?: number): number {
    return rankOf("ComplexSVD.rank", this.U.rows, this.Vh.columns, this.s, tolerance);
  }

  /**
   * Returns the condition number σ₁ / σₖ, which is Infinity if σₖ is 0.
   *
   * @throws {@link RangeError} if the matrix is empty.
   */
  cond(): number {
    return conditionOf("ComplexSVD.cond", this.s);
  }

  /**
   * Returns a norm of the matrix.
   *
   * @param kind - `"fro"` (default): √Σ σᵢ²; `2`: σ₁; `"nuclear"`: Σ σᵢ.
   */
  norm(kind: SpectralNorm = "fro"): number {
    return normOf("ComplexSVD.norm", this.s, kind);
  }

  /**
   * Returns the product of the factors, cut off after the k largest singular values: of all m × n matrices of rank k
   * the nearest to A (Eckart–Young). 8mnk flops.
   *
   * @param k - From 0 to all, which is the default.
   *
   * @example
   * ```ts
   * import { ComplexMatrix, svd } from "wasm-svd";
   *
   * const A = svd(ComplexMatrix.from([[[0, 3], [0, 0]], [[0, 0], [1, 0]]]));
   * A.reconstruct(1).toArray(); // [[[0, 3], [0, 0]], [[0, 0], [0, 0]]]
   * ```
   */
  reconstruct(k: number = this.s.length): ComplexMatrix<T> {
    const name = "ComplexSVD.reconstruct";
    this.#needVectors(name);
    checkCount(name, k, this.s.length);
    const left = eachPlane(this.U, (plane) => columnsOf(plane, 0, k));
    const right = scaledRows(this.Vh, this.s, k);
    const { reproducible } = this;
    const product = complexMultiply(name, left, right, { reproducible });
    return asComplexMatrix(requireFinitePlanes(name, product));
  }

  /**
   * Returns the decomposition of the nearest matrix of lower rank.
   *
   * @param by - How many singular values to keep, or what they have to achieve: see `Truncation`.
   * @throws {@link RangeError} if `by` is out of range.
   */
  truncate(by: Truncation): ComplexSVD<T> {
    const name = "ComplexSVD.truncate";
    const k = countKept(name, this.U.rows, this.Vh.columns, this.s, by);
    return new ComplexSVD(
      asComplexMatrix(
        eachPlane(this.U, (plane) => columnsOf(plane, 0, Math.min(k, plane.columns))),
      ),
      this.s.slice(0, k) as T,
      asComplexMatrix(eachPlane(this.Vh, (plane) => rowsOf(plane, 0, Math.min(k, plane.rows)))),
      this.reproducible,
    );
  }

  /**
   * Returns the share of the first k singular values in Σ σᵢ², from 0 to 1. For a matrix of zeros it is 1.
   *
   * @param k - From 0 to all.
   */
  energy(k: number): number {
    checkCount("ComplexSVD.energy", k, this.s.length);
    const energy = cumulativeEnergy(this.s);
    const total = energy[this.s.length];
    return energy[k] === total ? 1 : energy[k] / total;
  }

  /**
   * Returns the Moore–Penrose pseudoinverse, n × m. 8mnr flops.
   *
   * @throws {@link RangeError} if it overflows.
   */
  pinv(options: ToleranceOptions = {}): ComplexMatrix<T> {
    this.#needVectors("ComplexSVD.pinv");
    const { reproducible } = this;
    return asComplexMatrix(invertComplex("ComplexSVD.pinv", this, { ...options, reproducible }));
  }

  /**
   * Returns the shortest x that minimizes ‖A x − b‖.
   *
   * @param b - A complex or real matrix with m rows, one system for each column, or a real vector with m entries.
   * @param options - `tolerance`: which singular values count as zero; `ridge`: see `lstsq`.
   * @returns A matrix with n rows, and as many columns as b has.
   */
  solve(
    b: ComplexInput | MatrixInput | VectorInput,
    options: ComplexSolveOptions = {},
  ): ComplexMatrix<T> {
    const name = "ComplexSVD.solve";
    this.#needVectors(name);
    const side = readComplexSide(name, b, this.U.rows);
    const converted = convertPlanes(side, dtypeOf(this.s)) as Planes<T>;
    const { reproducible } = this;
    return asComplexMatrix(solveComplex(name, this, converted, { ...options, reproducible }));
  }

  #needVectors(name: string): void {
    if (this.U.columns >= this.s.length && this.Vh.rows >= this.s.length) return;
    throw new TypeError(`${name}: expected singular vectors, got svd with vectors: "none"`);
  }
}
