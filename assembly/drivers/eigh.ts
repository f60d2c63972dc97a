import { ALIGNMENT, align } from "../align";
import { iterateTridiagonal } from "../factorizations/tridiagonal/iterate";
import { order } from "../factorizations/order";
import { formInnerReflections, reflectionsWorkspace } from "../factorizations/reflections";
import { tridiagonalize, tridiagonalizeWorkspace } from "../factorizations/tridiagonalize";
import { beginWave, waveBytes } from "../factorizations/wave";
import { LEFT, REDUCE, VECTORS, begin } from "../host";
import { largest } from "../kernels/largest";
import { transpose } from "../kernels/transpose";
import { scaleByPower, scalingExponent } from "./scaling";
import { makeSignsCanonical } from "./signs";

/**
 * Computes the eigenvalues and eigenvectors of a symmetric matrix of finite numbers, A = V Λ Vᵀ. Only
 * the lower triangle of A is read.
 *
 *     address  size                        in     out
 *     a        n × n, by rows              A      V, its columns the eigenvectors, if `vectors`; else A
 *     values   n                           —      the eigenvalues, smallest first
 *     work     eighWorkspace(n, vectors)   —      undefined
 *
 * Returns 0, or the number of eigenvalues that did not converge. Without vectors 4n³/3 flops, with them
 * about 9n³, most of them rotations.
 */
export function eigh(n: usize, vectors: bool, a: usize, values: usize, work: usize): u32 {
  const size = sizeof<real>();
  const stride = n * size;
  const e = work;
  const tau = e + stride;
  const q = align(tau + stride);
  const scratch = align(q + n * stride);
  const exponent = scalingExponent(largestOfLower(n, a));
  transpose(n, n, a, stride, q, stride);
  scaleByPower(n * n, exponent, q);
  begin(REDUCE, n);
  tridiagonalize(n, q, stride, values, e, tau, scratch);
  if (vectors) {
    // One column to the right, where formInnerReflections reads them.
    for (let j = n; j > 1; --j) memory.copy(q + (j - 1) * stride, q + (j - 2) * stride, stride);
    begin(LEFT, n);
    formInnerReflections(n, q, stride, tau, scratch);
    beginWave(scratch, n, n, q, stride, 0, 0, 0);
  } else {
    beginWave(scratch, n, 0, 0, 0, 0, 0, 0);
  }
  begin(VECTORS, n);
  const status = iterateTridiagonal(n, values, e, scratch);
  order(n, values, true, vectors ? n : 0, q, stride, 0, 0, 0);
  scaleByPower(n, -exponent, values);
  if (vectors) {
    transpose(n, n, q, stride, a, stride);
    makeSignsCanonical(n, 0, n, 0, a, 0, scratch);
  }
  return status;
}

/** The largest magnitude in the lower triangle, by rows. */
function largestOfLower(n: usize, a: usize): real {
  const size = sizeof<real>();
  let result: real = 0;
  for (let i: usize = 0; i < n; ++i) result = max<real>(result, largest(i + 1, a + i * n * size));
  return result;
}

/** Returns the bytes of workspace that `eigh` needs. */
export function eighWorkspace(n: usize, vectors: bool): f64 {
  const size = f64(sizeof<real>());
  let scratch = max(tridiagonalizeWorkspace(n), waveBytes(n, vectors));
  scratch = max(scratch, max(reflectionsWorkspace(n, n, n), 2 * n * sizeof<real>()));
  return (f64(n) + 2) * f64(n) * size + f64(scratch) + 3 * f64(ALIGNMENT);
}
