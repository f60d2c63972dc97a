import { scaleRows } from "../../blocks.ts";
import { shape } from "../../errors.ts";
import { checkFinite, requireNoOverflow } from "../../finite.ts";
import { Matrix, toMatrix } from "../../matrix.ts";
import type { MatrixInput } from "../../matrixInput.ts";
import { multiply } from "../../multiply.ts";
import { zerosLike, type Real } from "../../real.ts";
import { centered } from "../../sparse/centered.ts";
import type { SparseMatrix } from "../../sparse/sparseMatrix.ts";
import { standardize, type Standard } from "./columns.ts";
import { readSamples, type EngineOptions, type Samples } from "./data.ts";

/** The axes of samples and how much they vary along each: what PCA and IncrementalPCA have in common. */
export interface PrincipalModel extends Standard {
  /** k × n, with orthonormal rows. */
  readonly components: Matrix;
  readonly explainedVariance: Real;
  readonly explainedVarianceRatio: Real;
  readonly singularValues: Real;
  /** The mean variance in all other directions that there are. */
  readonly noiseVariance: number;
  /** A variance up to this cannot be told from 0. */
  readonly rounding: number;
  readonly samples: number;
}

interface ProjectOptions extends EngineOptions {
  readonly whiten?: boolean;
}

/** Coordinates on the axes, a row for each sample; R is the wider precision of both, which the caller knows. */
export function project<R extends Real>(
  name: string,
  model: PrincipalModel,
  x: Samples,
  { whiten, reproducible }: ProjectOptions,
): Matrix<R> {
  const samples = readSamples(name, x, model.components.columns);
  const z = coordinates(name, model, samples, { reproducible });
  return whitened(model, z, whiten) as Matrix<R>;
}

/** The same of samples that have been read, and without whitening. */
function coordinates(
  name: string,
  model: PrincipalModel,
  x: Matrix | SparseMatrix,
  { reproducible }: EngineOptions,
): Matrix {
  const axes = model.components.transpose();
  if (!(x instanceof Matrix)) return centered(x, standardOf(model)).multiply(axes);
  return requireNoOverflow(name, multiply(standardize(name, x, model), axes, { reproducible }));
}

/** Samples that have these coordinates. */
export function reconstruct<R extends Real>(
  name: string,
  model: PrincipalModel,
  z: MatrixInput,
  { whiten, reproducible }: ProjectOptions,
): Matrix<R> {
  const { components, explainedVariance, mean, scale } = model;
  const given = toMatrix(name, z);
  if (given.columns !== components.rows) {
    throw new RangeError(
      `${name}: expected ${components.rows} columns, one for each component, got ${shape(given.rows, given.columns)}`,
    );
  }
  checkFinite(name, given);
  const axes = new Matrix(components.rows, components.columns, components.data.slice());
  if (whiten) scaleRows(axes, explainedVariance.map(Math.sqrt));
  const x = multiply(given, axes, { reproducible });
  const n = components.columns;
  for (let at = 0; at < x.data.length; ++at) {
    const j = at % n;
    x.data[at] = (scale ? x.data[at] * scale[j] : x.data[at]) + mean[j];
  }
  return requireNoOverflow(name, x) as Matrix<R>;
}

/** Divides by the standard deviations, in place; what does not vary is left at 0. */
function whitened(model: PrincipalModel, z: Matrix, whiten = false): Matrix {
  if (!whiten) return z;
  const { explainedVariance, rounding } = model;
  const factors = Array.from(explainedVariance, (x) => (x > rounding ? 1 / Math.sqrt(x) : 0));
  for (let at = 0; at < z.data.length; ++at) z.data[at] *= factors[at % factors.length];
  return z;
}

function standardOf({ mean, scale }: Standard) {
  return scale ? { mean, scale } : { mean };
}

/** Variances and their parts of `total`, from singular values of samples less their mean. */
export function variancesOf(s: Real, samples: number, total: number) {
  const explainedVariance = zerosLike(s, s.length);
  const explainedVarianceRatio = zerosLike(s, s.length);
  const divisor = Math.max(1, samples - 1);
  for (let i = 0; i < s.length; ++i) {
    const variance = (s[i] / divisor) * s[i];
    explainedVariance[i] = variance;
    // Where nothing varies there is nothing to explain.
    explainedVarianceRatio[i] = total > 0 ? variance / total : 0;
  }
  return { explainedVariance, explainedVarianceRatio };
}

/** The mean of what `left` is the sum of, in so many directions; 0 where it is not more than rounding. */
export function noiseOf(left: number, directions: number, rounding: number): number {
  const mean = directions > 0 ? left / directions : 0;
  return mean > rounding ? mean : 0;
}

export function sumOf(values: Real): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
