import { allFinite, overflow, requireNoOverflow } from "../../finite.ts";
import { Matrix } from "../../matrix.ts";
import { zerosLike, type Dense } from "../../real.ts";
import { SparseMatrix } from "../../sparse/sparseMatrix.ts";

/** What is taken off each column, and what it is then divided by, if anything. */
export interface Standard {
  readonly mean: Float64Array;
  readonly scale: Float64Array | undefined;
}

/** The same with Σ (xᵢⱼ − meanⱼ)² of each column, before it is divided. */
export interface ColumnStatistics extends Standard {
  readonly squares: Float64Array;
}

/**
 * Mean and squared deviations of each column in double precision, and where it is to be scaled its standard deviation
 * (divisor m); 1 for a column that is constant but for the rounding of its mean.
 */
export function columnStatistics(
  name: string,
  x: Matrix | SparseMatrix,
  scaled: boolean,
): ColumnStatistics {
  const mean = x instanceof SparseMatrix ? x.columnMeans() : denseMeans(x);
  if (!allFinite(mean)) throw overflow(name, "the sum of a column");
  const squares =
    x instanceof SparseMatrix
      ? x.columnDeviations().map((deviation) => deviation * deviation * x.rows)
      : squaredDeviations(x, mean);
  if (!allFinite(squares)) throw overflow(name, "a variance");
  if (!scaled) return { mean, squares, scale: undefined };
  const rounding = x.rows * Number.EPSILON;
  const scale = squares.map((sum, j) => {
    const deviation = Math.sqrt(sum / x.rows);
    return deviation > rounding * Math.abs(mean[j]) ? deviation : 1;
  });
  return { mean, squares, scale };
}

/** Σ of the squares of all entries, once they are centred and scaled. */
export function totalSquares({ squares, scale }: ColumnStatistics): number {
  return squares.reduce(
    (sum, square, j) => sum + (scale ? square / scale[j] / scale[j] : square),
    0,
  );
}

/** (X − 1·meanᵀ)·diag(scale)⁻¹, each entry rounded once to the precision of X. */
export function standardize(name: string, x: Matrix, { mean, scale }: Standard): Matrix {
  const { rows, columns } = x;
  const data = zerosLike(x.data, x.data.length);
  for (let i = 0; i < rows; ++i) {
    for (let j = 0; j < columns; ++j) {
      const difference = x.data[i * columns + j] - mean[j];
      data[i * columns + j] = scale ? difference / scale[j] : difference;
    }
  }
  return requireNoOverflow(name, new Matrix(rows, columns, data));
}

/** In a second pass, what rounding has left of the deviations' own mean is added to it. */
export function denseMeans({ rows, columns, data }: Dense): Float64Array {
  const mean = new Float64Array(columns);
  const rest = new Float64Array(columns);
  for (let i = 0; i < rows; ++i) {
    for (let j = 0; j < columns; ++j) mean[j] += data[i * columns + j];
  }
  for (let j = 0; j < columns; ++j) mean[j] /= rows;
  for (let i = 0; i < rows; ++i) {
    for (let j = 0; j < columns; ++j) rest[j] += data[i * columns + j] - mean[j];
  }
  return mean.map((value, j) => value + rest[j] / rows);
}

export function squaredDeviations(
  { rows, columns, data }: Dense,
  mean: Float64Array,
): Float64Array {
  const squares = new Float64Array(columns);
  for (let i = 0; i < rows; ++i) {
    for (let j = 0; j < columns; ++j) {
      const difference = data[i * columns + j] - mean[j];
      squares[j] += difference * difference;
    }
  }
  return squares;
}
