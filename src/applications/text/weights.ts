import { describe } from "../../errors.ts";
import { logarithm } from "../../random.ts";
import { SparseMatrix } from "../../sparse/sparseMatrix.ts";

export interface Weights {
  /** A factor for each column, if they have any. */
  readonly idf: Float64Array | undefined;
  readonly sublinearTf: boolean;
  readonly norm: "l2" | "l1" | "none";
}

/**
 * Returns 1 + ln(m / dfⱼ) for each term, dfⱼ the number of the m documents that it is in; if `smooth`, with 1 added to both, as
 * if there were one document more that has all terms.
 */
export function inverseDocumentFrequencies(
  name: string,
  counts: SparseMatrix<Float64Array>,
  smooth: boolean,
  featureNames: readonly string[],
): Float64Array {
  const more = smooth ? 1 : 0;
  const frequencies = new Float64Array(counts.columns).fill(more);
  for (const column of counts.columnIndices) ++frequencies[column];
  const missing = frequencies.indexOf(0);
  if (missing >= 0) {
    throw new RangeError(
      `${name}: with smoothIdf: false each term has to be in a document, but ${describe(featureNames[missing])} is in none`,
    );
  }
  const documents = counts.rows + more;
  // The logarithm of a fraction up to 1, which is the same on every engine.
  return frequencies.map((frequency) => 1 - logarithm(frequency / documents));
}

/** Multiplies counts with the weights of their terms, and divides rows by their lengths. Rows of zeros stay so. */
export function weigh(
  counts: SparseMatrix<Float64Array>,
  { idf, sublinearTf, norm }: Weights,
): SparseMatrix<Float64Array> {
  const { rows, columns, rowStarts, columnIndices } = counts;
  const values = counts.values.map((count, k) => {
    const frequency = sublinearTf ? 1 - logarithm(1 / count) : count;
    return idf ? frequency * idf[columnIndices[k]] : frequency;
  });
  for (let i = 0; i < rows && norm !== "none"; ++i) {
    const row = values.subarray(rowStarts[i], rowStarts[i + 1]);
    // No weight is negative.
    const sum = row.reduce((total, x) => total + (norm === "l1" ? x : x * x), 0);
    const length = norm === "l1" ? sum : Math.sqrt(sum);
    for (let k = 0; k < row.length; ++k) row[k] /= length;
  }
  return new SparseMatrix(rows, columns, rowStarts, columnIndices, values);
}
