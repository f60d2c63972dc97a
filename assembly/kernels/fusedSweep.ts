import { LANES, WIDTH, multiplyAdd, multiplySubtract, sumLanes } from "../simd";
import { axpy } from "./axpy";
import { dot } from "./dot";

/** Columns that are updated together: as many as leave their factors and sums in registers. */
const COLUMNS: usize = 3;

/** Columns a group, still in the first cache when they are added to w. */
const GROUP: usize = 2 * COLUMNS;

/**
 * The one pass through memory of a step of bidiagonalization: a rank-two update that was left pending,
 * a product with the transpose, and a product with a vector that depends on it. For A m × n by
 * columns, `stride` bytes apart:
 *
 *     for (j = 0; j < n; ++j) {
 *       for (i = 0; i < m; ++i) a[i, j] -= u[i] * y[j] + z[i] * v[j];
 *       for (y[j] = 0, i = 0; i < m; ++i) y[j] += tau * x[i] * a[i, j];
 *       r[j] = a[row, j] - y[j];
 *       for (i = 0; i < m; ++i) w[i] += r[j] * a[i, j];
 *     }
 *
 * r may be v. 8mn flops; A is read and written once.
 *
 * F. Van Zee, R. van de Geijn, G. Quintana-Ortí, G. Elizondo, Families of algorithms for reducing a
 * matrix to condensed form, ACM Trans. Math. Softw. 39 (2012) 2, §6; Howell et al. (gemvBoth.ts).
 */
export function fusedSweep(
  m: usize,
  n: usize,
  a: usize,
  stride: usize,
  u: usize,
  y: usize,
  z: usize,
  v: usize,
  x: usize,
  tau: real,
  row: usize,
  r: usize,
  w: usize,
): void {
  const size = sizeof<real>();
  const end = y + n * size;
  row *= size;
  while (y + GROUP * size <= end) {
    const half = COLUMNS * size;
    updateThree(m, a, stride, u, y, z, v, x);
    updateThree(m, a + COLUMNS * stride, stride, u, y + half, z, v + half, x);
    for (let j: usize = 0; j < GROUP; ++j) {
      reflected(a + row + j * stride, tau, y + j * size, r + j * size);
    }
    add6(m, a, stride, r, w);
    a += GROUP * stride;
    y += GROUP * size;
    v += GROUP * size;
    r += GROUP * size;
  }
  if (y + COLUMNS * size <= end) {
    updateThree(m, a, stride, u, y, z, v, x);
    for (let j: usize = 0; j < COLUMNS; ++j) {
      reflected(a + row + j * stride, tau, y + j * size, r + j * size);
    }
    add3(m, a, stride, r, w);
    a += COLUMNS * stride;
    y += COLUMNS * size;
    v += COLUMNS * size;
    r += COLUMNS * size;
  }
  while (y < end) {
    axpy(m, -load<real>(y), u, a);
    axpy(m, -load<real>(v), z, a);
    store<real>(y, dot(m, x, a));
    axpy(m, reflected(a + row, tau, y, r), a, w);
    a += stride;
    y += size;
    v += size;
    r += size;
  }
}

/** Finishes y = tau·y of one column, and stores and returns its entry of r. */
function reflected(a: usize, tau: real, y: usize, r: usize): real {
  const product = tau * load<real>(y);
  store<real>(y, product);
  const entry = load<real>(a) - product;
  store<real>(r, entry);
  return entry;
}

