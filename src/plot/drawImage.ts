import { colourChannels, peakOf, type Image } from "../image.ts";
import type { Canvas } from "./canvas.ts";

/**
 * Draws a picture into the rectangle of width × height pixels whose top left corner is (x, y):
 * each pixel gets the mean of the part of the picture that it covers, so that
 * nothing is lost between the pixels when a picture shrinks.
 */
export function drawImage(
  canvas: Canvas,
  image: Image,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
): void {
  const columns = Array.from({ length: width }, (_, j) => cover(j, width, image.width));
  for (let i = 0; i < height; ++i) {
    const rows = cover(i, height, image.height);
    for (let j = 0; j < width; ++j) {
      const [red, green, blue, opacity] = mean(image, rows, columns[j]);
      canvas.blend(x + j, y + i, [red, green, blue], opacity);
    }
  }
}

interface Cover {
  readonly first: number;
  /** How much of the first pixel, and of those after it, is covered. */
  readonly weights: readonly number[];
}

/** The part of `from` pixels in a line that pixel `i` of `to` covers. */
function cover(i: number, to: number, from: number): Cover {
  const start = (i * from) / to;
  const end = ((i + 1) * from) / to;
  const first = Math.floor(start);
  // Where a picture grows, a pixel may cover less than one: it takes that one.
  const last = Math.max(first + 1, Math.min(Math.ceil(end), from));
  const weights = Array.from({ length: last - first }, (_, k) =>
    Math.max(Math.min(end, first + k + 1) - Math.max(start, first + k), 0),
  );
  return { first, weights };
}

/** Red, green, blue (0 … 255) and opacity (0 … 1) of part of a picture. */
function mean(image: Image, rows: Cover, columns: Cover): [number, number, number, number] {
  const { width, channels, data } = image;
  const colours = colourChannels(image);
  const hasAlpha = colours < channels;
  const peak = peakOf(image);
  const sums: [number, number, number] = [0, 0, 0];
  let opacity = 0;
  let area = 0;
  rows.weights.forEach((rowWeight, i) => {
    columns.weights.forEach((columnWeight, j) => {
      const at = ((rows.first + i) * width + columns.first + j) * channels;
      const weight = rowWeight * columnWeight;
      const seen = hasAlpha ? (weight * data[at + colours]) / peak : weight;
      for (let c = 0; c < 3; ++c)
        sums[c] += (seen * data[at + (colours === 1 ? 0 : c)] * 255) / peak;
      opacity += seen;
      area += weight;
    });
  });
  const [red, green, blue] = sums.map((sum) => (opacity > 0 ? sum / opacity : 0));
  return [red, green, blue, opacity / area];
}
