import jpeg from "jpeg-js";
import { FormatError } from "../formatError.ts";
import { checkImage, type Image } from "../../image.ts";
import { parseJpegHeader } from "./jpegHeader.ts";
import { upright } from "./orientation.ts";

/**
 * Reads a JPEG file, baseline or progressive, grey or colour, and turns it
 * upright as its Exif orientation says.
 *
 * Needs the package `jpeg-js`.
 *
 * @throws {@link FormatError} if the bytes are no JPEG file, are damaged or
 * cut off, or hold inks (CMYK) in place of colours.
 *
 * @example
 * ```ts
 * import { readJpeg, writeJpeg } from "wasm-svd/images";
 *
 * const data = new Uint8Array(16 * 8).fill(200);
 * const bytes = await writeJpeg({ width: 16, height: 8, channels: 1, data });
 * const { width, height, channels } = readJpeg(bytes);
 * [width, height, channels]; // [16, 8, 3]
 * ```
 */
export function readJpeg(bytes: Uint8Array): Image {
  const { components, orientation } = parseJpegHeader(bytes);
  if (components === 4) {
    throw new FormatError("jpeg: expected grey or RGB, got four inks (CMYK); convert it to RGB");
  }
  let rgb: { width: number; height: number; data: Uint8Array };
  try {
    // By default, jpeg-js makes up whatever a file that is cut off does not say.
    const options = { useTArray: true, formatAsRGBA: false, tolerantDecoding: false } as const;
    rgb = jpeg.decode(bytes, options);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new FormatError(`jpeg: the file is damaged or cut off (${reason})`, { cause: error });
  }
  const { width, height } = rgb;
  const image: Image =
    components === 1
      ? { width, height, channels: 1, data: rgb.data.filter((_, i) => i % 3 === 0) }
      : { width, height, channels: 3, data: rgb.data };
  return upright(image, orientation);
}

export interface WriteJpegOptions {
  /** 1 … 100; 90 by default, where the loss is hard to see. */
  readonly quality?: number;
}

/**
 * Writes a JPEG file. Alpha is left out, and 16 bits are rounded to 8: the
 * format has neither.
 *
 * Needs the package `jpeg-js`, except in a browser, which writes JPEG itself.
 *
 * @throws {@link RangeError} if `quality` is not between 1 and 100.
 *
 * @example
 * ```ts
 * import { writeJpeg } from "wasm-svd/images";
 *
 * const data = new Uint8Array(64 * 64).fill(200);
 * const bytes = await writeJpeg({ width: 64, height: 64, channels: 1, data }, { quality: 75 });
 * bytes[0]; // 255, as every JPEG starts
 * ```
 */
export async function writeJpeg(
  image: Image,
  { quality = 90 }: WriteJpegOptions = {},
): Promise<Uint8Array> {
  checkImage("writeJpeg", image);
  if (!(quality >= 1 && quality <= 100)) {
    throw new RangeError(`writeJpeg: expected a quality from 1 to 100, got ${quality}`);
  }
  const { width, height } = image;
  const data = opaque(image);
  // The encoder of jpeg-js needs Node's Buffer.
  if (typeof OffscreenCanvas === "undefined") {
    // A copy: the bytes of a Buffer may lie amid those of others.
    return Uint8Array.from(jpeg.encode({ width, height, data }, quality).data);
  }
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext("2d")?.putImageData(new ImageData(data, width), 0, 0);
  const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: quality / 100 });
  return new Uint8Array(await blob.arrayBuffer());
}

/** Red, green, blue and full opacity, 8 bits each. */
function opaque({ width, height, channels, data }: Image): Uint8ClampedArray<ArrayBuffer> {
  const scale = data.BYTES_PER_ELEMENT === 1 ? 1 : 255 / 65535;
  const [green, blue] = channels < 3 ? [0, 0] : [1, 2];
  // This kind of array rounds by itself.
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let from = 0, to = 0; to < rgba.length; from += channels, to += 4) {
    rgba[to] = scale * data[from];
    rgba[to + 1] = scale * data[from + green];
    rgba[to + 2] = scale * data[from + blue];
    rgba[to + 3] = 255;
  }
  return rgba;
}