/** a[:, j] −= u·y[j] + z·v[j], then y[j] = xᵀ·a[:, j], for three columns. */
function updateThree(
  m: usize,
  a: usize,
  stride: usize,
  u: usize,
  y: usize,
  z: usize,
  v: usize,
  x: usize,
): void {
  const size = sizeof<real>();
  const end = x + m * size;
  const blocks = x + (m / LANES) * WIDTH;
  const y0 = v128.load_splat<real>(y);
  const y1 = v128.load_splat<real>(y, sizeof<real>());
  const y2 = v128.load_splat<real>(y, 2 * sizeof<real>());
  const v0 = v128.load_splat<real>(v);
  const v1 = v128.load_splat<real>(v, sizeof<real>());
  const v2 = v128.load_splat<real>(v, 2 * sizeof<real>());
  let d0 = v128.splat<real>(0);
  let d1 = d0;
  let d2 = d0;
  let b = a + stride;
  let c = b + stride;
  while (x < blocks) {
    const p = v128.load(u);
    const q = v128.load(z);
    const s = v128.load(x);
    let t = multiplySubtract(q, v0, multiplySubtract(p, y0, v128.load(a)));
    v128.store(a, t);
    d0 = multiplyAdd(s, t, d0);
    t = multiplySubtract(q, v1, multiplySubtract(p, y1, v128.load(b)));
    v128.store(b, t);
    d1 = multiplyAdd(s, t, d1);
    t = multiplySubtract(q, v2, multiplySubtract(p, y2, v128.load(c)));
    v128.store(c, t);
    d2 = multiplyAdd(s, t, d2);
    a += WIDTH;
    b += WIDTH;
    c += WIDTH;
    u += WIDTH;
    z += WIDTH;
    x += WIDTH;
  }
  let s0 = sumLanes(d0);
  let s1 = sumLanes(d1);
  let s2 = sumLanes(d2);
  while (x < end) {
    const p = load<real>(u);
    const q = load<real>(z);
    const s = load<real>(x);
    s0 += s * updateEntry(a, p, y, q, v);
    s1 += s * updateEntry(b, p, y + size, q, v + size);
    s2 += s * updateEntry(c, p, y + 2 * size, q, v + 2 * size);
    a += size;
    b += size;
    c += size;
    u += size;
    z += size;
    x += size;
  }
  store<real>(y, s0);
  store<real>(y + size, s1);
  store<real>(y + 2 * size, s2);
}

/** a −= p·y + q·v for one entry, which is returned. */
function updateEntry(a: usize, p: real, y: usize, q: real, v: usize): real {
  const entry = load<real>(a) - p * load<real>(y) - q * load<real>(v);
  store<real>(a, entry);
  return entry;
}

/** w += r[0]·a[:, 0] + … + r[5]·a[:, 5], in one pass over w. */
function add6(m: usize, a: usize, stride: usize, r: usize, w: usize): void {
  const size = sizeof<real>();
  const end = w + m * size;
  const blocks = w + (m / LANES) * WIDTH;
  const r0 = v128.load_splat<real>(r);
  const r1 = v128.load_splat<real>(r, sizeof<real>());
  const r2 = v128.load_splat<real>(r, 2 * sizeof<real>());
  const r3 = v128.load_splat<real>(r, 3 * sizeof<real>());
  const r4 = v128.load_splat<real>(r, 4 * sizeof<real>());
  const r5 = v128.load_splat<real>(r, 5 * sizeof<real>());
  let b = a + stride;
  let c = b + stride;
  let d = c + stride;
  let e = d + stride;
  let f = e + stride;
  while (w < blocks) {
    let s = multiplyAdd(v128.load(a), r0, v128.load(w));
    let t = v128.mul<real>(v128.load(b), r1);
    s = multiplyAdd(v128.load(c), r2, s);
    t = multiplyAdd(v128.load(d), r3, t);
    s = multiplyAdd(v128.load(e), r4, s);
    t = multiplyAdd(v128.load(f), r5, t);
    v128.store(w, v128.add<real>(s, t));
    a += WIDTH;
    b += WIDTH;
    c += WIDTH;
    d += WIDTH;
    e += WIDTH;
    f += WIDTH;
    w += WIDTH;
  }
  while (w < end) {
    let sum = load<real>(w);
    for (let j: usize = 0; j < GROUP; ++j) {
      sum += load<real>(r + j * size) * load<real>(a + j * stride);
    }
    store<real>(w, sum);
    a += size;
    w += size;
  }
}

/** The same for three columns. */
function add3(m: usize, a: usize, stride: usize, r: usize, w: usize): void {
  const size = sizeof<real>();
  const end = w + m * size;
  const blocks = w + (m / LANES) * WIDTH;
  const r0 = v128.load_splat<real>(r);
  const r1 = v128.load_splat<real>(r, sizeof<real>());
  const r2 = v128.load_splat<real>(r, 2 * sizeof<real>());
  let b = a + stride;
  let c = b + stride;
  while (w < blocks) {
    const s = multiplyAdd(v128.load(b), r1, multiplyAdd(v128.load(a), r0, v128.load(w)));
    v128.store(w, multiplyAdd(v128.load(c), r2, s));
    a += WIDTH;
    b += WIDTH;
    c += WIDTH;
    w += WIDTH;
  }
  while (w < end) {
    let sum = load<real>(w);
    for (let j: usize = 0; j < COLUMNS; ++j) {
      sum += load<real>(r + j * size) * load<real>(a + j * stride);
    }
    store<real>(w, sum);
    a += size;
    w += size;
  }
}
