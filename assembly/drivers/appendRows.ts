import { align, ALIGNMENT } from "../align";
import { factorQrStacked, HEAD, qrStackedWorkspace } from "../factorizations/qrStacked";
import { largest } from "../kernels/largest";
import { transpose } from "../kernels/transpose";
import { scaleByPower, scalingExponent } from "./scaling";

/** Bytes of rows that are appended at once, as drivers/tall takes them: they stay in the second cache. */
const BLOCK_BYTES: usize = 393_216;

/** Rows of a block at least: so many share what it costs to read and write all of R. */
const LEAST: usize = 512;

/** Returns how many rows of n columns to append at once. */
export function appendRowsBlock(n: usize): usize {
  return max(LEAST, BLOCK_BYTES / (n * sizeof<real>()));
}

/**
 * Takes rows into the triangular factor of those before:
 *
 *     ⎡ R ⎤
 *     ⎣ A ⎦  =  Q · R′
 *
 *     address  size                       in                 out
 *     a        m × n, by rows             A, m ≥ 1           as it was
 *     r        n × n, by columns          R, zeros below     R′, zeros below
 *     work     appendRowsWorkspace(m, n)  —                  undefined
 *
 * Returns 0, or 1 if A is not finite; then R is as it was.
 */
export function appendRows(m: usize, n: usize, a: usize, r: usize, work: usize): u32 {
  const size = sizeof<real>();
  const magnitude = largest(m * n, a);
  if (magnitude !== magnitude) return 1;
  const stride = (HEAD + m) * size;
  const scratch = align(work + n * stride);
  const exponent = scalingExponent(max<real>(magnitude, largest(n * n, r)));
  const b = work + HEAD * size;
  transpose(n, m, a, n * size, b, stride);
  for (let j: usize = 0; j < n; ++j) scaleByPower(m, exponent, b + j * stride);
  scaleByPower(n * n, exponent, r);
  factorQrStacked(m, n, r, work, stride, scratch);
  scaleByPower(n * n, -exponent, r);
  return 0;
}

/** Returns the bytes of workspace that `appendRows` needs. */
export function appendRowsWorkspace(m: usize, n: usize): f64 {
  const size = f64(sizeof<real>());
  return f64(HEAD + m) * f64(n) * size + f64(ALIGNMENT) + f64(qrStackedWorkspace(n));
}
