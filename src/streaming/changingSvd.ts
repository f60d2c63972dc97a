import { columnsOf } from "../blocks.ts";
import { decompose } from "../decompositions/decompose.ts";
import { Matrix } from "../matrix.ts";
import type { EngineOptions } from "../wasm/builds.ts";
import { downdateValues } from "./downdate.ts";
import { dense, FactoredBasis, norm, type Doubles, type Expansion } from "./factoredBasis.ts";

/** Which side of A grew. */
export type Grown = "rows" | "columns" | "both";

/**
 * A = U·diag(s)·Vᵀ of rank k or less, as A changes: whatever changes it makes A = [U P]·K·[V Q]ᵀ with new directions P and
 * Q, and the SVD of the small core K turns both bases. The arguments are right: IncrementalSVD has checked them.
 */
export class ChangingSVD {
  u: FactoredBasis;
  v: FactoredBasis;
  s = new Float64Array(0);
  /** An upper bound of what was cut off, in the Frobenius norm. */
  discarded = 0;
  /** As long as it is one of both, the parts that were cut off are orthogonal to each other. */
  grown: Grown | undefined;
  readonly #k: number;
  readonly #hasU: boolean;
  readonly #options: EngineOptions;

  constructor(k: number, hasU: boolean, options: EngineOptions) {
    this.#k = k;
    this.#hasU = hasU;
    this.#options = options;
    this.u = this.#basis(0);
    this.v = this.#basis(0);
  }

  /** Begins with n columns. */
  begin(n: number): void {
    this.v = this.#basis(n);
  }

  /** Multiplies A by a number. */
  scale(factor: number): void {
    this.s = this.s.map((sigma) => sigma * factor);
    this.discarded *= factor;
  }

  /** [A; B], with the core [S 0; Pᵀ Rᵀ]. */
  appendRows(b: Doubles): void {
    const right = this.v.expand(asMatrix(b).transpose());
    const r = this.s.length;
    if (this.#hasU) this.u.appendIdentity(b.rows);
    this.v.appendColumns(right.outside);
    const core = this.#core(r + b.rows, r + right.R.rows);
    place(core, asMatrix(right.inside).transpose(), r, 0);
    place(core, asMatrix(right.R).transpose(), r, r);
    this.#decompose(core, right.lost, "rows");
  }

  /** [A B], with the core [S P; 0 R]. */
  appendColumns(b: Doubles): void {
    const left = this.u.expand(b);
    const r = this.s.length;
    this.v.appendIdentity(b.columns);
    this.u.appendColumns(left.outside);
    const core = this.#core(r + left.R.rows, r + b.columns);
    place(core, left.inside, 0, r);
    place(core, left.R, r, r);
    this.#decompose(core, left.lost, "columns");
  }

  /** A + x·yᵀ, with the core diag(S, 0) + p·qᵀ. */
  addRankOne(x: Float64Array, y: Float64Array): void {
    const left = this.u.expand(dense(x.length, 1, x));
    const right = this.v.expand(dense(y.length, 1, y));
    this.u.appendColumns(left.outside);
    this.v.appendColumns(right.outside);
    const core = this.#core(this.s.length + left.R.rows, this.s.length + right.R.rows);
    const [p, q] = [stack(left), stack(right)];
    for (let i = 0; i < core.rows; ++i) {
      for (let j = 0; j < core.columns; ++j) core.data[i * core.columns + j] += p[i] * q[j];
    }
    this.#decompose(core, left.lost * norm(y) + right.lost * norm(x), "both");
  }

  /** A without rows first … first + count − 1: of what is left of U, the SVD. Returns its least singular value. */
  removeRows(first: number, count: number): number {
    const { rows: m, columns: r, data } = this.u.matrix();
    const kept = new Float64Array((m - count) * r);
    kept.set(data.subarray(0, first * r));
    kept.set(data.subarray((first + count) * r), first * r);
    const part = decompose("IncrementalSVD.removeRows", dense(m - count, r, kept), this.#options);
    this.u = new FactoredBasis(part.U, this.#options);
    const rows = part.s.length;
    const turned = part.Vt.data.map((x, i) => x * part.s[Math.floor(i / r)] * this.s[i % r]);
    this.#decompose(dense(rows, r, turned), 0, "both");
    return rows < r ? 0 : (part.s[r - 1] ?? 1);
  }

  /** Takes a row out of AᵀA; returns what downdateValues says is left. */
  removeFromGram(x: Float64Array): number {
    const { inside } = this.v.expand(dense(x.length, 1, x));
    const { core, gamma } = downdateValues(this.s, inside.data);
    this.#decompose(core, 0, "both");
    return gamma;
  }

  /** S, with zeros around it. */
  #core(rows: number, columns: number): Doubles {
    const core = dense(rows, columns, new Float64Array(rows * columns));
    this.s.forEach((sigma, i) => (core.data[i * columns + i] = sigma));
    return core;
  }

  /** A = U·core·Vᵀ: turns both bases to the singular vectors of the core, and keeps k. */
  #decompose(core: Doubles, lost: number, grown: Grown): void {
    const { U, s, Vt } = decompose("IncrementalSVD", core, this.#options);
    let kept = Math.min(this.#k, s.length);
    // The vectors of zeros are anything.
    while (kept > 0 && !(s[kept - 1] > 0)) --kept;
    if (this.#hasU) this.u.turn(columnsOf(U, 0, kept));
    this.v.turn(columnsOf(Vt.transpose(), 0, kept));
    this.s = s.slice(0, kept);
    this.grown = this.grown === undefined || this.grown === grown ? grown : "both";
    const dropped = norm(s.subarray(kept));
    const together =
      this.grown === "both" ? this.discarded + dropped : Math.hypot(this.discarded, dropped);
    this.discarded = lost + together;
  }

  #basis(rows: number): FactoredBasis {
    return new FactoredBasis(dense(rows, 0, new Float64Array(0)), this.#options);
  }
}

function stack({ inside, R }: Expansion): Float64Array {
  const all = new Float64Array(inside.rows + R.rows);
  all.set(inside.data);
  all.set(R.data, inside.rows);
  return all;
}

/** Writes B into A, from row i and column j on. */
function place(a: Doubles, b: Doubles, i: number, j: number): void {
  for (let row = 0; row < b.rows; ++row) {
    const part = b.data.subarray(row * b.columns, (row + 1) * b.columns);
    a.data.set(part, (i + row) * a.columns + j);
  }
}

export function asMatrix({ rows, columns, data }: Doubles): Matrix<Float64Array> {
  return new Matrix(rows, columns, data);
}
