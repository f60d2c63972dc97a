import { WIDTH } from "../../simd";

/**
 * Copies entries of a lane out of n columns, in order and with their signs:
 *
 *     for (j = 0; j < n; ++j) for (i = 0; i < m; ++i)
 *       to[i * entryStride + j * lineStride] = sign[order[j]] * from[order[j]][i] + 0;
 *
 * `from` is the address of the first entry, in its lane, of column 0, and `sign` that of its sign. Adding
 * 0 makes −0 to +0.
 */
export function unpackLane(
  m: usize,
  n: usize,
  from: usize,
  sign: usize,
  stride: usize,
  order: usize,
  to: usize,
  entryStride: usize,
  lineStride: usize,
): void {
  for (let j: usize = 0; j < n; ++j) {
    const offset = (load<u32>(order + 4 * j) as usize) * stride;
    const factor = load<real>(sign + offset);
    let entry = to + j * lineStride;
    let x = from + offset;
    const end = x + m * WIDTH;
    for (; x + WIDTH < end; x += 2 * WIDTH) {
      store<real>(entry, factor * load<real>(x) + 0);
      store<real>(entry + entryStride, factor * load<real>(x, WIDTH) + 0);
      entry += 2 * entryStride;
    }
    if (x < end) store<real>(entry, factor * load<real>(x) + 0);
  }
}
