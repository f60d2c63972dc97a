import { WIDTH } from "../../simd";
import { multiply1, multiply2, multiply4, multiply8, multiplyColumn } from "./panels";

/** Registers of sums a pass: with the value and a product they leave some free of the 16 that processors have. */
const REGISTERS: usize = 8;

/**
 * Rows that all columns of X are gone through for, before the next ones: their entries stay in the first cache. A call for
 * each row took a quarter of the time at b = 8. Where the rows of X are longer than a pass, one slice at a time: they are
 * scattered over memory, and each is best read as a whole.
 */
const ROWS: usize = 64;

/**
 * Computes Y = A·X for a sparse A, in compressed rows or in slices, and X with b columns; X and Y lie by rows. A slice has
 * `lanes` rows of the same length, whose entries lie `lanes` apart; with rows = 0 it is a row, and lengths[s + 1] −
 * lengths[s] is its length:
 *
 *     for (s = 0; s < slices; ++s) {
 *       count = rows === 0 ? lengths[s + 1] - lengths[s] : lengths[s];
 *       for (r = 0; r < lanes; ++r) {
 *         i = rows === 0 ? s : rows[lanes * s + r];
 *         for (j = 0; j < b; ++j) {
 *           y[i, j] = 0;
 *           for (k = 0; k < count; ++k) y[i, j] += values[lanes * k + r] * x[indices[lanes * k + r], j];
 *         }
 *       }
 *       indices += lanes * count;
 *       values += lanes * count;
 *     }
 *
 * The lanes of registers are columns, so that the sums have the order of that loop.
 */
export function multiplyBlock(
  slices: usize,
  lanes: usize,
  lengths: usize,
  rows: usize,
  b: usize,
  indices: usize,
  values: usize,
  x: usize,
  y: usize,
): void {
  const stride = b * sizeof<real>();
  if (stride === 0) return;
  const most: usize = stride > REGISTERS * WIDTH ? 1 : ROWS / lanes;
  while (slices > 0) {
    const some = min<usize>(slices, most);
    let entries: usize = 0;
    let j: usize = 0;
    for (; j + REGISTERS * WIDTH <= stride; j += REGISTERS * WIDTH) {
      entries = multiply8(some, lanes, lengths, rows, indices, values, stride, x + j, y + j);
    }
    if (j + 4 * WIDTH <= stride) {
      entries = multiply4(some, lanes, lengths, rows, indices, values, stride, x + j, y + j);
      j += 4 * WIDTH;
    }
    if (j + 2 * WIDTH <= stride) {
      entries = multiply2(some, lanes, lengths, rows, indices, values, stride, x + j, y + j);
      j += 2 * WIDTH;
    }
    if (j + WIDTH <= stride) {
      entries = multiply1(some, lanes, lengths, rows, indices, values, stride, x + j, y + j);
      j += WIDTH;
    }
    for (; j < stride; j += sizeof<real>()) {
      entries = multiplyColumn(some, lanes, lengths, rows, indices, values, stride, x + j, y + j);
    }
    lengths += some * sizeof<u32>();
    if (rows === 0) y += some * stride;
    else rows += some * lanes * sizeof<u32>();
    indices += entries * sizeof<u32>();
    values += entries * sizeof<real>();
    slices -= some;
  }
}
