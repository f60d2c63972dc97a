import { normal } from "../support/random.ts";
import type { Event } from "./compete.ts";
import { DENSITY } from "./events.ts";

/** What contenders take: row-major numbers. */
export interface Operand {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

/** Rank of the part of a dense matrix that stands out of its noise, and the noise, relative to σ₁. */
const RANK = 100;
const NOISE = 1e-3;

/** The operands of an event, the same in every run: one, or two for a product. */
export function operandsOf({ work, rows, columns }: Event): Operand[] {
  const seed = rows * 7919 + columns;
  const dense = (m: number, n: number, from: number): Operand => {
    return { rows: m, columns: n, data: normal(m * n, from) };
  };
  if (work === "multiply")
    return [dense(rows, columns, seed), dense(rows, columns, 2 ** 20 + rows)];
  if (work === "complex") return [dense(2 * rows, columns, seed)];
  if (work === "truncated") return [decaying(rows, columns, seed)];
  if (work === "sparse" || work === "sketched") {
    return [scattered(rows, columns, Math.round(rows * columns * DENSITY[work]), seed)];
  }
  return [dense(rows, columns, seed)];
}

/** Singular values of about 1/i, up to RANK, then noise. */
function decaying(m: number, n: number, seed: number): Operand {
  const left = normal(m * RANK, seed);
  const right = normal(RANK * n, seed + 1);
  const data = normal(m * n, seed + 2);
  const size = NOISE / (Math.sqrt(m) + Math.sqrt(n));
  for (let i = 0; i < m; ++i) {
    const row = data.subarray(i * n, (i + 1) * n);
    for (let j = 0; j < n; ++j) row[j] *= size;
    for (let p = 0; p < RANK; ++p) {
      const factor = left[i * RANK + p] / (Math.sqrt(m * n) * (p + 1));
      for (let j = 0; j < n; ++j) row[j] += factor * right[p * n + j];
    }
  }
  return { rows: m, columns: n, data };
}

/** Normal numbers in random places, as triplets. The few places that are drawn twice are added up by everybody. */
function scattered(m: number, n: number, count: number, seed: number): Operand {
  const values = normal(count, seed);
  const places = normal(2 * count, seed + 1);
  // The fraction of a normal number that is stretched is uniform, as far as it matters here.
  const place = (x: number, size: number): number => Math.floor((Math.abs(x * 1000) % 1) * size);
  const data = new Float64Array(3 * (count + 1));
  data.set([m, n, 0]);
  for (let i = 0; i < count; ++i) {
    data.set([place(places[2 * i], m), place(places[2 * i + 1], n), values[i]], 3 * (i + 1));
  }
  return { rows: count + 1, columns: 3, data };
}
