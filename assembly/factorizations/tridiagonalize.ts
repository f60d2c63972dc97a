import { checkpoint } from "../host";
import { axpy } from "../kernels/axpy";
import { dot } from "../kernels/dot";
import { fusedSymmetric } from "../kernels/fusedSymmetric";
import { scale } from "../kernels/scale";
import { reflection } from "./reflection";

/**
 * Reduces a symmetric A (n × n, its lower triangle, by columns) to a tridiagonal T = Qᵀ A Q.
 *
 * Q = H₀ H₁ … Hₙ₋₂ is a product of reflections; Hₖ clears column k below the subdiagonal, and its vector
 * takes the place of the zeros it makes, with its leading 1. For n = 4:
 *
 *     ⎡ a           ⎤      ⎡ .           ⎤     ⎡ d₀  e₀         ⎤
 *     ⎢ a   a       ⎥  →   ⎢ 1   .       ⎥     ⎢ e₀  d₁  e₁     ⎥
 *     ⎢ a   a   a   ⎥      ⎢ v₀  1   .   ⎥     ⎢     e₁  d₂  e₂ ⎥
 *     ⎣ a   a   a   a⎦     ⎣ v₀  v₁  1  .⎦     ⎣         e₂  d₃ ⎦
 *
 *     address  size                      in    out
 *     a        n × n, `stride`           A     as above; the upper triangle is not touched
 *     d, e     n each                    —     T; the last entry of e is 0
 *     tau      n                         —     τ of H₀ … Hₙ₋₂, then 0
 *     work     tridiagonalizeWorkspace   —     undefined
 *
 * The update A − v wᵀ − w vᵀ of a step is left pending and made in the pass that multiplies by the next
 * vector. 4n³/3 flops in one kernel.
 *
 * G. Golub, C. Van Loan, Matrix Computations, 4th ed., algorithm 8.3.1 p 459; the pending update as in
 * bidiagonalize.ts.
 */
export function tridiagonalize(
  n: usize,
  a: usize,
  stride: usize,
  d: usize,
  e: usize,
  tau: usize,
  work: usize,
): void {
  const size = sizeof<real>();
  const w = work;
  const p = w + n * size;
  memory.fill(w, 0, 2 * n * size);
  for (let k: usize = 0; k < n; ++k) {
    const column = a + k * (stride + size);
    const rest = n - k - 1;
    if (k % WATCHED === WATCHED - 1) checkpoint(cube(n) - cube(n - k), cube(n));
    const wk = w + k * size;
    // The vector of the step before, and no update at all in the first.
    const v = k > 0 ? column - stride : wk;
    if (k > 0) {
      const vk = load<real>(v);
      axpy(rest + 1, -load<real>(wk), v, column);
      axpy(rest + 1, -vk, wk, column);
    }
    store<real>(d, load<real>(column));
    store<real>(e, 0);
    store<real>(tau, 0);
    if (rest > 0) {
      const x = column + size;
      const next = column + stride + size;
      const pNext = p + (k + 1) * size;
      store<real>(e, reflection(rest - 1, load<real>(x), x + size, tau));
      store<real>(x, 1);
      memory.fill(pNext, 0, rest * size);
      fusedSymmetric(rest, next, stride, v + size, wk + size, x, pNext);
      const factor = load<real>(tau);
      scale(rest, factor, pNext);
      axpy(rest, (-0.5 as real) * factor * dot(rest, pNext, x), x, pNext);
      memory.copy(wk + size, pNext, rest * size);
    }
    d += size;
    e += size;
    tau += size;
  }
}

/** Columns between two checkpoints. */
const WATCHED: usize = 16;

/** The entries that all steps pass through, of an n × n matrix, in some unit. */
function cube(n: usize): f64 {
  return f64(n) * f64(n) * f64(n);
}

/** Returns the bytes of workspace that `tridiagonalize` needs. */
export function tridiagonalizeWorkspace(n: usize): usize {
  return 2 * n * sizeof<real>();
}
