import { zerosLike, type Dense, type Real } from "./real.ts";

/** Returns a copy of rows from … to−1. */
export function rowsOf<T extends Real>(a: Dense<T>, from: number, to: number): Dense<T> {
  const { columns, data } = a;
  return { rows: to - from, columns, data: data.slice(from * columns, to * columns) as T };
}

/** Returns a copy of columns from … to−1. */
export function columnsOf<T extends Real>(a: Dense<T>, from: number, to: number): Dense<T> {
  const columns = to - from;
  const data = zerosLike(a.data, a.rows * columns);
  for (let i = 0; i < a.rows; ++i) {
    const row = i * a.columns;
    data.set(a.data.subarray(row + from, row + to), i * columns);
  }
  return { rows: a.rows, columns, data };
}

/** Entries on the side of a tile of `transposed`: two tiles of doubles fill half of a 16 KB cache. */
const TILE = 32;

/** Returns Aᵀ. */
export function transposed<T extends Real>({ rows: m, columns: n, data }: Dense<T>): Dense<T> {
  const result = zerosLike(data, data.length);
  for (let top = 0; top < m; top += TILE) {
    const bottom = Math.min(top + TILE, m);
    for (let left = 0; left < n; left += TILE) {
      const right = Math.min(left + TILE, n);
      for (let i = top; i < bottom; ++i) {
        for (let j = left; j < right; ++j) result[j * m + i] = data[i * n + j];
      }
    }
  }
  return { rows: n, columns: m, data: result };
}

/** Multiplies row i by factors[i], in place. */
export function scaleRows<T extends Real>(a: Dense<T>, factors: ArrayLike<number>): Dense<T> {
  for (let i = 0; i < a.rows; ++i) {
    const row = a.data.subarray(i * a.columns, (i + 1) * a.columns);
    for (let j = 0; j < row.length; ++j) row[j] *= factors[i];
  }
  return a;
}

/** The n × n matrix with ones on its diagonal, in the precision of `data`. */
export function identityLike<T extends Real>(data: T, n: number): Dense<T> {
  const entries = zerosLike(data, n * n);
  for (let i = 0; i < n; ++i) entries[i * (n + 1)] = 1;
  return { rows: n, columns: n, data: entries };
}
