import { gemm, gemmWorkspace } from "../../kernels/gemm/gemm";

/**
 * Rows that are multiplied at a time. The factor is packed again for each panel, which at 2,048 rows could not be
 * measured: within 4 % divide and conquer took the same time with 512, 1,024 and all rows.
 */
const PANEL: usize = 512;

/**
 * Multiplies the singular vectors X of two halves by those of the arrow that couples them, Q (k × k):
 *
 *              columns:   0 … both − 1    both … below − 1    below … k − 1   rest
 *     upper rows      ⎡        x                x                   0           x ⎤     ⎡ Q   0 ⎤
 *     the rows below  ⎣        0                x                   x           x ⎦  ·  ⎣ 0   1 ⎦
 *
 * The blocks that are zero are left out. `columns` lists, in the order of the rows of Q, where the columns
 * of X stand, and then those of the `rest`; on return they stand in that order. X is m × (k + rest).
 *
 *     address  size                        in     out
 *     columns  k + rest u32                above  as it was
 *     q        k × k                       Q      as it was
 *     x        m × (k + rest), `stride`    X      above
 *     work     multiplySideWorkspace(m)    —      undefined
 */
export function multiplySide(
  m: usize,
  upper: usize,
  k: usize,
  both: usize,
  below: usize,
  rest: usize,
  columns: usize,
  q: usize,
  x: usize,
  stride: usize,
  work: usize,
): void {
  const size = sizeof<real>();
  const lower = x + upper * size;
  multiplyRows(upper, 0, below, k, rest, columns, q, x, stride, work);
  multiplyRows(m - upper, both, k - both, k, rest, columns, q, lower, stride, work);
}

/** Returns the bytes of workspace that `multiplySide` needs for m rows and as many columns at most. */
export function multiplySideWorkspace(m: usize): usize {
  const rows = min(m, PANEL);
  return rows * m * sizeof<real>() + 16 + gemmWorkspace(rows, m, m);
}

/** The same of rows in which columns `first` … `first + depth − 1`, and the rest, have entries. */
function multiplyRows(
  m: usize,
  first: usize,
  depth: usize,
  k: usize,
  rest: usize,
  columns: usize,
  q: usize,
  x: usize,
  stride: usize,
  work: usize,
): void {
  const size = sizeof<real>();
  const from = columns + 4 * first;
  const factor = q + first * size;
  for (let i: usize = 0; i < m; i += PANEL) {
    const rows = min(PANEL, m - i);
    const panel = rows * size;
    const others = work + depth * panel;
    const scratch = (others + rest * panel + 15) & ~15;
    gather(rows, depth, from, x, stride, work);
    gather(rows, rest, columns + 4 * k, x, stride, others);
    gemm(rows, k, depth, 1, work, size, panel, factor, size, k * size, 0, x, stride, scratch);
    for (let j: usize = 0; j < rest; ++j) {
      memory.copy(x + (k + j) * stride, others + j * panel, panel);
    }
    x += panel;
  }
}

/** Copies the first m entries of the listed columns, one behind the other. */
function gather(m: usize, count: usize, columns: usize, x: usize, stride: usize, to: usize): void {
  const bytes = m * sizeof<real>();
  for (let j: usize = 0; j < count; ++j) {
    memory.copy(to + j * bytes, x + usize(load<u32>(columns + 4 * j)) * stride, bytes);
  }
}
