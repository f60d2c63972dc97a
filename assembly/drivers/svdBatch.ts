import { largest } from "../kernels/largest";
import { fillNaN } from "./fillNaN";
import { svdAlone, svdAloneWorkspace } from "./svdAlone";
import { svdLanes, svdLanesWorkspace } from "./svdLanes";
import { FULL, NONE } from "./vectors";

/**
 * Rows or columns up to which matrices are decomposed side by side, one to a lane. Measured, thin, in microseconds
 * a matrix: f64 32 × 32 85, and 33 × 33 by the ordinary driver 160; 32 × 8 5, and 33 × 8 18; f32 a third
 * of the ordinary driver. What limits it is the first cache: two 32 × 32 matrices and their vectors fill it.
 */
const LANES_LIMIT: usize = 32;

/**
 * Computes the singular value decompositions of a stack of matrices of one shape, none of them empty.
 *
 *     address  size, times count                     in    out
 *     a        m × n                                 A     as it was
 *     u        m × k, or m × m if full               —     U; not used where vectors = 0
 *     s        k = min(m, n)                         —     the singular values, largest first
 *     vt       k × n, or n × n if full               —     Vᵀ; not used where vectors = 0
 *     work     svdBatchWorkspace(m, n, vectors)      —     undefined
 *
 * `vectors`: 0 for none, 1 for thin, 2 for full factors. All factors of a matrix that is not finite are
 * NaN. Returns 0, or the place, counted from 1, of the first matrix that could not be decomposed.
 *
 * What comes out for a matrix does not depend on the others.
 */
export function svdBatch(
  count: usize,
  m: usize,
  n: usize,
  vectors: u32,
  a: usize,
  u: usize,
  s: usize,
  vt: usize,
  work: usize,
): usize {
  if (max(m, n) <= LANES_LIMIT) return svdLanes(count, m, n, vectors, a, u, s, vt, work);
  return oneByOne(count, m, n, vectors, a, u, s, vt, work);
}

/** Returns the bytes of workspace that `svdBatch` needs. */
export function svdBatchWorkspace(m: usize, n: usize, vectors: u32): f64 {
  const alone = svdAloneWorkspace(m, n, vectors);
  return max(m, n) <= LANES_LIMIT ? max(alone, svdLanesWorkspace(m, n, vectors)) : alone;
}

function oneByOne(
  count: usize,
  m: usize,
  n: usize,
  vectors: u32,
  a: usize,
  u: usize,
  s: usize,
  vt: usize,
  work: usize,
): usize {
  const size = sizeof<real>();
  const k = min(m, n);
  const uLength: usize = vectors === NONE ? 0 : m * (vectors === FULL ? m : k);
  const vtLength: usize = vectors === NONE ? 0 : n * (vectors === FULL ? n : k);
  let failed: usize = 0;
  for (let i: usize = 0; i < count; ++i) {
    if (isNaN(largest(m * n, a))) {
      fillNaN(uLength, u);
      fillNaN(k, s);
      fillNaN(vtLength, vt);
    } else if (!svdAlone(m, n, vectors, a, u, s, vt, work) && failed === 0) {
      failed = i + 1;
    }
    a += m * n * size;
    u += uLength * size;
    s += k * size;
    vt += vtLength * size;
  }
  return failed;
}
