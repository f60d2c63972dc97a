import { colourChannels, type Image } from "../../image.ts";
import type { Matrix } from "../../matrix.ts";
import { imageFromChannels } from "./channels.ts";
import { decomposeImage, type ImageDecomposition } from "./decomposeImage.ts";
import { channelsOf, type ImageLayoutOptions } from "./layout.ts";
import { psnr } from "./psnr.ts";

/**
 * How much of a picture to keep: `rank` terms of each channel, or as few as
 * keep a fraction `energy` of the sum of squares, or as few as bring the picture,
 * rounded to whole numbers, to `psnr` decibels.
 */
export type ImageTruncation =
  { readonly rank: number } | { readonly energy: number } | { readonly psnr: number };

export interface CompressedImage {
  /** Terms kept in each channel; with `"ycbcr"`, of brightness. */
  readonly rank: number;
  /** Terms kept in each matrix that was decomposed. */
  readonly ranks: readonly number[];
  /** The picture that they add up to, rounded to whole numbers. */
  readonly image: Image;
  /** k·(m + n + 1) for each matrix of m × n: the k columns of U and V, and σ₁ … σₖ. */
  readonly numbersStored: number;
  /** 32 for each of them, as single precision takes; the picture itself has 8 or 16 for each of its own. */
  readonly bitsStored: number;
  /** Numbers of the picture for each number stored; below 1 nothing is gained. */
  readonly compressionRatio: number;
  /** The part of ‖A‖² that is kept, 0 … 1, of all matrices decomposed. */
  readonly energy: number;
  /** Of the rounded picture, in decibels. */
  readonly psnr: number;
  /**
   * ‖A − Aₖ‖ in the Frobenius norm over all matrices decomposed, before rounding, as Eckart and Young
   * predict it: the root of the sum of the squares of σₖ₊₁, σₖ₊₂, …
   *
   * C. Eckart, G. Young, The approximation of one matrix by another of lower
   * rank, Psychometrika 1 (1936) 211–218.
   */
  readonly predictedError: number;
  /** The same, measured on the numbers. Agrees but for rounding. */
  readonly measuredError: number;
}

/**
 * Compresses a picture to a few terms of the SVD of each of its channels: of all
 * pictures of that rank, the nearest in the sum of squares.
 *
 * The numbers are taken as they are in the file, without centring, so σ₁ is
 * mostly the mean brightness, and energies are high from the first term on.
 *
 * Pictures in colour, and most others, are nearer for the same numbers stored with `{ colour: "stacked", block: 8 }`: see `ImageLayoutOptions`.
 *
 * @param source - A picture, or what `decomposeImage` made of it.
 * @param options - How a picture becomes matrices. A decomposition has that behind it.
 *
 * @throws {@link RangeError} if `rank` is not an integer from 1 to
 * min(width, height) (in blocks, of their matrix), `energy` not in (0, 1], or `psnr` not a number.
 *
 * @example
 * ```ts
 * import { compressImage } from "wasm-svd";
 *
 * const data = Uint8Array.from({ length: 64 }, (_, i) => 4 * (i % 8) * (i >> 3));
 * const { image, compressionRatio, psnr } = compressImage(
 *   { width: 8, height: 8, channels: 1, data },
 *   { rank: 1 },
 * );
 * compressionRatio; // 3.76…, that is 64 / 17
 * psnr; // Infinity: brightness is column times row, which has rank 1
 * ```
 */
export function compressImage(
  source: Image,
  truncation: ImageTruncation,
  options?: ImageLayoutOptions,
): CompressedImage;
export function compressImage(
  source: Image | ImageDecomposition,
  truncation: ImageTruncation,
): CompressedImage;
export function compressImage(
  source: Image | ImageDecomposition,
  truncation: ImageTruncation,
  options: ImageLayoutOptions = {},
): CompressedImage {
  // Both have `channels`, of which a picture has a number.
  const decomposition = "image" in source ? source : decomposeImage(source, options);
  return approximate(decomposition, chooseRank(decomposition, truncation));
}

