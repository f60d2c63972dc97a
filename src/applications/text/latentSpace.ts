import { svds } from "../../decompositions/svds.ts";
import { Matrix } from "../../matrix.ts";
import type { SparseMatrix } from "../../sparse/sparseMatrix.ts";
import type { LSASettings } from "./lsaOptions.ts";

/** The topics of documents × terms. */
export interface LatentSpace {
  readonly singularValues: Float64Array;
  /** k × n: the weight of each term in each topic. */
  readonly components: Matrix<Float64Array>;
}

/** Used unless another number of topics is asked for: S. Deerwester et al. found 100 to do well. */
const DEFAULT_COMPONENTS = 100;

/** Decomposes documents × terms. */
export function decompose(
  name: string,
  x: SparseMatrix<Float64Array>,
  { components, search }: LSASettings,
): LatentSpace {
  const most = Math.min(x.rows, x.columns);
  const k = components ?? Math.min(DEFAULT_COMPONENTS, most);
  if (most === 0) {
    throw new RangeError(
      `${name}: expected documents with terms, got ${x.rows} documents × ${x.columns} terms`,
    );
  }
  if (k > most) {
    throw new RangeError(
      `${name}: expected at most ${most} components of ${x.rows} documents × ${x.columns} terms, got ${k}`,
    );
  }
  const { s, Vt } = svds(x, { ...search, k });
  return { singularValues: s, components: Vt };
}

/** Puts documents × terms into the space of topics: documents × topics. */
export function project(
  x: SparseMatrix<Float64Array>,
  { singularValues: s, components }: LatentSpace,
  projection: LSASettings["projection"],
): Matrix<Float64Array> {
  const y = x.multiply(components.transpose());
  if (projection === "weighted") return y;
  // Below this, a singular value is rounding error, and what is divided by it as well.
  const least = Math.max(components.columns, s.length) * Number.EPSILON * s[0];
  return new Matrix(
    y.rows,
    y.columns,
    y.data.map((value, at) => {
      const sigma = s[at % y.columns];
      return sigma > least ? value / sigma : 0;
    }),
  );
}

/**
 * Returns, for each topic, which part it has of the variance of the documents about their mean, as scikit-learn's
 * `TruncatedSVD`. The topics are not those of the centered matrix: the first may have less than the second.
 */
export function explainedVarianceRatio(
  x: SparseMatrix<Float64Array>,
  space: LatentSpace,
): Float64Array {
  const total = x.columnDeviations().reduce((sum, deviation) => sum + deviation ** 2, 0);
  const { rows, columns, data } = project(x, space, "weighted");
  return Float64Array.from({ length: columns }, (_, j) => {
    const mean = sumOver(rows, (i) => data[i * columns + j]) / rows;
    const variance = sumOver(rows, (i) => (data[i * columns + j] - mean) ** 2) / rows;
    return total === 0 ? 0 : variance / total;
  });
}

function sumOver(count: number, term: (i: number) => number): number {
  let sum = 0;
  for (let i = 0; i < count; ++i) sum += term(i);
  return sum;
}
