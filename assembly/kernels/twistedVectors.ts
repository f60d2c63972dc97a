import { WIDTH } from "../simd";
import { ENTRY, P, S, U } from "./twistedFactors";

/**
 * Computes, for the four shifts t that `twistedFactors` was given, the vector z that the two factorizations
 * agree upon, joined where they fit best:
 *
 *     k = the first i for which |table[i].s + table[i].p + t| is smallest;
 *     z[k] = 1;
 *     for (i = k - 1; i >= 0; --i) z[i] = -table[i].l * z[i + 1];
 *     for (i = k + 1; i < n; ++i) z[i] = -table[i - 1].u * z[i - 1];
 *     table[i].s = z[i];
 *
 * and stores ‖z‖² and that smallest |s + p + t|, which is the only entry of (BᵀB − t)·z.
 *
 *     address    size        content
 *     shifts     4 f64       t
 *     table      n × ENTRY   as twistedFactors leaves it; z in place of s
 *     squares    4 f64       ‖z‖²
 *     residuals  4 f64       |(BᵀB − t)·z|
 *
 * I. Dhillon, B. Parlett, Orthogonal eigenvectors and relative gaps, SIAM J. Matrix Anal. Appl. 25 (2004)
 * 858–899, algorithm 4.3 (Getvec).
 */
export function twistedVectors(
  n: usize,
  shifts: usize,
  table: usize,
  squares: usize,
  residuals: usize,
): void {
  const end = table + n * ENTRY;
  const one = v128.splat<f64>(1);
  const t0 = v128.load(shifts);
  const t1 = v128.load(shifts, WIDTH);
  let best0 = v128.splat<f64>(Infinity);
  let best1 = best0;
  let index = v128.splat<f64>(0);
  let twist0 = index;
  let twist1 = index;
  for (let at = table; at < end; at += ENTRY) {
    const p0 = v128.add<f64>(v128.load(at, P), t0);
    const p1 = v128.add<f64>(v128.load(at, P + WIDTH), t1);
    const size0 = v128.abs<f64>(v128.add<f64>(v128.load(at, S), p0));
    const size1 = v128.abs<f64>(v128.add<f64>(v128.load(at, S + WIDTH), p1));
    twist0 = v128.bitselect(index, twist0, v128.lt<f64>(size0, best0));
    twist1 = v128.bitselect(index, twist1, v128.lt<f64>(size1, best1));
    best0 = v128.pmin<f64>(best0, size0);
    best1 = v128.pmin<f64>(best1, size1);
    index = v128.add<f64>(index, one);
  }
  v128.store(residuals, best0);
  v128.store(residuals, best1, WIDTH);

  let z0 = v128.splat<f64>(0);
  let z1 = z0;
  for (let at = end; at > table;) {
    at -= ENTRY;
    index = v128.sub<f64>(index, one);
    z0 = v128.neg<f64>(v128.mul<f64>(v128.load(at), z0));
    z1 = v128.neg<f64>(v128.mul<f64>(v128.load(at, WIDTH), z1));
    z0 = v128.bitselect(one, z0, v128.eq<f64>(index, twist0));
    z1 = v128.bitselect(one, z1, v128.eq<f64>(index, twist1));
    v128.store(at, z0, S);
    v128.store(at, z1, S + WIDTH);
  }

  z0 = v128.splat<f64>(0);
  z1 = z0;
  let sum0 = z0;
  let sum1 = z0;
  for (let at = table; at < end; at += ENTRY) {
    // Up to the twist, z is still 0, and what stands there is all.
    const whole0 = v128.add<f64>(v128.load(at, S), z0);
    const whole1 = v128.add<f64>(v128.load(at, S + WIDTH), z1);
    v128.store(at, whole0, S);
    v128.store(at, whole1, S + WIDTH);
    sum0 = v128.add<f64>(sum0, v128.mul<f64>(whole0, whole0));
    sum1 = v128.add<f64>(sum1, v128.mul<f64>(whole1, whole1));
    z0 = v128.bitselect(one, z0, v128.eq<f64>(index, twist0));
    z1 = v128.bitselect(one, z1, v128.eq<f64>(index, twist1));
    z0 = v128.neg<f64>(v128.mul<f64>(v128.load(at, U), z0));
    z1 = v128.neg<f64>(v128.mul<f64>(v128.load(at, U + WIDTH), z1));
    index = v128.add<f64>(index, one);
  }
  v128.store(squares, sum0);
  v128.store(squares, sum1, WIDTH);
}
