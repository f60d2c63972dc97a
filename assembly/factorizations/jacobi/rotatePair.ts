import { EPS } from "../../precision";
import { DRIFT, LENGTH, POWER, SCALE, power } from "./column";

/** Where `rotatePair` leaves its factors: for columns of X, then for those of V. */
export const FACTORS_X: usize = 0;
export const FACTORS_V: usize = 2 * sizeof<real>();

/** Bytes of all four. */
export const FACTORS: usize = 4 * sizeof<real>();

/**
 * t² up to which √(1 + t²) is kept as its difference from 1. Below ε it would be rounded to 1, always down: the
 * thousands of small rotations of a column would add up to an error of as many ε.
 */
const CLOSE: real = 16 * EPS;

/**
 * Chooses the rotation that makes two columns orthogonal, a longer one, l, and a shorter one, s:
 *
 *     [l s]·⎡ c  −ct ⎤ = [l′ s′],  l′ᵀs′ = 0,  |t| ≤ 1,  c = 1/√(1 + t²)
 *           ⎣ ct   c ⎦
 *
 * With ρ = |s| / |l| ≤ 1 and a = lᵀs / (|l|·|s|), t = ρ·τ is the smaller root of t² + (1 − ρ²)/(aρ)·t = 1,
 *
 *     τ = 2a / (1 − ρ² + √((1 − ρ²)² + 4a²ρ²)).
 *
 * τ does not underflow with ρ: however short s is beside l, the part of l that it contains is taken out
 * of it.
 *
 * `long` and `short` are what is noted of the columns (column.ts); their lengths and scales become those of l′
 * and s′. `ratio` is ρ, `cosine` is a. At `factors` are stored f and g of x + f·y and y − g·x for x and y the
 * columns l and s of X as they lie in memory, and f and g for the columns of V.
 *
 * Returns τ: the cosine of s with a third column changes by τ times that of l with it.
 */
export function rotatePair(
  long: usize,
  short: usize,
  ratio: real,
  cosine: real,
  factors: usize,
): real {
  const size = sizeof<real>();
  const gap: real = (1 - ratio) * (1 + ratio);
  const product: real = 2 * cosine * ratio;
  const tau: real = (2 * cosine) / (gap + sqrt<real>(gap * gap + product * product));
  const t: real = tau * ratio;
  const close = t * t < CLOSE;
  const stretch: real = close ? 1 : sqrt<real>(1 + t * t);

  const lengthL = load<real>(long, LENGTH);
  const lengthS = load<real>(short, LENGTH);
  const scaleL = load<real>(long, SCALE);
  const scaleS = load<real>(short, SCALE);
  const f: real = t * (scaleL / scaleS);
  store<real>(factors, f * power(load<real>(short, POWER) - load<real>(long, POWER)), FACTORS_X);
  // t divided by what f was multiplied by, with its underflow taken out.
  store<real>(factors + size, tau * (lengthS / lengthL), FACTORS_X);
  store<real>(factors, f, FACTORS_V);
  store<real>(factors + size, t * (scaleS / scaleL), FACTORS_V);

  store<real>(long, lengthL * stretch * sqrt<real>(1 + t * cosine * ratio), LENGTH);
  store<real>(short, lengthS * stretch * sqrt<real>(max<real>(0, 1 - tau * cosine)), LENGTH);
  if (close) {
    store<real>(long, load<real>(long, DRIFT) + 0.5 * t * t, DRIFT);
    store<real>(short, load<real>(short, DRIFT) + 0.5 * t * t, DRIFT);
  } else {
    store<real>(long, scaleL * stretch, SCALE);
    store<real>(short, scaleS * stretch, SCALE);
  }
  return tau;
}
