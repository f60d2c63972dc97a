import { emptyLike, type Image } from "../../image.ts";

/**
 * Turns a picture upright that was stored as Exif's `orientation` says:
 *
 *     1 upright      2 mirrored                3 upside down              4 flipped
 *     5 transposed   6 to be turned right      7 transposed, upside down  8 to be turned left
 */
export function upright(image: Image, orientation: number): Image {
  if (orientation === 1) return image;
  const { channels, data } = image;
  const swapped = orientation >= 5;
  const width = swapped ? image.height : image.width;
  const height = swapped ? image.width : image.height;
  const fromRight = [2, 3, 7, 8].includes(orientation);
  const fromBelow = [3, 4, 6, 7].includes(orientation);
  const result = emptyLike(data, data.length);
  for (let i = 0, to = 0; i < height; ++i) {
    for (let j = 0; j < width; ++j) {
      const row = swapped ? j : i;
      const column = swapped ? i : j;
      const y = fromBelow ? image.height - 1 - row : row;
      const x = fromRight ? image.width - 1 - column : column;
      const from = (y * image.width + x) * channels;
      for (let c = 0; c < channels; ++c) result[to++] = data[from + c];
    }
  }
  return { width, height, channels, data: result };
}
