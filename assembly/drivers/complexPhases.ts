import { placeOfLargest } from "../kernels/complex/largest";
import { packedBytes } from "../kernels/complex/packed";
import { complexScale, complexScaleConjugate } from "../kernels/complex/scale";
import { WIDTH } from "../simd";

/**
 * Makes the phases of complex singular vectors canonical, T = L Σ Rᴴ, and conjugates R: in each column of R (n × n) or,
 * if `byLeft`, of L (m × p), the entry of largest modulus becomes real and positive, the first of several; column j
 * of the other turns by the same phase. Columns of L beyond those of R are bases of a null space: each is made
 * canonical by itself.
 *
 *     address  size             in     out
 *     left     m × p, packed    L      with its phases
 *     right    n × n, packed    R      its conjugate, with its phases
 */
export function makePhasesCanonical(
  m: usize,
  p: usize,
  n: usize,
  byLeft: bool,
  left: usize,
  right: usize,
): void {
  const long = packedBytes(m);
  const short = packedBytes(n);
  for (let j: usize = 0; j < p; ++j) {
    const l = left + j * long;
    const r = right + j * short;
    const chosen = byLeft || j >= n ? l : r;
    const at = chosen + placeOfLargest(chosen === l ? long : short, chosen);
    const re = load<real>(at);
    const im = load<real>(at, WIDTH);
    const modulus = sqrt<real>(re * re + im * im);
    if (modulus === 0) continue;
    complexScale(long, re / modulus, -im / modulus, l);
    if (j < n) complexScaleConjugate(short, re / modulus, im / modulus, r);
    store<real>(at, modulus);
    store<real>(at, 0, WIDTH);
  }
}
