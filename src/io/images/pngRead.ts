import { convertIndexedToRgb, decode } from "fast-png";
import type { DecodedPng } from "fast-png";
import { FormatError } from "../formatError.ts";
import { checkImage, type Image } from "../../image.ts";

/**
 * Reads a PNG file: grey or colour, with or without alpha, with a palette or
 * interlaced, 1 to 16 bits. Fewer than 8 bits are spread over 0 … 255, a palette
 * becomes its colours, a colour key (tRNS without a palette) is left out.
 *
 * Needs the package `fast-png`.
 *
 * @throws {@link FormatError} if the bytes are no PNG file, or are damaged.
 *
 * @example
 * ```ts
 * import { readPng, writePng } from "wasm-svd/images";
 *
 * const data = Uint16Array.of(0, 65535);
 * readPng(await writePng({ width: 2, height: 1, channels: 1, data })).data; // Uint16Array [0, 65535]
 * ```
 */
export function readPng(bytes: Uint8Array): Image {
  let png: DecodedPng;
  try {
    png = decode(bytes, { checkCrc: true });
    if (png.palette) return fromPalette(png);
  } catch (error) {
    throw new FormatError(`png: the file is damaged or cut off (${reason(error)})`, {
      cause: error,
    });
  }
  const { width, height, data } = png;
  const channels = png.channels as Image["channels"];
  if (png.depth < 8) return { width, height, channels, data: spread(png) };
  // Copied: what fast-png returns may be a view of a longer buffer.
  const image = { width, height, channels, data: data.slice() as Image["data"] };
  checkImage("readPng", image);
  return image;
}

function fromPalette(png: DecodedPng): Image {
  const data = convertIndexedToRgb(png);
  const channels = png.palette?.[0]?.length === 4 ? 4 : 3;
  return { width: png.width, height: png.height, channels, data };
}

/** One byte for each of the 8, 4 or 2 pixels that share one, first pixel in the high bits. */
function spread({ width, height, depth, data }: DecodedPng): Uint8Array {
  const most = 2 ** depth - 1;
  const perByte = 8 / depth;
  const bytesPerLine = Math.ceil(width / perByte);
  const pixels = new Uint8Array(width * height);
  for (let i = 0; i < height; ++i) {
    for (let j = 0; j < width; ++j) {
      const byte = data[i * bytesPerLine + Math.floor(j / perByte)];
      const shift = 8 - depth * ((j % perByte) + 1);
      pixels[i * width + j] = (((byte >> shift) & most) * 255) / most;
    }
  }
  return pixels;
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message.replace(/\s+/g, " ") : String(error);
}
