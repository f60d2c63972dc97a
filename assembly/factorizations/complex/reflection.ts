import { complexScale } from "../../kernels/complex/scale";
import { dot } from "../../kernels/dot";
import { largest } from "../../kernels/largest";
import { scale } from "../../kernels/scale";
import { EPS, LIFT, SAFE_MIN, SQUARE_MIN, UNLIFT } from "../../precision";
import { WIDTH } from "../../simd";

/** As in factorizations/reflection.ts. */
const NEGLIGIBLE: real = SAFE_MIN / EPS;

/**
 * Chooses v and τ such that Hᴴ, of the complex reflection H = I − τ·v·vᴴ with v₀ = 1, sends [alpha; x] to
 * [beta; 0] with a real beta, which is returned.
 *
 *     ⎡ ·     ⎤       ⎡ 0  ⎤
 *     ⎢ alpha ⎥   →   ⎢ 1  ⎥   τ = (beta − alpha) / beta,   v = x / (alpha − beta)
 *     ⎣ x     ⎦       ⎣ v  ⎦
 *
 * The column is packed; `x` is where the registers begin that hold alpha, entry `head` of them, and `bytes` what is
 * left of the column from there. What stands before alpha becomes zero; τ is stored as two numbers. If x is zero and
 * alpha real, so is τ: H is the identity.
 *
 * G. Golub, C. Van Loan, Matrix Computations, 4th ed., §5.1.13 p 243, with a real beta: then H is unitary, but not
 * Hermitian. Scaling as in factorizations/reflection.ts.
 */
export function complexReflection(bytes: usize, head: usize, x: usize, tau: usize): real {
  const size = sizeof<real>();
  const n = bytes / size;
  const at = x + head * size;
  for (let i: usize = 0; i < head; ++i) {
    store<real>(x + i * size, 0);
    store<real>(x + i * size, 0, WIDTH);
  }
  let re = load<real>(at);
  let im = load<real>(at, WIDTH);
  store<real>(at, 0);
  let tail = lengthOf(n, at, im, x);
  let restore: real = 1;
  if (re * re + tail < SQUARE_MIN) {
    store<real>(at, im, WIDTH);
    if (largest(n, x) <= NEGLIGIBLE) return identity(bytes, at, x, tau, re);
    scale(n, LIFT, x);
    re *= LIFT;
    im *= LIFT;
    restore = UNLIFT;
    tail = lengthOf(n, at, im, x);
  }
  // What is left of x is below the rounding error of alpha, by far.
  if (tail === 0) return identity(bytes, at, x, tau, re * restore);
  // Signs differ, so re − beta adds magnitudes and loses no digits.
  const beta: real = -copysign<real>(sqrt<real>(re * re + tail), re);
  const difference: real = re - beta;
  const square: real = difference * difference + im * im;
  complexScale(bytes, difference / square, -im / square, x);
  store<real>(at, 1);
  store<real>(at, 0, WIDTH);
  store<real>(tau, (beta - re) / beta);
  store<real>(tau, -im / beta, sizeof<real>());
  return beta * restore;
}

/** im² + ‖x‖²; entry alpha of the column becomes zero. */
function lengthOf(n: usize, at: usize, im: real, x: usize): real {
  store<real>(at, 0, WIDTH);
  return im * im + dot(n, x, x);
}

/** Makes H the identity. */
function identity(bytes: usize, at: usize, x: usize, tau: usize, beta: real): real {
  memory.fill(x, 0, bytes);
  store<real>(at, 1);
  store<real>(tau, 0);
  store<real>(tau, 0, sizeof<real>());
  return beta;
}
