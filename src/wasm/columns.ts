import { zerosLike, type Dense, type Real } from "../real.ts";
import type { Engine } from "./engine.ts";
import type { ResidentOperator } from "./operators.ts";

/** `count` vectors of one length in WebAssembly's memory, each contiguous, one behind the other. */
export interface Columns {
  readonly length: number;
  readonly count: number;
  /** Where they lie: for this folder only. */
  readonly at: number;
}

/** A small matrix of coefficients, which lives in JavaScript. Always in double precision. */
export type Small = Dense<Float64Array>;

/**
 * Operations on tall blocks of vectors that stay in WebAssembly's memory. All that crosses the border are small
 * matrices: whoever orchestrates an algorithm by these knows no address.
 */
export class Workspace<T extends Real = Real> {
  readonly #engine: Engine<T>;
  readonly #size: number;

  constructor(engine: Engine<T>) {
    this.#engine = engine;
    this.#size = engine.numbers.BYTES_PER_ELEMENT;
  }

  /** The gap between 1 and the next number. */
  get eps(): number {
    return this.#size === 8 ? 2 ** -52 : 2 ** -23;
  }

  /** Runs `body`, and frees all vectors that it allocated. */
  scope<R>(body: () => R): R {
    return this.#engine.arena.scope(body);
  }

