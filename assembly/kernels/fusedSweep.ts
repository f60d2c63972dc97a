import { LANES, WIDTH, multiplyAdd, multiplySubtract, sumLanes } from "../simd";
import { axpy } from "./axpy";
import { dot } from "./dot";
import { add4 } from "./gemv";

/** Columns a group: they are updated, and still in the first cache when they are added to w. */
const COLUMNS: usize = 4;

/**
 * The one pass through memory of a step of bidiagonalization: a rank-two update that was left pending,
 * a product with the transpose, and a product with a vector that depends on it. For A m × n by
 * columns, `stride` bytes apart:
 *
 *     for (j = 0; j < n; ++j) {
 *       for (i = 0; i < m; ++i) a[i, j] -= u[i] * y[j] + z[i] * v[j];
 *       for (y[j] = 0, i = 0; i < m; ++i) y[j] += tau * x[i] * a[i, j];
 *       r[j] = a[0, j] - y[j];
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
  r: usize,
  w: usize,
): void {
  const size = sizeof<real>();
  const end = y + n * size;
  while (y + COLUMNS * size <= end) {
    updatePair(m, a, stride, u, y, z, v, x);
    updatePair(m, a + 2 * stride, stride, u, y + 2 * size, z, v + 2 * size, x);
    const r0 = reflected(a, tau, y, r);
    const r1 = reflected(a + stride, tau, y + size, r + size);
    const r2 = reflected(a + 2 * stride, tau, y + 2 * size, r + 2 * size);
    const r3 = reflected(a + 3 * stride, tau, y + 3 * size, r + 3 * size);
    add4(m, a, stride, r0, r1, r2, r3, w);
    a += COLUMNS * stride;
    y += COLUMNS * size;
    v += COLUMNS * size;
    r += COLUMNS * size;
  }
  while (y < end) {
    axpy(m, -load<real>(y), u, a);
    axpy(m, -load<real>(v), z, a);
    store<real>(y, dot(m, x, a));
    axpy(m, reflected(a, tau, y, r), a, w);
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

/** a[:, j] −= u·y[j] + z·v[j], then y[j] = xᵀ·a[:, j], for two columns. */
function updatePair(
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
  const y0 = load<real>(y);
  const y1 = load<real>(y + size);
  const v0 = load<real>(v);
  const v1 = load<real>(v + size);
  const y0s = v128.splat<real>(y0);
  const y1s = v128.splat<real>(y1);
  const v0s = v128.splat<real>(v0);
  const v1s = v128.splat<real>(v1);
  let d0 = v128.splat<real>(0);
  let d1 = d0;
  let b = a + stride;
  while (x < blocks) {
    const p = v128.load(u);
    const q = v128.load(z);
    const s = v128.load(x);
    const a0 = multiplySubtract(q, v0s, multiplySubtract(p, y0s, v128.load(a)));
    const a1 = multiplySubtract(q, v1s, multiplySubtract(p, y1s, v128.load(b)));
    v128.store(a, a0);
    v128.store(b, a1);
    d0 = multiplyAdd(s, a0, d0);
    d1 = multiplyAdd(s, a1, d1);
    a += WIDTH;
    b += WIDTH;
    u += WIDTH;
    z += WIDTH;
    x += WIDTH;
  }
  let s0 = sumLanes(d0);
  let s1 = sumLanes(d1);
  while (x < end) {
    const a0 = load<real>(a) - load<real>(u) * y0 - load<real>(z) * v0;
    const a1 = load<real>(b) - load<real>(u) * y1 - load<real>(z) * v1;
    store<real>(a, a0);
    store<real>(b, a1);
    s0 += load<real>(x) * a0;
    s1 += load<real>(x) * a1;
    a += size;
    b += size;
    u += size;
    z += size;
    x += size;
  }
  store<real>(y, s0);
  store<real>(y + size, s1);
}
