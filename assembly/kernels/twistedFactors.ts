import { WIDTH } from "../simd";

/** Shifts factored side by side: with both directions, as many divisions as the latency of one leaves time for. */
export const SHIFTS: usize = 4;

/** Bytes of one number for each of the shifts, in f64. */
const PART: usize = SHIFTS * 8;

/** Bytes of an entry of the table: l, u, s and p. */
export const ENTRY: usize = 4 * PART;

/** Where u, s and p stand in an entry. */
export const U: usize = PART;
export const S: usize = 2 * PART;
export const P: usize = 3 * PART;

/**
 * Factors the tridiagonal matrix BᵀB − t from both of its ends, for four shifts t at once, in f64; B is
 * upper bidiagonal with diagonal d and superdiagonal e, given by q = d², r = e² and g = d·e:
 *
 *     for (s = -t, i = 0; i < n; ++i) {
 *       table[i].s = s;
 *       table[i].l = g[i] / (q[i] + s);
 *       s = (r[i] * s) / (q[i] + s) - t;
 *     }
 *     for (p = q[n - 1] - t, i = n - 1; i >= 0; --i) {
 *       table[i].p = p;
 *       table[i - 1].u = g[i - 1] / (r[i - 1] + p);
 *       p = (q[i - 1] * p) / (r[i - 1] + p) - t;
 *     }
 *
 * l are the multipliers of BᵀB − t = L D Lᵀ, u those of U D Uᵀ. A division by 0 leaves infinities or NaN.
 *
 *     address  size            content
 *     q, r, g  n f64 each      B; r and g end with 0
 *     shifts   4 f64           t
 *     table    n × ENTRY       l, u, s, p; u of the last entry is 0
 *
 * I. Dhillon, B. Parlett, Orthogonal eigenvectors and relative gaps, SIAM J. Matrix Anal. Appl. 25 (2004)
 * 858–899, §4.1 (dstqds, dqds).
 */
export function twistedFactors(
  n: usize,
  q: usize,
  r: usize,
  g: usize,
  shifts: usize,
  table: usize,
): void {
  const t0 = v128.load(shifts);
  const t1 = v128.load(shifts, WIDTH);
  const one = v128.splat<f64>(1);
  const last = (n - 1) * 8;
  let down = table;
  let up = table + (n - 1) * ENTRY;
  const pole = v128.load_splat<f64>(q + last);
  let s0 = v128.neg<f64>(t0);
  let s1 = v128.neg<f64>(t1);
  let p0 = v128.sub<f64>(pole, t0);
  let p1 = v128.sub<f64>(pole, t1);
  for (let i: usize = 0; i < last; i += 8) {
    v128.store(down, s0, S);
    v128.store(down, s1, S + WIDTH);
    const qi = v128.load_splat<f64>(q + i);
    const f0 = v128.div<f64>(one, v128.add<f64>(qi, s0));
    const f1 = v128.div<f64>(one, v128.add<f64>(qi, s1));
    const gi = v128.load_splat<f64>(g + i);
    v128.store(down, v128.mul<f64>(gi, f0));
    v128.store(down, v128.mul<f64>(gi, f1), WIDTH);
    const ri = v128.load_splat<f64>(r + i);
    s0 = v128.sub<f64>(v128.mul<f64>(v128.mul<f64>(ri, s0), f0), t0);
    s1 = v128.sub<f64>(v128.mul<f64>(v128.mul<f64>(ri, s1), f1), t1);
    down += ENTRY;

    v128.store(up, p0, P);
    v128.store(up, p1, P + WIDTH);
    up -= ENTRY;
    const k = last - 8 - i;
    const rk = v128.load_splat<f64>(r + k);
    const h0 = v128.div<f64>(one, v128.add<f64>(rk, p0));
    const h1 = v128.div<f64>(one, v128.add<f64>(rk, p1));
    const gk = v128.load_splat<f64>(g + k);
    v128.store(up, v128.mul<f64>(gk, h0), U);
    v128.store(up, v128.mul<f64>(gk, h1), U + WIDTH);
    const qk = v128.load_splat<f64>(q + k);
    p0 = v128.sub<f64>(v128.mul<f64>(v128.mul<f64>(qk, p0), h0), t0);
    p1 = v128.sub<f64>(v128.mul<f64>(v128.mul<f64>(qk, p1), h1), t1);
  }
  v128.store(up, p0, P);
  v128.store(up, p1, P + WIDTH);
  v128.store(down, s0, S);
  v128.store(down, s1, S + WIDTH);
  const zero = v128.splat<f64>(0);
  v128.store(down, zero);
  v128.store(down, zero, WIDTH);
  v128.store(down, zero, U);
  v128.store(down, zero, U + WIDTH);
}
