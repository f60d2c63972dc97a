import { columnsOf, identityLike, rowsOf } from "../blocks.ts";
import { decompose } from "../decompositions/decompose.ts";
import type { Dense } from "../real.ts";
import type { EngineOptions } from "../wasm/builds.ts";
import { multiply } from "../wasm/multiply.ts";
import { qr } from "../wasm/qr.ts";

export type Doubles = Dense<Float64Array>;

/** Columns of a basis that stand in some of its rows, and are zero in the others. */
interface Panel {
  readonly first: number;
  readonly part: Doubles;
}

/** What `expand` finds: X = U·inside + outside·R, up to `lost` in the Frobenius norm. */
export interface Expansion {
  readonly inside: Doubles;
  /** Orthonormal, and orthogonal to U. */
  readonly outside: Doubles;
  readonly R: Doubles;
  readonly lost: number;
}

/** What is left of a vector by projection, relative to it, where it is taken for rounding errors. */
const NEGLIGIBLE = 2 ** -46;

/** Columns of the panels, as a multiple of those of U, beyond which they are multiplied out. */
const WIDEST = 4;

/**
 * An orthonormal basis that changes often, m × r, as U = [P₀ P₁ …]·M: to turn it by a small matrix turns M only, and new
 * directions are another panel. Every few updates the panels are multiplied out.
 *
 * M. Brand, Fast low-rank modifications of the thin singular value decomposition, Linear Algebra Appl. 415 (2006) 20–30, §4.1.
 */
export class FactoredBasis {
  #rows: number;
  #panels: Panel[] = [];
  #mix: Doubles;
  readonly #options: EngineOptions;

  constructor(u: Doubles, options: EngineOptions) {
    this.#rows = u.rows;
    this.#panels = [{ first: 0, part: u }];
    this.#mix = identityLike(u.data, u.columns);
    this.#options = options;
  }

  get rows(): number {
    return this.#rows;
  }

  get columns(): number {
    return this.#mix.columns;
  }

  /** U, m × r. */
  matrix(): Doubles {
    this.#multiplyOut();
    return this.#panels[0].part;
  }

  /** UᵀX. */
  project(x: Doubles): Doubles {
    const sums = new Float64Array(this.#mix.rows * x.columns);
    let at = 0;
    for (const { first, part } of this.#panels) {
      const inPanel = this.#multiply(part, rowsOf(x, first, first + part.rows), true);
      sums.set(inPanel.data, at);
      at += inPanel.data.length;
    }
    return this.#multiply(this.#mix, dense(this.#mix.rows, x.columns, sums), true);
  }

  /** X less its projection, U·UᵀX, and that. */
  #remove(x: Doubles): { inside: Doubles; rest: Doubles } {
    const inside = this.project(x);
    const image = this.#image(this.#multiply(this.#mix, inside));
    return {
      inside,
      rest: dense(
        x.rows,
        x.columns,
        x.data.map((entry, i) => entry - image.data[i]),
      ),
    };
  }

  /**
   * Splits X, m × c, into what lies in the space of U and new directions. "Twice is enough" (B. Parlett, The Symmetric
   * Eigenvalue Problem, §6.9): the second time it is the directions that are projected, once they are of length 1.
   */
  expand(x: Doubles): Expansion {
    const { inside, rest } = this.#remove(x);
    const { U, s, Vt } = decompose("IncrementalSVD", rest, this.#options);
    const zero = NEGLIGIBLE * norm(x.data);
    let kept = 0;
    while (kept < s.length && s[kept] > zero) ++kept;
    kept = Math.min(kept, this.#rows - this.columns);
    const R = rowsOf(Vt, 0, kept);
    for (let i = 0; i < R.data.length; ++i) R.data[i] *= s[Math.floor(i / R.columns)];
    const lost = norm(s.subarray(kept));
    if (R.data.length === 0) return { inside, outside: columnsOf(U, 0, kept), R, lost };
    // As orthonormal as U's own columns: of a QR whose R is nearly the identity, but for signs.
    const directions = this.#remove(columnsOf(U, 0, kept)).rest;
    const { Q, R: signs } = qr("IncrementalSVD", directions, false, this.#options);
    return { inside, outside: Q, R: this.#multiply(signs, R), lost };
  }

  /** U ← [U E], of rows that U has not: c more rows, with the identity in c more columns. */
  appendIdentity(c: number): void {
    this.#panels.push({ first: this.#rows, part: identityLike(this.#mix.data, c) });
    this.#rows += c;
    this.#mix = blockDiagonal(this.#mix, c);
  }

  /** U ← [U Q], Q m × c. */
  appendColumns(q: Doubles): void {
    if (q.columns === 0) return;
    this.#panels.push({ first: 0, part: q });
    this.#mix = blockDiagonal(this.#mix, q.columns);
  }

  /** U ← U·W. */
  turn(w: Doubles): void {
    this.#mix = this.#multiply(this.#mix, w);
    if (this.#mix.rows > WIDEST * Math.max(8, w.columns)) this.#multiplyOut();
  }

  #multiplyOut(): void {
    const u = this.#image(this.#mix);
    this.#panels = [{ first: 0, part: u }];
    this.#mix = identityLike(u.data, u.columns);
  }

  /** [P₀ P₁ …]·Y. */
  #image(y: Doubles): Doubles {
    const image = new Float64Array(this.#rows * y.columns);
    let at = 0;
    for (const { first, part } of this.#panels) {
      const { data } = this.#multiply(part, rowsOf(y, at, at + part.columns));
      for (let i = 0, to = first * y.columns; i < data.length; ++i, ++to) image[to] += data[i];
      at += part.columns;
    }
    return dense(this.#rows, y.columns, image);
  }

  #multiply(a: Doubles, b: Doubles, transposeA = false): Doubles {
    return multiply("IncrementalSVD", a, b, { ...this.#options, transposeA });
  }
}

export function dense(rows: number, columns: number, data: Float64Array): Doubles {
  return { rows, columns, data };
}

/** ‖x‖₂, for numbers whose squares do not matter where they underflow. */
export function norm(x: Float64Array): number {
  let largest = 0;
  for (const entry of x) largest = Math.max(largest, Math.abs(entry));
  if (!(largest > 0)) return largest;
  let sum = 0;
  for (const entry of x) sum += (entry / largest) ** 2;
  return largest * Math.sqrt(sum);
}

/** [A 0; 0 I]. */
function blockDiagonal(a: Doubles, c: number): Doubles {
  const columns = a.columns + c;
  const data = new Float64Array((a.rows + c) * columns);
  for (let i = 0; i < a.rows; ++i) {
    data.set(a.data.subarray(i * a.columns, (i + 1) * a.columns), i * columns);
  }
  for (let i = 0; i < c; ++i) data[(a.rows + i) * columns + a.columns + i] = 1;
  return dense(a.rows + c, columns, data);
}
