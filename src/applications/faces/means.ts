import { Matrix } from "../../matrix.ts";

export function columnMeans({ rows, columns, data }: Matrix<Float64Array>): Float64Array {
  const means = new Float64Array(columns);
  for (let at = 0; at < data.length; ++at) means[at % columns] += data[at] / rows;
  return means;
}

/** A copy with `means` taken off each row. */
export function withoutMeans(
  { rows, columns, data }: Matrix<Float64Array>,
  means: Float64Array,
): Matrix<Float64Array> {
  return new Matrix(
    rows,
    columns,
    data.map((x, at) => x - means[at % columns]),
  );
}

/** A copy with column j multiplied by factors[j]. */
export function scaleColumns(
  { rows, columns, data }: Matrix<Float64Array>,
  factors: Float64Array,
): Matrix<Float64Array> {
  return new Matrix(
    rows,
    columns,
    data.map((x, at) => x * factors[at % columns]),
  );
}
