import type { Real } from "../real.ts";

/**
 * Numbers of any number of dimensions, the last index running fastest ("C
 * order"). One with two dimensions can be given wherever a matrix is expected.
 */
export interface NdArray {
  readonly shape: readonly number[];
  readonly data: Real;
}
