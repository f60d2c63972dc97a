import { svd } from "../../decompositions/svd.ts";
import { frobenius } from "../../euclidean.ts";
import { Matrix } from "../../matrix.ts";
import { between } from "../../progress.ts";
import { crossValidatedLimits, type SquaredDistances, usable } from "./faceSpace.ts";
import { columnMeans, scaleColumns, withoutMeans } from "./means.ts";
import type { Settings } from "./options.ts";

/** The space of faces, and those that it was made of in it. */
export interface FaceSpace {
  readonly mean: Float64Array;
  /** k × pixels. */
  readonly basis: Matrix<Float64Array>;
  readonly singularValues: Float64Array;
  /** λᵢ = σᵢ² / (n − 1). */
  readonly variances: Float64Array;
  readonly explainedVarianceRatio: Float64Array;
  /** n × k, not whitened. */
  readonly scores: Matrix<Float64Array>;
  readonly limits: SquaredDistances;
}

/** Principal components of the rows of x. */
export function fitFaces(
  name: string,
  x: Matrix<Float64Array>,
  { components, percentile }: Settings,
): FaceSpace {
  const mean = columnMeans(x);
  const { U, s, Vt } = between(0, 0.2, () => svd(withoutMeans(x, mean)));
  // What rounding leaves of equal faces is none.
  const most = s[0] > 1e-12 * frobenius(x.data) ? usable(s, x.rows) : 0;
  if (most === 0)
    throw new RangeError(`${name}: expected faces that differ, got ${x.rows} equal ones`);
  const total = s.reduce((sum, value) => sum + value * value, 0);
  const k = components < 1 ? countFor(s, components * total, most) : components;
  if (k > most) {
    throw new RangeError(
      `${name}: ${x.rows} such faces have ${most} components, got ${components}`,
    );
  }
  const kept = s.slice(0, k);
  const z = scaleColumns(U, s);
  return {
    mean,
    basis: new Matrix(k, x.columns, Vt.data.slice(0, k * x.columns)),
    singularValues: kept,
    variances: kept.map((value) => (value * value) / (x.rows - 1)),
    explainedVarianceRatio: kept.map((value) => (value * value) / total),
    scores: firstColumns(z, k),
    limits: between(0.2, 1, () => crossValidatedLimits(firstColumns(z, most), k, percentile)),
  };
}

/** The fewest with as large a sum of squares. */
function countFor(s: Float64Array, wanted: number, most: number): number {
  let sum = 0;
  const at = s.findIndex((value) => (sum += value * value) >= wanted);
  return at < 0 ? most : Math.min(at + 1, most);
}

function firstColumns(a: Matrix<Float64Array>, count: number): Matrix<Float64Array> {
  const data = new Float64Array(a.rows * count);
  for (let i = 0; i < a.rows; ++i) data.set(a.row(i).subarray(0, count), i * count);
  return new Matrix(a.rows, count, data);
}
