import { gemv } from "../kernels/gemv";
import { gemvTransposed } from "../kernels/gemvTransposed";
import { multiplyEach } from "../kernels/multiplyEach";
import { norm } from "../kernels/norm";
import { scale } from "../kernels/scale";
import { EPS, MAX_STEP, SAFE_MIN, exponent, powerOfTwo } from "../precision";
import { BOUND, distance, fillRandom } from "./probe";

/** The smallest positive number. */
const SMALLEST: real = SAFE_MIN * EPS;

/**
 * Checks a complex decomposition A = U Σ Vᴴ as drivers/probe.ts checks a real one: UᴴU x = x, VᴴV x = x, and
 * A V x = U Σ x or, where A is wide, Aᴴ U x = V Σ x, for random x. Returns the largest ratio of error and bound.
 *
 * All matrices by rows, as two planes.
 *
 *     address  size                        content
 *     a        m × n, twice                A
 *     u        m × p, twice                U, p = k or m; k = min(m, n)
 *     s        k                           Σ
 *     vh       q × n, twice                Vᴴ, q = k or n
 *     work     complexProbeWorkspace(m, n) —
 */
export function complexProbe(
  m: usize,
  n: usize,
  p: usize,
  q: usize,
  aRe: usize,
  aIm: usize,
  uRe: usize,
  uIm: usize,
  s: usize,
  vhRe: usize,
  vhIm: usize,
  work: usize,
): real {
  const size = sizeof<real>();
  const x = work;
  const y = x + 2 * max(m, n) * size;
  const z = y + 2 * max(m, n) * size;
  const bound: real = BOUND * EPS * sqrt<real>(max(m, n) as real);

  fillRandom(2 * p, x);
  product(m, p, uRe, uIm, false, x, y);
  product(m, p, uRe, uIm, true, y, z);
  const left: real = distance(2 * p, z, x) / norm(2 * p, x);
  fillRandom(2 * q, x);
  product(q, n, vhRe, vhIm, true, x, y);
  product(q, n, vhRe, vhIm, false, y, z);
  const right: real = distance(2 * q, z, x) / norm(2 * q, x);

  const first = load<real>(s);
  const k = min(m, n);
  // Of a size with 1 / σ₁, so that neither A V x nor Σ x leaves the range of numbers.
  const power = first > 0 ? max<i32>(-MAX_STEP, min<i32>(MAX_STEP, -exponent(first))) : 0;
  fillRandom(2 * k, x);
  scale(2 * k, powerOfTwo(power), x);
  const length = norm(2 * k, x);
  let error: real;
  if (m < n) {
    product(m, k, uRe, uIm, false, x, y);
    product(m, n, aRe, aIm, true, y, z);
    multiplyEach(k, s, x);
    multiplyEach(k, s, x + k * size);
    product(k, n, vhRe, vhIm, true, x, y);
    error = distance(2 * n, z, y);
  } else {
    product(k, n, vhRe, vhIm, true, x, y);
    product(m, n, aRe, aIm, false, y, z);
    multiplyEach(k, s, x);
    multiplyEach(k, s, x + k * size);
    extend(k, p, x);
    product(m, p, uRe, uIm, false, x, y);
    error = distance(2 * m, z, y);
  }
  // Denormal values are rounded to multiples of the smallest one: that no decomposition can avoid.
  const residual: real =
    error === 0 ? 0 : max<real>(0, error / (first * length) - SMALLEST / first);
  return max<real>(max<real>(left, right), residual) / bound;
}

/** Returns the bytes of workspace that `complexProbe` needs. */
export function complexProbeWorkspace(m: usize, n: usize): f64 {
  return 6 * f64(max(m, n)) * f64(sizeof<real>());
}

/** Extends a complex vector, real parts before imaginary ones, from k to p entries by zeros. */
function extend(k: usize, p: usize, x: usize): void {
  const size = sizeof<real>();
  memory.copy(x + p * size, x + k * size, k * size);
  memory.fill(x + k * size, 0, (p - k) * size);
  memory.fill(x + (p + k) * size, 0, (p - k) * size);
}

/** y = Q·x or, if `adjoint`, Qᴴ·x, for Q of m × n by rows; vectors with their real parts before the imaginary ones. */
function product(
  m: usize,
  n: usize,
  re: usize,
  im: usize,
  adjoint: bool,
  x: usize,
  y: usize,
): void {
  const size = sizeof<real>();
  const stride = n * size;
  const xIm = x + (adjoint ? m : n) * size;
  const yIm = y + (adjoint ? n : m) * size;
  memory.fill(y, 0, 2 * (adjoint ? n : m) * size);
  if (adjoint) {
    gemv(n, m, 1, re, stride, x, y);
    gemv(n, m, 1, im, stride, xIm, y);
    gemv(n, m, 1, re, stride, xIm, yIm);
    gemv(n, m, -1, im, stride, x, yIm);
  } else {
    gemvTransposed(n, m, 1, re, stride, x, y);
    gemvTransposed(n, m, -1, im, stride, xIm, y);
    gemvTransposed(n, m, 1, re, stride, xIm, yIm);
    gemvTransposed(n, m, 1, im, stride, x, yIm);
  }
}
