import { WIDTH } from "../simd";
import { ENTRY, P, S, SHIFTS, U } from "./twistedFactors";

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
  for (let half: usize = 0; half < SHIFTS * 8; half += WIDTH) {
    vectorsOf(n, v128.load(shifts + half), table + half, squares + half, residuals + half);
  }
}

/** The vectors of two shifts. */
function vectorsOf(n: usize, t: v128, table: usize, squares: usize, residuals: usize): void {
  const end = table + n * ENTRY;
  const one = v128.splat<f64>(1);
  let best = v128.splat<f64>(Infinity);
  let twist = v128.splat<f64>(0);
  let index = twist;
  for (let at = table; at < end; at += ENTRY) {
    const sum = v128.add<f64>(v128.load(at, S), v128.add<f64>(v128.load(at, P), t));
    const size = v128.abs<f64>(sum);
    const better = v128.lt<f64>(size, best);
    best = v128.bitselect(size, best, better);
    twist = v128.bitselect(index, twist, better);
    index = v128.add<f64>(index, one);
  }
  v128.store(residuals, best);

  let z = v128.splat<f64>(0);
  for (let at = end; at > table;) {
    at -= ENTRY;
    index = v128.sub<f64>(index, one);
    z = v128.bitselect(
      one,
      v128.neg<f64>(v128.mul<f64>(v128.load(at), z)),
      v128.eq<f64>(index, twist),
    );
    v128.store(at, z, S);
  }

  z = v128.splat<f64>(0);
  let sum = z;
  for (let at = table; at < end; at += ENTRY) {
    // Up to the twist, z is still 0, and what stands there is all.
    const whole = v128.add<f64>(v128.load(at, S), z);
    v128.store(at, whole, S);
    sum = v128.add<f64>(sum, v128.mul<f64>(whole, whole));
    z = v128.bitselect(one, z, v128.eq<f64>(index, twist));
    z = v128.neg<f64>(v128.mul<f64>(v128.load(at, U), z));
    index = v128.add<f64>(index, one);
  }
  v128.store(squares, sum);
}
