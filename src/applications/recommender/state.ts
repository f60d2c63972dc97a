import type { FitEpoch } from "../../approximation/ratings/epochs.ts";
import type { Sparse } from "../../approximation/ratings/fitFactors.ts";
import type { IdList } from "./idList.ts";
import type { RatingModel } from "./model.ts";

/** All that a recommender knows after a fit. */
export interface FittedState {
  readonly users: IdList;
  readonly items: IdList;
  readonly model: RatingModel;
  /** What was fitted, with what was held back: the rows are users. */
  readonly ratings: Sparse;
  /** The smallest rating and the largest. */
  readonly range: readonly [number, number];
  readonly history: readonly FitEpoch[];
  readonly bestEpoch: number;
}
