import { LANES, WIDTH, multiplyAdd } from "../simd";
import { axpy } from "./axpy";

/** Columns a pass: y is read and written once for so many of them. */
const COLUMNS: usize = 4;

/**
 * Adds alpha·A·x to y, for A m × n by columns, `stride` bytes apart:
 *
 *     for (j = 0; j < n; ++j) for (i = 0; i < m; ++i) y[i] += alpha * x[j] * a[i, j];
 */
export function gemv(
  m: usize,
  n: usize,
  alpha: real,
  a: usize,
  stride: usize,
  x: usize,
  y: usize,
): void {
  const size = sizeof<real>();
  const last = x + n * size;
  const blocks = x + (n / COLUMNS) * COLUMNS * size;
  while (x < blocks) {
    add4(
      m,
      a,
      stride,
      alpha * load<real>(x),
      alpha * load<real>(x + size),
      alpha * load<real>(x + 2 * size),
      alpha * load<real>(x + 3 * size),
      y,
    );
    a += COLUMNS * stride;
    x += COLUMNS * size;
  }
  while (x < last) {
    axpy(m, alpha * load<real>(x), a, y);
    a += stride;
    x += size;
  }
}

/** y += x0·a[:, 0] + x1·a[:, 1] + x2·a[:, 2] + x3·a[:, 3], in one pass over y. */
export function add4(
  m: usize,
  a: usize,
  stride: usize,
  x0: real,
  x1: real,
  x2: real,
  x3: real,
  y: usize,
): void {
  const end = y + m * sizeof<real>();
  const blocks = y + (m / LANES) * WIDTH;
  const s0 = v128.splat<real>(x0);
  const s1 = v128.splat<real>(x1);
  const s2 = v128.splat<real>(x2);
  const s3 = v128.splat<real>(x3);
  let a1 = a + stride;
  let a2 = a1 + stride;
  let a3 = a2 + stride;
  while (y < blocks) {
    // Two chains, so that no product waits for three others.
    const t = multiplyAdd(v128.load(a1), s1, multiplyAdd(v128.load(a), s0, v128.load(y)));
    const u = multiplyAdd(v128.load(a3), s3, v128.mul<real>(v128.load(a2), s2));
    v128.store(y, v128.add<real>(t, u));
    a += WIDTH;
    a1 += WIDTH;
    a2 += WIDTH;
    a3 += WIDTH;
    y += WIDTH;
  }
  while (y < end) {
    const t = load<real>(y) + x0 * load<real>(a) + x1 * load<real>(a1);
    store<real>(y, t + x2 * load<real>(a2) + x3 * load<real>(a3));
    a += sizeof<real>();
    a1 += sizeof<real>();
    a2 += sizeof<real>();
    a3 += sizeof<real>();
    y += sizeof<real>();
  }
}
