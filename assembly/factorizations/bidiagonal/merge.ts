import { rotate } from "../../kernels/rotate";
import { arrowVectors, solveArrow } from "./arrow";
import { BOTH, LOWER, UPPER, deflate, deflationThreshold } from "./deflate";
import { multiplySide, multiplySideWorkspace } from "./multiplySide";

/**
 * Merges the decompositions of the two halves of an upper bidiagonal matrix B, which a row (alpha, beta)
 * couples:
 *
 *         ⎡ B₁           ⎤  upper rows, upper + 1 columns           ⎡ z₀ z₁ z₂ ⎤
 *     B = ⎢   alpha beta ⎥  1 row                             =  U  ⎢    D₁    ⎥ Vᵀ  =  U′ D V′ᵀ
 *         ⎣           B₂ ⎦  lower rows, lower + extra columns       ⎣       D₂ ⎦
 *
 * B₁ has one column more than rows, and B₂ too if `extra` is 1: the last column of their V spans the null
 * space. With alpha times the last row of V₁ and beta times the first of V₂ for z, the matrix in the
 * middle is an arrow; U′ and V′ are U and V times its singular vectors.
 *
 *     address  size                     in                              out
 *     d        n = upper + lower + 1    D₁, ·, D₂                       the singular values
 *     sorted   n u32                    order of D₁, ·, order of D₂     order of them
 *     u        n × n, `strideU`         U₁, ·, U₂ on the diagonal       U′
 *     v        (n + extra)², `strideV`  V₁, V₂ on the diagonal          V′, its null vector last
 *     q        n × n                    —                               undefined
 *     work     mergeWorkspace(n)        —                               undefined
 *
 * Orders are indices, smallest value first, from 0 in each half. At most 4n³ flops, in products.
 *
 * M. Gu, S. Eisenstat, A divide-and-conquer algorithm for the bidiagonal SVD, SIAM J. Matrix Anal. Appl.
 * 16 (1995) 79–92, §2.
 */
export function merge(
  upper: usize,
  lower: usize,
  extra: usize,
  alpha: real,
  beta: real,
  d: usize,
  sorted: usize,
  u: usize,
  strideU: usize,
  v: usize,
  strideV: usize,
  q: usize,
  work: usize,
): void {
  const size = sizeof<real>();
  const n = upper + lower + 1;
  const order = n + extra;
  const z = work;
  const poles = z + order * size;
  const weights = poles + order * size;
  const values = weights + order * size;
  const roots = values + order * size;
  const kinds = roots + 2 * order * size;
  const columns = kinds + 4 * order;
  const rows = columns + 4 * order;
  const grouped = rows + 4 * order;
  const scratch = (grouped + 4 * order + 15) & ~15;

  const count = n - 1;
  mergeSorted(upper, lower, d, sorted, columns);
  for (let j: usize = 0; j < n; ++j) store<u32>(kinds + 4 * j, j < upper ? UPPER : LOWER);
  const largest = count > 0 ? entry(d, columns, count - 1) : (0 as real);
  const threshold = deflationThreshold(largest, alpha, beta);
  couple(upper, lower, extra, alpha, beta, threshold, v, strideV, z);
  const kept = deflate(
    count,
    columns,
    kinds,
    d,
    z,
    threshold,
    n,
    u,
    strideU,
    order,
    v,
    strideV,
    rows,
  );

  const k = kept + 1;
  store<real>(poles, 0);
  store<real>(weights, load<real>(z + upper * size));
  for (let t: usize = 0; t < kept; ++t) {
    store<real>(poles + (t + 1) * size, entry(d, columns, t));
    store<real>(weights + (t + 1) * size, entry(z, columns, t));
  }
  // As far from the pole 0 as the others are from each other.
  if (kept > 0) store<real>(poles + size, max<real>(load<real>(poles + size), threshold / 2));
  solveArrow(k, poles, weights, values, roots, scratch);

  // Groups: columns of the upper half, the coupling column, those of both halves, of the lower half.
  const both = group(kept, UPPER, columns, kinds, 0, rows, grouped);
  store<u32>(rows, u32(both));
  store<u32>(grouped + 4 * both, u32(upper));
  const below = group(kept, BOTH, columns, kinds, both + 1, rows, grouped);
  group(kept, LOWER, columns, kinds, below, rows, grouped);
  const more = n - k;
  memory.copy(grouped + 4 * k, columns + 4 * kept, 4 * more);
  arrowVectors(k, true, poles, weights, roots, rows, q, scratch);
  multiplySide(n, upper + 1, k, both, below, more, grouped, q, u, strideU, scratch);
  arrowVectors(k, false, poles, weights, roots, rows, q, scratch);
  multiplySide(order, upper + 1, k, both, below, more, grouped, q, v, strideV, scratch);

  for (let t: usize = 0; t < more; ++t) store<real>(z + t * size, entry(d, columns, kept + t));
  memory.copy(d, values, k * size);
  memory.copy(d + k * size, z, more * size);
  for (let j: usize = 0; j < n; ++j) store<u32>(columns + 4 * j, u32(j < k ? j : j - k));
  mergeLists(k, columns, 0, more, columns + 4 * k, k, d, sorted);
}

