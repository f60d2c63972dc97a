import { describe } from "../../errors.ts";
import type { FaceSize } from "./faceInput.ts";

export interface EigenfacesOptions {
  /**
   * How many eigenfaces: a whole number from 1, at most one less than there are faces, or the part of the variance to keep, above 0
   * and below 1. By default 0.9.
   */
  readonly components?: number;

  /** Whether coordinates are divided by their standard deviations, so that all count alike; by default not. */
  readonly whiten?: boolean;

  /**
   * `"contrast"` (default): brightness and contrast are taken out of each face first, as they depend on the light; `"none"`.
   */
  readonly normalize?: "contrast" | "none";

  /** For `distanceToFaceSpace`: which part of new faces to accept by each distance, in percent; by default 95. */
  readonly percentile?: number;

  /** Width and height of faces that are given as a matrix; by default they are square. */
  readonly size?: FaceSize;
}

export interface Settings {
  readonly components: number;
  readonly whiten: boolean;
  readonly normalize: "contrast" | "none";
  readonly percentile: number;
  readonly size: FaceSize | null;
}

/** The options with their defaults. */
export function settingsOf(options: EigenfacesOptions): Settings {
  const name = "Eigenfaces";
  const {
    components = 0.9,
    whiten = false,
    normalize = "contrast",
    percentile = 95,
    size = null,
  } = options;
  const part = components > 0 && components < 1;
  if (
    typeof components !== "number" ||
    !(part || (Number.isInteger(components) && components > 0))
  ) {
    throw new RangeError(
      `${name}: expected components to be a whole number from 1 or a part below 1, got ${describe(components)}`,
    );
  }
  if (normalize !== "contrast" && normalize !== "none") {
    throw new TypeError(
      `${name}: expected normalize to be "contrast" or "none", got ${describe(normalize)}`,
    );
  }
  if (typeof percentile !== "number" || !(percentile > 0 && percentile <= 100)) {
    throw new RangeError(
      `${name}: expected percentile to be above 0 and up to 100, got ${describe(percentile)}`,
    );
  }
  return { components, whiten, normalize, percentile, size };
}

/** The size of faces of so many pixels. */
export function sizeOf(name: string, size: FaceSize | null, pixels: number): FaceSize {
  const side = Math.sqrt(pixels);
  const { width, height } = size ?? { width: side, height: side };
  if (Number.isInteger(width) && Number.isInteger(height) && width * height === pixels) {
    return { width, height };
  }
  throw new RangeError(
    size === null
      ? `${name}: expected { size } for faces of ${pixels} pixels, which is no square`
      : `${name}: expected faces of ${width} × ${height} pixels, got ${pixels}`,
  );
}
