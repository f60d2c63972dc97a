import { rowsOf } from "../blocks.ts";
import { checkFinite } from "../finite.ts";
import { Matrix, toMatrix } from "../matrix.ts";
import type { MatrixInput } from "../matrixInput.ts";
import { convert } from "../product.ts";
import type { EngineOptions } from "../wasm/builds.ts";
import { asMatrix, ChangingSVD } from "./changingSvd.ts";
import { dense, FactoredBasis, type Doubles } from "./factoredBasis.ts";
import { checkOptions, readSaved, type SavedSVD } from "./incrementalOptions.ts";
import { RunningMean } from "./runningMean.ts";

export interface IncrementalOptions extends EngineOptions {
  /** The largest rank: so many singular values are kept, an integer ≥ 1. */
  readonly k: number;
  /** `"both"` (default), or `"right"`: no U, which has a row for each row of A and is all that grows. */
  readonly vectors?: "both" | "right";
  /** All that came before counts this much, each time rows or columns are appended: above 0, and 1 by default. */
  readonly forgetting?: number;
  /** Whether to decompose A less the mean of its rows, which changes as they come. Needs `vectors: "right"`. */
  readonly center?: boolean;
}

/** Rows that are taken in at once: as many as are kept, and at least this. */
const CHUNK = 32;

/**
 * The k largest singular values of a matrix and their vectors, A ≈ U · diag(s) · Vt, as rows and columns come and go. Exact,
 * but for rounding, as long as the rank is at most k; `discarded` says how far from A it may be otherwise. In double
 * precision. To append c rows takes some (m + n)(k + c)² flops, those of U only every few times.
 *
 * M. Brand, Fast low-rank modifications of the thin singular value decomposition, Linear Algebra Appl. 415 (2006) 20–30.
 * H. Zha, H. Simon, On updating problems in latent semantic indexing, SIAM J. Sci. Comput. 21 (1999) 782–791. The mean:
 * D. Ross, J. Lim, R. Lin, M. Yang, Incremental learning for robust visual tracking, Int. J. Comput. Vis. 77 (2008) 125–141.
 *
 * @example
 * ```ts
 * import { IncrementalSVD } from "wasm-svd";
 *
 * const A = new IncrementalSVD({ k: 2 });
 * A.append([[3, 0]]).append([[4, 5]]);
 * A.s; // Float64Array [6.708203932499369, 2.23606797749979], that is √45 and √5
 * A.append([[100, 100]]).removeRows(2);
 * A.s; // Float64Array [6.7082039324…, 2.2360679774…]
 * A.discarded; // < 1e-12
 * ```
 */
export class IncrementalSVD {
  readonly k: number;
  readonly forgetting: number;
  readonly #options: EngineOptions;
  readonly #mean: RunningMean | undefined;
  readonly #hasU: boolean;
  readonly #svd: ChangingSVD;
  #columns: number | undefined;
  #rows = 0;

  /** @throws {@link TypeError} or {@link RangeError} if an option is none of those above. */
  constructor(options: IncrementalOptions) {
    const { k, vectors, forgetting, center, reproducible } = checkOptions(options);
    this.k = k;
    this.forgetting = forgetting;
    this.#options = { reproducible };
    this.#hasU = vectors === "both";
    this.#mean = center ? new RunningMean() : undefined;
    this.#svd = new ChangingSVD(k, this.#hasU, this.#options);
  }

