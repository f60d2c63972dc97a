import { describe } from "../../errors.ts";
import { Matrix } from "../../matrix.ts";
import { zeros, type Dtype } from "../../real.ts";
import type { PrincipalModel } from "./model.ts";

/** A matrix as plain data, row by row. */
export interface SavedMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: readonly number[];
}

/** What `PCA` and `IncrementalPCA` have learnt, as plain data. */
export interface SavedPrincipalModel {
  readonly dtype: Dtype;
  readonly components: SavedMatrix;
  readonly explainedVariance: readonly number[];
  readonly explainedVarianceRatio: readonly number[];
  readonly singularValues: readonly number[];
  readonly mean: readonly number[];
  readonly scale: readonly number[] | null;
  readonly noiseVariance: number;
  readonly rounding: number;
  readonly samples: number;
}

export function savePrincipalModel(model: PrincipalModel): SavedPrincipalModel {
  return {
    dtype: model.components.dtype,
    components: saveMatrix(model.components),
    explainedVariance: Array.from(model.explainedVariance),
    explainedVarianceRatio: Array.from(model.explainedVarianceRatio),
    singularValues: Array.from(model.singularValues),
    mean: Array.from(model.mean),
    scale: model.scale ? Array.from(model.scale) : null,
    noiseVariance: model.noiseVariance,
    rounding: model.rounding,
    samples: model.samples,
  };
}

export function readPrincipalModel(name: string, saved: SavedPrincipalModel): PrincipalModel {
  const { dtype } = saved;
  const components = readMatrix(`${name}: components`, saved.components, dtype);
  const { rows: k, columns: n } = components;
  const read = <D extends Dtype>(what: keyof SavedPrincipalModel, length: number, as: D) =>
    readNumbers(`${name}: ${what}`, saved[what], length, as);
  return {
    components,
    explainedVariance: read("explainedVariance", k, dtype),
    explainedVarianceRatio: read("explainedVarianceRatio", k, dtype),
    singularValues: read("singularValues", k, dtype),
    mean: read("mean", n, "float64"),
    scale: saved.scale === null ? undefined : read("scale", n, "float64"),
    noiseVariance: readNumber(`${name}: noiseVariance`, saved.noiseVariance),
    rounding: readNumber(`${name}: rounding`, saved.rounding),
    samples: readNumber(`${name}: samples`, saved.samples),
  };
}

export function saveMatrix({ rows, columns, data }: Matrix): SavedMatrix {
  return { rows, columns, data: Array.from(data) };
}

export function readMatrix(name: string, saved: SavedMatrix, dtype: Dtype): Matrix {
  if (dtype !== "float64" && dtype !== "float32") {
    throw new TypeError(`${name}: expected dtype "float64" or "float32", got ${describe(dtype)}`);
  }
  const { rows, columns, data } = saved ?? {};
  return new Matrix(rows, columns, readNumbers(name, data, rows * columns, dtype));
}

/** A list of so many finite numbers, in a precision. */
export function readNumbers<D extends Dtype>(
  name: string,
  list: unknown,
  length: number,
  dtype: D,
) {
  if (!Array.isArray(list) || list.length !== length) {
    const got = Array.isArray(list) ? list.length : describe(list);
    throw new RangeError(`${name}: expected ${length} numbers, got ${got}`);
  }
  const result = zeros(dtype, length);
  for (let i = 0; i < length; ++i) result[i] = readNumber(name, list[i]);
  return result;
}

export function readNumber(name: string, value: unknown): number {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw new TypeError(`${name}: expected finite numbers, got ${describe(value)}`);
}
