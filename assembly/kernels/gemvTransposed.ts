import { LANES, WIDTH, multiplyAdd, sumLanes } from "../simd";
import { dot } from "./dot";

/** Columns a pass: x is read once for so many of them, and no sum waits for another. */
const COLUMNS: usize = 4;

/**
 * Adds alpha·Aᵀ·x to y, for A m × n by columns, `stride` bytes apart:
 *
 *     for (j = 0; j < n; ++j) for (i = 0; i < m; ++i) y[j] += alpha * a[i, j] * x[i];
 *
 * The products are summed in another order, and multiplied by alpha last.
 */
export function gemvTransposed(
  m: usize,
  n: usize,
  alpha: real,
  a: usize,
  stride: usize,
  x: usize,
  y: usize,
): void {
  const size = sizeof<real>();
  const last = y + n * size;
  const blocks = y + (n / COLUMNS) * COLUMNS * size;
  while (y < blocks) {
    dot4(m, a, stride, x, alpha, y);
    a += COLUMNS * stride;
    y += COLUMNS * size;
  }
  while (y < last) {
    store<real>(y, load<real>(y) + alpha * dot(m, a, x));
    a += stride;
    y += size;
  }
}

/** y[j] += alpha · a[:, j]ᵀ·x for four columns, in one pass over x. */
function dot4(m: usize, a: usize, stride: usize, x: usize, alpha: real, y: usize): void {
  const size = sizeof<real>();
  const end = x + m * size;
  const blocks = x + (m / LANES) * WIDTH;
  let a1 = a + stride;
  let a2 = a1 + stride;
  let a3 = a2 + stride;
  let v0 = v128.splat<real>(0);
  let v1 = v0;
  let v2 = v0;
  let v3 = v0;
  while (x < blocks) {
    const p = v128.load(x);
    v0 = multiplyAdd(v128.load(a), p, v0);
    v1 = multiplyAdd(v128.load(a1), p, v1);
    v2 = multiplyAdd(v128.load(a2), p, v2);
    v3 = multiplyAdd(v128.load(a3), p, v3);
    x += WIDTH;
    a += WIDTH;
    a1 += WIDTH;
    a2 += WIDTH;
    a3 += WIDTH;
  }
  let s0 = sumLanes(v0);
  let s1 = sumLanes(v1);
  let s2 = sumLanes(v2);
  let s3 = sumLanes(v3);
  while (x < end) {
    const p = load<real>(x);
    s0 += load<real>(a) * p;
    s1 += load<real>(a1) * p;
    s2 += load<real>(a2) * p;
    s3 += load<real>(a3) * p;
    x += size;
    a += size;
    a1 += size;
    a2 += size;
    a3 += size;
  }
  store<real>(y, load<real>(y) + alpha * s0);
  store<real>(y + size, load<real>(y + size) + alpha * s1);
  store<real>(y + 2 * size, load<real>(y + 2 * size) + alpha * s2);
  store<real>(y + 3 * size, load<real>(y + 3 * size) + alpha * s3);
}
