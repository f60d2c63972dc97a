import { beginSweep, rightOffset } from "../wave";
import { rotation } from "../rotation";

/**
 * One sweep of implicit QR over the block lo … hi of an upper bidiagonal matrix B (d, e), with shift
 * `shift` of BᵀB or, where it is 0, by the variant that loses no relative accuracy; downward, or upward
 * as if the matrix were turned by 180°. For hi − lo = 3, downward, the bulge + goes down:
 *
 *     ⎡ d e     ⎤    ⎡ d e     ⎤    ⎡ d e +   ⎤    ⎡ d e     ⎤
 *     ⎢   d e   ⎥ →  ⎢ + d e   ⎥ →  ⎢   d e   ⎥ →  ⎢   d e   ⎥ → …
 *     ⎢     d e ⎥    ⎢     d e ⎥    ⎢     d e ⎥    ⎢   + d e ⎥
 *     ⎣       d ⎦    ⎣       d ⎦    ⎣       d ⎦    ⎣       d ⎦
 *
 * The rotations go to `wave`: those of the rows of B to its left, those of the columns to its right
 * matrix. A matrix turned by 180° is lower bidiagonal, so upward the two change places.
 *
 * Shifted: G. Golub, C. Reinsch, Singular value decomposition and least squares solutions, Numer. Math.
 * 14 (1970) 403–420. Unshifted: J. Demmel, W. Kahan, Accurate singular values of bidiagonal matrices,
 * SIAM J. Sci. Stat. Comput. 11 (1990) 873–912, §3 (LAWN 3).
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
  const rows = beginSweep(wave, lo, count, upward);
  const columns = rows + rightOffset(wave);
  if (!upward) {
    const dLo = d + lo * size;
    const eLo = e + lo * size;
    if (shift === 0) sweepUnshifted(count, dLo, eLo, size, columns, rows, 2 * size);
    else sweepShifted(count, dLo, eLo, size, shift, columns, rows, 2 * size);
    return;
  }
  const dHi = d + hi * size;
  const eHi = e + (hi - 1) * size;
  const last = (count - 1) * (2 * size);
  if (shift === 0) sweepUnshifted(count, dHi, eHi, -size, rows + last, columns + last, -(2 * size));
  else sweepShifted(count, dHi, eHi, -size, shift, rows + last, columns + last, -(2 * size));
  // A plane turned by 180° has its axes exchanged: the sine changes sign.
  negateSines(count, rows);
  negateSines(count, columns);
}

/**
 * The shifted sweep along d and e, `step` bytes from one entry to the next; the rotations of the side
 * that begins go to `first`, those of the other to `second`, `rotationStep` bytes apart.
 */
function sweepShifted(
  count: usize,
  d: usize,
  e: usize,
  step: usize,
  shift: real,
  first: usize,
  second: usize,
  rotationStep: usize,
): void {
  const size = sizeof<real>();
  let di = load<real>(d);
  let ei = load<real>(e);
  // (d² − shift²) / d, without squaring.
  let f: real = (abs<real>(di) - shift) * (copysign<real>(1, di) + shift / di);
  let g = ei;
  for (let i: usize = 0; i < count; ++i) {
    let r = rotation(f, g, first);
    let c = load<real>(first);
    let s = load<real>(first, size);
    if (i > 0) store<real>(e - step, r);
    f = c * di + s * ei;
    ei = c * ei - s * di;
    di = load<real>(d + step);
    g = s * di;
    di = c * di;

    r = rotation(f, g, second);
    c = load<real>(second);
    s = load<real>(second, size);
    store<real>(d, r);
    f = c * ei + s * di;
    di = c * di - s * ei;
    if (i + 1 < count) {
      ei = load<real>(e + step);
      g = s * ei;
      ei = c * ei;
    }
    d += step;
    e += step;
    first += rotationStep;
    second += rotationStep;
  }
  store<real>(d, di);
  store<real>(e - step, f);
}

/** The sweep with shift 0, in which no sum is ever formed (LAWN 3, p 14); parameters as above. */
function sweepUnshifted(
  count: usize,
  d: usize,
  e: usize,
  step: usize,
  first: usize,
  second: usize,
  rotationStep: usize,
): void {
  const size = sizeof<real>();
  let c: real = 1;
  let oldC: real = 1;
  let oldS: real = 0;
  for (let i: usize = 0; i < count; ++i) {
    const r = rotation(load<real>(d) * c, load<real>(e), first);
    c = load<real>(first);
    const s = load<real>(first, size);
    if (i > 0) store<real>(e - step, oldS * r);
    store<real>(d, rotation(oldC * r, load<real>(d + step) * s, second));
    oldC = load<real>(second);
    oldS = load<real>(second, size);
    d += step;
    e += step;
    first += rotationStep;
    second += rotationStep;
  }
  const h = load<real>(d) * c;
  store<real>(d, h * oldC);
  store<real>(e - step, h * oldS);
}

function negateSines(count: usize, rotations: usize): void {
  const size = sizeof<real>();
  for (let i: usize = 0; i < count; ++i) {
    const at = rotations + i * (2 * size) + size;
    store<real>(at, -load<real>(at));
  }
}
