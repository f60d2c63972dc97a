import { describe } from "../../errors.ts";
import { checkImage, colourChannels, type Image } from "../../image.ts";
import { Matrix } from "../../matrix.ts";
import { imageFromChannels } from "./channels.ts";

/** Throws unless they are at least two pictures of one kind. */
export function checkFrames(name: string, frames: readonly Image[]): void {
  if (!Array.isArray(frames) || frames.length < 2) {
    throw new RangeError(`${name}: expected at least 2 pictures, got ${describe(frames)}`);
  }
  frames.forEach((frame: Image, f) => {
    checkImage(name, frame);
    const [first, other] = [frames[0] as Image, frame].map(
      (image) =>
        `${image.width} × ${image.height} × ${image.channels}, ${image.data.BYTES_PER_ELEMENT * 8} bits`,
    );
    if (first === other) return;
    throw new RangeError(
      `${name}: expected pictures of one kind, got ${first} and, at ${f}, ${other}`,
    );
  });
}

/** One column for each picture: its colour channels one after the other. */
export function pixelsByFrames(frames: readonly Image[]): Matrix<Float64Array> {
  const [{ width, height, channels }] = frames;
  const pixels = width * height;
  const count = colourChannels(frames[0]);
  const data = new Float64Array(pixels * count * frames.length);
  let next = 0;
  for (let c = 0; c < count; ++c) {
    for (let pixel = 0; pixel < pixels; ++pixel) {
      for (const frame of frames) data[next++] = frame.data[pixel * channels + c];
    }
  }
  return new Matrix(pixels * count, frames.length, data);
}

/** The pictures of such columns, with alpha as in `like`. */
export function framesFrom(a: Matrix, like: readonly Image[]): Image[] {
  return like.map((frame, f) => imageFromColumn(a.column(f), frame));
}

/** The picture of one such column. */
export function imageFromColumn(column: ArrayLike<number>, like: Image): Image {
  const { width, height } = like;
  const pixels = width * height;
  const planes = Array.from({ length: colourChannels(like) }, (_, c) => {
    return new Matrix(
      height,
      width,
      Float64Array.from({ length: pixels }, (_, i) => column[c * pixels + i]),
    );
  });
  return imageFromChannels(planes, like);
}

/** A grey picture of 8 bits, white where `holds`. */
export function maskOf({ width, height }: Image, holds: (pixel: number) => boolean): Image {
  const data = Uint8Array.from({ length: width * height }, (_, i) => (holds(i) ? 255 : 0));
  return { width, height, channels: 1, data };
}
