import type { Sparse } from "../wasm/sparse.ts";

/** The mean of each column. */
export function columnMeans({ rows, columns, columnIndices, values }: Sparse): Float64Array {
  const means = new Float64Array(columns);
  for (let k = 0; k < values.length; ++k) means[columnIndices[k]] += values[k];
  return rows === 0 ? means : means.map((sum) => sum / rows);
}

/**
 * The standard deviation of each column about its mean, divided by m.
 *
 * In two passes: Σ aᵢⱼ² − m·mean² would lose all digits where the mean is large against the deviation. What rounding of
 * the mean adds to the sum is taken off again (T. Chan, G. Golub, R. LeVeque, Algorithms for computing the sample variance,
 * Amer. Statist. 37 (1983) 242–247, (1.7)). The z entries of a column that are not kept add z·mean² each.
 */
export function columnDeviations(a: Sparse, means: Float64Array): Float64Array {
  const { rows, columns, columnIndices, values } = a;
  const squares = new Float64Array(columns);
  const rests = new Float64Array(columns);
  const kept = new Uint32Array(columns);
  for (let k = 0; k < values.length; ++k) {
    const j = columnIndices[k];
    const difference = values[k] - means[j];
    squares[j] += difference * difference;
    rests[j] += difference;
    ++kept[j];
  }
  return squares.map((sum, j) => {
    const zeros = rows - kept[j];
    const all = sum + zeros * means[j] * means[j];
    const rest = rests[j] - zeros * means[j];
    return rows === 0 ? 0 : Math.sqrt(Math.max(0, all - (rest * rest) / rows) / rows);
  });
}
