import { type JobOptions, Matrix, multiply, PCA } from "wasm-svd";
import { pool } from "../../pool.ts";

/** Directions in the space of rows, and the rows along them. */
export interface Axes {
  /** Rows × directions. */
  readonly scores: Matrix<Float64Array>;
  /** Directions × columns: orthonormal rows. */
  readonly directions: Matrix<Float64Array>;
  /** Which part of all squares (of the centred table: of the variance) each has. */
  readonly shares: readonly number[];
  /** x ≈ scores · directions, times `scale`, plus `offset`. */
  readonly offset: Float64Array;
  readonly scale: Float64Array;
}

/** The directions of a table whose mean was taken off, as it should be, and of the table as it is. */
export interface Fit {
  readonly centred: Axes;
  readonly raw: Axes;
  readonly mean: Float64Array;
}

/** `standardize`: whether columns count alike, each divided by its standard deviation. */
export async function fitAxes(
  x: Matrix<Float64Array>,
  standardize: boolean,
  options: JobOptions,
): Promise<Fit> {
  const ones = new Float64Array(x.columns).fill(1);
  const pca = await pool().fit(PCA, { scale: standardize }, [x], options);
  const scale = pca.scale ?? ones;
  const scaled = new Matrix(
    x.rows,
    x.columns,
    x.data.map((value, i) => value / scale[i % x.columns]),
  );
  const { U, s, Vt } = await pool().svd(scaled, options);
  const squares = s.reduce((sum, sigma) => sum + sigma * sigma, 0);
  return {
    mean: pca.mean,
    centred: {
      scores: doubles(pca.transform(x)),
      directions: doubles(pca.components),
      shares: Array.from(pca.explainedVarianceRatio),
      offset: pca.mean,
      scale,
    },
    raw: {
      scores: new Matrix(
        U.rows,
        U.columns,
        U.data.map((u, i) => u * s[i % s.length]),
      ),
      directions: Vt,
      shares: Array.from(s, (sigma) => (sigma * sigma) / (squares || 1)),
      offset: new Float64Array(x.columns),
      scale,
    },
  };
}

/** What the first k directions know of a row. */
export function rebuild(
  { scores, directions, offset, scale }: Axes,
  row: number,
  k: number,
): Float64Array {
  const z = new Matrix(1, k, scores.row(row).slice(0, k));
  const first = new Matrix(k, directions.columns, directions.data.slice(0, k * directions.columns));
  return multiply(z, first).data.map((value, j) => value * scale[j] + offset[j]);
}

/** The angle between the first direction and the mean row, in degrees from 0 to 90. */
export function angleToMean({ directions, scale }: Axes, mean: Float64Array): number {
  const scaled = mean.map((value, j) => value / scale[j]);
  const length = Math.hypot(...scaled) || 1;
  const cosine = directions.row(0).reduce((sum, value, j) => sum + (value * scaled[j]) / length, 0);
  return (Math.acos(Math.min(1, Math.abs(cosine))) * 180) / Math.PI;
}

/** What the pool fits may have either precision; of doubles it has this one, and nothing is copied. */
function doubles({ rows, columns, data }: Matrix): Matrix<Float64Array> {
  return new Matrix(rows, columns, data instanceof Float64Array ? data : Float64Array.from(data));
}
