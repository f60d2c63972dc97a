import { rowsOf } from "../../blocks.ts";
import { eigh } from "../../decompositions/eigh.ts";
import { svd } from "../../decompositions/svd.ts";
import { svds, type SvdsOptions } from "../../decompositions/svds.ts";
import { ConvergenceError } from "../../errors.ts";
import { requireNoOverflow } from "../../finite.ts";
import type { LinearOperator } from "../../linearOperator.ts";
import { Matrix } from "../../matrix.ts";
import { multiply } from "../../multiply.ts";
import { epsilon, isFloat32, zerosLike, type Real } from "../../real.ts";
import { SparseMatrix } from "../../sparse/sparseMatrix.ts";
import { TriangularFactor } from "../../streaming/triangularFactor.ts";
import { type EngineOptions } from "./data.ts";
import { makeRowSignsCanonical } from "./signs.ts";

/** The largest singular values of a matrix, and its right singular vectors: what a model keeps of its samples. */
export interface Axes {
  readonly s: Real;
  /** By rows. */
  readonly Vt: Matrix;
  /** A singular value up to this cannot be told from 0. */
  readonly rounding: number;
}

/** Columns of a sparse matrix that are made dense at a time, to multiply it by itself. */
const BLOCK = 64;

/** All min(m, n) axes of a matrix, with errors of a small multiple of ε·σ₁. */
export function fullAxes(name: string, a: Matrix, options: EngineOptions): Axes {
  return a.rows > a.columns ? tallAxes(name, a, [a], options) : decomposed(a, a, options);
}

/**
 * The same of a matrix with more rows than columns, from blocks of its rows.
 *
 * By the triangular factor, always in double precision: R has the same axes as A = Q·R, and without U this takes 2mn² flops
 * and the decomposition of n × n. Measured: 0.9 times the time of all of the SVD for 520 × 500, half of it for 10,000 × 50.
 */
export function tallAxes(
  name: string,
  a: Matrix,
  blocks: Iterable<Matrix>,
  { reproducible }: EngineOptions,
): Axes {
  const factor = new TriangularFactor(name, a.columns, { reproducible });
  for (const { data, rows } of blocks) factor.append(data, rows);
  return decomposed(factor.triangle(), a, { reproducible });
}

/** The axes of A, which are those of `reduced`. */
function decomposed(reduced: Matrix, a: Matrix, { reproducible }: EngineOptions): Axes {
  const { s, Vt } = svd(reduced, { reproducible });
  const axes = { s: inPrecisionOf(a.data, s), Vt: matrixLike(a.data, Vt) };
  makeRowSignsCanonical(axes.Vt);
  return { ...axes, rounding: roundingOf(a, axes.s) };
}

/**
 * All axes by the eigenvectors of AᵀA, n × n: singular values have errors of up to √(nε)·σ₁, so that half of the digits of
 * small ones are lost. Of an operator, AᵀA is formed by blocks of its columns.
 */
export function covarianceAxes(
  name: string,
  a: Matrix | LinearOperator,
  like: Real,
  { reproducible }: EngineOptions,
): Axes {
  const gram = a instanceof Matrix ? multiply(a.transpose(), a, { reproducible }) : gramOf(a, like);
  const { values, vectors } = eigh(requireNoOverflow(name, gram), { reproducible });
  const k = Math.min(a.rows, a.columns);
  const n = a.columns;
  const s = zerosLike(like, k);
  const rows = zerosLike(like, k * n);
  for (let i = 0; i < k; ++i) {
    // Ascending, and negative by rounding.
    s[i] = Math.sqrt(Math.max(0, values[n - 1 - i]));
    for (let j = 0; j < n; ++j) rows[i * n + j] = vectors.data[j * n + (n - 1 - i)];
  }
  const Vt = new Matrix(k, n, rows);
  makeRowSignsCanonical(Vt);
  const rounding = Math.sqrt(Math.max(a.rows, n) * epsilon(like)) * (s[0] ?? 0);
  return { s, Vt, rounding };
}

/**
 * The largest residual, relative to σ₁, if none is asked for: less than the default of `svds`, since the errors of vectors are
 * residuals over gaps, which are small where variances are. Measured: 3 to 10 % more products than for 10⁻¹⁰.
 */
function defaultTolerance(like: Real): number {
  return isFloat32(like) ? 1e-6 : 1e-13;
}

/**
 * The k first axes by `svds`.
 *
 * @param like - The precision that the axes are wanted in; an operator is computed with in double.
 * @param loss - How much larger than in A the rounding errors of products with the operator are.
 * @throws {@link ConvergenceError} if it misses the tolerance.
 */
export function someAxes(
  name: string,
  a: Matrix | LinearOperator,
  like: Real,
  { tolerance, ...options }: SvdsOptions & { readonly k: number },
  loss = 1,
): Axes {
  const random = options.method === "randomized";
  const wanted = tolerance ?? (random ? undefined : loss * defaultTolerance(valuesIn(a)));
  const request = { ...options, ...(wanted !== undefined && { tolerance: wanted }) };
  const result =
    a instanceof Matrix
      ? svds(a, request)
      : svds(a as unknown as LinearOperator<Float64Array>, request);
  if (!result.converged) {
    throw new ConvergenceError(
      `${name}: the ${result.method} solver has missed the tolerance after ${result.iterations} iterations; allow a larger one`,
    );
  }
  const s = inPrecisionOf(like, result.s);
  const Vt = matrixLike(like, result.Vt);
  makeRowSignsCanonical(Vt);
  return { s, Vt, rounding: roundingOf(a, s) };
}

/** The numbers that are computed with: those of an operator are double. */
function valuesIn(a: Matrix | LinearOperator): Real {
  if (a instanceof Matrix) return a.data;
  return a instanceof SparseMatrix ? (a.values as Real) : new Float64Array(0);
}

/** The first k of all axes. */
export function firstAxes({ s, Vt, rounding }: Axes, k: number): Axes {
  const { columns, data } = rowsOf(Vt, 0, k);
  return { s: s.slice(0, k), Vt: new Matrix(k, columns, data), rounding };
}

function roundingOf({ rows, columns }: { rows: number; columns: number }, s: Real): number {
  return Math.max(rows, columns) * epsilon(s) * (s[0] ?? 0);
}

function gramOf(a: LinearOperator, like: Real): Matrix {
  const n = a.columns;
  const gram = new Matrix(n, n, new Float64Array(n * n));
  for (let first = 0; first < n; first += BLOCK) {
    const width = Math.min(BLOCK, n - first);
    const unit = new Matrix(n, width, new Float64Array(n * width));
    for (let j = 0; j < width; ++j) unit.data[(first + j) * width + j] = 1;
    const { data } = a.multiplyTransposed(a.multiply(unit));
    for (let i = 0; i < n; ++i) {
      gram.data.set(data.subarray(i * width, (i + 1) * width), i * n + first);
    }
  }
  return matrixLike(like, gram);
}

function inPrecisionOf(like: Real, values: Real): Real {
  const result = zerosLike(like, values.length);
  result.set(values);
  return result;
}

/** A copy in the precision of `like`. */
function matrixLike(like: Real, { rows, columns, data }: Matrix): Matrix {
  return new Matrix(rows, columns, inPrecisionOf(like, data));
}
