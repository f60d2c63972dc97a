import { checkFinite } from "../../finite.ts";
import { checkImage, colourChannels, type Image } from "../../image.ts";
import { type Matrix, toMatrix } from "../../matrix.ts";
import type { MatrixInput } from "../../matrixInput.ts";
import { channelMatrix } from "./channels.ts";

/** The median of |x| where x is normal with variance 1. */
const NORMAL_MEDIAN = 0.6744897501960817;

/**
 * Estimates the standard deviation of white noise in a picture, in the units of its pixels; of colours, the root of
 * the mean of the variances of all channels.
 *
 * From the finest diagonal differences (a − b − c + d) / 2 of each 2 × 2 pixels, where smooth parts and edges along rows and
 * columns cancel: the median of their magnitudes over 0.6745. Fine texture counts as noise, and pixels cut off at black or
 * white hide some of it.
 *
 * D. Donoho, I. Johnstone, Ideal spatial adaptation by wavelet shrinkage, Biometrika 81 (1994) 425–455, p 446 (with Haar's wavelet).
 *
 * @param a - A picture, or a matrix of at least 2 × 2 finite numbers.
 *
 * @throws {@link RangeError} if there are fewer pixels, {@link TypeError} if it is neither.
 *
 * @example
 * ```ts
 * import { estimateNoise } from "wasm-svd";
 *
 * const ramp = Array.from({ length: 8 }, (_, i) => Array.from({ length: 8 }, (_, j) => 3 * i + 5 * j));
 * estimateNoise(ramp); // 0
 * ```
 */
export function estimateNoise(a: Image | MatrixInput): number {
  if (isImage(a)) {
    checkImage("estimateNoise", a);
    const count = colourChannels(a);
    let variance = 0;
    for (let c = 0; c < count; ++c) variance += noiseOf(channelMatrix(a, c)) ** 2 / count;
    return Math.sqrt(variance);
  }
  const matrix = toMatrix("estimateNoise", a);
  checkFinite("estimateNoise", matrix);
  return noiseOf(matrix);
}

/** Whether it is a picture and not a matrix. */
export function isImage(a: unknown): a is Image {
  return typeof a === "object" && a !== null && "width" in a && "channels" in a;
}

function noiseOf({ rows, columns, data }: Matrix): number {
  if (rows < 2 || columns < 2) {
    throw new RangeError(`estimateNoise: expected at least 2 × 2 pixels, got ${rows} × ${columns}`);
  }
  const details = new Float64Array((rows >> 1) * (columns >> 1));
  let next = 0;
  for (let i = 0; i + 1 < rows; i += 2) {
    for (let j = 0; j + 1 < columns; j += 2) {
      const at = i * columns + j;
      const below = at + columns;
      details[next++] = Math.abs(data[at] - data[at + 1] - data[below] + data[below + 1]) / 2;
    }
  }
  details.sort();
  const middle = details.length >> 1;
  const median =
    details.length % 2 === 1 ? details[middle] : (details[middle - 1] + details[middle]) / 2;
  return median / NORMAL_MEDIAN;
}
