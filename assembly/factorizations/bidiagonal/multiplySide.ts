import { gemm, gemmWorkspace } from "../../kernels/gemm/gemm";

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
  const lower = m - upper;
  const top = work;
  const bottom = top + upper * below * size;
  const others = bottom + lower * (k - both) * size;
  const scratch = (others + m * rest * size + 15) & ~15;
  gather(upper, below, columns, x, stride, top);
  gather(lower, k - both, columns + 4 * both, x + upper * size, stride, bottom);
  gather(m, rest, columns + 4 * k, x, stride, others);
  const from = q + both * size;
  product(upper, k, below, top, q, x, stride, scratch);
  product(lower, k, k - both, bottom, from, x + upper * size, stride, scratch);
  for (let j: usize = 0; j < rest; ++j) {
    memory.copy(x + (k + j) * stride, others + j * m * size, m * size);
  }
}

/** Returns the bytes of workspace that `multiplySide` needs for m rows and as many columns at most. */
export function multiplySideWorkspace(m: usize): f64 {
  return f64(m) * f64(m + 1) * f64(sizeof<real>()) + 16 + f64(gemmWorkspace(m, m, m));
}

/** Copies the first m entries of the listed columns, one behind the other. */
function gather(m: usize, count: usize, columns: usize, x: usize, stride: usize, to: usize): void {
  const bytes = m * sizeof<real>();
  for (let j: usize = 0; j < count; ++j) {
    memory.copy(to + j * bytes, x + usize(load<u32>(columns + 4 * j)) * stride, bytes);
  }
}

/** X = C·Q for C of m × depth, and the rows of Q (k columns of k) from an address on. */
function product(
  m: usize,
  k: usize,
  depth: usize,
  c: usize,
  q: usize,
  x: usize,
  stride: usize,
  work: usize,
): void {
  const size = sizeof<real>();
  gemm(m, k, depth, 1, c, size, m * size, q, size, k * size, 0, x, stride, work);
}
