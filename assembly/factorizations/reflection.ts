import { dot } from "../kernels/dot";
import { largest } from "../kernels/largest";
import { scale } from "../kernels/scale";
import { EPS, LIFT, SAFE_MIN, SQUARE_MIN, UNLIFT } from "../precision";

/** What drivers' matrices, scaled to 2⁴⁰⁰ or 2⁴⁰, count as zero: its inverse and its product with 1 / EPS are normal. */
const NEGLIGIBLE: real = SAFE_MIN / EPS;

/**
 * Chooses v and τ such that the reflection H = I − τ·[1; v]·[1; v]ᵀ sends [alpha; x] to [beta; 0], and
 * returns beta. Of x, n contiguous entries, v takes the place; τ is stored at `tau`. If x is zero, so
 * is τ: H is the identity.
 *
 * The caller scales the matrix such that ‖x‖² does not overflow. Where ‖x‖² may have lost digits to
 * underflow, x is lifted by a power of two first. Once is enough for what is not NEGLIGIBLE.
 *
 * G. Golub, C. Van Loan, Matrix Computations, 4th ed., algorithm 5.1.1 p 236, with LAPACK's sign.
 */
export function reflection(n: usize, alpha: real, x: usize, tau: usize): real {
  let tail = dot(n, x, x);
  let restore: real = 1;
  if (alpha * alpha + tail < SQUARE_MIN) {
    if (largest(n, x) <= NEGLIGIBLE) {
      memory.fill(x, 0, n * sizeof<real>());
      store<real>(tau, 0);
      return alpha;
    }
    scale(n, LIFT, x);
    alpha *= LIFT;
    restore = UNLIFT;
    tail = dot(n, x, x);
  }
  if (tail === 0) {
    // What is left of x is below the rounding error of alpha, by far.
    memory.fill(x, 0, n * sizeof<real>());
    store<real>(tau, 0);
    return alpha * restore;
  }
  // Signs differ, so alpha − beta adds magnitudes and loses no digits.
  const beta: real = -copysign<real>(sqrt<real>(alpha * alpha + tail), alpha);
  scale(n, 1 / (alpha - beta), x);
  store<real>(tau, (beta - alpha) / beta);
  return beta * restore;
}
