import { reflect } from "../kernels/reflect";
import { reflection } from "./reflection";
import { BLOCK, applyReflections, reflectionsWorkspace } from "./reflections";

/**
 * Factors A (m × n, by columns) into Q·R, Q orthogonal, R upper triangular or trapezoidal.
 *
 *                 ⎡ r   r   r ⎤
 *     A   →       ⎢ v₀  r   r ⎥       Q = H₀ H₁ … Hₖ₋₁, k = min(m, n)
 *                 ⎢ v₀  v₁  r ⎥
 *                 ⎣ v₀  v₁  v₂⎦
 *
 *     address  size            in     out
 *     a        m × n, `stride` A      as above
 *     tau      k               —      τ of the reflections
 *     work     factorQrWorkspace — undefined
 *
 * 2mn² − 2n³/3 flops for m ≥ n: a block of columns at a time by single reflections, and what is right
 * of it by matrix products (reflections.ts).
 */
export function factorQr(
  m: usize,
  n: usize,
  a: usize,
  stride: usize,
  tau: usize,
  work: usize,
): void {
  const size = sizeof<real>();
  const k = min(m, n);
  for (let first: usize = 0; first < k; first += BLOCK) {
    const width = min(BLOCK, k - first);
    const panel = a + first * (stride + size);
    const taus = tau + first * size;
    factorPanel(m - first, width, panel, stride, taus);
    const right = n - first - width;
    if (right > 0) {
      const rest = panel + width * stride;
      applyReflections(m - first, right, width, panel, stride, taus, true, rest, stride, work);
    }
  }
}

/** Returns the bytes of workspace that `factorQr` needs. */
export function factorQrWorkspace(m: usize, n: usize): usize {
  return reflectionsWorkspace(m, n, min(m, n));
}

function factorPanel(m: usize, n: usize, a: usize, stride: usize, tau: usize): void {
  const size = sizeof<real>();
  for (let j: usize = 0; j < n; ++j) {
    const x = a + j * (stride + size);
    const beta = reflection(m - j - 1, load<real>(x), x + size, tau);
    store<real>(x, 1);
    reflect(m - j, n - j - 1, load<real>(tau), x, x + stride, stride);
    store<real>(x, beta);
    tau += size;
  }
}
