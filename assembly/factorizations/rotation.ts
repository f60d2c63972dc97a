import { LIFT, SQUARE_MIN, UNLIFT } from "../precision";

/**
 * Chooses c and s such that the rotation [c s; −s c] sends [f; g] to [r; 0], and returns r; c and s
 * are stored at `cs`, one after the other. c ≥ 0, and r has the sign of f.
 *
 * Neither f² + g² nor anything else underflows harmfully: below the range where squares keep their
 * digits, f and g are lifted by a power of two first. Overflow the caller excludes by scaling.
 *
 * E. Anderson, Safe scaling in the Level 1 BLAS, ACM Trans. Math. Softw. 44 (2017) 12, §4.
 */
export function rotation(f: real, g: real, cs: usize): real {
  if (g === 0) return put(1, 0, f, cs);
  if (f === 0) return put(0, copysign<real>(1, g), abs<real>(g), cs);
  let lifts = 0;
  let square = f * f + g * g;
  for (; square < SQUARE_MIN; ++lifts) {
    f *= LIFT;
    g *= LIFT;
    square = f * f + g * g;
  }
  const length = sqrt<real>(square);
  let r = copysign<real>(length, f);
  put(abs<real>(f) / length, g / r, r, cs);
  for (; lifts > 0; --lifts) r *= UNLIFT;
  return r;
}

function put(c: real, s: real, r: real, cs: usize): real {
  store<real>(cs, c);
  store<real>(cs, s, sizeof<real>());
  return r;
}
