import { Matrix } from "../../matrix.ts";

/** Orthonormal: white noise stays white and as strong. Brightness first, then two differences of colour. */
const ROWS = [
  [1, 1, 1].map((x) => x / Math.sqrt(3)),
  [1, 0, -1].map((x) => x / Math.sqrt(2)),
  [1, -2, 1].map((x) => x / Math.sqrt(6)),
];
const COLUMNS = [0, 1, 2].map((c) => ROWS.map((row) => row[c]));

export function toOpponent(rgb: readonly Matrix<Float64Array>[]): Matrix<Float64Array>[] {
  return combine(ROWS, rgb);
}

/** The inverse. */
export function fromOpponent(planes: readonly Matrix<Float64Array>[]): Matrix<Float64Array>[] {
  return combine(COLUMNS, planes);
}

function combine(
  weights: readonly (readonly number[])[],
  planes: readonly Matrix<Float64Array>[],
): Matrix<Float64Array>[] {
  const [{ rows, columns }] = planes;
  return weights.map((row) => {
    const data = new Float64Array(rows * columns);
    row.forEach((weight, c) => {
      const plane = planes[c].data;
      for (let at = 0; at < data.length; ++at) data[at] += weight * plane[at];
    });
    return new Matrix(rows, columns, data);
  });
}
