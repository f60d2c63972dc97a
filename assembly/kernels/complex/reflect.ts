import { WIDTH, multiplyAdd, multiplySubtract, sumLanes } from "../../simd";

/** Columns together: eight sums and four operands fill the registers. */
const COLUMNS: usize = 4;

/**
 * Applies a complex reflection I − τ·v·vᴴ from the left to C, n packed columns of `bytes`, `stride` bytes apart:
 *
 *     for (j = 0; j < n; ++j) {
 *       for (s = 0, i = 0; i < m; ++i) s += conj(v[i]) * c[i, j];
 *       for (i = 0; i < m; ++i) c[i, j] -= tau * s * v[i];
 *     }
 *
 * `work` has room for 8 numbers: the factors of four columns go through memory. Kept in registers from one loop to the
 * next, they made V8 of Node 20 spill, at 11 GFLOP/s instead of 18 (24 on Node 24 either way).
 *
 * With four products to two loads it has the intensity that two real reflections have together (kernels/reflectPair.ts).
 */
export function complexReflect(
  bytes: usize,
  n: usize,
  v: usize,
  tauRe: real,
  tauIm: real,
  c: usize,
  stride: usize,
  work: usize,
): void {
  for (; n >= COLUMNS; n -= COLUMNS) {
    reflectFour(bytes, v, tauRe, tauIm, c, stride, work);
    c += COLUMNS * stride;
  }
  for (; n > 0; --n) {
    reflectOne(bytes, v, tauRe, tauIm, c);
    c += stride;
  }
}

/** Leaves the factors of four columns in `work`, and subtracts. */
function reflectFour(
  bytes: usize,
  v: usize,
  tauRe: real,
  tauIm: real,
  c: usize,
  stride: usize,
  work: usize,
): void {
  const c0 = c;
  const c1 = c0 + stride;
  const c2 = c1 + stride;
  const c3 = c2 + stride;
  let s0 = v128.splat<real>(0);
  let t0 = s0;
  let s1 = v128.splat<real>(0);
  let t1 = s1;
  let s2 = v128.splat<real>(0);
  let t2 = s2;
  let s3 = v128.splat<real>(0);
  let t3 = s3;
  for (let i: usize = 0; i < bytes; i += 2 * WIDTH) {
    const p = v128.load(v + i);
    const q = v128.load(v + i, WIDTH);
    let x = v128.load(c0 + i);
    s0 = multiplyAdd(p, x, s0);
    t0 = multiplySubtract(q, x, t0);
    x = v128.load(c0 + i, WIDTH);
    s0 = multiplyAdd(q, x, s0);
    t0 = multiplyAdd(p, x, t0);
    x = v128.load(c1 + i);
    s1 = multiplyAdd(p, x, s1);
    t1 = multiplySubtract(q, x, t1);
    x = v128.load(c1 + i, WIDTH);
    s1 = multiplyAdd(q, x, s1);
    t1 = multiplyAdd(p, x, t1);
    x = v128.load(c2 + i);
    s2 = multiplyAdd(p, x, s2);
    t2 = multiplySubtract(q, x, t2);
    x = v128.load(c2 + i, WIDTH);
    s2 = multiplyAdd(q, x, s2);
    t2 = multiplyAdd(p, x, t2);
    x = v128.load(c3 + i);
    s3 = multiplyAdd(p, x, s3);
    t3 = multiplySubtract(q, x, t3);
    x = v128.load(c3 + i, WIDTH);
    s3 = multiplyAdd(q, x, s3);
    t3 = multiplyAdd(p, x, t3);
  }
  let re = sumLanes(s0);
  let im = sumLanes(t0);
  store<real>(work, tauRe * re - tauIm * im, 0);
  store<real>(work, tauRe * im + tauIm * re, sizeof<real>());
  re = sumLanes(s1);
  im = sumLanes(t1);
  store<real>(work, tauRe * re - tauIm * im, 2 * sizeof<real>());
  store<real>(work, tauRe * im + tauIm * re, 3 * sizeof<real>());
  re = sumLanes(s2);
  im = sumLanes(t2);
  store<real>(work, tauRe * re - tauIm * im, 4 * sizeof<real>());
  store<real>(work, tauRe * im + tauIm * re, 5 * sizeof<real>());
  re = sumLanes(s3);
  im = sumLanes(t3);
  store<real>(work, tauRe * re - tauIm * im, 6 * sizeof<real>());
  store<real>(work, tauRe * im + tauIm * re, 7 * sizeof<real>());
  subtractFour(bytes, v, work, c, stride);
}

