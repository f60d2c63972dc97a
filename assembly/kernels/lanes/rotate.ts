import { WIDTH, multiplyAdd, multiplySubtract } from "../../simd";
import { chooseAngles } from "./angles";

/** Bytes of workspace for each group: a product that becomes a pair of factors. */
const LANES_WORK: usize = 2 * WIDTH;

/**
 * Makes two columns orthogonal by a rotation, in the lanes that are active and where they are not so yet, in
 * each of several groups. A column x = √w·x̃ is ‖x‖², w, and `length` entries of x̃, the first m of which are to
 * be orthogonal:
 *
 *     for (group = 0; group < groups; ++group) {
 *       for (i = 0, g = 0; i < m; ++i) g += x̃[i] * ỹ[i];
 *       [alpha, beta] = chooseAngles(g, …);
 *       for (i = 0; i < length; ++i) [x̃[i], ỹ[i]] = [x̃[i] − alpha * ỹ[i], ỹ[i] + beta * x̃[i]];
 *     }
 *
 * The next group is `bytes` behind. Each step is done for all groups before the next step: square roots
 * and quotients of one need not wait for those of another.
 *
 *     work     groups · LANES_WORK bytes
 */
export function rotateLanes(
  m: usize,
  length: usize,
  groups: usize,
  bytes: usize,
  x: usize,
  y: usize,
  masks: usize,
  tolerance: real,
  small: real,
  work: usize,
): void {
  const end = work + groups * LANES_WORK;
  let offset: usize = 0;
  for (let w = work; w < end; w += LANES_WORK) {
    v128.store(w, product(m, x + offset + 2 * WIDTH, y + offset + 2 * WIDTH));
    offset += bytes;
  }
  chooseAngles(groups, bytes, 1, x, y, x, y, masks, tolerance, small, work, LANES_WORK);
  offset = 0;
  for (let w = work; w < end; w += LANES_WORK) {
    if (v128.any_true(v128.load(w))) {
      rotate(
        length,
        x + offset + 2 * WIDTH,
        y + offset + 2 * WIDTH,
        v128.load(w),
        v128.load(w, WIDTH),
      );
    }
    offset += bytes;
  }
}

function product(m: usize, x: usize, y: usize): v128 {
  const end = x + m * WIDTH;
  let even = v128.splat<real>(0);
  let odd = even;
  for (; x + WIDTH < end; x += 2 * WIDTH) {
    even = multiplyAdd(v128.load(x), v128.load(y), even);
    odd = multiplyAdd(v128.load(x, WIDTH), v128.load(y, WIDTH), odd);
    y += 2 * WIDTH;
  }
  if (x < end) even = multiplyAdd(v128.load(x), v128.load(y), even);
  return v128.add<real>(even, odd);
}

function rotate(length: usize, x: usize, y: usize, alpha: v128, beta: v128): void {
  const end = x + length * WIDTH;
  for (; x < end; x += WIDTH) {
    const p = v128.load(x);
    const q = v128.load(y);
    v128.store(x, multiplySubtract(alpha, q, p));
    v128.store(y, multiplyAdd(beta, p, q));
    y += WIDTH;
  }
}
