import { WIDTH, multiplyAdd, multiplySubtract } from "../../simd";

/**
 * Measures, in each lane, how far L Σ Rᵀ is from A (m × n), and L and R from orthonormal columns, on one
 * vector x of n numbers:
 *
 *     y = R x;   e = A y − L Σ x;   f = Lᵀ L x − x;   g = Rᵀ y − x;
 *     errors = [‖e‖² / σ₁², ‖f‖² + ‖g‖²];
 *
 * The columns of A are contiguous; a column of the others is σ, a sign, m entries of L and n of R. σ₁² is
 * the largest of all σ².
 *
 *     work     2·WIDTH·(m + n) bytes
 *     errors   two registers
 */
export function probeLanes(
  m: usize,
  n: usize,
  a: usize,
  columns: usize,
  stride: usize,
  x: usize,
  work: usize,
  errors: usize,
): void {
  const y = work;
  const e = y + n * WIDTH;
  const p = e + m * WIDTH;
  memory.fill(work, 0, (n + 2 * m) * WIDTH);
  const right = (m + 2) * WIDTH;
  const size = sizeof<real>();
  let first = v128.splat<real>(0);
  for (let j: usize = 0; j < n; ++j) {
    const column = columns + j * stride;
    const value = v128.load(column);
    const factor = v128.load_splat<real>(x + j * size);
    first = v128.max<real>(first, value);
    const scaled = v128.mul<real>(value, factor);
    for (let i: usize = 0; i < m * WIDTH; i += WIDTH) {
      const l = v128.load(column + i, 2 * WIDTH);
      v128.store(e + i, multiplySubtract(scaled, l, v128.load(e + i)));
      v128.store(p + i, multiplyAdd(factor, l, v128.load(p + i)));
    }
    for (let i: usize = 0; i < n * WIDTH; i += WIDTH) {
      v128.store(y + i, multiplyAdd(factor, v128.load(column + right + i), v128.load(y + i)));
    }
  }

  let distance = v128.splat<real>(0);
  for (let j: usize = 0; j < n; ++j) {
    const column = columns + j * stride;
    const factor = v128.load(y + j * WIDTH);
    let f = v128.neg<real>(v128.load_splat<real>(x + j * size));
    let g = f;
    for (let i: usize = 0; i < m * WIDTH; i += WIDTH) {
      v128.store(e + i, multiplyAdd(factor, v128.load(a), v128.load(e + i)));
      f = multiplyAdd(v128.load(column + i, 2 * WIDTH), v128.load(p + i), f);
      a += WIDTH;
    }
    for (let i: usize = 0; i < n * WIDTH; i += WIDTH) {
      g = multiplyAdd(v128.load(column + right + i), v128.load(y + i), g);
    }
    distance = multiplyAdd(f, f, multiplyAdd(g, g, distance));
  }

  let residual = v128.splat<real>(0);
  const inverse = v128.div<real>(v128.splat<real>(1), first);
  for (let i: usize = 0; i < m * WIDTH; i += WIDTH) {
    const error = v128.mul<real>(v128.load(e + i), inverse);
    residual = multiplyAdd(error, error, residual);
  }
  v128.store(errors, residual);
  v128.store(errors, distance, WIDTH);
}
