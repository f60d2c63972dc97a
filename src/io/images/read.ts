import { FormatError } from "../formatError.ts";
import type { Image } from "../../image.ts";
import { readJpeg } from "./jpeg.ts";
import { readPng } from "./pngRead.ts";

/** How files of pictures begin, those that can be read and those that people try. */
const SIGNATURES = [
  { name: "PNG", start: "\x89PNG\r\n\x1a\n", read: readPng },
  { name: "JPEG", start: "\xff\xd8\xff", read: readJpeg },
  { name: "GIF", start: "GIF8" },
  { name: "WebP or another RIFF file", start: "RIFF" },
  { name: "BMP", start: "BM" },
  { name: "TIFF", start: "II*\0" },
  { name: "TIFF", start: "MM\0*" },
  { name: "PDF", start: "%PDF" },
  { name: "NumPy array", start: "\x93NUMPY" },
];

/**
 * Reads a picture from the bytes of a PNG or JPEG file; which of the two, the
 * first bytes say.
 *
 * Needs the packages `fast-png` and `jpeg-js`.
 *
 * @throws {@link FormatError} if the bytes are neither, are damaged or cut off.
 *
 * @example
 * ```ts
 * import { readImage, writePng } from "wasm-svd/images";
 *
 * const dot = { width: 1, height: 1, channels: 3, data: Uint8Array.of(255, 128, 0) } as const;
 * readImage(await writePng(dot)).data; // Uint8Array [255, 128, 0]
 * ```
 */
export function readImage(bytes: Uint8Array): Image {
  const start = String.fromCharCode(...bytes.subarray(0, 16));
  const found = SIGNATURES.find((signature) => start.startsWith(signature.start));
  if (found?.read) return found.read(bytes);
  const got = bytes.length === 0 ? "an empty file" : found ? found.name : "something else";
  throw new FormatError(`expected a PNG or JPEG picture, got ${got}`);
}
