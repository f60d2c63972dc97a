import { align } from "../align";
import { factorQr, factorQrWorkspace } from "../factorizations/qr";
import { formReflections, reflectionsWorkspace } from "../factorizations/reflections";
import { COMPLETION, NO_PHASE, begin } from "../host";
import { transpose } from "../kernels/transpose";
import { scale } from "../kernels/scale";
import { signOfLargest } from "./signs";

/**
 * Completes k orthonormal columns to an orthonormal basis, Q of m × m, by rows or, if `byColumns`, by
 * columns: as the last columns of the orthogonal factor of a QR factorization. Their signs are made
 * canonical, each by itself.
 *
 *     address  size                          in              out
 *     q        m × m                         the first k     Q
 *                                            columns
 *     work     completeBasisWorkspace(m, k)  —               undefined
 */
export function completeBasis(m: usize, k: usize, byColumns: bool, q: usize, work: usize): void {
  const size = sizeof<real>();
  const stride = m * size;
  const tau = align(work + m * stride);
  const scratch = align(tau + k * size);
  if (byColumns) memory.copy(work, q, k * stride);
  else transpose(k, m, q, stride, work, stride);
  begin(NO_PHASE, k);
  factorQr(m, k, work, stride, tau, scratch);
  begin(COMPLETION, k);
  formReflections(m, m, k, work, stride, tau, scratch);
  const rest = work + k * stride;
  for (let column = rest; column < work + m * stride; column += stride) {
    if (signOfLargest(m, column) < 0) scale(m, -1, column);
  }
  if (byColumns) memory.copy(q + k * stride, rest, (m - k) * stride);
  else transpose(m, m - k, rest, stride, q + k * size, stride);
}

/** Returns the bytes of workspace that `completeBasis` needs. */
export function completeBasisWorkspace(m: usize, k: usize): f64 {
  const scratch = max(factorQrWorkspace(m, k), reflectionsWorkspace(m, m, k));
  return (f64(m) * f64(m) + f64(k)) * f64(sizeof<real>()) + f64(scratch) + 32;
}