/** Returns the bytes of workspace that `merge` needs for n rows. */
export function mergeWorkspace(n: usize): f64 {
  const order = f64(n + 1);
  const size = f64(sizeof<real>());
  const scratch = max(f64(multiplySideWorkspace(n + 1)), (2 * order + 4) * size);
  return order * (6 * size + 16) + 16 + scratch;
}

/** Lists the columns of both halves, but for the one between, by ascending d. */
function mergeSorted(upper: usize, lower: usize, d: usize, sorted: usize, columns: usize): void {
  mergeLists(upper, sorted, 0, lower, sorted + 4 * (upper + 1), upper + 1, d, columns);
}

/**
 * Merges two lists of indices into d, each by ascending d, once `shiftX` and `shiftY` are added to them.
 */
function mergeLists(
  m: usize,
  x: usize,
  shiftX: usize,
  n: usize,
  y: usize,
  shiftY: usize,
  d: usize,
  to: usize,
): void {
  const size = sizeof<real>();
  let i: usize = 0;
  let j: usize = 0;
  while (i + j < m + n) {
    const p = i < m ? usize(load<u32>(x + 4 * i)) + shiftX : 0;
    const q = j < n ? usize(load<u32>(y + 4 * j)) + shiftY : 0;
    const first = j === n || (i < m && load<real>(d + p * size) <= load<real>(d + q * size));
    store<u32>(to + 4 * (i + j), u32(first ? p : q));
    if (first) ++i;
    else ++j;
  }
}

/** Entry `list[t]` of x. */
function entry(x: usize, list: usize, t: usize): real {
  return load<real>(x + usize(load<u32>(list + 4 * t)) * sizeof<real>());
}

/**
 * Computes z, and rotates the two null vectors, if there are two, such that z has no part in the one in
 * the last column of V. The entry of the coupling column is kept away from 0.
 */
function couple(
  upper: usize,
  lower: usize,
  extra: usize,
  alpha: real,
  beta: real,
  threshold: real,
  v: usize,
  strideV: usize,
  z: usize,
): void {
  const size = sizeof<real>();
  const n = upper + lower + 1;
  const row = v + upper * size;
  for (let j: usize = 0; j < n; ++j) {
    const at = row + j * strideV;
    store<real>(z + j * size, j <= upper ? alpha * load<real>(at) : beta * load<real>(at, size));
  }
  const pivot = z + upper * size;
  if (extra === 1) {
    const p = load<real>(pivot);
    const q = beta * load<real>(row + n * strideV, size);
    const length = sqrt<real>(p * p + q * q);
    if (length > threshold) {
      rotate(n + 1, v + upper * strideV, v + n * strideV, p / length, q / length);
      store<real>(pivot, length);
      return;
    }
  }
  if (abs<real>(load<real>(pivot)) <= threshold) store<real>(pivot, threshold);
}

/**
 * Appends the columns of one kind to `grouped`, whose length is `at`, and notes in `rows` where they are;
 * entry t + 1 of `rows` is that of column t. Returns the new length.
 */
function group(
  count: usize,
  kind: u32,
  columns: usize,
  kinds: usize,
  at: usize,
  rows: usize,
  grouped: usize,
): usize {
  for (let t: usize = 0; t < count; ++t) {
    const j = load<u32>(columns + 4 * t);
    if (load<u32>(kinds + 4 * usize(j)) !== kind) continue;
    store<u32>(rows + 4 * (t + 1), u32(at));
    store<u32>(grouped + 4 * at++, j);
  }
  return at;
}
