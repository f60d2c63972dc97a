import { describe } from "../../errors.ts";
import { colourChannels, peakOf, type Image } from "../../image.ts";
import type { Real } from "../../real.ts";

export interface PsnrOptions {
  /**
   * The largest number that a signal can reach. For pictures 255 or 65,535 by
   * default, as they have 8 or 16 bits; needed for arrays of real numbers.
   */
  readonly peak?: number;
}

/**
 * The peak signal-to-noise ratio of two pictures in decibels,
 *
 *     10 · log₁₀(peak² / mean of (aᵢ − bᵢ)²),
 *
 * over all colour channels; alpha does not count. Equal pictures have Infinity.
 * Lossy photographs usually have 30 to 50 dB.
 *
 * @throws {@link RangeError} if a and b differ in size, or `peak` is not above 0.
 * @throws {@link TypeError} if `peak` is missing for arrays.
 *
 * @example
 * ```ts
 * import { psnr } from "wasm-svd";
 *
 * psnr(Float64Array.of(0, 100), Float64Array.of(0, 110), { peak: 255 }); // 31.14…
 * ```
 */
export function psnr<T extends Image | Real>(a: T, b: T, options: PsnrOptions = {}): number {
  const peak = options.peak ?? defaultPeak(a);
  if (!(peak > 0)) throw new RangeError(`psnr: expected a peak above 0, got ${peak}`);
  const meanSquare = "data" in a ? ofImages(a, b as Image) : ofArrays(a, b as Real);
  return 10 * Math.log10(peak ** 2 / meanSquare);
}

function defaultPeak(a: Image | Real): number {
  if ("data" in a) return peakOf(a);
  throw new TypeError(
    `psnr: expected { peak } for ${describe(a)}: real numbers have no largest one`,
  );
}

function ofImages(a: Image, b: Image): number {
  const sizes = [a, b].map((x) => [x.width, x.height, x.channels].join(" × "));
  if (sizes[0] !== sizes[1] || peakOf(a) !== peakOf(b)) {
    throw new RangeError(`psnr: expected two pictures of one kind, got ${sizes.join(" and ")}`);
  }
  const colours = colourChannels(a);
  let sum = 0;
  for (let pixel = 0; pixel < a.data.length; pixel += a.channels) {
    for (let c = 0; c < colours; ++c) sum += (a.data[pixel + c] - b.data[pixel + c]) ** 2;
  }
  return sum / (a.width * a.height * colours);
}

function ofArrays(a: Real, b: Real): number {
  if (a.length !== b.length || a.length === 0) {
    throw new RangeError(`psnr: expected as many numbers twice, got ${a.length} and ${b.length}`);
  }
  let sum = 0;
  for (let i = 0; i < a.length; ++i) sum += (a[i] - b[i]) ** 2;
  return sum / a.length;
}
