import { LANES } from "../../simd";

/**
 * The blocks of the matrix product, all in one place. Names as in K. Goto, R. van de Geijn, Anatomy
 * of high-performance matrix multiplication, ACM Trans. Math. Softw. 34 (2008) 12, and in BLIS.
 *
 *     name  f64     f32     why
 *     MR    4       8       two registers; with NR = 4 eight sums, and 15 registers in all are in use
 *     NR    4       4       a strip of B is 4·KC numbers: 8 KB of the first cache
 *     KC    256     256     long enough to hide reading and writing the tile of C
 *     MC    192     384     a block of A is MC·KC numbers, 384 KB: it stays in the second cache
 *     NC    2,048   2,048   a panel of B is KC·NC numbers, 4 MB or 2 MB: the third cache
 */
export const MR: usize = 2 * LANES;
export const NR: usize = 4;
export const KC: usize = 256;
export const MC: usize = 48 * MR;
export const NC: usize = 2048;

/** Returns n, rounded up to a multiple of `step`. */
export function roundUp(n: usize, step: usize): usize {
  return ((n + step - 1) / step) * step;
}
