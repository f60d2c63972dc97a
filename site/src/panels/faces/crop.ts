import type { Image } from "wasm-svd";

/** Which square of a picture: its side as a part of the shorter one, and how far right and down it is pushed, 0 to 1. */
export interface Crop {
  readonly size: number;
  readonly x: number;
  readonly y: number;
}

/** Pixels of the picture that each pixel of the face is the mean of, along a side. */
const FINE = 10;

/** A square of a picture as a small grey one. */
export function cropFace(picture: ImageBitmap, { size, x, y }: Crop, width: number): Image {
  const side = size * Math.min(picture.width, picture.height);
  const [left, top] = [x * (picture.width - side), y * (picture.height - side)];
  const fine = width * FINE;
  const context = new OffscreenCanvas(fine, fine).getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("This browser has no canvas to draw on.");
  context.fillStyle = "white";
  context.fillRect(0, 0, fine, fine);
  context.imageSmoothingQuality = "high";
  context.drawImage(picture, left, top, side, side, 0, 0, fine, fine);
  const { data } = context.getImageData(0, 0, fine, fine);
  const sums = new Float64Array(width * width);
  for (let i = 0; i < fine * fine; ++i) {
    const place = Math.floor(Math.floor(i / fine) / FINE) * width + Math.floor((i % fine) / FINE);
    // Luma by ITU-R BT.601.
    sums[place] += 0.299 * data[4 * i] + 0.587 * data[4 * i + 1] + 0.114 * data[4 * i + 2];
  }
  const grey = Uint8Array.from(sums, (sum) => Math.round(sum / (FINE * FINE)));
  return { width, height: width, channels: 1, data: grey };
}