  /** m × r, with orthonormal columns. r is the rank of A, but at most k. */
  get U(): Matrix<Float64Array> {
    if (this.#hasU) return asMatrix(this.#svd.u.matrix());
    throw new TypeError('IncrementalSVD.U: expected vectors: "both", got "right"');
  }

  /** The r singular values, largest first. */
  get s(): Float64Array {
    return this.#svd.s.slice();
  }

  /** r × n, with orthonormal rows. */
  get Vt(): Matrix<Float64Array> {
    return asMatrix(this.#svd.v.matrix()).transpose();
  }

  /** m: the rows that were appended and not removed. */
  get rows(): number {
    return this.#rows;
  }

  /** n; 0 before the first rows. */
  get columns(): number {
    return this.#columns ?? 0;
  }

  /** With `center`, the mean of all rows. */
  get mean(): Float64Array | undefined {
    return this.#mean?.mean(this.columns);
  }

  /**
   * An upper bound of ‖A − U·diag(s)·Vt‖ in the Frobenius norm, but for rounding errors: all singular values that were cut
   * off, as the root of the sum of their squares where only rows (or only columns) were appended, which it then is exactly.
   */
  get discarded(): number {
    return this.#svd.discarded;
  }

  /** Appends rows, c × n. */
  append(rows: MatrixInput): this {
    const b = this.#read("append", rows);
    if (b.rows === 0 && b.columns === 0) return this;
    this.#columns ??= b.columns;
    this.#checkSize("append", "columns", b.columns, this.columns);
    if (this.#svd.v.rows !== this.columns) this.#svd.begin(this.columns);
    if (b.rows > 0) this.#forget();
    const chunk = Math.max(CHUNK, this.k);
    for (let first = 0; first < b.rows; first += chunk) {
      const part = rowsOf(b, first, Math.min(b.rows, first + chunk));
      this.#svd.appendRows(this.#mean ? this.#mean.center(part) : part);
      this.#rows += part.rows;
    }
    return this;
  }

  /** Appends columns, m × c. Needs U. */
  appendColumns(columns: MatrixInput): this {
    const b = this.#read("appendColumns", columns);
    this.#needU("appendColumns");
    this.#checkSize("appendColumns", "rows", b.rows, this.#rows);
    if (b.columns === 0) return this;
    this.#forget();
    this.#columns = this.columns + b.columns;
    this.#svd.appendColumns(b);
    return this;
  }

  /**
   * Adds a·bᵀ to A. Needs U.
   *
   * @param a - m numbers.
   * @param b - n numbers.
   */
  update(a: ArrayLike<number>, b: ArrayLike<number>): this {
    this.#needU("update");
    const x = this.#read("update: a", [Float64Array.from(a)]);
    const y = this.#read("update: b", [Float64Array.from(b)]);
    this.#checkSize("update", "entries of a", x.columns, this.#rows);
    this.#checkSize("update", "entries of b", y.columns, this.columns);
    this.#svd.addRankOne(x.data, y.data);
    return this;
  }

  /**
   * Removes rows: what is left of U·diag(s)·Vt is decomposed anew. Needs U.
   *
   * @param first - The first of them, counted from 0 among those that are there now.
   * @returns Of the directions in the space of U, how much is left of the one that the rows take most of: from 0 to 1. Near 0,
   *   the smallest values are left with few digits: what cancels is not known better than ε·σ₁.
   */
  removeRows(first: number, count = 1): number {
    this.#needU("removeRows");
    const m = this.#rows;
    const fits = Number.isInteger(first) && Number.isInteger(count) && first >= 0 && count >= 0;
    if (!fits || first + count > m) {
      throw new RangeError(
        `IncrementalSVD.removeRows: expected some of ${m} rows, got ${count} from row ${first} on`,
      );
    }
    this.#rows -= count;
    return this.#svd.removeRows(first, count);
  }

  /**
   * Takes rows out of AᵀA that are somewhere in A, where U is not kept: as if they had never been appended.
   *
   * @returns From 0 to 1, as `removeRows`, the least of all rows: the values that are left have errors of about ε·σ₁ over
   *   that. 0 if there is no such row in A, as far as it is known; then as much of it is taken as there is.
   */
  downdate(rows: MatrixInput): number {
    const b = this.#read("downdate", rows);
    if (this.#hasU || this.#mean) {
      const instead = this.#mean
        ? "center: false"
        : 'vectors: "right"; with U, there is removeRows';
      throw new TypeError(`IncrementalSVD.downdate: expected ${instead}`);
    }
    this.#checkSize("downdate", "columns", b.columns, this.columns);
    if (b.rows > this.#rows) {
      throw new RangeError(
        `IncrementalSVD.downdate: expected up to ${this.#rows} rows, got ${b.rows}`,
      );
    }
    let left = 1;
    for (let i = 0; i < b.rows; ++i) {
      const row = b.data.subarray(i * b.columns, (i + 1) * b.columns);
      this.#rows -= 1;
      left = Math.min(left, this.#svd.removeFromGram(row));
    }
    return left;
  }

  /** All that there is as plain data, for `JSON.stringify`. */
  toJSON(): SavedSVD {
    return {
      k: this.k,
      vectors: this.#hasU ? "both" : "right",
      forgetting: this.forgetting,
      rows: this.#rows,
      columns: this.columns,
      s: Array.from(this.#svd.s),
      U: this.#hasU ? Array.from(this.#svd.u.matrix().data) : [],
      V: Array.from(this.#svd.v.matrix().data),
      discarded: this.#svd.discarded,
      grown: this.#svd.grown ?? null,
      mean: this.#mean?.toJSON() ?? null,
    };
  }

  /** @throws {@link TypeError} or {@link RangeError} if that is not what `toJSON` gives. */
  static fromJSON(saved: SavedSVD, { reproducible }: EngineOptions = {}): IncrementalSVD {
    const { k, vectors, forgetting, rows, columns, mean, ...rest } = readSaved(saved);
    const center = mean !== null;
    const result = new IncrementalSVD({
      k,
      vectors,
      forgetting,
      center,
      ...(reproducible !== undefined && { reproducible }),
    });
    const r = rest.s.length;
    result.#svd.s = Float64Array.from(rest.s);
    result.#rows = rows;
    result.#columns = rows > 0 || columns > 0 ? columns : undefined;
    if (vectors === "both")
      result.#svd.u = new FactoredBasis(dense(rows, r, Float64Array.from(rest.U)), result.#options);
    result.#svd.v = new FactoredBasis(
      dense(columns, r, Float64Array.from(rest.V)),
      result.#options,
    );
    result.#svd.discarded = rest.discarded;
    result.#svd.grown = rest.grown ?? undefined;
    if (mean) result.#mean?.restore(mean);
    return result;
  }

  #forget(): void {
    if (this.forgetting < 1) this.#svd.scale(this.forgetting);
  }

  #read(what: string, a: MatrixInput): Doubles {
    const name = `IncrementalSVD.${what}`;
    const matrix = toMatrix(name, a);
    checkFinite(name, matrix);
    return convert(matrix, "float64") as Doubles;
  }

  #needU(what: string): void {
    if (this.#hasU) return;
    throw new TypeError(`IncrementalSVD.${what}: expected vectors: "both", got "right"`);
  }

  #checkSize(what: string, of: string, got: number, expected: number): void {
    if (got === expected) return;
    throw new RangeError(`IncrementalSVD.${what}: expected ${expected} ${of}, got ${got}`);
  }
}
