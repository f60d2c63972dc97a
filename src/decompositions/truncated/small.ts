import { transposed } from "../../blocks.ts";
import type { Small } from "../../wasm/columns.ts";
import { svd } from "../../wasm/svd.ts";
import type { EngineOptions } from "../../wasm/builds.ts";

/** Small matrices by rows, in double precision: what an algorithm knows of its blocks of vectors. */

export function zeroSmall(rows: number, columns: number): Small {
  return { rows, columns, data: new Float64Array(rows * columns) };
}

export function multiplySmall(a: Small, b: Small): Small {
  const c = zeroSmall(a.rows, b.columns);
  const n = b.columns;
  for (let i = 0; i < a.rows; ++i) {
    for (let p = 0; p < a.columns; ++p) {
      const factor = a.data[i * a.columns + p];
      if (factor === 0) continue;
      for (let j = 0; j < n; ++j) c.data[i * n + j] += factor * b.data[p * n + j];
    }
  }
  return c;
}

/** √Σ cᵢⱼ². */
export function normSmall({ data }: Small): number {
  let sum = 0;
  for (const x of data) sum += x * x;
  return Math.sqrt(sum);
}

/** Writes a matrix into a larger one. */
export function setBlock(to: Small, row: number, column: number, from: Small): void {
  for (let i = 0; i < from.rows; ++i) {
    const line = from.data.subarray(i * from.columns, (i + 1) * from.columns);
    to.data.set(line, (row + i) * to.columns + column);
  }
}

/** Copies a part of a matrix. */
export function block(a: Small, row: number, rows: number, column: number, columns: number): Small {
  const b = zeroSmall(rows, columns);
  for (let i = 0; i < rows; ++i) {
    const start = (row + i) * a.columns + column;
    b.data.set(a.data.subarray(start, start + columns), i * columns);
  }
  return b;
}

/** The factors of a small matrix, B = X·diag(s)·Zᵀ, with X and Z as columns. */
export interface SmallSvd {
  readonly X: Small;
  readonly s: Float64Array;
  readonly Z: Small;
}

export function svdSmall(b: Small, options: EngineOptions): SmallSvd {
  const { U, s, Vt } = svd("svds", b, "thin", options);
  return { X: U!, s, Z: transposed(Vt!) };
}

/**
 * The upper triangular R with RᵀR = G and its inverse, for a Gram matrix G = WᵀW; undefined unless W is
 * safely of full rank: a pivot of Gⱼⱼ·(κ of the columns so far)⁻² that is down to rounding tells no direction.
 *
 * @param eps - The rounding of G.
 */
export function cholesky(g: Small, eps: number): { R: Small; inverse: Small } | undefined {
  const n = g.rows;
  const R = zeroSmall(n, n);
  const r = R.data;
  // The pivot relative to its column is sin² of the angle to the others; below 100·n·ε it is noise.
  const smallest = 100 * n * eps;
  for (let j = 0; j < n; ++j) {
    for (let i = 0; i <= j; ++i) {
      let sum = g.data[i * n + j];
      for (let p = 0; p < i; ++p) sum -= r[p * n + i] * r[p * n + j];
      if (i < j) r[i * n + j] = sum / r[i * n + i];
      else if (!(sum > smallest * g.data[j * n + j])) return undefined;
      else r[j * n + j] = Math.sqrt(sum);
    }
  }
  return { R, inverse: invertTriangle(R) };
}

function invertTriangle({ rows: n, data: r }: Small): Small {
  const inverse = zeroSmall(n, n);
  const x = inverse.data;
  for (let j = 0; j < n; ++j) {
    x[j * n + j] = 1 / r[j * n + j];
    for (let i = j - 1; i >= 0; --i) {
      let sum = 0;
      for (let p = i + 1; p <= j; ++p) sum += r[i * n + p] * x[p * n + j];
      x[i * n + j] = -sum / r[i * n + i];
    }
  }
  return inverse;
}
