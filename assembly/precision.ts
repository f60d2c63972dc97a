/**
 * What the scalar type can hold. Every constant is folded while compiling.
 */

const DOUBLE: bool = sizeof<real>() === 8;

/** The gap between 1 and the next number: 2⁻⁵² or 2⁻²³. */
export const EPS: real = (DOUBLE ? 2.220446049250313e-16 : 1.1920928955078125e-7) as real;

/** The smallest normal number: 2⁻¹⁰²² or 2⁻¹²⁶. */
export const SAFE_MIN: real = (DOUBLE ? 2.2250738585072014e-308 : 1.1754943508222875e-38) as real;

/** Below this a square may lose digits to underflow: √(SAFE_MIN / EPS), rounded up to 2⁻⁴⁸⁵ or 2⁻⁵¹. */
export const SQUARE_MIN: real = (DOUBLE ? 1.0010415475915505e-146 : 4.440892098500626e-16) as real;

/** Above this a sum of squares may overflow: 2⁴⁸⁰ or 2⁵⁰ leave room for 2⁶³ and 2²⁷ terms. */
export const SQUARE_MAX: real = (DOUBLE ? 3.1217485503159922e144 : 1.125899906842624e15) as real;

/**
 * A power of two for numbers whose squares sum up to less than SQUARE_MIN, so that they are below 2⁻²⁴²
 * or 2⁻²⁵: 2⁷³⁰ or 2⁸⁰ keeps their squares below 2⁹⁷⁶ or 2¹¹⁰, and lifts what is above SAFE_MIN / EPS, in
 * one step, to where squares keep their digits.
 */
export const LIFT: real = (DOUBLE ? 5.648027917416435e219 : 1.2089258196146292e24) as real;

/** 1 / LIFT, exactly. Its square is 0: it is applied as often as LIFT was, one after the other. */
export const UNLIFT: real = (DOUBLE ? 1.770529492101781e-220 : 8.271806125530277e-25) as real;

/**
 * The exponent that drivers give the largest entry of a matrix: 2⁴⁰⁰ or 2⁴⁰. High, so that small
 * entries keep their digits; low enough that 2²⁰⁰ or 2⁴⁰ squares can be added.
 */
export const TARGET_EXPONENT: i32 = DOUBLE ? 400 : 40;

/** The largest power of two that one multiplication may use, and its inverse, both normal. */
export const MAX_STEP: i32 = DOUBLE ? 1000 : 120;

/** Bits of the fraction, and the bias of the exponent. */
const FRACTION_BITS: i32 = DOUBLE ? 52 : 23;
const BIAS: i32 = DOUBLE ? 1023 : 127;

/** Returns 2ᵏ for |k| ≤ MAX_STEP, exactly. */
export function powerOfTwo(k: i32): real {
  if (DOUBLE) return reinterpret<f64>(((k + BIAS) as u64) << FRACTION_BITS) as real;
  return reinterpret<f32>(((k + BIAS) as u32) << FRACTION_BITS) as real;
}

/** Returns ⌊log₂ x⌋ for a finite x > 0, also where x is denormal. */
export function exponent(x: real): i32 {
  if (x < SAFE_MIN) return exponent(x * powerOfTwo(FRACTION_BITS + 1)) - FRACTION_BITS - 1;
  if (DOUBLE) return ((reinterpret<u64>(x as f64) >> FRACTION_BITS) as i32) - BIAS;
  return ((reinterpret<u32>(x as f32) >> FRACTION_BITS) as i32) - BIAS;
}
