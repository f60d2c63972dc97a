import { checkpoint } from "../host";
import { dot } from "../kernels/dot";
import { reflect } from "../kernels/reflect";
import { reflectPair } from "../kernels/reflectPair";

/** Columns that go through a block of reflections while they lie in the first cache. */
const STRIP: usize = 4;

/** Bytes of a block of reflections: they stay in the second cache while all columns go through them. */
const BLOCK_BYTES: usize = 262_144;

/**
 * Overwrites C (m × n) with Q·C or, if `transposed`, Qᵀ·C, for k ≤ m reflections of length m in `a`, as
 * reflections.ts has them, two at a time: no product more than there must be, while blocks pay for theirs
 * only where they are large.
 *
 *     address  size              in           out
 *     a        m × k, `strideA`  reflections  as they were
 *     tau      k                 their τ      as they were
 *     c        m × n, `strideC`  C            Q·C or Qᵀ·C
 *     work     k / 2             —            undefined
 *
 * 4mnk − 2nk² flops.
 */
export function applyPairs(
  m: usize,
  n: usize,
  k: usize,
  a: usize,
  strideA: usize,
  tau: usize,
  transposed: bool,
  c: usize,
  strideC: usize,
  work: usize,
): void {
  const size = sizeof<real>();
  const pairs = k / 2;
  for (let p: usize = 0; p < pairs; ++p) {
    const v = a + 2 * p * (strideA + size);
    const w = v + strideA + size;
    const rest = m - 2 * p - 2;
    store<real>(work + p * size, load<real>(v + size) + dot(rest, v + 2 * size, w + size));
  }
  if (!transposed) applyLast(m, n, k, a, strideA, tau, c, strideC);
  const together = max<usize>(1, BLOCK_BYTES / (2 * m * size));
  for (let done: usize = 0; done < pairs; done += together) {
    const until = min(done + together, pairs);
    if (done > 0) checkpoint(f64(done), f64(pairs));
    for (let j: usize = 0; j < n; j += STRIP) {
      const columns = min(STRIP, n - j);
      const to = c + j * strideC;
      for (let step = done; step < until; ++step) {
        const p = transposed ? step : pairs - 1 - step;
        const first: usize = 2 * p;
        const v = a + first * (strideA + size);
        const taus = tau + first * size;
        reflectPair(
          m - first,
          columns,
          v,
          load<real>(taus),
          v + strideA + size,
          load<real>(taus + size),
          load<real>(work + p * size),
          transposed,
          to + first * size,
          strideC,
        );
      }
    }
  }
  if (transposed) applyLast(m, n, k, a, strideA, tau, c, strideC);
}

/** Applies the reflection that has no other beside it, where k is odd. */
function applyLast(
  m: usize,
  n: usize,
  k: usize,
  a: usize,
  strideA: usize,
  tau: usize,
  c: usize,
  strideC: usize,
): void {
  if (k % 2 === 0) return;
  const size = sizeof<real>();
  const last = k - 1;
  const x = a + last * (strideA + size);
  const head = load<real>(x);
  store<real>(x, 1);
  reflect(m - last, n, load<real>(tau + last * size), x, c + last * size, strideC);
  store<real>(x, head);
}
