import { decompose } from "../decompositions/decompose.ts";
import { describe } from "../errors.ts";
import type { SVD } from "../factors.ts";
import { allFinite } from "../finite.ts";
import { Matrix, toMatrix } from "../matrix.ts";
import type { MatrixInput } from "../matrixInput.ts";
import type { Real } from "../real.ts";
import type { EngineOptions } from "../wasm/builds.ts";
import { throwNonFinite } from "./rowBlocks.ts";

/**
 * A sketch of a matrix whose rows come little by little: ℓ rows B that stand for all rows A, in every direction x
 *
 *     0 ≤ ‖A x‖² − ‖B x‖² ≤ bound·‖x‖²,     bound ≤ ‖A − Aₖ‖²/(ℓ + 1 − k) for each k ≤ ℓ (Frobenius norm)
 *
 * but for rounding errors. Nothing is random: what `bound` says follows from the rows that came. In double precision.
 * A buffer of 2ℓ rows takes them in; where it is full, an SVD of it takes σ²(ℓ+1) off the squares of its singular values.
 * That costs O(dℓ) flops for each row of d numbers.
 *
 * M. Ghashami, E. Liberty, J. Phillips, D. Woodruff, Frequent directions: simple and deterministic matrix sketching, SIAM
 * J. Comput. 45 (2016) 1762–1792, algorithm 3.1 and theorem 1.1.
 *
 * @example
 * ```ts
 * import { FrequentDirections } from "wasm-svd";
 *
 * const sketch = new FrequentDirections(2);
 * sketch.append([[3, 0, 0], [0, 2, 0], [0, 0, 1]]);
 * sketch.bound; // 1
 * sketch.svd().s; // Float64Array [2.8284271247461903, 1.7320508075688772], that is √(9 − 1) and √(4 − 1)
 * sketch.sketch.rows; // 2
 * ```
 */
export class FrequentDirections {
  /** ℓ, the rows of the sketch. */
  readonly size: number;
  readonly #options: EngineOptions;
  /** 2ℓ rows, the first of which are in use. */
  #buffer = new Float64Array(0);
  #used = 0;
  #columns: number | undefined;
  #rows = 0;
  #bound = 0;
  #energy = 0;

  /**
   * @param size - ℓ, an integer ≥ 1.
   * @throws {@link RangeError} if it is not.
   */
  constructor(size: number, options: EngineOptions = {}) {
    if (!Number.isInteger(size) || size < 1) {
      throw new RangeError(
        `FrequentDirections: expected a size that is an integer >= 1, got ${describe(size)}`,
      );
    }
    this.size = size;
    this.#options = options;
  }

  /** The rows that were appended. */
  get rows(): number {
    return this.#rows;
  }

  /** d; 0 before the first rows. */
  get columns(): number {
    return this.#columns ?? 0;
  }

  /** ‖A‖², in the Frobenius norm. */
  get energy(): number {
    return this.#energy;
  }

  /** B, ℓ × d; rows of zeros at its end where fewer have come. To read it compresses what is in the buffer. */
  get sketch(): Matrix<Float64Array> {
    this.#compress();
    const d = this.columns;
    return new Matrix(this.size, d, this.#buffer.slice(0, this.size * d));
  }

  /** All that was taken off: an upper bound of ‖AᵀA − BᵀB‖₂ for the B that `sketch` gives. */
  get bound(): number {
    this.#compress();
    return this.#bound;
  }

  /**
   * Appends rows, c × d.
   *
   * @throws {@link RangeError} if there are other columns than before.
   * @throws {@link NonFiniteError} if an entry is NaN or ±Infinity; its row counts from the first that was appended.
   */
  append(rows: MatrixInput): this {
    const { rows: c, columns: d, data } = toMatrix("FrequentDirections.append", rows);
    if (c === 0 && d === 0) return this;
    this.#checkColumns("append", d);
    if (!allFinite(data)) throwNonFinite("FrequentDirections.append", data, d, this.#rows);
    this.#take(data, c, d);
    this.#rows += c;
    for (let i = 0; i < data.length; ++i) this.#energy += data[i] * data[i];
    return this;
  }

  /** Takes in the rows that another sketch stands for. Both bounds add up; the other sketch stays as it is, but compressed. */
  merge(other: FrequentDirections): this {
    const { data, rows, columns } = other.sketch;
    if (other.columns === 0) return this;
    this.#checkColumns("merge", columns);
    const { bound, energy } = other;
    this.#take(data, rows, columns);
    this.#rows += other.rows;
    this.#bound += bound;
    this.#energy += energy;
    return this;
  }

  /** The SVD of the sketch: its V is that of A, as far as the bound allows. σ² of A are up to `bound` larger than those here. */
  svd(): SVD<Float64Array> {
    return decompose("FrequentDirections.svd", this.sketch, this.#options);
  }

  #take(data: Real, c: number, d: number): void {
    if (this.#buffer.length === 0) this.#buffer = new Float64Array(2 * this.size * d);
    let at = 0;
    while (at < c) {
      if (this.#used === 2 * this.size) this.#compress();
      const count = Math.min(c - at, 2 * this.size - this.#used);
      this.#buffer.set(data.subarray(at * d, (at + count) * d), this.#used * d);
      this.#used += count;
      at += count;
    }
  }

  /** Brings the rows in use down to ℓ. */
  #compress(): void {
    const l = this.size;
    const d = this.columns;
    if (this.#used <= l || d === 0) return;
    const used = new Matrix(this.#used, d, this.#buffer.slice(0, this.#used * d));
    const { s, Vt } = decompose("FrequentDirections", used, this.#options);
    const cut = s[l] ?? 0;
    this.#buffer.fill(0);
    for (let i = 0; i < Math.min(l, s.length); ++i) {
      const left = Math.sqrt(s[i] - cut) * Math.sqrt(s[i] + cut);
      for (let j = 0; j < d; ++j) this.#buffer[i * d + j] = left * Vt.data[i * d + j];
    }
    this.#used = Math.min(l, s.length);
    this.#bound += cut * cut;
  }

  #checkColumns(what: string, d: number): void {
    this.#columns ??= d;
    if (d === this.#columns) return;
    throw new RangeError(`FrequentDirections.${what}: expected ${this.#columns} columns, got ${d}`);
  }
}
