import { columnMeans, withoutMeans } from "./means.ts";
import { svd } from "../../decompositions/svd.ts";
import { Matrix } from "../../matrix.ts";
import { part } from "../../progress.ts";

/** How far a face is from all that the eigenfaces can show, and how unusual it is among that; both squared. */
export interface SquaredDistances {
  /** Of what the eigenfaces leave over. */
  readonly residual: number;
  /** Σ yᵢ² / λᵢ. */
  readonly mahalanobis: number;
}

/**
 * Returns both distances of a centred face.
 *
 * @param face - n numbers, the mean face taken off.
 * @param y - Its k coordinates along the eigenfaces.
 * @param variances - Of the k coordinates.
 */
export function squaredDistances(
  face: Float64Array,
  y: Float64Array,
  variances: Float64Array,
): SquaredDistances {
  let all = 0;
  for (let j = 0; j < face.length; ++j) all += face[j] * face[j];
  let inside = 0;
  let mahalanobis = 0;
  for (let i = 0; i < y.length; ++i) {
    inside += y[i] * y[i];
    mahalanobis += (y[i] * y[i]) / variances[i];
  }
  return { residual: Math.max(all - inside, 0), mahalanobis };
}

/** Parts that the faces are divided into: each in turn is measured by eigenfaces of the others. */
const FOLDS = 20;

/**
 * The distances that a face of somebody new is within with a probability of about `percentile` / 100: quantiles of what each
 * part of the faces has by eigenfaces of the others. Those that the eigenfaces were made of lie much nearer.
 *
 * @param z - The centred faces in coordinates along any orthonormal basis of them, n × r: distances are the same.
 * @param k - How many eigenfaces.
 */
export function crossValidatedLimits(
  z: Matrix<Float64Array>,
  k: number,
  percentile: number,
): SquaredDistances {
  const folds = Math.min(FOLDS, z.rows);
  const distances = Array.from({ length: folds }, (_, fold) => {
    return part(fold, folds, () => heldOut(z, k, folds, fold));
  }).flat();
  return {
    residual: quantile(
      distances.map(({ residual }) => residual),
      percentile / 100,
    ),
    mahalanobis: quantile(
      distances.map(({ mahalanobis }) => mahalanobis),
      percentile / 100,
    ),
  };
}

/** Distances of faces fold, fold + folds, … by the others. */
function heldOut(
  z: Matrix<Float64Array>,
  k: number,
  folds: number,
  fold: number,
): SquaredDistances[] {
  const rows = Array.from({ length: z.rows }, (_, i) => i);
  const others = rowsAt(
    z,
    rows.filter((i) => i % folds !== fold),
  );
  const mean = columnMeans(others);
  const { s, Vt } = svd(withoutMeans(others, mean));
  const most = usable(s, others.rows);
  const variances = s.slice(0, Math.min(k, most)).map((x) => (x * x) / (others.rows - 1));
  const own = withoutMeans(
    rowsAt(
      z,
      rows.filter((i) => i % folds === fold),
    ),
    mean,
  );
  const y = own.multiply(Vt.transpose());
  return Array.from({ length: own.rows }, (_, i) => {
    return squaredDistances(own.row(i), y.row(i).subarray(0, variances.length), variances);
  });
}

/** How many singular values of n centred rows are not just rounding. */
export function usable(s: Float64Array, n: number): number {
  const most = Math.min(s.length, n - 1);
  let count = 0;
  while (count < most && s[count] > 1e-10 * s[0]) ++count;
  return count;
}

function rowsAt(z: Matrix<Float64Array>, rows: readonly number[]): Matrix<Float64Array> {
  const data = new Float64Array(rows.length * z.columns);
  rows.forEach((i, at) => data.set(z.row(i), at * z.columns));
  return new Matrix(rows.length, z.columns, data);
}

/** Between two of the sorted values as numpy's `quantile` has it. */
function quantile(values: readonly number[], part: number): number {
  const sorted = Float64Array.from(values).sort();
  const at = part * (sorted.length - 1);
  const below = Math.floor(at);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
}
