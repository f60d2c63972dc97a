import { Matrix } from "../../matrix.ts";

/** Faces with a mean of 0 and a variance of 1 each, and what takes them back: x · scale + mean. */
export interface Normalized {
  readonly faces: Matrix<Float64Array>;
  readonly means: Float64Array;
  readonly scales: Float64Array;
}

/**
 * Takes brightness and contrast out of each face, which depend on the light. A face without contrast becomes zeros.
 *
 * @param keep - Leave them as they are.
 */
export function normalizeContrast(x: Matrix<Float64Array>, keep: boolean): Normalized {
  const means = new Float64Array(x.rows);
  const scales = new Float64Array(x.rows).fill(1);
  if (keep) return { faces: x, means, scales };
  const data = x.data.slice();
  for (let i = 0; i < x.rows; ++i) {
    const row = data.subarray(i * x.columns, (i + 1) * x.columns);
    const mean = row.reduce((sum, value) => sum + value, 0) / x.columns;
    for (let j = 0; j < row.length; ++j) row[j] -= mean;
    const deviation = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0) / x.columns);
    // What rounding leaves of a face without contrast is none.
    const scale = deviation > 1e-12 * Math.abs(mean) ? deviation : 0;
    for (let j = 0; j < row.length; ++j) row[j] = scale === 0 ? 0 : row[j] / scale;
    means[i] = mean;
    scales[i] = scale;
  }
  return { faces: new Matrix(x.rows, x.columns, data), means, scales };
}

/** The inverse, in place. */
export function restoreContrast(x: Matrix<Float64Array>, { means, scales }: Normalized): void {
  for (let i = 0; i < x.rows; ++i) {
    const row = x.row(i);
    for (let j = 0; j < row.length; ++j) row[j] = row[j] * scales[i] + means[i];
  }
}
