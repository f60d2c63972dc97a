import { Matrix } from "../../matrix.ts";

/** The b × b blocks of a matrix as columns, row by row of blocks; what lies beyond an edge is as the pixel at it. */
export function toBlocks(a: Matrix<Float64Array>, b: number): Matrix<Float64Array> {
  const across = Math.ceil(a.columns / b);
  const count = Math.ceil(a.rows / b) * across;
  const data = new Float64Array(b * b * count);
  for (let at = 0; at < data.length; ++at) {
    const { i, j } = place(at, b, across, count);
    data[at] = a.data[Math.min(i, a.rows - 1) * a.columns + Math.min(j, a.columns - 1)];
  }
  return new Matrix(b * b, count, data);
}

/** Puts the blocks together again. */
export function fromBlocks(
  { columns: count, data }: Matrix<Float64Array>,
  b: number,
  rows: number,
  columns: number,
): Matrix<Float64Array> {
  const across = Math.ceil(columns / b);
  const entries = new Float64Array(rows * columns);
  for (let at = 0; at < data.length; ++at) {
    const { i, j } = place(at, b, across, count);
    if (i < rows && j < columns) entries[i * columns + j] = data[at];
  }
  return new Matrix(rows, columns, entries);
}

/** Where in the picture entry `at` of the matrix of blocks belongs. */
function place(at: number, b: number, across: number, count: number): { i: number; j: number } {
  const inside = Math.floor(at / count);
  const block = at % count;
  return {
    i: Math.floor(block / across) * b + Math.floor(inside / b),
    j: (block % across) * b + (inside % b),
  };
}
