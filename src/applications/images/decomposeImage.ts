import type { SVD } from "../../decompositions/svd.ts";
import { svd } from "../../decompositions/svd.ts";
import { part } from "../../progress.ts";
import { checkImage, type Image } from "../../image.ts";
import type { Matrix } from "../../matrix.ts";
import { type ImageLayout, type ImageLayoutOptions, layoutOf, planesOf } from "./layout.ts";

/** A picture with the decomposition of each of its colour channels. */
export interface ImageDecomposition {
  readonly image: Image;
  /**
   * One for a grey picture; red, green and blue for one in colour, or what `colour` and `block` make of them.
   */
  readonly channels: readonly {
    /** height × width; other shapes where channels stand side by side or are cut into blocks. */
    readonly matrix: Matrix<Float64Array>;
    readonly svd: SVD<Float64Array>;
  }[];
  readonly layout: ImageLayout;
}

/** Called before each matrix is decomposed, for progress. */
type OnChannel = (index: number, count: number) => void;

export interface DecomposeImageOptions extends ImageLayoutOptions {
  readonly onChannel?: OnChannel;
}

/**
 * Decomposes each colour channel of a picture, once for any number of
 * compressions. Alpha is left alone.
 *
 * @param options - How colours and blocks become matrices; or `onChannel` alone.
 *
 * @throws {@link TypeError} or {@link RangeError} if `image` is no picture: its
 * pixels are of another type, or do not fill its width and height; or an option is out of range.
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
  options: DecomposeImageOptions | OnChannel = {},
): ImageDecomposition {
  checkImage("decomposeImage", image);
  const { onChannel, ...rest } = typeof options === "function" ? { onChannel: options } : options;
  const layout = layoutOf("decomposeImage", image, rest);
  const planes = planesOf(image, layout);
  const channels = planes.map((matrix, c) => {
    onChannel?.(c, planes.length);
    return { matrix, svd: part(c, planes.length, () => svd(matrix)) };
  });
  return { image, channels, layout };
}
