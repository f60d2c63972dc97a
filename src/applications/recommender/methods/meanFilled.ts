import type { Sparse } from "../../../approximation/ratings/fitFactors.ts";
import { svds } from "../../../decompositions/svds.ts";
import { SparseMatrix } from "../../../sparse/sparseMatrix.ts";
import { type Real } from "../../../real.ts";
import { type RatingModel, residuals } from "../model.ts";
import { fitBaseline } from "./baseline.ts";
import { withTriplets } from "./lowRankFactors.ts";

export interface MeanFilledOptions {
  readonly fill: "user" | "item";
  readonly factors: number;
  readonly seed: number;
  readonly reproducible?: boolean;
}

/**
 * The rank-k approximation of the matrix whose missing ratings are filled with the means of their users or items.
 *
 * About these means what is missing is 0: the filled matrix less them is sparse, and never formed (after B. Sarwar et al.,
 * Application of dimensionality reduction in recommender system, WebKDD 2000, §3.1).
 */
export function fitMeanFilled<T extends Real>(
  ratings: Sparse<T>,
  { fill, factors, seed, reproducible }: MeanFilledOptions,
): RatingModel<T> {
  const base = fitBaseline(`${fill}-mean`, ratings);
  const { rows, columns, rowStarts, columnIndices, values } = residuals(ratings, base);
  const deviations = new SparseMatrix(rows, columns, rowStarts, columnIndices, values);
  const k = Math.min(factors, rows, columns);
  return withTriplets(base, svds(deviations, { k, seed, reproducible }), k);
}