  /** Allocates vectors; their numbers are whatever the memory held. */
  allocate(length: number, count: number): Columns {
    return { length, count, at: this.#engine.allocate(length * count) };
  }

  /** Some of the vectors: the same memory. */
  part({ length, at }: Columns, first: number, count: number): Columns {
    return { length, count, at: at + first * length * this.#size };
  }

  copy(from: Columns, to: Columns): void {
    const start = from.at / this.#size;
    this.#engine.numbers.copyWithin(to.at / this.#size, start, start + from.length * from.count);
  }

  /** Fills vectors, one number after the other. */
  fill(x: Columns, next: () => number): void {
    const { numbers } = this.#engine;
    const start = x.at / this.#size;
    const end = start + x.length * x.count;
    for (let i = start; i < end; ++i) numbers[i] = next();
  }

  /** Copies vectors in. */
  write(x: Columns, data: T): void {
    this.#engine.write(x.at, data);
  }

  /** The vectors in a fresh array, each contiguous: as rows of a matrix. */
  rows(x: Columns): T {
    return this.#engine.pull(x.at, x.length * x.count);
  }

  /** The vectors in a fresh array, as columns of a matrix by rows. */
  columns(x: Columns): T {
    if (x.count === 1) return this.rows(x);
    return this.scope(() => {
      const byRows = this.allocate(x.length, x.count);
      this.#interleave(x, byRows.at);
      return this.rows(byRows);
    });
  }

  /** Y = A·X or, if `flip`, Aᵀ·X. */
  apply(a: ResidentOperator, flip: boolean, x: Columns, y: Columns): void {
    const b = x.count;
    if (b === 0) return;
    const multiply = (xAt: number, yAt: number) =>
      flip ? a.multiplyTransposed(b, xAt, yAt) : a.multiply(b, xAt, yAt);
    if (b === 1) return multiply(x.at, y.at);
    this.scope(() => {
      const from = this.#engine.allocate(x.length * b);
      const to = this.#engine.allocate(y.length * b);
      this.#interleave(x, from);
      multiply(from, to);
      this.#separate(to, y);
    });
  }

  /** XᵀY. */
  inner(x: Columns, y: Columns): Small {
    const [p, q] = [x.count, y.count];
    if (p * q === 0) return { rows: p, columns: q, data: new Float64Array(0) };
    const { exports, numbers } = this.#engine;
    const stride = x.length * this.#size;
    const data = this.scope(() => {
      const at = this.#engine.allocate(p * q);
      if (q === 1) {
        numbers.fill(0, at / this.#size, at / this.#size + p);
        exports.gemvTransposed(x.length, p, 1, x.at, stride, y.at, at);
      } else {
        // By columns this is YᵀX, q × p: by rows, XᵀY.
        this.#gemm(
          q,
          p,
          x.length,
          1,
          [y.at, stride, this.#size],
          [x.at, this.#size, stride],
          0,
          at,
          q,
        );
      }
      return this.#engine.pull(at, p * q);
    });
    return { rows: p, columns: q, data: Float64Array.from(data) };
  }

  /** Y = beta·Y + alpha·X·C. */
  combine(alpha: number, x: Columns, c: Small, beta: 0 | 1, y: Columns): void {
    const { count: p, length } = x;
    const q = y.count;
    if (q * length === 0) return;
    this.scope(() => {
      const at = this.#engine.allocate(p * q);
      this.#engine.write(at, c.data as Real as T);
      const stride = length * this.#size;
      if (q === 1) {
        if (beta === 0) this.fill(y, () => 0);
        this.#engine.exports.gemv(length, p, alpha, x.at, stride, at, y.at);
      } else {
        this.#gemm(
          length,
          q,
          p,
          alpha,
          [x.at, this.#size, stride],
          [at, q * this.#size, this.#size],
          beta,
          y.at,
          length,
        );
      }
    });
  }

  /** X = X·C for a square or narrower C: the first vectors of X are overwritten, and returned. */
  rotate(x: Columns, c: Small): Columns {
    const to = this.part(x, 0, c.columns);
    this.scope(() => {
      const result = this.allocate(x.length, c.columns);
      this.combine(1, x, c, 0, result);
      this.copy(result, to);
    });
    return to;
  }

  /** The length of each vector. */
  norms(x: Columns): Float64Array {
    return Float64Array.from({ length: x.count }, (_, j) => this.norm(this.part(x, j, 1)));
  }

  /** √ of the sum of the squares of all numbers. */
  norm(x: Columns): number {
    return this.#engine.exports.norm(x.length * x.count, x.at);
  }

  scale(x: Columns, factor: number): void {
    this.#engine.exports.scale(x.length * x.count, factor, x.at);
  }

  /** Multiplies each vector by a number of its own. */
  scaleEach(x: Columns, factors: ArrayLike<number>): void {
    for (let j = 0; j < x.count; ++j) this.scale(this.part(x, j, 1), factors[j]);
  }

  /** Y += α_j·X, vector by vector. */
  addEach(x: Columns, factors: ArrayLike<number>, y: Columns): void {
    for (let j = 0; j < x.count; ++j) {
      this.#engine.exports.axpy(x.length, factors[j], this.part(x, j, 1).at, this.part(y, j, 1).at);
    }
  }

  /** From vectors that are contiguous each to rows of their numbers. */
  #interleave(x: Columns, to: number): void {
    const { exports } = this.#engine;
    exports.transpose(x.length, x.count, x.at, x.length * this.#size, to, x.count * this.#size);
  }

  #separate(from: number, y: Columns): void {
    const { exports } = this.#engine;
    exports.transpose(y.count, y.length, from, y.count * this.#size, y.at, y.length * this.#size);
  }

  /** C = beta·C + alpha·A·B; A and B as [address, bytes between rows, bytes between columns], C by columns. */
  #gemm(
    m: number,
    n: number,
    k: number,
    alpha: number,
    a: readonly [number, number, number],
    b: readonly [number, number, number],
    beta: number,
    c: number,
    rowsOfC: number,
  ): void {
    const { exports, arena } = this.#engine;
    arena.scope(() => {
      const work = arena.allocate(exports.gemmWorkspace(m, n, k));
      exports.gemm(m, n, k, alpha, ...a, ...b, beta, c, rowsOfC * this.#size, work);
    });
  }

  /** A zero of the precision in use, for arrays like it. */
  get like(): T {
    return zerosLike(this.#engine.numbers, 0);
  }
}
