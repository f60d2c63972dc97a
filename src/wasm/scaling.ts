import { isFloat32, type Real } from "../real.ts";

/**
 * Exponents of the largest entry up to which a matrix is taken as it is: squares of so large and of so small
 * numbers, and sums of many, are normal numbers.
 */
const UNSCALED = { float64: 300, float32: 25 };

/** Returns k such that 2ᵏ brings a matrix, of which the largest magnitude is given, to where squares are safe. */
export function scalingExponent(like: Real, largest: number): number {
  if (largest === 0) return 0;
  const exponent = exponentOf(largest);
  const limit = isFloat32(like) ? UNSCALED.float32 : UNSCALED.float64;
  return Math.abs(exponent) <= limit ? 0 : -exponent;
}

/** ⌊log₂ x⌋ for a finite x > 0, without a logarithm that every engine rounds in its own way. */
function exponentOf(x: number): number {
  if (x < 2 ** -1000) return exponentOf(x * 2 ** 100) - 100;
  const high = new DataView(Float64Array.of(x).buffer).getUint32(4, true);
  return (high >>> 20) - 1023;
}

/** The numbers times 2ᵏ, in steps that are normal numbers themselves. */
export function scaled<T extends Real>(data: T, k: number): T {
  const result = data.slice() as T;
  while (k !== 0) {
    const step = Math.max(-1000, Math.min(1000, k));
    const factor = 2 ** step;
    for (let i = 0; i < result.length; ++i) result[i] *= factor;
    k -= step;
  }
  return result;
}
