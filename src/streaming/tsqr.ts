import { rowsOf } from "../blocks.ts";
import { decompose } from "../decompositions/decompose.ts";
import { svdvalsOf } from "../decompositions/svdvals.ts";
import type { SVD } from "../factors.ts";
import { Matrix } from "../matrix.ts";
import { rankOf } from "../solvers/tolerance.ts";
import type { EngineOptions } from "../wasm/builds.ts";
import { leftVectors } from "./leftVectors.ts";
import { readRowBlocks, type RowBlockSource, type StreamOptions } from "./rowBlocks.ts";
import { TriangularFactor } from "./triangularFactor.ts";

export interface TsqrOptions extends EngineOptions, StreamOptions {}

export interface LeftVectorsOptions extends StreamOptions {
  /** How many columns of U: by default `trustworthy`; at most `rank()`. */
  readonly k?: number;
}

/** The gap between 1 and the next number, in double precision. */
const EPS = 2 ** -52;

/** Half of the digits: columns of U that are less orthogonal are given only to those who ask for them. */
const HALF = 2 ** -26;

/**
 * The triangular factor of a matrix A = Q·R that was read by blocks of its rows, and what follows from it. All in
 * double precision, whatever the blocks were.
 */
export class TSQR {
  /** n × n, upper triangular, with RᵀR = AᵀA. */
  readonly R: Matrix<Float64Array>;
  /** m, the rows of all blocks. */
  readonly rows: number;
  /** n. */
  readonly columns: number;
  readonly #options: EngineOptions;
  #svd: SVD<Float64Array> | undefined;

  constructor(R: Matrix<Float64Array>, rows: number, options: EngineOptions = {}) {
    this.R = R;
    this.rows = rows;
    this.columns = R.columns;
    this.#options = options;
  }

  /** The min(m, n) singular values of A, largest first. Computed at the first use, with Vt. */
  get s(): Float64Array {
    return this.#decomposed().s;
  }

  /** The right singular vectors of A, min(m, n) × n. */
  get Vt(): Matrix<Float64Array> {
    return this.#decomposed().Vt;
  }

  /** The singular values alone: the same bits as `s`, without what Vt costs. */
  svdvals(): Float64Array {
    if (this.#svd) return this.#svd.s.slice();
    return svdvalsOf("tsqr", this.R, this.#options).slice(0, Math.min(this.rows, this.columns));
  }

  /** The number of singular values that are not zero: beyond `tolerance` · σ₁, by default max(m, n) · ε. */
  rank(tolerance?: number): number {
    return rankOf("TSQR.rank", this.rows, this.columns, this.s, tolerance);
  }

  /**
   * For each column of U, how far from orthogonal to the others it is expected to be: n·ε·σ₁/σᵢ, at most 1. The columns
   * follow from V, which is known up to that.
   */
  get orthogonality(): Float64Array {
    const { s, columns } = this;
    return s.map((sigma) => (sigma > 0 ? Math.min(1, columns * EPS * (s[0] / sigma)) : 1));
  }

  /** How many columns of U are orthogonal to half of the digits or better. */
  get trustworthy(): number {
    const bad = this.orthogonality.findIndex((error) => error > HALF);
    return bad < 0 ? this.s.length : bad;
  }

  /**
   * Yields U = A·V·diag(s)⁻¹, a block for each block, in the precision of that. A second pass over the same rows.
   *
   * @throws {@link RangeError} if there are more or fewer rows, or k is more than the rank.
   */
  async *U(
    blocks: RowBlockSource,
    { k = this.trustworthy, ...options }: LeftVectorsOptions = {},
  ): AsyncGenerator<Matrix, void, undefined> {
    const rank = this.rank();
    if (!Number.isInteger(k) || k < 0 || k > rank) {
      throw new RangeError(`TSQR.U: expected k from 0 to the rank, ${rank}, got ${k}`);
    }
    const { s, Vt, rows } = this;
    const right = { s: s.subarray(0, k), Vt: rowsOf(Vt, 0, k) };
    let seen = 0;
    for await (const block of leftVectors(blocks, right, { ...this.#options, ...options })) {
      seen += block.rows;
      yield block;
    }
    if (seen !== rows) {
      throw new RangeError(`TSQR.U: expected the ${rows} rows of the first pass, got ${seen}`);
    }
  }

  #decomposed(): SVD<Float64Array> {
    if (!this.#svd) {
      const all = decompose("tsqr", this.R, this.#options);
      const k = Math.min(this.rows, this.columns);
      this.#svd = k === this.columns ? all : all.truncate(k);
    }
    return this.#svd;
  }
}

/**
 * Factors a matrix A = Q·R that is given by blocks of its rows, and may be larger than the memory: one block at a
 * time, and 2 n² numbers, are what it takes. R gives the singular values of A and its right singular vectors; the left ones
 * follow in a second pass.
 *
 * By Householder reflections of R on top of the next rows, in double precision also for blocks of single: singular
 * values have errors of a small multiple of ε₆₄·σ₁, where those of AᵀA would have up to √ε₆₄·σ₁. R has the same bits,
 * however the rows are cut into blocks. 2mn² flops.
 *
 * J. Demmel, L. Grigori, M. Hoemmen, J. Langou, Communication-optimal parallel and sequential QR and LU
 * factorizations, SIAM J. Sci. Comput. 34 (2012) A206–A239, §2.2 (sequential TSQR).
 *
 * @param blocks - Row blocks with as many columns each and any number of rows: an iterable or async iterable of
 *   matrices, or a function that returns one. A block is read before the next is asked for, and may lie in the same memory.
 * @returns R, the shape, and what follows.
 *
 * @throws {@link TypeError} if `blocks` is not iterable, or a block not a matrix (says which).
 * @throws {@link RangeError} if blocks differ in columns, there are none, or memory does not suffice.
 * @throws {@link NonFiniteError} if an entry is NaN or ±Infinity; its row is that of the whole.
 * @throws What the iterable throws.
 *
 * @example
 * ```ts
 * import { tsqr } from "wasm-svd";
 *
 * const blocks = [[[3, 0], [0, 0]], [[4, 5]]]; // 3 × 2, in two blocks
 * const { s, rows } = await tsqr(blocks);
 * s; // Float64Array [6.708203932499369, 2.23606797749979], that is √45 and √5
 * rows; // 3
 * ```
 */
export async function tsqr(blocks: RowBlockSource, options: TsqrOptions = {}): Promise<TSQR> {
  const { reproducible } = options;
  const factor = await factorRows("tsqr", blocks, options);
  return new TSQR(factor.triangle(), factor.rows, { reproducible });
}

/** The same for the function `name`, in whatever pass. */
export async function factorRows(
  name: string,
  blocks: RowBlockSource,
  { reproducible, ...options }: TsqrOptions,
): Promise<TriangularFactor> {
  let factor: TriangularFactor | undefined;
  for await (const { block } of readRowBlocks(name, blocks, options)) {
    const { rows, columns, data } = block;
    if (rows === 0 && columns === 0) continue;
    factor ??= new TriangularFactor(name, columns, { reproducible });
    factor.append(data, rows);
  }
  return factor ?? new TriangularFactor(name, 0, { reproducible });
}
