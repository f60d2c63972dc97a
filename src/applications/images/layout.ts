import { describe } from "../../errors.ts";
import { colourChannels, type Image } from "../../image.ts";
import { Matrix } from "../../matrix.ts";
import { fromBlocks, toBlocks } from "./blocks.ts";
import { channelMatrix } from "./channels.ts";
import { fromYcbcr, toYcbcr } from "./ycbcr.ts";

export type ColourLayout = "rgb" | "stacked" | "ycbcr";

export interface ImageLayoutOptions {
  /**
   * How red, green and blue become matrices; a grey picture is one in any case:
   *
   * - `"rgb"` (default): one matrix each;
   * - `"stacked"`: one for all three, side by side, so that they share the left singular vectors (in blocks, the right ones);
   * - `"ycbcr"`: brightness and two differences of colour, as in JPEG, of which the latter get fewer terms.
   */
  readonly colour?: ColourLayout;

  /**
   * Of `"ycbcr"`: terms of the differences of colour for each of brightness, above 0 and up to 1, rounded up; 0.25 by
   * default, which of 0.1, 0.25 and 0.5 came nearest to the photograph in examples/ for the numbers stored.
   */
  readonly chromaRank?: number;

  /**
   * Side of square blocks, from 2. Each matrix is then cut into them, and each block becomes a column: the left
   * singular vectors are a basis of b² pixels, made for this picture, where JPEG has cosines. Blocks that reach over the edge repeat the last pixels.
   *
   * For 200,000 numbers the photograph in examples/ has 35.7 dB with `{ colour: "stacked", block: 8 }`, 34.1 dB at 4, 35.0 dB at
   * 16 and 31.7 dB without blocks. One SVD for each block by itself would have 29.0 dB at best.
   */
  readonly block?: number;
}

/** The same, complete. */
export interface ImageLayout {
  readonly colour: ColourLayout;
  readonly chromaRank: number;
  /** 1: none. */
  readonly block: number;
}

/** The options with their defaults. */
export function layoutOf(name: string, image: Image, options: ImageLayoutOptions): ImageLayout {
  const { colour = "rgb", chromaRank = 0.25, block = 1 } = options;
  if (!["rgb", "stacked", "ycbcr"].includes(colour)) {
    throw new TypeError(
      `${name}: expected colour to be "rgb", "stacked" or "ycbcr", got ${describe(colour)}`,
    );
  }
  if (typeof chromaRank !== "number" || !(chromaRank > 0 && chromaRank <= 1)) {
    throw new RangeError(
      `${name}: expected chromaRank to be a number above 0 and up to 1, got ${describe(chromaRank)}`,
    );
  }
  const most = Math.max(image.width, image.height);
  if (options.block !== undefined && !(Number.isInteger(block) && block >= 2 && block <= most)) {
    throw new RangeError(
      `${name}: expected block to be an integer from 2 to ${most}, got ${describe(block)}`,
    );
  }
  return { colour, chromaRank, block };
}

/** The matrices that a picture is decomposed as. */
export function planesOf(image: Image, { colour, block }: ImageLayout): Matrix<Float64Array>[] {
  const count = colourChannels(image);
  const channels = Array.from({ length: count }, (_, c) => channelMatrix(image, c));
  const planes = colour === "ycbcr" && count === 3 ? toYcbcr(channels) : channels;
  const cut = block === 1 ? planes : planes.map((plane) => toBlocks(plane, block));
  if (colour !== "stacked" || count === 1) return cut;
  return [block === 1 ? besides(cut) : below(cut)];
}

/** Brings matrices as `planesOf` makes them back to one height × width matrix for each colour channel. */
export function channelsOf(
  planes: readonly Matrix<Float64Array>[],
  image: Image,
  { colour, block }: ImageLayout,
): Matrix<Float64Array>[] {
  const count = colourChannels(image);
  const stacked = colour === "stacked" && count === 3;
  const cut = stacked ? (block === 1 ? columnsApart : rowsApart)(planes[0], count) : planes;
  const whole =
    block === 1
      ? [...cut]
      : cut.map((plane) => fromBlocks(plane, block, image.height, image.width));
  return colour === "ycbcr" && count === 3 ? fromYcbcr(whole) : whole;
}

function below(parts: readonly Matrix<Float64Array>[]): Matrix<Float64Array> {
  const [{ rows, columns, data }] = parts;
  const all = new Float64Array(parts.length * data.length);
  parts.forEach((part, c) => all.set(part.data, c * data.length));
  return new Matrix(parts.length * rows, columns, all);
}

function rowsApart(all: Matrix<Float64Array>, count: number): Matrix<Float64Array>[] {
  const rows = all.rows / count;
  const length = rows * all.columns;
  return Array.from({ length: count }, (_, c) => {
    return new Matrix(rows, all.columns, all.data.slice(c * length, (c + 1) * length));
  });
}

function besides(parts: readonly Matrix<Float64Array>[]): Matrix<Float64Array> {
  return below(parts.map((part) => part.transpose())).transpose();
}

function columnsApart(all: Matrix<Float64Array>, count: number): Matrix<Float64Array>[] {
  return rowsApart(all.transpose(), count).map((part) => part.transpose());
}
