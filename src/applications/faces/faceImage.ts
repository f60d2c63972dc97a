import type { Image } from "../../image.ts";
import type { FaceSize } from "./faceInput.ts";

/** Pixels as a grey picture of 8 bits: 0 … 255, rounded, what lies outside at its end. */
export function faceImage(pixels: Float64Array, size: FaceSize): Image {
  const data = Uint8Array.from(pixels, (x) => Math.round(Math.min(Math.max(x, 0), 255)));
  return { ...size, channels: 1, data };
}

/** Numbers of any range as a grey picture: from the smallest, which is black, to the largest, white. */
export function spreadImage(numbers: Float64Array, size: FaceSize): Image {
  const low = numbers.reduce((a, b) => Math.min(a, b), Infinity);
  const high = numbers.reduce((a, b) => Math.max(a, b), -Infinity);
  const scale = high > low ? 255 / (high - low) : 0;
  return faceImage(
    numbers.map((x) => (x - low) * scale),
    size,
  );
}

/** Signed numbers as a grey picture: 0 is middle grey, the largest magnitude black or white. */
export function signedImage(numbers: Float64Array, size: FaceSize): Image {
  const largest = numbers.reduce((most, x) => Math.max(most, Math.abs(x)), 0) || 1;
  return faceImage(
    numbers.map((x) => 127.5 * (1 + x / largest)),
    size,
  );
}
