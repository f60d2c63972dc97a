import { describe } from "../../errors.ts";
import { checkImage, colourChannels, peakOf, type Image } from "../../image.ts";
import { channelMatrix } from "./channels.ts";
import { gaussianBlur, RADIUS } from "./gaussianBlur.ts";

export interface SsimOptions {
  /** The range of the numbers, L of the paper: 255 or 65,535 by default, as the pictures have 8 or 16 bits. */
  readonly peak?: number;
}

/** K₁ and K₂ of the paper (p 607). */
const [K1, K2] = [0.01, 0.03];

/**
 * The structural similarity of two pictures: 1 for equal ones, lower the less alike they look, and near 0 for pictures
 * that have nothing in common.
 *
 * Means, variances and the covariance of both are taken in a Gaussian window of σ = 1.5 pixels, cut off after 5, around each pixel,
 * and for each of them
 *
 *     (2 μₐ μᵦ + C₁)(2 σₐᵦ + C₂) / ((μₐ² + μᵦ² + C₁)(σₐ² + σᵦ² + C₂)),  C₁ = (0.01 L)², C₂ = (0.03 L)²,
 *
 * is averaged over all pixels whose window lies inside, and over the colour channels; alpha does not count. As scikit-image's
 * `structural_similarity(gaussian_weights=True, sigma=1.5, use_sample_covariance=False)`.
 *
 * Z. Wang, A. Bovik, H. Sheikh, E. Simoncelli, Image quality assessment: from error visibility to structural similarity, IEEE
 * Trans. Image Process. 13 (2004) 600–612, eq. (13).
 *
 * @throws {@link RangeError} if the pictures differ in size or kind, have fewer than 11 rows or columns, or `peak` is not above 0.
 * @throws {@link TypeError} if one is no picture.
 *
 * @example
 * ```ts
 * import { ssim } from "wasm-svd";
 *
 * const grey = (f: (i: number) => number) =>
 *   ({ width: 16, height: 16, channels: 1, data: Uint8Array.from({ length: 256 }, (_, i) => f(i)) }) as const;
 * const ramp = grey((i) => i);
 * ssim(ramp, ramp); // 1
 * ssim(ramp, grey((i) => 255 - i)); // -0.82…
 * ```
 */
export function ssim(a: Image, b: Image, options: SsimOptions = {}): number {
  checkImage("ssim", a);
  checkImage("ssim", b);
  const { peak = peakOf(a) } = options;
  if (!(peak > 0 && peak < Infinity)) {
    throw new RangeError(`ssim: expected a peak above 0, got ${describe(peak)}`);
  }
  const sizes = [a, b].map((x) => [x.width, x.height, x.channels].join(" × "));
  if (sizes[0] !== sizes[1] || peakOf(a) !== peakOf(b)) {
    throw new RangeError(`ssim: expected two pictures of one kind, got ${sizes.join(" and ")}`);
  }
  const window = 2 * RADIUS + 1;
  if (Math.min(a.width, a.height) < window) {
    throw new RangeError(
      `ssim: expected at least ${window} × ${window} pixels, as many as the window has, got ${a.width} × ${a.height}`,
    );
  }
  const count = colourChannels(a);
  let sum = 0;
  for (let c = 0; c < count; ++c) sum += ofChannels(a, b, c, peak);
  return sum / count;
}

function ofChannels(a: Image, b: Image, channel: number, peak: number): number {
  const { width, height } = a;
  const x = channelMatrix(a, channel).data;
  const y = channelMatrix(b, channel).data;
  const blur = (data: Float64Array) => gaussianBlur(data, height, width);
  const times = (p: Float64Array, q: Float64Array) => blur(p.map((value, i) => value * q[i]));
  const [meanX, meanY] = [blur(x), blur(y)];
  const [xx, yy, xy] = [times(x, x), times(y, y), times(x, y)];
  const [c1, c2] = [(K1 * peak) ** 2, (K2 * peak) ** 2];
  let sum = 0;
  for (let i = RADIUS; i < height - RADIUS; ++i) {
    for (let j = RADIUS; j < width - RADIUS; ++j) {
      const at = i * width + j;
      const product = meanX[at] * meanY[at];
      const squares = meanX[at] ** 2 + meanY[at] ** 2;
      const variances = xx[at] + yy[at] - squares;
      sum +=
        ((2 * product + c1) * (2 * (xy[at] - product) + c2)) / ((squares + c1) * (variances + c2));
    }
  }
  return sum / ((height - 2 * RADIUS) * (width - 2 * RADIUS));
}
