import { LANES } from "../../simd";

/**
 * Packs matrices of p × q, by rows and `bytes` apart, one to a lane, and stores the largest magnitude of
 * each lane:
 *
 *     for (lane = 0; lane < LANES; ++lane) for (i = 0; i < p; ++i) for (j = 0; j < q; ++j)
 *       to[i * lineStride + j * entryStride].lane = from[min(lane, count - 1)][i, j];
 *
 * Where there are fewer matrices than lanes, the last is in all lanes left. The largest magnitude is ∞ or
 * NaN where an entry is.
 */
export function packLanes(
  p: usize,
  q: usize,
  from: usize,
  bytes: usize,
  count: usize,
  to: usize,
  lineStride: usize,
  entryStride: usize,
  largest: usize,
): void {
  const size = sizeof<real>();
  const last = count - 1;
  const second = bytes * min<usize>(1, last);
  const third = bytes * min<usize>(2, last);
  const fourth = bytes * min<usize>(3, last);
  let magnitudes = v128.splat<real>(0);
  for (let i: usize = 0; i < p; ++i) {
    let entry = to + i * lineStride;
    for (const end = from + q * size; from < end; from += size) {
      let x = v128.load_splat<real>(from);
      x = v128.load_lane<real>(from + second, x, 1);
      if (LANES === 4) {
        x = v128.load_lane<real>(from + third, x, 2);
        x = v128.load_lane<real>(from + fourth, x, 3);
      }
      v128.store(entry, x);
      magnitudes = v128.max<real>(magnitudes, v128.abs<real>(x));
      entry += entryStride;
    }
  }
  v128.store(largest, magnitudes);
}
