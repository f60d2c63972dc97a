/** Pixels on either side of the middle: 3.5 σ, rounded, where scikit-image cuts off too. */
export const RADIUS = 5;

/** exp(−i² / (2 · 1.5²)) for i = −5 … 5, over their sum. */
const WEIGHTS = normalized(
  Array.from({ length: 2 * RADIUS + 1 }, (_, i) => Math.exp(-((i - RADIUS) ** 2) / 4.5)),
);

/**
 * The weighted mean around each entry of a height × width matrix, with the Gaussian weights of `ssim`. Entries nearer
 * to an edge than `RADIUS` have no whole window, and are 0.
 */
export function gaussianBlur(data: Float64Array, height: number, width: number): Float64Array {
  const across = convolve(data, height, width, 1);
  return convolve(across, height, width, width);
}

/** Along rows for a step of 1, along columns for a step of `width`. */
function convolve(data: Float64Array, height: number, width: number, step: number): Float64Array {
  const [top, left] = step === 1 ? [0, RADIUS] : [RADIUS, 0];
  const result = new Float64Array(data.length);
  for (let i = top; i < height - top; ++i) {
    for (let j = left; j < width - left; ++j) {
      let sum = 0;
      let from = i * width + j - RADIUS * step;
      for (let w = 0; w < WEIGHTS.length; ++w, from += step) sum += WEIGHTS[w] * data[from];
      result[i * width + j] = sum;
    }
  }
  return result;
}

function normalized(weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((a, b) => a + b);
  return weights.map((weight) => weight / sum);
}
