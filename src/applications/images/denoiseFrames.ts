import { checkFrames, framesFrom, pixelsByFrames } from "./frames.ts";
import { checkNoise, type Denoising, type DenoiseOptions } from "./denoise.ts";
import { denoiseWhole } from "./denoiseWhole.ts";
import type { Image } from "../../image.ts";

export interface DenoisedFrames extends Denoising {
  readonly frames: readonly Image[];
}

/**
 * Takes white noise out of pictures of one scene, such as the frames of a video: as the columns of a matrix, pixels × frames,
 * they have low rank but for the noise, if little moves. Thresholds are those of `denoise`. Costs one `svd`.
 *
 * @param frames - At least 2 pictures of one size and kind. Alpha is left alone.
 *
 * @throws {@link RangeError} if there are fewer, they differ, or `noise` is negative.
 *
 * @example
 * ```ts
 * import { denoiseFrames } from "wasm-svd";
 *
 * const frame = { width: 4, height: 4, channels: 1, data: Uint8Array.from({ length: 16 }, (_, i) => 9 * i) } as const;
 * denoiseFrames([frame, frame, frame], { noise: 1 }).rank; // 1
 * ```
 */
export function denoiseFrames(
  frames: readonly Image[],
  options: Pick<DenoiseOptions, "noise" | "reproducible"> = {},
): DenoisedFrames {
  checkFrames("denoiseFrames", frames);
  checkNoise("denoiseFrames", options.noise);
  const { matrix, noise, threshold, rank } = denoiseWhole(pixelsByFrames(frames), options);
  return { frames: framesFrom(matrix, frames), noise, threshold, rank };
}
