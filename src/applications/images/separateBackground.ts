import { robustPca, type RobustPcaOptions } from "../../approximation/robustPca.ts";
import { describe } from "../../errors.ts";
import { colourChannels, type Image, peakOf } from "../../image.ts";
import type { Matrix } from "../../matrix.ts";
import { checkFrames, framesFrom, imageFromColumn, maskOf, pixelsByFrames } from "./frames.ts";

/** The noise of a camera makes the iteration go on for hundreds of steps, in which the background hardly changes. */
const MAX_ITERATIONS = 40;

export interface SeparateBackgroundOptions extends RobustPcaOptions {
  /** A pixel is foreground where a channel differs from the background by more than this part of full brightness: by default 0.1. */
  readonly threshold?: number;
}

export interface SeparatedBackground {
  /** The mean of `backgrounds`. */
  readonly background: Image;
  /** What is behind, for each frame: light may change. */
  readonly backgrounds: readonly Image[];
  /** Grey pictures, for each frame: white where something else is in front, black elsewhere. */
  readonly masks: readonly Image[];
  /** The frames where the mask is white; black elsewhere. */
  readonly foregrounds: readonly Image[];
  /** The rank of the backgrounds. */
  readonly rank: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/**
 * Parts the frames of a camera that stands still into what stays and what moves, by `robustPca` of the matrix pixels × frames:
 * the background has low rank, what moves is sparse. What stays in one place for most of the frames is background.
 *
 * Costs up to 40 times an `svd` of pixels × frames. E. Candès, X. Li, Y. Ma, J. Wright, Robust principal component
 * analysis?, J. ACM 58 (2011) 11:1–37, §4.1.
 *
 * @param frames - At least 2 pictures of one size and kind, in any order. Alpha does not count.
 * @param options - Those of `robustPca`; by default `tolerance` is 1e-4 and `maxIterations` 40.
 *
 * @throws {@link RangeError} if there are fewer, they differ, or `threshold` is not from 0 to 1.
 *
 * @example
 * ```ts
 * import { separateBackground } from "wasm-svd";
 *
 * // A dot that goes along the diagonal, on a slope.
 * const frames = Array.from({ length: 8 }, (_, f) => ({
 *   width: 8,
 *   height: 8,
 *   channels: 1 as const,
 *   data: Uint8Array.from({ length: 64 }, (_, i) => (i === 9 * f ? 255 : 50 + i)),
 * }));
 * const { background, masks } = separateBackground(frames);
 * background.data[27]; // 77
 * masks[3].data.indexOf(255); // 27
 * ```
 */
export function separateBackground(
  frames: readonly Image[],
  options: SeparateBackgroundOptions = {},
): SeparatedBackground {
  const name = "separateBackground";
  checkFrames(name, frames);
  const { threshold = 0.1, ...rest } = options;
  if (typeof threshold !== "number" || !(threshold >= 0 && threshold <= 1)) {
    throw new RangeError(
      `${name}: expected threshold to be a number from 0 to 1, got ${describe(threshold)}`,
    );
  }
  const a = pixelsByFrames(frames);
  const { L, factors, iterations, converged } = robustPca(a, {
    tolerance: 1e-4,
    maxIterations: MAX_ITERATIONS,
    ...rest,
  });
  const masks = frames.map((frame, f) => {
    return maskOf(frame, (pixel) => differs(a, L, frame, f, pixel, threshold * peakOf(frame)));
  });
  return {
    background: imageFromColumn(rowMeans(L), frames[0]),
    backgrounds: framesFrom(L, frames),
    masks,
    foregrounds: frames.map((frame, f) => masked(frame, masks[f])),
    rank: factors.s.length,
    iterations,
    converged,
  };
}

function differs(
  a: Matrix,
  L: Matrix,
  frame: Image,
  f: number,
  pixel: number,
  allowed: number,
): boolean {
  const pixels = frame.width * frame.height;
  for (let c = 0; c < colourChannels(frame); ++c) {
    const at = (c * pixels + pixel) * a.columns + f;
    if (Math.abs(a.data[at] - L.data[at]) > allowed) return true;
  }
  return false;
}

function rowMeans({ rows, columns, data }: Matrix): Float64Array {
  const means = new Float64Array(rows);
  for (let at = 0; at < data.length; ++at) means[Math.floor(at / columns)] += data[at] / columns;
  return means;
}

function masked(frame: Image, { data: mask }: Image): Image {
  const { channels } = frame;
  const colours = colourChannels(frame);
  const data = frame.data.slice();
  for (let at = 0; at < data.length; ++at) {
    if (at % channels < colours && mask[Math.floor(at / channels)] === 0) data[at] = 0;
  }
  return { ...frame, data };
}
