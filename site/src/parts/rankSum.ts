import { Matrix, multiply, type SVD } from "wasm-svd";

/** Terms `from` … `to` of U · diag(s): their columns, each times its singular value and `sign`. */
export function scaledColumns(
  { U, s }: SVD<Float32Array>,
  from: number,
  to: number,
  sign = 1,
): Matrix<Float32Array> {
  const count = to - from;
  const data = new Float32Array(U.rows * count);
  for (let i = 0; i < U.rows; ++i) {
    for (let j = 0; j < count; ++j) {
      data[i * count + j] = sign * s[from + j] * U.data[i * U.columns + from + j];
    }
  }
  return new Matrix(U.rows, count, data);
}

/** Rows `from` … `to` of Vt; a view, nothing is copied. */
export function rowsOf({ Vt }: SVD<Float32Array>, from: number, to: number): Matrix<Float32Array> {
  const { columns: n, data } = Vt;
  return new Matrix(to - from, n, data.subarray(from * n, to * n));
}

/**
 * The sum of the first terms of a decomposition, at hand while a slider moves: from one rank to another only the terms
 * between them are added or taken away.
 */
export class RankSum {
  readonly #svd: SVD<Float32Array>;
  readonly #sum: Float32Array;
  #rank = 0;

  constructor(svd: SVD<Float32Array>) {
    this.#svd = svd;
    this.#sum = new Float32Array(svd.U.rows * svd.Vt.columns);
  }

  /** The terms that are in the sum. */
  get rank(): number {
    return this.#rank;
  }

  /** The sum of `rank` terms, row by row; good until the next call. */
  moveTo(rank: number): Float32Array {
    if (rank < Math.abs(rank - this.#rank)) {
      this.#sum.fill(0);
      this.#rank = 0;
    }
    const [from, to] = [Math.min(rank, this.#rank), Math.max(rank, this.#rank)];
    if (from < to) {
      const sign = rank > this.#rank ? 1 : -1;
      const { data } = multiply(
        scaledColumns(this.#svd, from, to, sign),
        rowsOf(this.#svd, from, to),
      );
      const sum = this.#sum;
      for (let i = 0; i < sum.length; ++i) sum[i] += data[i];
    }
    this.#rank = rank;
    return this.#sum;
  }
}
