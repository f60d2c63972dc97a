import { LANES, WIDTH } from "../../simd";
import { add4 } from "../gemv";

/** Rows a pass, as `add4` takes them: the matrix is read and written once for so many. */
const ROWS: usize = 4;

/**
 * Adds the normal equations of `count` ratings to the upper triangle of A, n × n by rows, and to b. Q lies by rows of n
 * numbers, n a multiple of `LANES`: factors, zeros, and the bias as the last.
 *
 *     for (k = 0; k < count; ++k) {
 *       y = [...q[indices[k]]];
 *       weight = implicit ? level * ratings[k] : 1;
 *       target = implicit ? 1 + weight : ratings[k] - level - unit * y[n - 1];
 *       y[n - 1] = unit;
 *       for (i = 0; i < n; ++i) {
 *         for (j = i; j < n; ++j) a[i, j] += weight * y[i] * y[j];
 *         b[i] += target * y[i];
 *       }
 *     }
 *
 * `level` is the mean of the ratings; of implicit ones, by how much each raises the confidence. A bias is a factor whose
 * counterpart is `unit`: 1, or 0 for a model without biases. Numbers of `indices` are u32. Left of the diagonal, A changes
 * within the register that the diagonal is in. `work` has `addNormalsWorkspace(n)` bytes.
 */
export function addNormals(
  count: usize,
  n: usize,
  indices: usize,
  ratings: usize,
  level: real,
  unit: real,
  implicit: bool,
  q: usize,
  a: usize,
  b: usize,
  work: usize,
): void {
  const size = sizeof<real>();
  const stride = n * size;
  const weights = work + ROWS * stride;
  const targets = weights + ROWS * size;
  for (let k: usize = 0; k < count; k += ROWS) {
    const taken = min(count - k, ROWS);
    // Rows that are not there are zeros of weight 0.
    if (taken < ROWS) memory.fill(work, 0, addNormalsWorkspace(n));
    for (let row: usize = 0; row < taken; ++row) {
      const y = work + row * stride;
      memory.copy(y, q + (load<u32>(indices) as usize) * stride, stride);
      const bias = unit * load<real>(y + stride - size);
      store<real>(y + stride - size, unit);
      const r = load<real>(ratings);
      const weight: real = implicit ? level * r : 1;
      store<real>(weights + row * size, weight);
      store<real>(targets + row * size, implicit ? 1 + weight : r - level - bias);
      indices += sizeof<u32>();
      ratings += size;
    }
    addRows(n, work, weights, a);
    const t0 = load<real>(targets);
    const t1 = load<real>(targets + size);
    const t2 = load<real>(targets + 2 * size);
    const t3 = load<real>(targets + 3 * size);
    add4(n, work, stride, t0, t1, t2, t3, b);
  }
}

/** Returns the bytes of workspace that `addNormals` needs. */
export function addNormalsWorkspace(n: usize): usize {
  return ROWS * (n + 2) * sizeof<real>();
}

/** The upper triangle of A, from the register of the diagonal on, plus four rows times their weights times themselves. */
function addRows(n: usize, rows: usize, weights: usize, a: usize): void {
  const stride = n * sizeof<real>();
  const w0 = load<real>(weights);
  const w1 = load<real>(weights + sizeof<real>());
  const w2 = load<real>(weights + 2 * sizeof<real>());
  const w3 = load<real>(weights + 3 * sizeof<real>());
  let y = rows;
  for (let i: usize = 0; i < n; ++i) {
    const from = (i / LANES) * WIDTH;
    const y0 = w0 * load<real>(y);
    const y1 = w1 * load<real>(y + stride);
    const y2 = w2 * load<real>(y + 2 * stride);
    const y3 = w3 * load<real>(y + 3 * stride);
    add4(n - (i / LANES) * LANES, rows + from, stride, y0, y1, y2, y3, a + from);
    y += sizeof<real>();
    a += stride;
  }
}
