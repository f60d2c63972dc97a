import { gemm, gemmWorkspace } from "../kernels/gemm/gemm";

/**
 * Computes C = op(A)·op(B), all by rows, where op transposes if it is asked to.
 *
 *     address  size                                  in    out
 *     a        m × k, or k × m if `transposeA`       A     as it was
 *     b        k × n, or n × k if `transposeB`       B     as it was
 *     c        m × n                                 —     C
 *     work     multiplyWorkspace(m, n, k)            —     undefined
 *
 * By columns, as `gemm` writes it, what is asked for is Cᵀ = op(B)ᵀ·op(A)ᵀ.
 */
export function multiply(
  m: usize,
  n: usize,
  k: usize,
  transposeA: bool,
  transposeB: bool,
  a: usize,
  b: usize,
  c: usize,
  work: usize,
): void {
  const size = sizeof<real>();
  const rowStrideB = transposeB ? k * size : size;
  const columnStrideB = transposeB ? size : n * size;
  const rowStrideA = transposeA ? m * size : size;
  const columnStrideA = transposeA ? size : k * size;
  gemm(
    n,
    m,
    k,
    1,
    b,
    rowStrideB,
    columnStrideB,
    a,
    rowStrideA,
    columnStrideA,
    0,
    c,
    n * size,
    work,
  );
}

/** Returns the bytes of workspace that `multiply` needs. */
export function multiplyWorkspace(m: usize, n: usize, k: usize): f64 {
  return f64(gemmWorkspace(n, m, k));
}
