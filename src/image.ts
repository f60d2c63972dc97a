/**
 * A picture as plain numbers: row by row from the top, the channels of a pixel
 * side by side. The numbers are those of the file (for a photograph, sRGB),
 * 0 … 255 in a `Uint8Array` and 0 … 65,535 in a `Uint16Array`.
 */
export interface Image {
  readonly width: number;
  readonly height: number;
  /** 1 grey, 2 grey and alpha, 3 red, green, blue, 4 those and alpha. */
  readonly channels: 1 | 2 | 3 | 4;
  /** width · height · channels numbers. */
  readonly data: Uint8Array | Uint16Array;
}

/** The number that means full brightness, or opaque. */
export function peakOf({ data }: Pick<Image, "data">): 255 | 65535 {
  return data.BYTES_PER_ELEMENT === 1 ? 255 : 65535;
}

/** Channels that carry brightness or colour, not opacity: 1 or 3. */
export function colourChannels({ channels }: Pick<Image, "channels">): 1 | 3 {
  return channels < 3 ? 1 : 3;
}

/** Another array of the same kind, all zeros. */
export function emptyLike(data: Image["data"], length: number): Image["data"] {
  return data.BYTES_PER_ELEMENT === 1 ? new Uint8Array(length) : new Uint16Array(length);
}

/**
 * Throws unless `image` is one.
 *
 * @throws {@link TypeError} if the numbers are not in a `Uint8Array` or `Uint16Array`.
 * @throws {@link RangeError} if the sizes are none, or do not fit the numbers.
 */
export function checkImage(name: string, { width, height, channels, data }: Image): void {
  const kind = Object.prototype.toString.call(data);
  if (!/^\[object Uint(8|8Clamped|16)Array\]$/.test(kind)) {
    throw new TypeError(`${name}: expected the pixels in a Uint8Array or Uint16Array, got ${kind}`);
  }
  if (![width, height].every((x) => Number.isSafeInteger(x) && x > 0)) {
    throw new RangeError(`${name}: expected a width and height ≥ 1, got ${width} × ${height}`);
  }
  if (![1, 2, 3, 4].includes(channels)) {
    throw new RangeError(`${name}: expected 1 to 4 channels, got ${channels}`);
  }
  if (data.length !== width * height * channels) {
    throw new RangeError(
      `${name}: ${width} × ${height} pixels of ${channels} channels are ${width * height * channels} numbers, got ${data.length}`,
    );
  }
}

/**
 * The brightness of a picture: luma after ITU-R BT.709, whose primaries are those of sRGB,
 *
 *     0.2126·red + 0.7152·green + 0.0722·blue,
 *
 * rounded. Alpha is kept; a grey picture is returned as it is.
 *
 * @throws {@link TypeError} or {@link RangeError} if `image` is none.
 *
 * @example
 * ```ts
 * import { toGrey } from "wasm-svd/images";
 *
 * const orange = { width: 1, height: 1, channels: 3, data: Uint8Array.of(255, 128, 0) } as const;
 * toGrey(orange).data; // Uint8Array [146]
 * ```
 */
export function toGrey(image: Image): Image {
  checkImage("toGrey", image);
  const { width, height, channels, data } = image;
  if (channels < 3) return image;
  const hasAlpha = channels === 4;
  const step = hasAlpha ? 2 : 1;
  const grey = emptyLike(data, width * height * step);
  for (let from = 0, to = 0; from < data.length; from += channels, to += step) {
    const luma = 0.2126 * data[from] + 0.7152 * data[from + 1] + 0.0722 * data[from + 2];
    grey[to] = Math.round(luma);
    if (hasAlpha) grey[to + 1] = data[from + 3];
  }
  return { width, height, channels: step, data: grey };
}
