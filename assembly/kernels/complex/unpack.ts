import { LANES, WIDTH } from "../../simd";
import { transposeSquare } from "../transpose";
import { placeOf } from "./packed";

/**
 * Copies the real or imaginary parts of packed columns, `stride` bytes apart, to a plane; the reverse of pack.ts.
 * `a` is the address of the first register. To contiguous columns (m × n):
 *
 *     for (j = 0; j < n; ++j) for (i = 0; i < m; ++i) to[j * strideTo + i] = a[i, j];
 */
export function unpackColumns(
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
    const end = into + whole * size;
    while (into < end) {
      v128.store(into, v128.load(from));
      from += 2 * WIDTH;
      into += WIDTH;
    }
    for (let i: usize = 0; i < m - whole; ++i) {
      store<real>(into + i * size, load<real>(from + i * size));
    }
  }
}

/**
 * To a plane by rows:
 *
 *     for (j = 0; j < n; ++j) for (i = 0; i < m; ++i) to[i * strideTo + j] = a[i, j];
 */
export function unpackRows(
  m: usize,
  n: usize,
  a: usize,
  stride: usize,
  to: usize,
  strideTo: usize,
): void {
  const size = sizeof<real>();
  const columns = (n / LANES) * LANES;
  for (let i: usize = 0; i < m; i += LANES) {
    const from = a + placeOf(i);
    const into = to + i * strideTo;
    const rows = min(LANES, m - i);
    let j: usize = 0;
    if (rows === LANES) {
      for (; j < columns; j += LANES) {
        transposeSquare(from + j * stride, stride, into + j * size, strideTo);
      }
    }
    for (; j < n; ++j) {
      for (let p: usize = 0; p < rows; ++p) {
        store<real>(into + p * strideTo + j * size, load<real>(from + j * stride + p * size));
      }
    }
  }
}