function chooseRank(decomposition: ImageDecomposition, truncation: ImageTruncation): number {
  const { width, height } = decomposition.image;
  const most = decomposition.channels[0].svd.s.length;
  if ("rank" in truncation) {
    const { rank } = truncation;
    if (Number.isInteger(rank) && rank >= 1 && rank <= most) return rank;
    const { block } = decomposition.layout;
    const cut = block === 1 ? "" : ` in blocks of ${block} × ${block}`;
    throw new RangeError(
      `compressImage: a picture of ${width} × ${height} pixels${cut} has ranks from 1 to ${most}, got ${rank}`,
    );
  }
  if ("energy" in truncation) {
    const { energy } = truncation;
    if (!(energy > 0 && energy <= 1)) {
      throw new RangeError(`compressImage: expected an energy above 0 and up to 1, got ${energy}`);
    }
    return smallest(most, (k) => energyOf(decomposition, k) >= energy);
  }
  const target = truncation.psnr;
  if (Number.isNaN(target)) throw new RangeError("compressImage: expected a psnr, got NaN");
  return smallest(most, (k) => psnr(rounded(decomposition, k), decomposition.image) >= target);
}

/** The smallest k in 1 … most for which `enough` holds, which it does from there on; most if none. */
function smallest(most: number, enough: (k: number) => boolean): number {
  let low = 1;
  let high = most;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (enough(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Terms of each matrix, if the first gets `rank` of them: at full rank all of them. */
function ranksAt({ channels, layout }: ImageDecomposition, rank: number): number[] {
  const share =
    layout.colour === "ycbcr" && rank < channels[0].svd.s.length ? layout.chromaRank : 1;
  return channels.map((_, c) => (c === 0 ? rank : Math.ceil(share * rank)));
}

function approximate(decomposition: ImageDecomposition, rank: number): CompressedImage {
  const { image, channels, layout } = decomposition;
  const ranks = ranksAt(decomposition, rank);
  const matrices = channels.map(({ svd }, c) => svd.reconstruct(ranks[c]));
  const result = imageFromChannels(channelsOf(matrices, image, layout), image);
  const numbersStored = channels.reduce(
    (sum, { matrix }, c) => sum + ranks[c] * (matrix.rows + matrix.columns + 1),
    0,
  );
  const numbers = image.width * image.height * colourChannels(image);
  return {
    rank,
    ranks,
    image: result,
    numbersStored,
    bitsStored: 32 * numbersStored,
    compressionRatio: numbers / numbersStored,
    energy: energyOf(decomposition, rank),
    psnr: psnr(result, image),
    predictedError: Math.sqrt(tail(decomposition, ranks)),
    measuredError: Math.hypot(...channels.map(({ matrix }, c) => distance(matrix, matrices[c]))),
  };
}

function rounded(decomposition: ImageDecomposition, rank: number): Image {
  const { image, channels, layout } = decomposition;
  const ranks = ranksAt(decomposition, rank);
  const matrices = channels.map(({ svd }, c) => svd.reconstruct(ranks[c]));
  return imageFromChannels(channelsOf(matrices, image, layout), image);
}

function energyOf(decomposition: ImageDecomposition, rank: number): number {
  const total = tail(decomposition, []);
  return total === 0 ? 1 : 1 - tail(decomposition, ranksAt(decomposition, rank)) / total;
}

/** σ² of all matrices beyond their ranks, added from the smallest up to lose no digits. */
function tail({ channels }: ImageDecomposition, ranks: readonly number[]): number {
  let sum = 0;
  channels.forEach(({ svd }, c) => {
    for (let i = svd.s.length - 1; i >= (ranks[c] ?? 0); --i) sum += svd.s[i] ** 2;
  });
  return sum;
}

function distance(a: Matrix, b: Matrix): number {
  let sum = 0;
  for (let i = 0; i < a.data.length; ++i) sum += (a.data[i] - b.data[i]) ** 2;
  return Math.sqrt(sum);
}
