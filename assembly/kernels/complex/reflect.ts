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
): void {
  for (; n >= COLUMNS; n -= COLUMNS) {
    reflectFour(bytes, v, tauRe, tauIm, c, stride);
    c += COLUMNS * stride;
  }
  for (; n > 0; --n) {
    reflectOne(bytes, v, tauRe, tauIm, c);
    c += stride;
  }
}

function reflectFour(
  bytes: usize,
  v: usize,
  tauRe: real,
  tauIm: real,
  c: usize,
  stride: usize,
): void {
  const end = v + bytes;
  const start = v;
  const c1 = c + stride;
  const c2 = c1 + stride;
  const c3 = c2 + stride;
  let s0 = v128.splat<real>(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  let t0 = s0;
  let t1 = s0;
  let t2 = s0;
  let t3 = s0;
  let p0 = c;
  let p1 = c1;
  let p2 = c2;
  let p3 = c3;
  while (v < end) {
    const p = v128.load(v);
    const q = v128.load(v, WIDTH);
    let x = v128.load(p0);
    let y = v128.load(p0, WIDTH);
    s0 = multiplyAdd(q, y, multiplyAdd(p, x, s0));
    t0 = multiplySubtract(q, x, multiplyAdd(p, y, t0));
    x = v128.load(p1);
    y = v128.load(p1, WIDTH);
    s1 = multiplyAdd(q, y, multiplyAdd(p, x, s1));
    t1 = multiplySubtract(q, x, multiplyAdd(p, y, t1));
    x = v128.load(p2);
    y = v128.load(p2, WIDTH);
    s2 = multiplyAdd(q, y, multiplyAdd(p, x, s2));
    t2 = multiplySubtract(q, x, multiplyAdd(p, y, t2));
    x = v128.load(p3);
    y = v128.load(p3, WIDTH);
    s3 = multiplyAdd(q, y, multiplyAdd(p, x, s3));
    t3 = multiplySubtract(q, x, multiplyAdd(p, y, t3));
    v += 2 * WIDTH;
    p0 += 2 * WIDTH;
    p1 += 2 * WIDTH;
    p2 += 2 * WIDTH;
    p3 += 2 * WIDTH;
  }
  let re = sumLanes(s0);
  let im = sumLanes(t0);
  s0 = v128.splat<real>(tauRe * re - tauIm * im);
  t0 = v128.splat<real>(tauRe * im + tauIm * re);
  re = sumLanes(s1);
  im = sumLanes(t1);
  s1 = v128.splat<real>(tauRe * re - tauIm * im);
  t1 = v128.splat<real>(tauRe * im + tauIm * re);
  re = sumLanes(s2);
  im = sumLanes(t2);
  s2 = v128.splat<real>(tauRe * re - tauIm * im);
  t2 = v128.splat<real>(tauRe * im + tauIm * re);
  re = sumLanes(s3);
  im = sumLanes(t3);
  s3 = v128.splat<real>(tauRe * re - tauIm * im);
  t3 = v128.splat<real>(tauRe * im + tauIm * re);
  v = start;
  p0 = c;
  p1 = c1;
  p2 = c2;
  p3 = c3;
  while (v < end) {
    const p = v128.load(v);
    const q = v128.load(v, WIDTH);
    let x = multiplySubtract(p, s0, v128.load(p0));
    let y = multiplySubtract(p, t0, v128.load(p0, WIDTH));
    v128.store(p0, multiplyAdd(q, t0, x));
    v128.store(p0, multiplySubtract(q, s0, y), WIDTH);
    x = multiplySubtract(p, s1, v128.load(p1));
    y = multiplySubtract(p, t1, v128.load(p1, WIDTH));
    v128.store(p1, multiplyAdd(q, t1, x));
    v128.store(p1, multiplySubtract(q, s1, y), WIDTH);
    x = multiplySubtract(p, s2, v128.load(p2));
    y = multiplySubtract(p, t2, v128.load(p2, WIDTH));
    v128.store(p2, multiplyAdd(q, t2, x));
    v128.store(p2, multiplySubtract(q, s2, y), WIDTH);
    x = multiplySubtract(p, s3, v128.load(p3));
    y = multiplySubtract(p, t3, v128.load(p3, WIDTH));
    v128.store(p3, multiplyAdd(q, t3, x));
    v128.store(p3, multiplySubtract(q, s3, y), WIDTH);
    v += 2 * WIDTH;
    p0 += 2 * WIDTH;
    p1 += 2 * WIDTH;
    p2 += 2 * WIDTH;
    p3 += 2 * WIDTH;
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
