import { SQUARE_MIN } from "../precision";

/**
 * Decomposes a 2 × 2 matrix A = U Σ Vᵀ, all by rows, in closed form.
 *
 *     ⎡ a b ⎤ = ⎡ cos θ  −sin θ ⎤ ⎡ σ₁    ⎤ ⎡  cos φ  sin φ ⎤
 *     ⎣ c d ⎦   ⎣ sin θ   cos θ ⎦ ⎣    ±σ₂⎦ ⎣ −sin φ  cos φ ⎦
 *
 * The sum of A and its adjugate is σ₁ ± σ₂ times a rotation by θ − φ, their difference σ₁ ∓ σ₂ times a reflection by
 * θ + φ:
 *
 *     (a + d, c − b) = (σ₁ ± σ₂)·(cos, sin)(θ − φ)        (a − d, c + b) = (σ₁ ∓ σ₂)·(cos, sin)(θ + φ)
 *
 * Both are halved as points of the unit circle. Where one of the lengths is small its angle is inaccurate, and of no
 * weight. σ₂ = |det A| / σ₁, since the difference of the lengths would cancel.
 *
 *     address  size  in   out
 *     a        4     A    as it was
 *     u, vt    4     —    U and Vᵀ, unless `u` is 0
 *     s        2     —    σ₁ ≥ σ₂ ≥ 0
 *
 * The caller scales A to 2⁴⁰⁰ or 2⁴⁰, as drivers do. (J. Blinn, Consider the lowly 2 × 2 matrix, IEEE Comput. Graph.
 * Appl. 16 (1996) 2, 82–88.)
 */
export function decomposeTwoByTwo(at: usize, u: usize, s: usize, vt: usize): void {
  const size = sizeof<real>();
  const a = load<real>(at);
  const b = load<real>(at + size);
  const c = load<real>(at + size + size);
  const d = load<real>(at + size + size + size);
  const p = a + d;
  const q = c - b;
  const v = a - d;
  const w = c + b;
  const sum = lengthOf(p, q);
  const difference = lengthOf(v, w);
  const first: real = (sum + difference) / 2;
  const determinant = a * d - b * c;
  store<real>(s, first);
  // Where both are the same but for rounding, the quotient may be the larger.
  const second: real = first > 0 ? abs<real>(determinant) / first : 0;
  store<real>(s + size, min<real>(first, second));
  if (u === 0) return;

  // Half of θ − φ and of θ + φ; their sum is θ, the difference φ.
  const cosMinus = sum > 0 ? p / sum : (1 as real);
  const sinMinus = sum > 0 ? q / sum : (0 as real);
  const cosPlus = difference > 0 ? v / difference : (1 as real);
  const sinPlus = difference > 0 ? w / difference : (0 as real);
  const c1 = halfCosine(cosMinus, sinMinus);
  const s1 = halfSine(cosMinus, sinMinus);
  const c2 = halfCosine(cosPlus, sinPlus);
  const s2 = halfSine(cosPlus, sinPlus);
  const cosTheta = c2 * c1 - s2 * s1;
  const sinTheta = s2 * c1 + c2 * s1;
  const cosPhi = c2 * c1 + s2 * s1;
  const sinPhi = s2 * c1 - c2 * s1;
  const sign: real = determinant < 0 ? -1 : 1;
  putRows(u, cosTheta, -sinTheta * sign, sinTheta, cosTheta * sign);
  putRows(vt, cosPhi, sinPhi, -sinPhi, cosPhi);
}

/** The length of (x, y), or 0 where its squares have lost digits: beside one of 2⁴⁰⁰ or 2⁴⁰ it is nothing. */
function lengthOf(x: real, y: real): real {
  const square = x * x + y * y;
  return square < SQUARE_MIN ? (0 as real) : sqrt<real>(square);
}

/** cos(α/2) ≥ 0 from the cosine and the sine of α in (−π, π], without cancellation. */
function halfCosine(cosine: real, sine: real): real {
  if (cosine >= 0) return sqrt<real>((1 + cosine) / 2);
  return abs<real>(sine) / (2 * sqrt<real>((1 - cosine) / 2));
}

/** sin(α/2), as above. */
function halfSine(cosine: real, sine: real): real {
  if (cosine >= 0) return sine / (2 * sqrt<real>((1 + cosine) / 2));
  return copysign<real>(sqrt<real>((1 - cosine) / 2), sine);
}

function putRows(at: usize, x: real, y: real, z: real, w: real): void {
  const size = sizeof<real>();
  store<real>(at, x);
  store<real>(at + size, y);
  store<real>(at + size + size, z);
  store<real>(at + size + size + size, w);
}
