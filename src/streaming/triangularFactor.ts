import { Matrix } from "../matrix.ts";
import type { Real } from "../real.ts";
import { requireNoOverflow } from "../finite.ts";
import { appendRows, appendRowsBlock } from "../wasm/appendRows.ts";
import type { EngineOptions } from "../wasm/builds.ts";
import { throwNonFinite } from "./rowBlocks.ts";

/**
 * R of A = Q·R, of rows that come little by little: n² numbers, and as many rows as are appended at once.
 *
 * Those are always as many, counted from row 0, however the rows come: so R has the same bits.
 */
export class TriangularFactor {
  readonly columns: number;
  readonly #name: string;
  readonly #options: EngineOptions;
  /** By columns. */
  readonly #r: Float64Array;
  readonly #blockRows: number;
  #pending = new Float64Array(0);
  #held = 0;
  /** Rows that R has taken in. */
  #taken = 0;

  constructor(name: string, columns: number, options: EngineOptions) {
    this.columns = columns;
    this.#name = name;
    this.#options = options;
    this.#r = new Float64Array(columns * columns);
    this.#blockRows = columns === 0 ? 1 : appendRowsBlock(this.#r, columns, options);
  }

  /** Rows appended so far. */
  get rows(): number {
    return this.#taken + this.#held;
  }

  /** Appends rows, one behind the other in `data`, which may be changed afterwards. */
  append(data: Real, rows: number): void {
    const n = this.columns;
    if (n === 0) {
      this.#taken += rows;
      return;
    }
    let at = 0;
    while (at < rows) {
      const take = Math.min(rows - at, this.#blockRows - this.#held);
      const part = data.subarray(at * n, (at + take) * n);
      if (take === this.#blockRows) this.#factor(part, take);
      else this.#hold(part, take);
      at += take;
    }
  }

  /** R, by rows; rows may be appended afterwards. */
  triangle(): Matrix<Float64Array> {
    const n = this.columns;
    this.#flush();
    const r = new Matrix(n, n, this.#r).transpose();
    return requireNoOverflow(this.#name, r);
  }

  #hold(part: Real, rows: number): void {
    const n = this.columns;
    const needed = (this.#held + rows) * n;
    if (this.#pending.length < needed) {
      // Doubled, not at once as large as may be: small matrices are common.
      const grown = new Float64Array(Math.min(this.#blockRows * n, Math.max(2 * needed, 16 * n)));
      grown.set(this.#pending.subarray(0, this.#held * n));
      this.#pending = grown;
    }
    this.#pending.set(part, this.#held * n);
    this.#held += rows;
    if (this.#held === this.#blockRows) this.#flush();
  }

  #flush(): void {
    const rows = this.#held;
    if (rows === 0) return;
    this.#held = 0;
    this.#factor(this.#pending.subarray(0, rows * this.columns), rows);
  }

  #factor(part: Real, rows: number): void {
    if (!appendRows(this.#name, part, this.columns, this.#r, this.#options)) {
      throwNonFinite(this.#name, part, this.columns, this.#taken);
    }
    this.#taken += rows;
  }
}
