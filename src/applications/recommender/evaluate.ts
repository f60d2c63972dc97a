import { mae, ndcgAtK, precisionAtK, recallAtK, rmse } from "./metrics.ts";
import { type Id, type RatingsInput, readRatings } from "./ratings.ts";
import type { Recommender } from "./recommender.ts";

export interface EvaluateOptions {
  /** How many recommendations the last three numbers are about; 10 by default. */
  readonly k?: number;
  /** From which rating on an item is relevant; by default the mean of the ratings that were fitted. */
  readonly threshold?: number;
}

/** How well a model predicts ratings that it has not seen. */
export interface Evaluation {
  readonly rmse: number;
  readonly mae: number;
  /** Means over the users who have a relevant item in the test; NaN if there is none. */
  readonly precisionAtK: number;
  readonly recallAtK: number;
  readonly ndcgAtK: number;
}

/**
 * Measures a model on ratings that it was not fitted to.
 *
 * For precision, recall and NDCG the model recommends to each user k of all items that the user has not rated in the
 * fit; relevant are those of the test with a rating from `threshold` on. They are low also for good models: most of what a
 * user would like has no rating in the test. Costs users × items × factors operations.
 *
 * @throws {@link TypeError} or {@link NonFiniteError} if the ratings are none; {@link RangeError} if they are empty, or k is
 * not an integer ≥ 1.
 *
 * @example
 * ```ts
 * import { evaluate, Recommender } from "wasm-svd";
 *
 * const train = [1, 2, 3, 4].map((rating) => ({ user: rating % 2, item: rating, rating }));
 * const model = new Recommender({ method: "mean" }).fit(train);
 * const { rmse } = evaluate(model, [{ user: 0, item: 1, rating: 3 }]);
 * rmse; // 0.5
 * ```
 */
export function evaluate(
  model: Recommender,
  test: RatingsInput,
  { k = 10, threshold = model.ratingMean }: EvaluateOptions = {},
): Evaluation {
  const { users, items, ratings } = readRatings("evaluate", test);
  if (ratings.length === 0) {
    throw new RangeError("evaluate: expected at least one rating, got none");
  }
  const predicted = Array.from(ratings, (_, i) => model.predict(users[i], items[i]));
  const ranks: { precision: number; recall: number; ndcg: number }[] = [];
  for (const [user, relevant] of relevantItems(users, items, ratings, threshold)) {
    const ranked = model.recommend(user, k).map(({ item }) => item);
    ranks.push({
      precision: precisionAtK(ranked, relevant, k),
      recall: recallAtK(ranked, relevant, k),
      ndcg: ndcgAtK(ranked, relevant, k),
    });
  }
  const mean = (which: "precision" | "recall" | "ndcg") =>
    ranks.reduce((sum, one) => sum + one[which], 0) / ranks.length;
  return {
    rmse: rmse(ratings, predicted),
    mae: mae(ratings, predicted),
    precisionAtK: mean("precision"),
    recallAtK: mean("recall"),
    ndcgAtK: mean("ndcg"),
  };
}

function relevantItems(
  users: ArrayLike<Id>,
  items: ArrayLike<Id>,
  ratings: ArrayLike<number>,
  threshold: number,
): Map<Id, Set<Id>> {
  const relevant = new Map<Id, Set<Id>>();
  for (let k = 0; k < ratings.length; ++k) {
    if (ratings[k] < threshold) continue;
    const known = relevant.get(users[k]);
    if (known) known.add(items[k]);
    else relevant.set(users[k], new Set([items[k]]));
  }
  return relevant;
}
