import { Matrix } from "../../matrix.ts";
import { SparseMatrix } from "../../sparse/sparseMatrix.ts";
import { compress } from "../../sparse/triplets.ts";
import { parseMatrixMarket } from "./parse.ts";

/**
 * Reads a Matrix Market file, the format of the SuiteSparse collection, of SciPy's `mmwrite` and R's `writeMM`.
 *
 * Real, integer and pattern matrices, which have a 1 in each place that they name; general, symmetric and
 * skew-symmetric ones. Entries in the same place are added up. Remarks, blank lines and all line ends are accepted.
 *
 * @param source - The text, or its bytes, not compressed.
 * @returns A `SparseMatrix` of a file in coordinate format, a `Matrix` of one in array format; double precision.
 *
 * @throws {@link FormatError} naming the line, if the text is cut off, has more or other entries than it says, an
 * index out of range or something that is no number; or if the matrix is complex.
 * @throws {@link NonFiniteError} if an entry in coordinate format is NaN or ±Infinity.
 *
 * @example
 * ```ts
 * import { readMatrixMarket } from "wasm-svd/io";
 *
 * const text = "%%MatrixMarket matrix coordinate real symmetric\n2 2 2\n1 1 4\n2 1 5\n";
 * readMatrixMarket(text).get(0, 1); // 5
 * ```
 */
export function readMatrixMarket(
  source: Uint8Array | string,
): SparseMatrix<Float64Array> | Matrix<Float64Array> {
  const data = parseMatrixMarket(source);
  if ("dense" in data) return new Matrix(data.dense.rows, data.dense.columns, data.dense.data);
  const { rows, columns, rowStarts, columnIndices, values } = compress(data.triplets);
  return new SparseMatrix(rows, columns, rowStarts, columnIndices, values);
}
