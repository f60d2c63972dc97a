import { isLonger, power } from "./lengths";

/** Where `rotatePair` leaves its numbers: the combination of columns of X, then that of columns of V. */
export const COMBINATION_X: usize = 0;
export const COMBINATION_V: usize = 4 * sizeof<real>();

/** Numbers that `rotatePair` stores. */
export const COMBINATIONS: usize = 8;

/**
 * Chooses the rotation that makes two columns orthogonal, the longer one l of them first:
 *
 *     [l s]·⎡ c  −ct ⎤ = [l′ s′],  l′ᵀs′ = 0,  |t| ≤ 1,  c = 1/√(1 + t²)
 *           ⎣ ct   c ⎦
 *
 * With ρ = |s| / |l| ≤ 1 and a = lᵀs / (|l|·|s|), t = ρ·τ is the smaller root of t² + (1 − ρ²)/(aρ)·t = 1,
 *
 *     τ = 2a / (1 − ρ² + √((1 − ρ²)² + 4a²ρ²)).
 *
 * τ does not underflow with ρ: however short s is beside l, the part of l that it contains, τ·ρ·l, is
 * taken out of it. (Drmač, Veselić I, §3.3 p 1333 on how to compute with such columns.)
 *
 *     address     size         in                          out
 *     lengths     2 numbers    the lengths |l|, |s|        as they are after: |l′|, |s′|
 *     …
 *
 * p and q are numbers of columns; lengths (numbers) and powers (i32) are those of all columns, as
 * lengths.ts has them; `cosine` is a. The longer of the columns becomes column p (P. de Rijk, SIAM J. Sci.
 * Stat. Comput. 10 (1989) 359–371). At `combinations` are stored the numbers a, b, c, d for
 * [x, y] ← [a·x + b·y, c·x + d·y], those for columns p and q of X and then those for columns of V.
 *
 * Returns |τ|: how much the angle between a third column and s may change for each unit of its cosine
 * with l.
 */
export function rotatePair(
  p: usize,
  q: usize,
  cosine: real,
  lengths: usize,
  powers: usize,
  combinations: usize,
): real {
  const size = sizeof<real>();
  const lengthP = load<real>(lengths + p * size);
  const lengthQ = load<real>(lengths + q * size);
  const powerP = load<i32>(powers + (p << 2));
  const powerQ = load<i32>(powers + (q << 2));
  const swapped = isLonger(lengthQ, powerQ, lengthP, powerP);
  const long: real = swapped ? lengthQ : lengthP;
  const short: real = swapped ? lengthP : lengthQ;
  const quotient: real = short / long;
  const step: real = power(swapped ? powerP - powerQ : powerQ - powerP);
  const ratio: real = quotient * step;
  const gap: real = (1 - ratio) * (1 + ratio);
  const product: real = 2 * cosine * ratio;
  const tau: real = (2 * cosine) / (gap + sqrt<real>(gap * gap + product * product));
  const t: real = tau * ratio;
  const c: real = 1 / sqrt<real>(1 + t * t);
  // In units of the columns' own powers of two.
  const intoLong: real = c * t * step;
  const intoShort: real = -c * tau * quotient;
  if (swapped) {
    put(combinations + COMBINATION_X, intoLong, c, c, intoShort);
    put(combinations + COMBINATION_V, c * t, c, c, -c * t);
    store<i32>(powers + (p << 2), powerQ);
    store<i32>(powers + (q << 2), powerP);
  } else {
    put(combinations + COMBINATION_X, c, intoLong, intoShort, c);
    put(combinations + COMBINATION_V, c, c * t, -c * t, c);
  }
  store<real>(lengths + p * size, long * sqrt<real>(1 + t * cosine * ratio));
  store<real>(lengths + q * size, short * sqrt<real>(max<real>(0, 1 - tau * cosine)));
  return abs<real>(tau);
}

function put(at: usize, a: real, b: real, c: real, d: real): void {
  const size = sizeof<real>();
  store<real>(at, a);
  store<real>(at + size, b);
  store<real>(at + 2 * size, c);
  store<real>(at + 3 * size, d);
}
