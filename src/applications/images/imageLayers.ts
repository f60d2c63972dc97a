import { type Image, peakOf } from "../../image.ts";
import { Matrix } from "../../matrix.ts";
import { imageFromChannels } from "./channels.ts";
import type { ImageDecomposition } from "./decomposeImage.ts";
import { channelsOf } from "./layout.ts";

/** One term of the sum of a picture. */
export interface ImageLayer {
  /** Counted from 1. */
  readonly k: number;
  /** The k-th singular value of each matrix that was decomposed. */
  readonly sigma: readonly number[];
  /** σₖ uₖ vₖᵀ for each colour channel, height × width; may be negative. */
  readonly matrices: readonly Matrix<Float64Array>[];
  /** The same to look at: 0 is middle grey, and the entry of largest magnitude black or white. */
  readonly image: Image;
  /** The sum of the first k terms, rounded. */
  readonly sum: Image;
}

/**
 * Yields the terms σₖ uₖ vₖᵀ that a picture is the sum of, largest first, with the sum so far. All channels take their k-th term
 * in one step. Each costs a few operations for each pixel; stop when there are enough.
 *
 * @param decomposition - What `decomposeImage` made of a picture.
 *
 * @example
 * ```ts
 * import { decomposeImage, imageLayers } from "wasm-svd";
 *
 * const data = Uint8Array.from({ length: 64 }, (_, i) => 4 * (i % 8) * (i >> 3));
 * const [first] = imageLayers(decomposeImage({ width: 8, height: 8, channels: 1, data }));
 * first.k; // 1
 * first.sum.data[63]; // 196, as in the picture, which has rank 1
 * ```
 */
export function* imageLayers(
  decomposition: ImageDecomposition,
): Generator<ImageLayer, void, undefined> {
  const { image, channels, layout } = decomposition;
  const count = Math.max(...channels.map(({ svd }) => svd.s.length));
  const sums = channels.map(({ matrix }) => Matrix.zeros(matrix.rows, matrix.columns));
  for (let k = 1; k <= count; ++k) {
    const terms = channels.map((channel) => termOf(channel, k - 1));
    terms.forEach(({ data }, c) => {
      for (let at = 0; at < data.length; ++at) sums[c].data[at] += data[at];
    });
    const matrices = channelsOf(terms, image, layout);
    yield {
      k,
      sigma: channels.map(({ svd }) => svd.s[k - 1] ?? 0),
      matrices,
      image: imageFromChannels(aroundGrey(matrices, peakOf(image)), image),
      sum: imageFromChannels(channelsOf(sums, image, layout), image),
    };
  }
}

function termOf(
  { matrix, svd }: ImageDecomposition["channels"][number],
  k: number,
): Matrix<Float64Array> {
  const { rows, columns } = matrix;
  const term = Matrix.zeros(rows, columns);
  if (k >= svd.s.length) return term;
  const { U, s, Vt } = svd;
  const v = Vt.row(k);
  for (let i = 0; i < rows; ++i) {
    const factor = s[k] * U.data[i * U.columns + k];
    for (let j = 0; j < columns; ++j) term.data[i * columns + j] = factor * v[j];
  }
  return term;
}

/** Signed numbers as brightness: 0 in the middle, the largest magnitude of all at an end. */
export function aroundGrey<T extends Float64Array>(
  matrices: readonly Matrix<T>[],
  peak: number,
): Matrix<Float64Array>[] {
  let largest = 0;
  for (const { data } of matrices) {
    for (let at = 0; at < data.length; ++at) largest = Math.max(largest, Math.abs(data[at]));
  }
  const scale = peak / 2 / (largest || 1);
  return matrices.map(({ rows, columns, data }) => {
    const brightness = Float64Array.from(data, (x) => peak / 2 + scale * x);
    return new Matrix(rows, columns, brightness);
  });
}
