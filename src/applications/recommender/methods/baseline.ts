import type { Sparse } from "../../../approximation/ratings/fitFactors.ts";
import type { Real } from "../../../real.ts";
import { biasSide, meanOf, type RatingModel } from "../model.ts";

export type BaselineMethod = "mean" | "user-mean" | "item-mean" | "biases";

/**
 * By how many ratings of the mean each user and item is held to it, and how often both sides take turns: what the package
 * Surprise takes (`reg_u`, `reg_i`, `n_epochs` of `BaselineOnly`).
 */
const DAMPING = { users: 15, items: 10 };
const ROUNDS = 10;

/**
 * A model without factors: the mean of all ratings, or of each user or item, or the mean with a bias of each user and each
 * item, fitted by turns (Y. Koren, Factor in the neighbors, ACM Trans. Knowl. Discov. Data 4 (2010) 1, §2.1 p 3).
 */
export function fitBaseline<T extends Real>(
  method: BaselineMethod,
  ratings: Sparse<T>,
): RatingModel<T> {
  const mean = meanOf(ratings);
  const users = new Float64Array(ratings.rows);
  const items = new Float64Array(ratings.columns);
  if (method === "user-mean") update(users, items, ratings, mean, true, 0);
  if (method === "item-mean") update(users, items, ratings, mean, false, 0);
  for (let round = 0; method === "biases" && round < ROUNDS; ++round) {
    update(users, items, ratings, mean, false, DAMPING.items);
    update(users, items, ratings, mean, true, DAMPING.users);
  }
  return { mean, users: biasSide(ratings.values, users), items: biasSide(ratings.values, items) };
}

/** Overwrites the biases of one side with the means of what those of the other leave. */
function update(
  users: Float64Array,
  items: Float64Array,
  { rows, rowStarts, columnIndices, values }: Sparse,
  mean: number,
  ofUsers: boolean,
  damping: number,
): void {
  const [own, other] = ofUsers ? [users, items] : [items, users];
  const sums = new Float64Array(own.length);
  const counts = new Float64Array(own.length).fill(damping);
  for (let i = 0; i < rows; ++i) {
    for (let k = rowStarts[i]; k < rowStarts[i + 1]; ++k) {
      const j = columnIndices[k];
      const [to, from] = ofUsers ? [i, j] : [j, i];
      sums[to] += values[k] - mean - other[from];
      ++counts[to];
    }
  }
  for (let at = 0; at < own.length; ++at) own[at] = counts[at] === 0 ? 0 : sums[at] / counts[at];
}
