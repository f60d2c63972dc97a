import { rotation } from "../rotation";
import { beginSweep } from "../wave";

/**
 * One sweep of implicit QR with shift `shift` over the block lo … hi of a symmetric tridiagonal matrix
 * T (d, e), downward, or upward as if the matrix were turned by 180°. For hi − lo = 3, downward:
 *
 *     ⎡ d e     ⎤    ⎡ d e +   ⎤    ⎡ d e     ⎤    ⎡ d e     ⎤
 *     ⎢ e d e   ⎥ →  ⎢ e d e   ⎥ →  ⎢ e d e + ⎥ →  ⎢ e d e   ⎥
 *     ⎢   e d e ⎥    ⎢ + e d e ⎥    ⎢   e d e ⎥    ⎢   e d e ⎥
 *     ⎣     e d ⎦    ⎣     e d ⎦    ⎣   + e d ⎦    ⎣     e d ⎦
 *
 * The rotations go to the left matrix of `wave`.
 *
 * G. Golub, C. Van Loan, Matrix Computations, 4th ed., algorithm 8.3.2 p 462.
 */
export function sweep(
  lo: usize,
  hi: usize,
  d: usize,
  e: usize,
  shift: real,
  upward: bool,
  wave: usize,
): void {
  const size = sizeof<real>();
  const count = hi - lo;
  const rotations = beginSweep(wave, lo, count, upward);
  const step: usize = upward ? -size : size;
  const rotationStep: usize = upward ? -(2 * size) : 2 * size;
  let cs = upward ? rotations + (count - 1) * (2 * size) : rotations;
  let di = upward ? d + hi * size : d + lo * size;
  let ei = upward ? e + (hi - 1) * size : e + lo * size;
  let f = load<real>(di) - shift;
  let g = load<real>(ei);
  for (let i: usize = 0; i < count; ++i) {
    const r = rotation(f, g, cs);
    const c = load<real>(cs);
    const s = load<real>(cs, size);
    if (i > 0) store<real>(ei - step, r);
    const p = load<real>(di);
    const q = load<real>(di + step);
    const b = load<real>(ei);
    // The rotated 2 × 2 block, by its difference to the old one.
    const t = s * ((q - p) * s + 2 * c * b);
    store<real>(di, p + t);
    store<real>(di + step, q - t);
    f = c * (s * (q - p) + c * b) - s * (s * b);
    store<real>(ei, f);
    if (i + 1 < count) {
      const after = load<real>(ei + step);
      g = s * after;
      store<real>(ei + step, c * after);
    }
    // A plane turned by 180° has its axes exchanged: the sine changes sign.
    if (upward) store<real>(cs, -s, size);
    di += step;
    ei += step;
    cs += rotationStep;
  }
}
