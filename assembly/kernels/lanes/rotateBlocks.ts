import { WIDTH, multiplyAdd, multiplySubtract } from "../../simd";
import { chooseAngles } from "./angles";

/** Bytes of workspace for each group: four products that become pairs of factors, and two that do not. */
export const BLOCKS_WORK: usize = 10 * WIDTH;

/**
 * Makes two columns x₀, x₁ nearly orthogonal to two others y₀, y₁, by four rotations in one pass through
 * memory, in each of several groups:
 *
 *     for (g = 0; g < groups; ++g) {
 *       products of all four columns with each other;
 *       chooseAngle of x₀ with y₀ and of x₁ with y₁;  rotate the products alike;
 *       chooseAngle of x₀ with y₁ and of x₁ with y₀;
 *       rotate x₀ with y₀, x₁ with y₁, then x₀ with y₁, x₁ with y₀;
 *     }
 *
 * as `rotateLanes` rotates two. The next of x and the next of y are `stride` bytes behind the first, and the
 * next group is `bytes` behind. Each step is done for all groups before the next step: square roots
 * and quotients of one need not wait for those of another.
 *
 *     work     groups · BLOCKS_WORK bytes
 */
export function rotateBlocks(
  m: usize,
  length: usize,
  groups: usize,
  bytes: usize,
  x: usize,
  y: usize,
  stride: usize,
  masks: usize,
  tolerance: real,
  small: real,
  work: usize,
): void {
  const end = work + groups * BLOCKS_WORK;
  let offset: usize = 0;
  for (let w = work; w < end; w += BLOCKS_WORK) {
    if (v128.any_true(v128.load(masks + offset))) {
      multiplyFour(m, x + offset + 2 * WIDTH, y + offset + 2 * WIDTH, stride, w);
    }
    offset += bytes;
  }
  const x1 = x + stride;
  const y1 = y + stride;
  const second = work + 4 * WIDTH;
  chooseAngles(groups, bytes, 2, x, y, x1, y1, masks, tolerance, small, work, BLOCKS_WORK);
  for (let w = work; w < end; w += BLOCKS_WORK) rotateProducts(w);
  chooseAngles(groups, bytes, 2, x, y1, x1, y, masks, tolerance, small, second, BLOCKS_WORK);
  offset = 0;
  for (let w = work; w < end; w += BLOCKS_WORK) {
    if (rotatesAny(w)) {
      rotateFour(length, x + offset + 2 * WIDTH, y + offset + 2 * WIDTH, stride, w);
    }
    offset += bytes;
  }
}

/** Stores x₀ᵀy₀, x₁ᵀy₁, x₀ᵀy₁ and x₁ᵀy₀ where their factors will be; then x₀ᵀx₁ and y₀ᵀy₁. */
function multiplyFour(m: usize, x: usize, y: usize, stride: usize, to: usize): void {
  let gx = v128.splat<real>(0);
  let gy = gx;
  let g00 = gx;
  let g01 = gx;
  let g10 = gx;
  let g11 = gx;
  for (const end = x + m * WIDTH; x < end; x += WIDTH) {
    const a = v128.load(x);
    const b = v128.load(x + stride);
    const c = v128.load(y);
    const d = v128.load(y + stride);
    gx = multiplyAdd(a, b, gx);
    gy = multiplyAdd(c, d, gy);
    g00 = multiplyAdd(a, c, g00);
    g01 = multiplyAdd(a, d, g01);
    g10 = multiplyAdd(b, c, g10);
    g11 = multiplyAdd(b, d, g11);
    y += WIDTH;
  }
  v128.store(to, g00);
  v128.store(to, g11, 2 * WIDTH);
  v128.store(to, g01, 4 * WIDTH);
  v128.store(to, g10, 6 * WIDTH);
  v128.store(to, gx, 8 * WIDTH);
  v128.store(to, gy, 9 * WIDTH);
}

/** Makes x₀ᵀy₁ and x₁ᵀy₀ what they will be after the first two rotations. */
function rotateProducts(w: usize): void {
  const alpha = v128.load(w);
  const beta = v128.load(w, WIDTH);
  const gamma = v128.load(w, 2 * WIDTH);
  const delta = v128.load(w, 3 * WIDTH);
  const g01 = v128.load(w, 4 * WIDTH);
  const g10 = v128.load(w, 6 * WIDTH);
  const gx = v128.load(w, 8 * WIDTH);
  const gy = v128.load(w, 9 * WIDTH);
  // x₀ with x₁ and y₁ after the first rotation, then with y₁ after the second; and y₀ alike.
  const xx = multiplySubtract(alpha, g10, gx);
  const xy = multiplySubtract(alpha, gy, g01);
  const yx = multiplyAdd(beta, gx, g10);
  const yy = multiplyAdd(beta, g01, gy);
  v128.store(w, multiplyAdd(delta, xx, xy), 4 * WIDTH);
  v128.store(w, multiplySubtract(gamma, yy, yx), 6 * WIDTH);
}

/** Whether one of the four first factors of pairs is not zero: then so is not the second. */
function rotatesAny(factors: usize): bool {
  const first = v128.or(v128.load(factors), v128.load(factors, 2 * WIDTH));
  const second = v128.or(v128.load(factors, 4 * WIDTH), v128.load(factors, 6 * WIDTH));
  return v128.any_true(v128.or(first, second));
}

function rotateFour(length: usize, x: usize, y: usize, stride: usize, factors: usize): void {
  const alpha = v128.load(factors);
  const beta = v128.load(factors, WIDTH);
  const gamma = v128.load(factors, 2 * WIDTH);
  const delta = v128.load(factors, 3 * WIDTH);
  const epsilon = v128.load(factors, 4 * WIDTH);
  const zeta = v128.load(factors, 5 * WIDTH);
  const eta = v128.load(factors, 6 * WIDTH);
  const theta = v128.load(factors, 7 * WIDTH);
  for (const end = x + length * WIDTH; x < end; x += WIDTH) {
    const a = v128.load(x);
    const b = v128.load(x + stride);
    const c = v128.load(y);
    const d = v128.load(y + stride);
    const a1 = multiplySubtract(alpha, c, a);
    const c1 = multiplyAdd(beta, a, c);
    const b1 = multiplySubtract(gamma, d, b);
    const d1 = multiplyAdd(delta, b, d);
    v128.store(x, multiplySubtract(epsilon, d1, a1));
    v128.store(y + stride, multiplyAdd(zeta, a1, d1));
    v128.store(x + stride, multiplySubtract(eta, c1, b1));
    v128.store(y, multiplyAdd(theta, b1, c1));
    y += WIDTH;
  }
}
