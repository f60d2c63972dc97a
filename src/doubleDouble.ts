import { transposed } from "./blocks.ts";
import type { Dense } from "./real.ts";

/*
 * Numbers of about 106 bits, as unevaluated sums hi + lo of two doubles with |lo| ≤ ulp(hi) / 2.
 *
 * T. Dekker, A floating-point technique for extending the available precision, Numer. Math. 18 (1971) 224–242.
 */

/** A matrix hi + lo. */
export interface PairMatrix {
  readonly hi: Dense<Float64Array>;
  readonly lo: Dense<Float64Array>;
}

/** Returns what rounding took from s = a + b: a + b − s, exactly (D. Knuth, TAOCP 2, 4.2.2, Theorem B). */
export function sumError(a: number, b: number, s: number): number {
  const part = s - a;
  return a - (s - part) + (b - part);
}

/** 2²⁷ + 1: splits a double into two halves of 26 bits (Veltkamp; Dekker p 234). */
const SPLITTER = 134217729;

/** Returns what rounding took from p = a·b: a·b − p, exactly, short of over- and underflow (Dekker p 235). */
export function productError(a: number, b: number, p: number): number {
  const aLarge = SPLITTER * a - (SPLITTER * a - a);
  const bLarge = SPLITTER * b - (SPLITTER * b - b);
  const aSmall = a - aLarge;
  const bSmall = b - bLarge;
  return aLarge * bLarge - p + aLarge * bSmall + aSmall * bLarge + aSmall * bSmall;
}

/** Adds x to number `at` of hi + lo. */
export function addToPair(hi: Float64Array, lo: Float64Array, at: number, x: number): void {
  const sum = hi[at] + x;
  const rest = sumError(hi[at], x, sum) + lo[at];
  hi[at] = sum + rest;
  lo[at] = rest - (hi[at] - sum);
}

/** a as hi + 0, in memory of its own. */
export function pairOf({ rows, columns, data }: Dense): PairMatrix {
  const hi = Float64Array.from(data);
  return {
    hi: { rows, columns, data: hi },
    lo: { rows, columns, data: new Float64Array(hi.length) },
  };
}

/** Rows from … to − 1, in memory of their own. */
export function pairRows({ hi, lo }: PairMatrix, from: number, to: number): PairMatrix {
  const part = ({ columns, data }: Dense<Float64Array>) => ({
    rows: to - from,
    columns,
    data: data.slice(from * columns, to * columns),
  });
  return { hi: part(hi), lo: part(lo) };
}

export function transposedPair({ hi, lo }: PairMatrix): PairMatrix {
  return { hi: transposed(hi), lo: transposed(lo) };
}
