import { colourChannels, emptyLike, peakOf, type Image } from "../../image.ts";
import { Matrix } from "../../matrix.ts";

/** One channel of a picture as a height × width matrix, its numbers as they are. */
export function channelMatrix(image: Image, channel: number): Matrix<Float64Array> {
  const { width, height, channels, data } = image;
  const entries = new Float64Array(width * height);
  for (let i = 0; i < entries.length; ++i) entries[i] = data[i * channels + channel];
  return new Matrix(height, width, entries);
}

/**
 * Puts a picture together from matrices, one for each colour channel of `like`.
 * What lies outside of the range of a pixel goes to its end, what lies between
 * two numbers to the nearest. Alpha is that of `like`.
 */
export function imageFromChannels(matrices: readonly Matrix[], like: Image): Image {
  const { width, height, channels } = like;
  const peak = peakOf(like);
  const data = emptyLike(like.data, like.data.length);
  for (let c = 0; c < channels; ++c) {
    const alpha = c >= colourChannels(like);
    for (let i = 0; i < width * height; ++i) {
      const at = i * channels + c;
      data[at] = alpha
        ? like.data[at]
        : Math.round(Math.min(Math.max(matrices[c].data[i], 0), peak));
    }
  }
  return { width, height, channels, data };
}
