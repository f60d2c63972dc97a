import { largest } from "../kernels/largest";
import { probe, probeWorkspace } from "./probe";
import { svd, svdWorkspace } from "./svd";
import { FULL, NONE } from "./vectors";

/** The status of a matrix that holds NaN or ±Infinity: more than there can be singular values. */
const NOT_FINITE: u32 = 0xffff_ffff;

/**
 * Decomposes A as `svd` does, if it is finite, and checks the result: all that a small matrix needs, in one
 * call from outside.
 *
 *     address  size                                         in    out
 *     a        m × n                                        A     A, or undefined without a copy
 *     copy     m × n, or 0: see below                       —     undefined
 *     u        m × k, or m × m if full                      —     U; not used where vectors = 0
 *     s        k + 1, k = min(m, n)                         —     the singular values, and the ratio of `probe`
 *     vt       k × n, or n × n if full                      —     Vᵀ; not used where vectors = 0
 *     work     svdCheckedWorkspace(m, n, vectors, method)   —     undefined
 *
 * Where memory for a copy of A is too much, `copy` is 0. Then A is lost, the ratio is NaN, and the caller
 * writes A again and calls `probe` himself.
 *
 * Without vectors there is nothing to probe: the ratio is 0, or NaN if a singular value is not finite.
 *
 * Returns 0, the number of singular values that did not converge, or NOT_FINITE; unless it is 0, the
 * results are undefined.
 */
export function svdChecked(
  m: usize,
  n: usize,
  vectors: u32,
  method: u32,
  a: usize,
  copy: usize,
  u: usize,
  s: usize,
  vt: usize,
  work: usize,
): u32 {
  const size = sizeof<real>();
  const k = min(m, n);
  const magnitude = largest(m * n, a);
  if (magnitude !== magnitude) return NOT_FINITE;
  if (copy !== 0) memory.copy(copy, a, m * n * size);
  const status = svd(m, n, vectors, method, copy !== 0 ? copy : a, u, s, vt, work);
  if (status > 0) return status;
  let ratio: real = NaN;
  if (vectors === NONE) {
    ratio = 0 * largest(k, s);
  } else if (copy !== 0) {
    const full = vectors === FULL;
    ratio = probe(m, n, full ? m : k, full ? n : k, a, u, s, vt, work);
  }
  store<real>(s + k * size, ratio);
  return 0;
}

/** Returns the bytes of workspace that `svdChecked` needs, and `probe` after it. */
export function svdCheckedWorkspace(m: usize, n: usize, vectors: u32, method: u32): f64 {
  const bytes = svdWorkspace(m, n, vectors, method);
  return vectors === NONE ? bytes : max(bytes, probeWorkspace(m, n));
}
