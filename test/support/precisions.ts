import type { Real } from "../../src/real.ts";

/** One of the two precisions that every test of the engine runs in. */
export interface Precision<T extends Real = Real> {
  readonly name: string;
  readonly dtype: "float64" | "float32";
  /** The gap between 1 and the next number. */
  readonly eps: number;
  /** The smallest normal number. */
  readonly safeMin: number;
  /** The smallest positive number: the unit in which denormal numbers are rounded. */
  readonly denormal: number;
  /** The largest finite number. */
  readonly max: number;
  /** Rounds `values` to this precision. */
  array(values: ArrayLike<number>): T;
  zeros(length: number): T;
}

const float64: Precision<Float64Array> = {
  name: "float64",
  dtype: "float64",
  eps: 2 ** -52,
  safeMin: 2 ** -1022,
  denormal: 2 ** -1074,
  max: Number.MAX_VALUE,
  array: (values) => Float64Array.from(values),
  zeros: (length) => new Float64Array(length),
};

const float32: Precision<Float32Array> = {
  name: "float32",
  dtype: "float32",
  eps: 2 ** -23,
  safeMin: 2 ** -126,
  denormal: 2 ** -149,
  max: (2 - 2 ** -23) * 2 ** 127,
  array: (values) => Float32Array.from(values),
  zeros: (length) => new Float32Array(length),
};

export const precisions: readonly Precision[] = [float64, float32];

/** The precision in which `data` is stored. */
export function precisionOf(data: Real): Precision {
  return data.BYTES_PER_ELEMENT === 8 ? float64 : float32;
}
