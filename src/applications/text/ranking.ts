import type { Matrix } from "../../matrix.ts";

/** A document, and how near it is. */
export interface Neighbour {
  /** Its place among the documents that were learned from. */
  readonly index: number;
  /** What `ids` call it, if there are any. */
  readonly id?: string;
  /** The cosine of the angle between both, from −1 to 1; 0 if one of them holds no known term. */
  readonly similarity: number;
}

/** Returns the rows divided by their lengths; rows of zeros stay so. */
export function unitRows({ rows, columns, data }: Matrix<Float64Array>): Float64Array {
  const units = new Float64Array(data.length);
  for (let i = 0; i < rows; ++i) {
    const row = data.subarray(i * columns, (i + 1) * columns);
    // Relative to the largest, that no square underflows.
    const largest = row.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    if (largest === 0) continue;
    const length = Math.sqrt(row.reduce((sum, x) => sum + (x / largest) ** 2, 0));
    for (let j = 0; j < columns; ++j) units[i * columns + j] = row[j] / largest / length;
  }
  return units;
}

/** Returns the product of row i of `x` and row j of `y`, a cosine: both consist of rows of length 1 or 0. */
export function cosine(
  x: Float64Array,
  i: number,
  y: Float64Array,
  j: number,
  columns: number,
): number {
  let sum = 0;
  for (let k = 0; k < columns; ++k) sum += x[i * columns + k] * y[j * columns + k];
  return Math.min(1, Math.max(-1, sum));
}

/** Returns the cosines of row i of `x` with each row of `y`. */
export function cosines(
  x: Float64Array,
  i: number,
  y: Float64Array,
  columns: number,
): Float64Array {
  return Float64Array.from({ length: y.length / columns }, (_, j) => cosine(x, i, y, j, columns));
}

/** The first `count` documents by similarity, the largest first; of equals, the first. */
export function nearest(
  similarities: Float64Array,
  count: number,
  ids: readonly string[] | undefined,
  but = -1,
): Neighbour[] {
  return Array.from(similarities, (similarity, index) => ({ index, similarity }))
    .filter(({ index }) => index !== but)
    .sort((a, b) => b.similarity - a.similarity)
    .slice(0, count)
    .map(({ index, similarity }) => ({ index, ...(ids && { id: ids[index] }), similarity }));
}
