import { rotate } from "../../kernels/rotate";
import { EPS } from "../../precision";

/**
 * What counts as zero in a merge, relative to its largest entry: eight roundings, as in LAPACK until 2026.
 * There the secular solver fails on poles so close, and 64 became the rule (Reference-LAPACK pull request
 * 1286); findRoot does not. On 2,300 near-identity bidiagonals the largest residual was 26 with 64
 * roundings and is 1.9 with 8, in LAPACK's units, at the same orthogonality.
 */
const TOLERANCE: real = 4 * EPS;

/** Where a column of the singular vectors has entries that are not zero. */
export const UPPER: u32 = 1;
export const BOTH: u32 = 2;
export const LOWER: u32 = 3;

/** What counts as zero at all beside a matrix of a size with 1, so that no threshold is 0. */
const NOTHING: real = EPS * EPS;

/** Returns what counts as zero beside the largest value d, alpha and beta of a merge. */
export function deflationThreshold(largest: real, alpha: real, beta: real): real {
  const size = max<real>(largest, max<real>(abs<real>(alpha), abs<real>(beta)));
  return max<real>(TOLERANCE * size, NOTHING);
}

/**
 * Finds the values of an arrow matrix, z in its first row and d on its diagonal, that are singular
 * values as they are: those whose entry of z is negligible, and, after a rotation of their columns of U
 * and V, one of any two that are equal up to the threshold.
 *
 *     address  size       in                                   out
 *     sorted   count u32  columns, their d ascending           those that are left, then those that are not
 *     kinds    u32        UPPER or LOWER, by column            BOTH too
 *     d, z     by column  the matrix                           with zeros in z where deflated
 *     work     count u32  —                                    undefined
 *
 * Each part of `sorted` stays in order. Returns how many are left.
 *
 * M. Gu, S. Eisenstat, A divide-and-conquer algorithm for the bidiagonal SVD, SIAM J. Matrix Anal. Appl.
 * 16 (1995) 79–92, §4.1.
 */
export function deflate(
  count: usize,
  sorted: usize,
  kinds: usize,
  d: usize,
  z: usize,
  threshold: real,
  rows: usize,
  u: usize,
  strideU: usize,
  rowsV: usize,
  v: usize,
  strideV: usize,
  work: usize,
): usize {
  const size = sizeof<real>();
  let left: usize = 0;
  let deflated: usize = 0;
  let pending = false;
  let before: usize = 0;
  for (let t: usize = 0; t < count; ++t) {
    const j = usize(load<u32>(sorted + 4 * t));
    const zj = load<real>(z + j * size);
    if (abs<real>(zj) <= threshold) {
      store<real>(z + j * size, 0);
      store<u32>(work + 4 * deflated++, u32(j));
      continue;
    }
    if (pending) {
      if (load<real>(d + j * size) - load<real>(d + before * size) <= threshold) {
        const zb = load<real>(z + before * size);
        const length = sqrt<real>(zj * zj + zb * zb);
        store<real>(z + j * size, length);
        store<real>(z + before * size, 0);
        rotate(rows, u + before * strideU, u + j * strideU, zj / length, -zb / length);
        rotate(rowsV, v + before * strideV, v + j * strideV, zj / length, -zb / length);
        if (load<u32>(kinds + 4 * j) !== load<u32>(kinds + 4 * before)) {
          store<u32>(kinds + 4 * j, BOTH);
        }
        deflated = insert(before, deflated, d, work);
      } else {
        store<u32>(sorted + 4 * left++, u32(before));
      }
    }
    pending = true;
    before = j;
  }
  if (pending) store<u32>(sorted + 4 * left++, u32(before));
  memory.copy(sorted + 4 * left, work, 4 * deflated);
  return left;
}

/** Puts column j into a list of `count` columns that is sorted by d; returns how many there are then. */
function insert(j: usize, count: usize, d: usize, list: usize): usize {
  const size = sizeof<real>();
  const value = load<real>(d + j * size);
  let at = count;
  for (; at > 0; --at) {
    const other = load<u32>(list + 4 * (at - 1));
    if (load<real>(d + usize(other) * size) <= value) break;
    store<u32>(list + 4 * at, other);
  }
  store<u32>(list + 4 * at, u32(j));
  return count + 1;
}
