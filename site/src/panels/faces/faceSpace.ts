import { Eigenfaces, type Image, type JobOptions } from "wasm-svd";
import { pool } from "../../pool.ts";

/** What faces are made of here. */
export interface FaceSpace {
  /** With all eigenfaces that there are, for pictures of faces. */
  readonly model: Eigenfaces;
  /** With as many as have 90 % of the variance, which says best what a face is. */
  readonly judge: Eigenfaces;
  readonly width: number;
  readonly height: number;
  /** Of the faces, each with a brightness of 0 and a contrast of 1. */
  readonly mean: Float64Array;
  /** Of the faces along each eigenface. */
  readonly deviations: Float64Array;
  readonly light: Light;
}

/** What `Eigenfaces` takes out of a face first: the mean of its pixels, and their standard deviation. */
export interface Light {
  readonly brightness: number;
  readonly contrast: number;
}

export async function fitFaces(faces: readonly Image[], options: JobOptions): Promise<FaceSpace> {
  const components = faces.length - 1;
  const model = await pool().fit(Eigenfaces, { components }, [faces], options);
  const judge = await pool().fit(Eigenfaces, {}, [faces], options);
  const lights = faces.map(lightOf);
  return {
    ...{ model, judge },
    width: faces[0].width,
    height: faces[0].height,
    mean: Float64Array.from(model.toJSON().mean),
    deviations: model.singularValues.map((sigma) => sigma / Math.sqrt(components)),
    light: {
      brightness: mean(lights.map(({ brightness }) => brightness)),
      contrast: mean(lights.map(({ contrast }) => contrast)),
    },
  };
}

/** The face with these coordinates along the first eigenfaces. */
export function combine(
  { model, mean, width, height }: FaceSpace,
  coordinates: ArrayLike<number>,
  { brightness, contrast }: Light,
): Image {
  const sum = mean.slice();
  for (let i = 0; i < coordinates.length; ++i) {
    const eigenface = model.components.row(i);
    for (let j = 0; j < sum.length; ++j) sum[j] += coordinates[i] * eigenface[j];
  }
  const pixels = sum.map((x) => Math.round(Math.min(255, Math.max(0, brightness + contrast * x))));
  return { width, height, channels: 1, data: Uint8Array.from(pixels) };
}

/** The nearest to a grey picture that the first k eigenfaces add up to. */
export function rebuild(space: FaceSpace, face: Image, k: number): Image {
  return combine(space, space.model.project(face).row(0).subarray(0, k), lightOf(face));
}

/** The root of the mean squared difference of two pictures, from 0 to 255. */
export function difference(a: Image, b: Image): number {
  return Math.sqrt(mean(Array.from(a.data, (value, i) => (value - b.data[i]) ** 2)));
}

function lightOf({ data }: Image): Light {
  const brightness = mean(Array.from(data));
  const contrast = Math.sqrt(mean(Array.from(data, (value) => (value - brightness) ** 2)));
  return { brightness, contrast };
}

function mean(list: readonly number[]): number {
  return list.reduce((sum, x) => sum + x, 0) / list.length;
}
