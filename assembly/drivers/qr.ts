import { ALIGNMENT, align } from "../align";
import { factorQr, factorQrWorkspace } from "../factorizations/qr";
import { formReflections, reflectionsWorkspace } from "../factorizations/reflections";
import { FACTOR, LEFT, begin } from "../host";
import { largest } from "../kernels/largest";
import { transpose } from "../kernels/transpose";
import { scaleByPower, scalingExponent } from "./scaling";

/**
 * Computes A = Q·R of a matrix of finite numbers, Q orthogonal and R upper triangular or trapezoidal.
 *
 *     address  size                       in    out
 *     a        m × n, by rows             A     as it was
 *     q        m × k, or m × m if full    —     Q, by rows
 *     r        k × n, or m × n if full    —     R, by rows
 *     work     qrWorkspace(m, n, full)    —     undefined
 *
 * k = min(m, n). The diagonal of R has the sign that costs no accuracy, as in LAPACK.
 */
export function qr(
  m: usize,
  n: usize,
  full: bool,
  a: usize,
  q: usize,
  r: usize,
  work: usize,
): void {
  const size = sizeof<real>();
  const stride = m * size;
  const k = min(m, n);
  const columns = full ? m : k;
  const tau = work;
  const t = align(tau + k * size);
  const scratch = align(t + max(n, columns) * stride);
  const exponent = scalingExponent(largest(m * n, a));
  transpose(n, m, a, n * size, t, stride);
  scaleByPower(m * n, exponent, t);
  begin(FACTOR, k);
  factorQr(m, n, t, stride, tau, scratch);
  copyR(m, n, t, stride, columns, r);
  scaleByPower(columns * n, -exponent, r);
  begin(LEFT, k);
  formReflections(m, columns, k, t, stride, tau, scratch);
  transpose(m, columns, t, stride, q, columns * size);
}

/** Returns the bytes of workspace that `qr` needs. */
export function qrWorkspace(m: usize, n: usize, full: bool): f64 {
  const size = f64(sizeof<real>());
  const k = min(m, n);
  const columns = full ? m : k;
  const scratch = max(factorQrWorkspace(m, n), reflectionsWorkspace(m, columns, k));
  return (f64(k) + f64(max(n, columns)) * f64(m)) * size + f64(scratch) + 2 * f64(ALIGNMENT);
}

/** Writes the upper triangle of T (m × n, by columns) to R (`rows` × n, by rows), with zeros below. */
function copyR(m: usize, n: usize, t: usize, stride: usize, rows: usize, r: usize): void {
  const size = sizeof<real>();
  memory.fill(r, 0, rows * n * size);
  for (let j: usize = 0; j < n; ++j) {
    const end = min(m, j + 1);
    for (let i: usize = 0; i < end; ++i) {
      store<real>(r + (i * n + j) * size, load<real>(t + j * stride + i * size));
    }
  }
}
