import { LANES, WIDTH } from "../../simd";
import { roundUp } from "../gemm/blocks";

/**
 * A complex column as the kernels of this folder read it: a register of real parts, the register of imaginary parts
 * that belong to them, and so on. The last registers are filled up with zeros, so no loop has a remainder.
 *
 *     f64  │ re₀ re₁ │ im₀ im₁ │ re₂ re₃ │ im₂ im₃ │ …
 *
 * One pointer serves both parts, as in the kernels of real columns, and no product has to shuffle lanes, as with
 * parts that alternate. To `dot`, `largest` and `scale` it is a real column twice as long.
 */

/** Returns the bytes of a column of m entries. */
export function packedBytes(m: usize): usize {
  return 2 * roundUp(m, LANES) * sizeof<real>();
}

/** Returns how many bytes after the beginning of a column the real part of entry i lies; the other, WIDTH after it. */
export function placeOf(i: usize): usize {
  return (i / LANES) * (2 * WIDTH) + (i % LANES) * sizeof<real>();
}

/** Returns how many bytes after the beginning of a column the registers with entry i begin. */
export function registersOf(i: usize): usize {
  return (i / LANES) * (2 * WIDTH);
}