/** c −= v·t for four columns, with the factors t in `work`. */
function subtractFour(bytes: usize, v: usize, work: usize, c: usize, stride: usize): void {
  const c0 = c;
  const c1 = c0 + stride;
  const c2 = c1 + stride;
  const c3 = c2 + stride;
  const s0 = v128.load_splat<real>(work, 0);
  const t0 = v128.load_splat<real>(work, sizeof<real>());
  const s1 = v128.load_splat<real>(work, 2 * sizeof<real>());
  const t1 = v128.load_splat<real>(work, 3 * sizeof<real>());
  const s2 = v128.load_splat<real>(work, 4 * sizeof<real>());
  const t2 = v128.load_splat<real>(work, 5 * sizeof<real>());
  const s3 = v128.load_splat<real>(work, 6 * sizeof<real>());
  const t3 = v128.load_splat<real>(work, 7 * sizeof<real>());
  for (let i: usize = 0; i < bytes; i += 2 * WIDTH) {
    const p = v128.load(v + i);
    const q = v128.load(v + i, WIDTH);
    let x = multiplySubtract(p, s0, v128.load(c0 + i));
    v128.store(c0 + i, multiplyAdd(q, t0, x));
    x = multiplySubtract(p, t0, v128.load(c0 + i, WIDTH));
    v128.store(c0 + i, multiplySubtract(q, s0, x), WIDTH);
    x = multiplySubtract(p, s1, v128.load(c1 + i));
    v128.store(c1 + i, multiplyAdd(q, t1, x));
    x = multiplySubtract(p, t1, v128.load(c1 + i, WIDTH));
    v128.store(c1 + i, multiplySubtract(q, s1, x), WIDTH);
    x = multiplySubtract(p, s2, v128.load(c2 + i));
    v128.store(c2 + i, multiplyAdd(q, t2, x));
    x = multiplySubtract(p, t2, v128.load(c2 + i, WIDTH));
    v128.store(c2 + i, multiplySubtract(q, s2, x), WIDTH);
    x = multiplySubtract(p, s3, v128.load(c3 + i));
    v128.store(c3 + i, multiplyAdd(q, t3, x));
    x = multiplySubtract(p, t3, v128.load(c3 + i, WIDTH));
    v128.store(c3 + i, multiplySubtract(q, s3, x), WIDTH);
  }
}
function reflectOne(bytes: usize, v: usize, tauRe: real, tauIm: real, c: usize): void {
  let s = v128.splat<real>(0);
  let t = s;
  for (let i: usize = 0; i < bytes; i += 2 * WIDTH) {
    const p = v128.load(v + i);
    const q = v128.load(v + i, WIDTH);
    const x = v128.load(c + i);
    const y = v128.load(c + i, WIDTH);
    s = multiplyAdd(q, y, multiplyAdd(p, x, s));
    t = multiplySubtract(q, x, multiplyAdd(p, y, t));
  }
  const re = sumLanes(s);
  const im = sumLanes(t);
  s = v128.splat<real>(tauRe * re - tauIm * im);
  t = v128.splat<real>(tauRe * im + tauIm * re);
  for (let i: usize = 0; i < bytes; i += 2 * WIDTH) {
    const p = v128.load(v + i);
    const q = v128.load(v + i, WIDTH);
    const x = multiplySubtract(p, s, v128.load(c + i));
    const y = multiplySubtract(p, t, v128.load(c + i, WIDTH));
    v128.store(c + i, multiplyAdd(q, t, x));
    v128.store(c + i, multiplySubtract(q, s, y), WIDTH);
  }
}
