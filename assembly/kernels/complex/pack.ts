import { LANES, WIDTH } from "../../simd";
import { transposeSquare } from "../transpose";
import { placeOf } from "./packed";

/**
 * Packs a plane, the real or the imaginary parts of a matrix, to where it goes in packed columns, `strideTo` bytes
 * apart: `to` is the address of the first register. Entries that fill up the last registers become zero.
 *
 * Columns that are contiguous, as columns of A (m × n) or as rows of Aᵀ:
 *
 *     for (j = 0; j < n; ++j) for (i = 0; i < m; ++i) to[i, j] = a[j * stride + i];
 */
export function packColumns(
  m: usize,
  n: usize,
  a: usize,
  stride: usize,
  to: usize,
  strideTo: usize,
): void {
  const size = sizeof<real>();
  const whole = (m / LANES) * LANES;
  for (let j: usize = 0; j < n; ++j) {
    let from = a + j * stride;
    let into = to + j * strideTo;
    const end = from + whole * size;
    while (from < end) {
      v128.store(into, v128.load(from));
      from += WIDTH;
      into += 2 * WIDTH;
    }
    if (whole < m) putEnd(m - whole, from, size, into);
  }
}

/**
 * The same of a plane by rows, `stride` bytes apart:
 *
 *     for (j = 0; j < n; ++j) for (i = 0; i < m; ++i) to[i, j] = a[i * stride + j];
 */
export function packRows(
  m: usize,
  n: usize,
  a: usize,
  stride: usize,
  to: usize,
  strideTo: usize,
): void {
  const size = sizeof<real>();
  const whole = (m / LANES) * LANES;
  const columns = (n / LANES) * LANES;
  for (let i: usize = 0; i < whole; i += LANES) {
    const from = a + i * stride;
    const into = to + placeOf(i);
    for (let j: usize = 0; j < columns; j += LANES) {
      transposeSquare(from + j * size, stride, into + j * strideTo, strideTo);
    }
    for (let j = columns; j < n; ++j) putEnd(LANES, from + j * size, stride, into + j * strideTo);
  }
  if (whole === m) return;
  const from = a + whole * stride;
  const into = to + placeOf(whole);
  for (let j: usize = 0; j < n; ++j)
    putEnd(m - whole, from + j * size, stride, into + j * strideTo);
}

/** Writes a register of m numbers that lie `step` bytes apart, and zeros behind them. */
function putEnd(m: usize, from: usize, step: usize, to: usize): void {
  const size = sizeof<real>();
  for (let i: usize = 0; i < LANES; ++i) {
    store<real>(to + i * size, i < m ? load<real>(from + i * step) : (0 as real));
  }
}
