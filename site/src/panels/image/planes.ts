import { Matrix } from "wasm-svd";
import { toGrey } from "wasm-svd/images";
import { blankPixels, type Pixels } from "../../parts/pictureCanvas.tsx";
import { inSlices } from "./slices.ts";

/** How the colours of a picture become matrices; `rgb` and `ycbcr` as in `decomposeImage`. */
export const COLOURS = {
  rgb: "Red, green, blue",
  ycbcr: "Brightness and colour (YCbCr)",
  grey: "Grey",
} as const;
export type Colour = keyof typeof COLOURS;

export const PLANE_NAMES: Record<Colour, readonly string[]> = {
  rgb: ["red", "green", "blue"],
  ycbcr: ["brightness", "blue difference", "red difference"],
  grey: ["grey"],
};

/** Brightness of red, green and blue in YCbCr, after ITU-R BT.601. */
const [RED, GREEN, BLUE] = [0.299, 0.587, 0.114];

/** The picture itself, or without its colours. */
export async function inColour(
  pixels: Pixels,
  colour: Colour,
  signal?: AbortSignal,
): Promise<Pixels> {
  if (colour !== "grey") return pixels;
  const grey = blankPixels(pixels.width, pixels.height);
  const body = (from: number, to: number) => {
    const data = new Uint8Array(pixels.data.buffer, 4 * from, 4 * (to - from));
    const slice = toGrey({ width: to - from, height: 1, channels: 4, data }).data;
    for (let i = from; i < to; ++i) grey.data.fill(slice[2 * (i - from)], 4 * i, 4 * i + 3);
  };
  await inSlices(pixels.width * pixels.height, body, signal);
  return grey;
}

/** The matrices of a picture. Pixels have 8 bits, so the 24 of single precision are enough. */
export async function planesOf(
  { width, height, data }: Pixels,
  colour: Colour,
  signal?: AbortSignal,
): Promise<Matrix<Float32Array>[]> {
  const count = PLANE_NAMES[colour].length;
  const planes = Array.from({ length: count }, () => new Float32Array(width * height));
  const [a, b, c] = planes;
  const body = (from: number, to: number) => {
    for (let i = from; i < to; ++i) {
      const [red, green, blue] = [data[4 * i], data[4 * i + 1], data[4 * i + 2]];
      if (colour === "ycbcr") {
        const luma = RED * red + GREEN * green + BLUE * blue;
        a[i] = luma;
        b[i] = (blue - luma) / (2 - 2 * BLUE);
        c[i] = (red - luma) / (2 - 2 * RED);
      } else {
        a[i] = red;
        if (count === 1) continue;
        b[i] = green;
        c[i] = blue;
      }
    }
  };
  await inSlices(width * height, body, signal);
  return planes.map((plane) => new Matrix(height, width, plane));
}

/** Writes pixels `from` … `to` of what the planes add up to; the array rounds, and cuts off at 0 and 255. */
export function writePixels(
  planes: readonly Float32Array[],
  colour: Colour,
  { data }: Pixels,
  from: number,
  to: number,
): void {
  const [a, b, c] = planes;
  if (colour === "grey") {
    for (let i = from; i < to; ++i) data[4 * i] = data[4 * i + 1] = data[4 * i + 2] = a[i];
  } else if (colour === "rgb") {
    for (let i = from; i < to; ++i) {
      data[4 * i] = a[i];
      data[4 * i + 1] = b[i];
      data[4 * i + 2] = c[i];
    }
  } else {
    for (let i = from; i < to; ++i) {
      const red = a[i] + (2 - 2 * RED) * c[i];
      const blue = a[i] + (2 - 2 * BLUE) * b[i];
      data[4 * i] = red;
      data[4 * i + 1] = (a[i] - RED * red - BLUE * blue) / GREEN;
      data[4 * i + 2] = blue;
    }
  }
}

/**
 * The sum of the squares of red, green and blue that an error in each plane brings with it, per square of that: exact
 * for RGB, and without the products of two planes for YCbCr, whose errors have little to do with each other.
 */
export const SQUARES: Record<Colour, readonly number[]> = {
  rgb: [1, 1, 1],
  ycbcr: [
    3,
    (2 - 2 * BLUE) ** 2 * (1 + (BLUE / GREEN) ** 2),
    (2 - 2 * RED) ** 2 * (1 + (RED / GREEN) ** 2),
  ],
  grey: [3],
};
