export { evaluate, type EvaluateOptions, type Evaluation } from "./recommender/evaluate.ts";
export { mae, ndcgAtK, precisionAtK, recallAtK, rmse } from "./recommender/metrics.ts";
export type {
  RecommenderFitOptions,
  RecommenderMethod,
  RecommenderOptions,
} from "./recommender/options.ts";
export type { UserProfile } from "./recommender/profiles.ts";
export type { Id, Rating, RatingColumns, RatingsInput } from "./recommender/ratings.ts";
export {
  type Recommendation,
  Recommender,
  type RecommendOptions,
  type SimilarItem,
} from "./recommender/recommender.ts";
export type { SavedRecommender } from "./recommender/saved.ts";
export { trainTestSplit, type TrainTestSplitOptions } from "./recommender/trainTestSplit.ts";
