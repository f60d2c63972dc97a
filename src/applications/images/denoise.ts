import { describe } from "../../errors.ts";
import { checkFinite } from "../../finite.ts";
import { checkImage, colourChannels, type Image } from "../../image.ts";
import { Matrix, toMatrix } from "../../matrix.ts";
import type { MatrixInput, RealOf } from "../../matrixInput.ts";
import { part } from "../../progress.ts";
import { zerosLike } from "../../real.ts";
import { channelMatrix, imageFromChannels } from "./channels.ts";
import { denoisePatches } from "./denoisePatches.ts";
import { type Denoising, denoiseWhole } from "./denoiseWhole.ts";
import { estimateNoise, isImage } from "./noise.ts";
import { fromOpponent, toOpponent } from "./opponent.ts";

export type { Denoising };

export interface DenoiseOptions {
  /** The standard deviation σ of the noise in each entry, in the units of the data; estimated by default. */
  readonly noise?: number;

  /** What is taken for a matrix of low rank:
   *
   * - `"svd"` (default for matrices): the whole matrix, or each colour channel;
   * - `"patches"` (default for pictures): each group of 32 similar patches of 5 × 5 pixels, found within 10 pixels of each other.
   */
  readonly method?: "svd" | "patches";

  /** Whether to compute the same bits on every machine; by default as `init` says. */
  readonly reproducible?: boolean;

  /** Of `"patches"`: called with the part that is done, up to 1. What it throws ends the computation. */
  readonly onProgress?: (done: number) => void;
}

export interface DenoisedMatrix<M> extends Denoising {
  readonly matrix: M;
}

export interface DenoisedImage {
  readonly image: Image;
  /** The standard deviation of the noise, as given or as estimated; of colours, the root of the mean of the variances. */
  readonly noise: number;
  /** For each matrix: grey; red, green and blue; or, with `"patches"`, one for all colours. */
  readonly parts: readonly Denoising[];
}

/**
 * Takes white noise out of a picture or matrix: singular values that do not stand out of it are left out.
 *
 * The threshold is λ(β) · √max(m, n) · σ, with β = min(m, n) / max(m, n), the best there is for large matrices; where σ is not
 * known, it is the median singular value over √(max(m, n) · μ(β)), with μ(β) the median of the Marchenko–Pastur
 * distribution (M. Gavish, D. Donoho, IEEE Trans. Inf. Theory 60 (2014) 5040–5053), and with `"patches"` that of `estimateNoise`.
 *
 * A photograph as a whole is no matrix of low rank; groups of similar patches are. With noise of σ = 20 on the photograph in
 * examples/ (22.6 dB, in grey), `"svd"` comes to 25.4 dB and `"patches"` to 31.7 dB. Of colours, patches are compared in brightness, and
 * brightness and two differences of colour cleaned by themselves. Q. Guo, C. Zhang, Y. Zhang, H. Liu, An efficient SVD-based
 * method for image denoising, IEEE Trans. Circuits Syst. Video Technol. 26 (2016) 868–880, in one pass and with the threshold above.
 *
 * Cost: one `svd`; or for each 4 × 4 pixels the comparison of 441 patches and an SVD of 25 × 32, by `svdBatch` in single precision.
 *
 * @param a - A picture, or an m × n matrix of finite numbers. Alpha is left alone.
 * @returns A picture of the same kind, rounded; or a matrix.
 *
 * @throws {@link RangeError} if `noise` is negative or not finite, or a picture for patches has fewer than 16 rows or columns.
 * @throws {@link TypeError} if `a` is neither, or an option not of its type. Otherwise the errors of `svd`.
 *
 * @example
 * ```ts
 * import { denoise } from "wasm-svd";
 *
 * // Rank 1, and something like noise.
 * const a = Array.from({ length: 20 }, (_, i) => Array.from({ length: 20 }, (_, j) => 10 + ((7 * i ** 3 + 3 * j * j + 5 * i * j) % 11) / 11));
 * const { matrix, rank } = denoise(a, { noise: 0.3 });
 * rank; // 1
 * matrix.rows; // 20
 * ```
 */
export function denoise(a: Image, options?: DenoiseOptions): DenoisedImage;
export function denoise<A extends MatrixInput>(
  a: A,
  options?: DenoiseOptions,
): DenoisedMatrix<Matrix<RealOf<A>>>;
export function denoise(
  a: Image | MatrixInput,
  options: DenoiseOptions = {},
): DenoisedImage | DenoisedMatrix<Matrix> {
  const { noise, method } = options;
  if (method !== undefined && method !== "svd" && method !== "patches") {
    throw new TypeError(
      `denoise: expected method to be "svd" or "patches", got ${describe(method)}`,
    );
  }
  checkNoise("denoise", noise);
  if (isImage(a)) return ofImage(a, options);
  const matrix = toMatrix("denoise", a);
  checkFinite("denoise", matrix);
  if (method !== "patches") {
    return denoiseWhole(matrix, options);
  }
  const plane = new Matrix(matrix.rows, matrix.columns, Float64Array.from(matrix.data));
  const { planes, ...parts } = denoisePatches([plane], noise ?? estimateNoise(plane), options);
  const data = zerosLike(matrix.data, matrix.data.length);
  data.set(planes[0].data);
  return { ...parts, matrix: new Matrix(matrix.rows, matrix.columns, data) };
}

/** Throws unless it is a standard deviation, or undefined. */
export function checkNoise(name: string, noise: number | undefined): void {
  if (noise === undefined) return;
  if (typeof noise === "number" && noise >= 0 && noise < Infinity) return;
  throw new RangeError(`${name}: expected noise to be a number >= 0, got ${describe(noise)}`);
}

function ofImage(image: Image, options: DenoiseOptions): DenoisedImage {
  checkImage("denoise", image);
  const count = colourChannels(image);
  const channels = Array.from({ length: count }, (_, c) => channelMatrix(image, c));
  if (options.method === "svd") {
    const results = channels.map((channel, c) => {
      return part(c, count, () => denoiseWhole(channel, options));
    });
    const variance = results.reduce((sum, { noise }) => sum + noise ** 2, 0) / count;
    return {
      image: imageFromChannels(
        results.map(({ matrix }) => matrix),
        image,
      ),
      noise: Math.sqrt(variance),
      parts: results.map(({ noise, threshold, rank }) => ({ noise, threshold, rank })),
    };
  }
  const noise = options.noise ?? estimateNoise(image);
  const inColour = count === 3;
  const result = denoisePatches(inColour ? toOpponent(channels) : channels, noise, options);
  const { planes, ...parts } = result;
  return {
    image: imageFromChannels(inColour ? fromOpponent(planes) : planes, image),
    noise,
    parts: [parts],
  };
}
