import { type JobOptions, type Rating, Recommender } from "wasm-svd";
import { pool } from "../../pool.ts";
import type { Ratings } from "./data.ts";
import { optionsOf, ratingsOf, type Settings } from "./model.ts";

/** Errors of ratings that the model was not told. */
export interface LeftOut {
  readonly withFactors: number;
  /** Of the same model without factors, which the other has to be better than. */
  readonly biasesAlone: number;
}

/** Leaves out each rating in turn, and predicts it from the others; of fewer than two there is nothing to say. */
export async function leaveOneOut(
  table: Ratings,
  settings: Settings,
  options: JobOptions,
): Promise<LeftOut | undefined> {
  const ratings = ratingsOf(table);
  if (ratings.length < 2) return undefined;
  return {
    withFactors: await errorOf("als", ratings, settings, options),
    biasesAlone: await errorOf("biases", ratings, settings, options),
  };
}

async function errorOf(
  method: "als" | "biases",
  ratings: readonly Rating[],
  settings: Settings,
  { signal }: JobOptions,
): Promise<number> {
  const squares = await Promise.all(
    ratings.map(async ({ user, item, rating }, left) => {
      const others = ratings.filter((_, i) => i !== left);
      const fit = pool().fit(Recommender, optionsOf(settings, method), [others], { signal });
      const model = await fit;
      return (rating - model.predict(user, item)) ** 2;
    }),
  );
  return Math.sqrt(squares.reduce((sum, x) => sum + x, 0) / squares.length);
}
