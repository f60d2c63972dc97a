import { existsSync, readFileSync } from "node:fs";
import { complexFill, type Complex } from "./complex.ts";
import { upperBidiagonal, type Dense } from "./dense.ts";

/**
 * Matrices that broke other libraries, collected from their bug trackers and
 * test suites. Some come under other licences, so they are not kept here: the
 * tests read the folder `shared/cases` next to this repository, and say that
 * they were skipped where there is none.
 */
const FOLDER = new URL("../../../shared/cases/", import.meta.url);

export const haveCases = existsSync(FOLDER);

/** For the name of what is skipped. */
export const NO_CASES = haveCases ? "" : " (skipped: there is no folder ../shared/cases)";

/** A collected matrix. */
export interface Case {
  readonly id: string;
  readonly dtype: "float64" | "float32";
  readonly a: Dense;
  /** Singular values in higher precision, rounded to doubles. */
  readonly reference?: Float64Array;
  /** What went wrong elsewhere. */
  readonly why: string;
  /** Whether it came as a bidiagonal matrix. */
  readonly bidiagonal: boolean;
}

interface Stored {
  id: string;
  kind: "dense" | "bidiagonal_upper" | "dense_complex";
  dtype?: string;
  m: number;
  n: number;
  data: unknown[];
  d: number[];
  e: number[];
  s_ref?: string[];
  why?: string;
}

/** The file of that name, parsed. */
export function readCases(file: string): unknown {
  return JSON.parse(readFileSync(new URL(file, FOLDER), "utf8"));
}

/** The real matrices of a file; for the others, see `complexCases`. */
export function casesOf(file: string): Case[] {
  if (!haveCases) return [];
  return storedIn(file)
    .filter(({ kind }) => kind !== "dense_complex")
    .map((stored) => ({
      id: stored.id,
      dtype: stored.dtype === "f32" ? "float32" : "float64",
      a:
        stored.kind === "bidiagonal_upper"
          ? upperBidiagonal(stored.d, stored.e)
          : { rows: stored.m, columns: stored.n, data: Float64Array.from(stored.data, Number) },
      reference: stored.s_ref && Float64Array.from(stored.s_ref, Number),
      why: stored.why ?? "",
      bidiagonal: stored.kind === "bidiagonal_upper",
    }));
}

/** A collected complex matrix. */
export interface ComplexCase extends Omit<Case, "a" | "bidiagonal"> {
  readonly a: Complex<Float64Array>;
}

/** The complex matrices of a file, which come as re, im, re, im …, row by row. */
export function complexCases(file: string): ComplexCase[] {
  if (!haveCases) return [];
  return storedIn(file)
    .filter(({ kind }) => kind === "dense_complex")
    .map(({ id, dtype, m, n, data, s_ref: reference, why = "" }) => ({
      id,
      dtype: dtype?.startsWith("c64") ? "float32" : "float64",
      a: complexFill(m, n, (i, j) => {
        const at = 2 * (i * n + j);
        return [Number(data[at]), Number(data[at + 1])];
      }),
      reference: reference && Float64Array.from(reference, Number),
      why,
    }));
}

function storedIn(file: string): Stored[] {
  return (readCases(file) as { cases: Stored[] }).cases;
}
