import { WIDTH, multiplyAdd } from "../../simd";

/**
 * Chooses, in each of several groups, the rotations of `pairs` pairs of columns that make them orthogonal, for the lanes
 * that are active and where they are not so yet. A column is x = √w·x̃; at x lie ‖x‖² and w. Of each pair
 * g = x̃ᵀỹ is given in factors[0]:
 *
 *     r = 0;
 *     if (active && g² * w_x * w_y > tolerance * ‖x‖² * ‖y‖²) {
 *       d = ‖y‖² − ‖x‖²;
 *       r = 2 * g * sign(d) / (|d| + √(d² + 4 * g² * w_x * w_y));
 *       sin² = t² / (1 + t²), where t² = r² * w_x * w_y;
 *       ‖x‖² −= r * g * w_x * w_y; ‖y‖² += r * g * w_x * w_y;
 *       w_x *= 1 − sin²; w_y *= 1 − sin²;
 *       if (sin² > small || g² * w_x * w_y > small * ‖x‖² * ‖y‖²) unfinished = true;
 *     }
 *     factors = [r * w_y, r * w_x];
 *
 * with the old weights on the right. The rotation itself is then
 *
 *     [x̃, ỹ] = [x̃ − factors[0] * ỹ, ỹ + factors[1] * x̃]
 *
 * t is the tangent of the smaller angle (H. Rutishauser, The Jacobi method for real symmetric matrices,
 * Numer. Math. 9 (1966) 1–10), and the weights save half of the multiplications (W. M. Gentleman, Least
 * squares computations by Givens transformations without square roots, J. Inst. Maths Applics 12 (1973)
 * 329–336). In lanes that do not rotate nothing but the sign of a zero can change.
 *
 *     x, y       the columns of the first pair, in the first group
 *     nextX,     the columns of the second, where there are two
 *     nextY
 *     masks[0]   lanes that are active: all bits or none
 *     masks[1]   lanes that are unfinished: bits are added, and to lanes that are not active any bits
 *     factors    two registers for each pair, those of a group `apart` bytes behind those of the last;
 *                columns and masks are `bytes` behind
 */
export function chooseAngles(
  groups: usize,
  bytes: usize,
  pairs: usize,
  x: usize,
  y: usize,
  nextX: usize,
  nextY: usize,
  masks: usize,
  tolerance: real,
  small: real,
  factors: usize,
  apart: usize,
): void {
  for (let group: usize = 0; group < groups; ++group) {
    let p = x;
    let q = y;
    const end = factors + pairs * 2 * WIDTH;
    for (let pair = factors; pair < end; pair += 2 * WIDTH) {
      chooseAngle(p, q, masks, tolerance, small, pair);
      p = nextX;
      q = nextY;
    }
    x += bytes;
    y += bytes;
    nextX += bytes;
    nextY += bytes;
    masks += bytes;
    factors += apart;
  }
}

function chooseAngle(
  x: usize,
  y: usize,
  masks: usize,
  tolerance: real,
  small: real,
  factors: usize,
): void {
  const g = v128.load(factors);
  const squareX = v128.load(x);
  const squareY = v128.load(y);
  const weightX = v128.load(x, WIDTH);
  const weightY = v128.load(y, WIDTH);
  const weights = v128.mul<real>(weightX, weightY);
  const squares = v128.mul<real>(squareX, squareY);
  // 2g² and 4g², both weighted; so the bounds are doubled too.
  const twice = v128.add<real>(g, g);
  const square = v128.mul<real>(v128.mul<real>(twice, g), weights);
  const least = v128.mul<real>(squares, v128.splat<real>(2 * tolerance));
  const rotates = v128.and(v128.gt<real>(square, least), v128.load(masks));
  if (!v128.any_true(rotates)) {
    const zero = v128.splat<real>(0);
    v128.store(factors, zero);
    v128.store(factors, zero, WIDTH);
    return;
  }
  const d = v128.sub<real>(squareY, squareX);
  const root = v128.sqrt<real>(multiplyAdd(d, d, v128.add<real>(square, square)));
  const sum = v128.add<real>(v128.abs<real>(d), root);
  // One division for both: t = 2g / sum and, as sum² + 4g² = 2 · sum · root, t² / (1 + t²) = 2g² / (sum · root).
  const one = v128.splat<real>(1);
  const inverse = v128.div<real>(one, v128.mul<real>(sum, root));
  const sign = v128.and(d, v128.splat<real>(-0.0));
  const tangent = v128.mul<real>(v128.mul<real>(v128.xor(twice, sign), root), inverse);
  const r = v128.and(tangent, rotates);
  v128.store(factors, v128.mul<real>(r, weightY));
  v128.store(factors, v128.mul<real>(r, weightX), WIDTH);

  const sine = v128.and(v128.mul<real>(square, inverse), rotates);
  const shrink = v128.sub<real>(one, sine);
  const moved = v128.mul<real>(v128.mul<real>(r, g), weights);
  v128.store(x, v128.sub<real>(squareX, moved));
  v128.store(y, v128.add<real>(squareY, moved));
  v128.store(x, v128.mul<real>(weightX, shrink), WIDTH);
  v128.store(y, v128.mul<real>(weightY, shrink), WIDTH);

  const most = v128.mul<real>(squares, v128.splat<real>(2 * small));
  const wide = v128.or(v128.gt<real>(sine, v128.splat<real>(small)), v128.gt<real>(square, most));
  v128.store(masks, v128.or(v128.load(masks, WIDTH), wide), WIDTH);
}
