import { WIDTH, multiplyAdd, multiplySubtract, sumLanes } from "../../simd";
import { complexAxpy } from "./axpy";
import { placeOf } from "./packed";

/** Columns that are added to w together, after each has been updated and is still in the first cache. */
const GROUP: usize = 4;

/**
 * The one pass through memory of a step of complex bidiagonalization, as kernels/fusedSweep.ts makes it of real
 * matrices: for packed columns first … n − 1 of A, which take `bytes` and lie `stride` bytes apart,
 *
 *     for (j = first; j < n; ++j) {
 *       for (i = 0; i < m; ++i) a[i, j] -= u[i] * y[j] + z[i] * conj(v[j]);
 *       for (y[j] = 0, i = 0; i < m; ++i) y[j] += tau * conj(x[i]) * a[i, j];
 *       r[j] = conj(a[row, j] - y[j]);
 *       for (i = 0; i < m; ++i) w[i] += r[j] * a[i, j];
 *     }
 *
 * y, v and r are packed columns too, `row` is where an entry begins (placeOf), and r may be v. 32mn flops;
 * A is read and written once. One column at a time: its four factors, as many sums, and what the products need fill
 * the registers.
 */
export function complexSweep(
  bytes: usize,
  first: usize,
  n: usize,
  a: usize,
  stride: usize,
  u: usize,
  y: usize,
  z: usize,
  v: usize,
  x: usize,
  tauRe: real,
  tauIm: real,
  row: usize,
  r: usize,
  w: usize,
): void {
  let j = first;
  for (; j + GROUP <= n; j += GROUP) {
    const group = a + j * stride;
    for (let p: usize = 0; p < GROUP; ++p) {
      const place = placeOf(j + p);
      const column = group + p * stride;
      update(bytes, column, u, y + place, z, v + place, x);
      reflected(column + row, tauRe, tauIm, y + place, r + place);
    }
    const r0 = r + placeOf(j);
    const r1 = r + placeOf(j + 1);
    const r2 = r + placeOf(j + 2);
    const r3 = r + placeOf(j + 3);
    add4(bytes, group, stride, r0, r1, r2, r3, w);
  }
  for (; j < n; ++j) {
    const place = placeOf(j);
    const column = a + j * stride;
    update(bytes, column, u, y + place, z, v + place, x);
    reflected(column + row, tauRe, tauIm, y + place, r + place);
    complexAxpy(bytes, load<real>(r + place), load<real>(r + place, WIDTH), column, w);
  }
}

/** Finishes y = tau·y of one column, and stores its entry of r. */
function reflected(a: usize, tauRe: real, tauIm: real, y: usize, r: usize): void {
  const p = load<real>(y);
  const q = load<real>(y, WIDTH);
  const re = tauRe * p - tauIm * q;
  const im = tauRe * q + tauIm * p;
  store<real>(y, re);
  store<real>(y, im, WIDTH);
  store<real>(r, load<real>(a) - re);
  store<real>(r, im - load<real>(a, WIDTH), WIDTH);
}

/** a −= u·y + z·v̄, then y = xᴴ·a, for one column. */
function update(bytes: usize, a: usize, u: usize, y: usize, z: usize, v: usize, x: usize): void {
  const end = a + bytes;
  const yRe = v128.load_splat<real>(y);
  const yIm = v128.load_splat<real>(y, WIDTH);
  const vRe = v128.load_splat<real>(v);
  const vIm = v128.load_splat<real>(v, WIDTH);
  let s0 = v128.splat<real>(0);
  let s1 = s0;
  let t0 = s0;
  let t1 = s0;
  while (a < end) {
    let p = v128.load(u);
    let q = v128.load(u, WIDTH);
    let re = multiplySubtract(p, yRe, v128.load(a));
    let im = multiplySubtract(p, yIm, v128.load(a, WIDTH));
    re = multiplyAdd(q, yIm, re);
    im = multiplySubtract(q, yRe, im);
    p = v128.load(z);
    q = v128.load(z, WIDTH);
    re = multiplySubtract(p, vRe, re);
    im = multiplyAdd(p, vIm, im);
    re = multiplySubtract(q, vIm, re);
    im = multiplySubtract(q, vRe, im);
    v128.store(a, re);
    v128.store(a, im, WIDTH);
    p = v128.load(x);
    q = v128.load(x, WIDTH);
    s0 = multiplyAdd(p, re, s0);
    t0 = multiplyAdd(p, im, t0);
    s1 = multiplyAdd(q, im, s1);
    t1 = multiplyAdd(q, re, t1);
    a += 2 * WIDTH;
    u += 2 * WIDTH;
    z += 2 * WIDTH;
    x += 2 * WIDTH;
  }
  store<real>(y, sumLanes(v128.add<real>(s0, s1)));
  store<real>(y, sumLanes(v128.sub<real>(t0, t1)), WIDTH);
}

/** w += r₀·a[:, 0] + … + r₃·a[:, 3], in one pass over w. */
function add4(
  bytes: usize,
  a: usize,
  stride: usize,
  r0: usize,
  r1: usize,
  r2: usize,
  r3: usize,
  w: usize,
): void {
  const end = w + bytes;
  const p0 = v128.load_splat<real>(r0);
  const q0 = v128.load_splat<real>(r0, WIDTH);
  const p1 = v128.load_splat<real>(r1);
  const q1 = v128.load_splat<real>(r1, WIDTH);
  const p2 = v128.load_splat<real>(r2);
  const q2 = v128.load_splat<real>(r2, WIDTH);
  const p3 = v128.load_splat<real>(r3);
  const q3 = v128.load_splat<real>(r3, WIDTH);
  let b = a + stride;
  let c = b + stride;
  let d = c + stride;
  while (w < end) {
    let x = v128.load(a);
    let y = v128.load(a, WIDTH);
    let re = multiplySubtract(y, q0, multiplyAdd(x, p0, v128.load(w)));
    let im = multiplyAdd(y, p0, multiplyAdd(x, q0, v128.load(w, WIDTH)));
    x = v128.load(b);
    y = v128.load(b, WIDTH);
    re = multiplySubtract(y, q1, multiplyAdd(x, p1, re));
    im = multiplyAdd(y, p1, multiplyAdd(x, q1, im));
    x = v128.load(c);
    y = v128.load(c, WIDTH);
    re = multiplySubtract(y, q2, multiplyAdd(x, p2, re));
    im = multiplyAdd(y, p2, multiplyAdd(x, q2, im));
    x = v128.load(d);
    y = v128.load(d, WIDTH);
    re = multiplySubtract(y, q3, multiplyAdd(x, p3, re));
    im = multiplyAdd(y, p3, multiplyAdd(x, q3, im));
    v128.store(w, re);
    v128.store(w, im, WIDTH);
    a += 2 * WIDTH;
    b += 2 * WIDTH;
    c += 2 * WIDTH;
    d += 2 * WIDTH;
    w += 2 * WIDTH;
  }
}
