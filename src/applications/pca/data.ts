import type { SvdOptions } from "../../decompositions/svd.ts";
import { describe, shape } from "../../errors.ts";
import { checkFinite } from "../../finite.ts";
import { Matrix, toMatrix } from "../../matrix.ts";
import type { MatrixInput, RealOf } from "../../matrixInput.ts";
import { zerosLike, type Real } from "../../real.ts";
import { SparseMatrix } from "../../sparse/sparseMatrix.ts";

/** The precision of samples. */
export type RealOfSamples<X extends Samples> =
  X extends SparseMatrix<infer T> ? T : X extends MatrixInput ? RealOf<X> : Real;

/** The option of all functions that compute: see there. */
export type EngineOptions = Pick<SvdOptions, "reproducible">;

/** What the models of this folder learn from and transform: a row for each sample, a column for each feature. */
export type Samples = MatrixInput | SparseMatrix;

/**
 * Reads samples, and checks them.
 *
 * @param columns - How many there must be, if that is known.
 */
export function readSamples(name: string, x: Samples, columns?: number): Matrix | SparseMatrix {
  const samples = x instanceof SparseMatrix ? x : toMatrix(name, x);
  if (columns !== undefined && samples.columns !== columns) {
    throw new RangeError(
      `${name}: expected ${columns} columns, as the model was fitted to, got ${shape(samples.rows, samples.columns)}`,
    );
  }
  if (samples instanceof Matrix) checkFinite(name, samples);
  return samples;
}

/** A copy of rows from … to − 1, dense. */
export function denseRows(x: Matrix | SparseMatrix, from: number, to: number): Matrix {
  const { columns } = x;
  if (x instanceof Matrix) {
    return new Matrix(to - from, columns, x.data.slice(from * columns, to * columns));
  }
  const data = zerosLike(x.values, (to - from) * columns);
  for (let i = from; i < to; ++i) {
    for (let at = x.rowStarts[i]; at < x.rowStarts[i + 1]; ++at) {
      data[(i - from) * columns + x.columnIndices[at]] = x.values[at];
    }
  }
  return new Matrix(to - from, columns, data);
}

/** The numbers of samples. */
export function valuesOf(x: Matrix | SparseMatrix): Real {
  return x instanceof Matrix ? x.data : x.values;
}

/** What a model has learnt, or an error that says that it has not. */
export function fitted<M>(name: string, model: M | undefined): M {
  if (model !== undefined) return model;
  throw new Error(`${name}: the model is not fitted yet, call fit before`);
}

/** @throws {@link TypeError} unless `options` is an object. */
export function checkObject(name: string, options: unknown): void {
  if (typeof options === "object" && options !== null) return;
  throw new TypeError(`${name}: expected options, got ${describe(options)}`);
}

/** @throws {@link RangeError} unless `value` is an integer ≥ 1 or not given. */
export function checkPositiveInteger(name: string, what: string, value: unknown): void {
  if (value === undefined || (Number.isSafeInteger(value) && (value as number) >= 1)) return;
  throw new RangeError(`${name}: expected ${what} to be an integer >= 1, got ${describe(value)}`);
}

/** @throws {@link TypeError} unless `value` is one of `known`. */
export function checkChoice(
  name: string,
  what: string,
  value: unknown,
  known: readonly string[],
): void {
  if (known.includes(value as string)) return;
  const list = known.map((one) => `"${one}"`).join(", ");
  throw new TypeError(`${name}: expected ${what} to be one of ${list}, got ${describe(value)}`);
}
