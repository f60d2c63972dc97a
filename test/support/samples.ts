import { diagonal, fill, type Dense } from "./dense.ts";
import { hide } from "./orthogonal.ts";
import type { Precision } from "./precisions.ts";
import type { Random } from "./random.ts";
import { descending, spectrum } from "./spectra.ts";

export interface Sample {
  /** Each entry is a number of the precision asked for. */
  readonly a: Dense;
  /** The singular values that A was made of, where it was made of them. */
  readonly s?: Float64Array;
}

/** A kind of matrix on which an SVD may go wrong in a way of its own. */
export interface Family {
  readonly name: string;
  make(m: number, n: number, precision: Precision, random: Random): Sample;
}

export function k(m: number, n: number): number {
  return Math.min(m, n);
}

export function ones(length: number): Float64Array {
  return new Float64Array(length).fill(1);
}

export function inverseEps(_m: number, _n: number, { eps }: Precision): number {
  return 1 / eps;
}

/** √overflow · ε / max(m,n), as DCHKBD has it. */
export function large({ eps, safeMin }: Precision, m: number, n: number): number {
  return (Math.sqrt(1 / safeMin) * eps) / Math.max(m, n, 1);
}

/** √underflow · max(m,n) / ε, as DCHKBD has it. */
export function small({ eps, safeMin }: Precision, m: number, n: number): number {
  return (Math.sqrt(safeMin) * Math.max(m, n, 1)) / eps;
}

/** How large the largest singular value or entry should be. */
export type Size = (precision: Precision, m: number, n: number) => number;

export function unit(): number {
  return 1;
}

/** Random matrices with the singular values `size` times a mode of DLATM1. */
export function dense(
  name: string,
  mode: number,
  cond: (m: number, n: number, precision: Precision) => number,
  size: Size = unit,
): Family {
  return {
    name,
    make: (m, n, p, random) => {
      const values = spectrum(mode, k(m, n), cond(m, n, p), random);
      return hidden(m, n, values, p, random, size(p, m, n));
    },
  };
}

export function onDiagonal(name: string, mode: number, size: Size = unit): Family {
  return {
    name,
    make: (m, n, p, random) => {
      const values = spectrum(mode, k(m, n), 1 / p.eps, random);
      const d = p.array(values.map((x) => random.sign() * x * size(p, m, n)));
      return known(diagonal(m, n, d), descending(d));
    },
  };
}

export function uniform(name: string, size: Size): Family {
  return {
    name,
    make: (m, n, p, random) =>
      rounded(
        fill(m, n, () => random.between(-1, 1) * size(p, m, n)),
        p,
      ),
  };
}

/** Random entries, that in row i and column j about 16^exponent(i, j) large. */
export function graded(name: string, exponent: (i: number, j: number) => number): Family {
  return {
    name,
    make: (m, n, p, random) => {
      // For larger sizes, less steep: up to the square root of the largest number.
      const step = Math.min(4, Math.log2(p.max) / 2 / Math.max(m, n, 1));
      return rounded(
        fill(m, n, (i, j) => random.normal() * 2 ** (step * exponent(i, j))),
        p,
      );
    },
  };
}

/** Hides `values` between random orthogonal matrices, then scales by `size`. */
export function hidden(
  m: number,
  n: number,
  values: Float64Array,
  p: Precision,
  random: Random,
  size = 1,
): Sample {
  const a = hide(diagonal(m, n, values), random);
  for (let i = 0; i < a.data.length; ++i) a.data[i] *= size;
  return { ...rounded(a, p), s: descending(values.map((x) => x * size)) };
}

export function rounded({ rows, columns, data }: Dense, p: Precision): Sample {
  return { a: { rows, columns, data: Float64Array.from(p.array(data)) } };
}

export function made(a: Dense): Sample {
  return { a };
}

export function known(a: Dense, s: Float64Array): Sample {
  return { a, s };
}
