import type { SVD } from "../../decompositions/svd.ts";
import { svd } from "../../decompositions/svd.ts";
import { checkImage, colourChannels, type Image } from "../../image.ts";
import type { Matrix } from "../../matrix.ts";
import { channelMatrix } from "./channels.ts";

/** A picture with the decomposition of each of its colour channels. */
export interface ImageDecomposition {
  readonly image: Image;
  /** One for a grey picture; red, green and blue for one in colour. */
  readonly channels: readonly {
    /** height × width. */
    readonly matrix: Matrix<Float64Array>;
    readonly svd: SVD<Float64Array>;
  }[];
}

/**
 * Decomposes each colour channel of a picture, once for any number of
 * compressions. Alpha is left alone.
 *
 * @param onChannel - Called before each channel is decomposed, for progress.
 *
 * @throws {@link TypeError} or {@link RangeError} if `image` is no picture: its
 * pixels are of another type, or do not fill its width and height.
 *
 * @example
 * ```ts
 * import { compressImage, decomposeImage } from "wasm-svd";
 *
 * const data = Uint8Array.from({ length: 16 }, (_, i) => (i * i) % 256);
 * const decomposition = decomposeImage({ width: 4, height: 4, channels: 1, data });
 * [1, 2].map((rank) => compressImage(decomposition, { rank }).numbersStored); // [9, 18]
 * ```
 */
export function decomposeImage(
  image: Image,
  onChannel?: (index: number, count: number) => void,
): ImageDecomposition {
  checkImage("decomposeImage", image);
  const count = colourChannels(image);
  const channels = Array.from({ length: count }, (_, c) => {
    onChannel?.(c, count);
    const matrix = channelMatrix(image, c);
    return { matrix, svd: svd(matrix) };
  });
  return { image, channels };
}
