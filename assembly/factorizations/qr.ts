import { NO_PHASE, checkpoint, enter } from "../host";
import { dot } from "../kernels/dot";
import { reflect } from "../kernels/reflect";
import { reflectPair } from "../kernels/reflectPair";
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
      const phase = enter(NO_PHASE);
      applyReflections(m - first, right, width, panel, stride, taus, true, rest, stride, work);
      enter(phase);
      checkpoint(f64(first + width), f64(k));
    }
  }
}

/** Returns the bytes of workspace that `factorQr` needs. */
export function factorQrWorkspace(m: usize, n: usize): usize {
  return reflectionsWorkspace(m, n, min(m, n));
}

/** Factors a panel, two columns at a time. */
function factorPanel(m: usize, n: usize, a: usize, stride: usize, tau: usize): void {
  const size = sizeof<real>();
  for (let j: usize = 0; j < n; j += 2) {
    const rows = m - j;
    const v = a + j * (stride + size);
    const beta = reflection(rows - 1, load<real>(v), v + size, tau);
    store<real>(v, 1);
    if (j + 1 < n) reflect(rows, 1, load<real>(tau), v, v + stride, stride);
    store<real>(v, beta);
    if (j + 1 === n) return;
    const w = v + stride + size;
    store<real>(w, reflection(rows - 2, load<real>(w), w + size, tau + size));
    const cross = load<real>(v, sizeof<real>()) + dot(rows - 2, v + size + size, w + size);
    const right = v + stride + stride;
    const sigma = load<real>(tau);
    reflectPair(rows, n - j - 2, v, sigma, w, load<real>(tau + size), cross, true, right, stride);
    tau += size + size;
  }
}
