import type { Matrix } from "../../matrix.ts";

/** Side of a patch: 5 × 5 pixels and 32 patches are as much as `svdBatch` decomposes side by side. */
export const PATCH = 5;
export const GROUP = 32;

/** How far away similar patches are looked for, in pixels each way. */
const SEARCH = 10;

/** Pixels around a patch that are compared too: noise of 7 × 7 pixels hides less than that of 5 × 5. Measured: 0.4 dB. */
const MARGIN = 1;

/** The least side of a picture: in each corner of the search window there must be a whole group. */
export const LEAST_SIDE = 16;

/** A matrix with its edges repeated `MARGIN` times. */
export interface Guide {
  readonly rows: number;
  readonly columns: number;
  readonly stride: number;
  readonly data: Float32Array;
}

export function guideOf({ rows, columns, data }: Matrix): Guide {
  const stride = columns + 2 * MARGIN;
  const padded = new Float32Array((rows + 2 * MARGIN) * stride);
  const inside = (x: number, count: number) => Math.min(Math.max(x - MARGIN, 0), count - 1);
  for (let at = 0; at < padded.length; ++at) {
    const i = inside(Math.floor(at / stride), rows);
    padded[at] = data[i * columns + inside(at % stride, columns)];
  }
  return { rows, columns, stride, data: padded };
}

/**
 * Finds the patches most similar to the one at row i, column j, in the sum of squared differences.
 *
 * @param places - Where their upper left pixels come to stand, row · columns + column, the most similar first: GROUP numbers.
 */
export function findSimilar(
  { rows, columns, stride, data }: Guide,
  i: number,
  j: number,
  places: Int32Array,
): void {
  const distances = new Float64Array(GROUP).fill(Infinity);
  const side = PATCH + 2 * MARGIN;
  const own = i * stride + j;
  const bottom = Math.min(i + SEARCH, rows - PATCH);
  const right = Math.min(j + SEARCH, columns - PATCH);
  for (let y = Math.max(i - SEARCH, 0); y <= bottom; ++y) {
    for (let x = Math.max(j - SEARCH, 0); x <= right; ++x) {
      const worst = distances[GROUP - 1];
      const other = y * stride + x;
      let sum = 0;
      for (let line = 0; line < side && sum < worst; ++line) {
        const p = own + line * stride;
        const q = other + line * stride;
        for (let k = 0; k < side; ++k) {
          const difference = data[p + k] - data[q + k];
          sum += difference * difference;
        }
      }
      if (sum < worst) insert(distances, places, sum, y * columns + x);
    }
  }
}

/** Keeps both lists sorted; the last entry falls out. */
function insert(
  distances: Float64Array,
  places: Int32Array,
  distance: number,
  place: number,
): void {
  let k = GROUP - 1;
  for (; k > 0 && distances[k - 1] > distance; --k) {
    distances[k] = distances[k - 1];
    places[k] = places[k - 1];
  }
  distances[k] = distance;
  places[k] = place;
}
