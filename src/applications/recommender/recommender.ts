import type { FitEpoch } from "../../approximation/ratings/epochs.ts";
import { describe } from "../../errors.ts";
import { Matrix } from "../../matrix.ts";
import type { Real } from "../../real.ts";
import { fitModel } from "./fitModel.ts";
import { extendModel, foldUsers } from "./foldIn.ts";
import { IdList } from "./idList.ts";
import { meanOf } from "./model.ts";
import {
  type RecommenderFitOptions,
  type RecommenderOptions,
  type Settings,
  settingsOf,
} from "./options.ts";
import { Profiles, type UserProfile } from "./profiles.ts";
import { type Id, type RatingsInput, readRatings } from "./ratings.ts";
import { checkSaved, restore, save, type SavedRecommender } from "./saved.ts";
import { similarRows } from "./similar.ts";
import type { FittedState } from "./state.ts";
import { topN } from "./topN.ts";
import { appended, checkRatings, rangeOf, ratingRows, withHeld } from "./trainingSet.ts";

export interface Recommendation {
  readonly item: Id;
  /** The rating that is predicted, cut to the range of ratings. */
  readonly rating: number;
}

export interface SimilarItem {
  readonly item: Id;
  /** The cosine of the angle between the factors of both, from −1 to 1. */
  readonly similarity: number;
}

export interface RecommendOptions {
  /** Whether to leave out what the user has rated already; true by default. */
  readonly excludeSeen?: boolean;
}

/**
 * Predicts what users think of items from the ratings that there are: r ≈ mean + bᵤ + cᵢ + pᵤᵀqᵢ, a bias and some factors for
 * each user and each item.
 *
 * Users and items go by strings or numbers. Of several ratings of one item by one user the last one counts. Nothing here
 * forms a matrix of users × items, but `"soft-impute"`. One epoch of `"funk"` over 10⁶ ratings takes 0.1 s at 50 factors.
 *
 * Y. Koren, R. Bell, C. Volinsky, Matrix factorization techniques for recommender systems, Computer 42 (8), 2009, 42–49;
 * implicit feedback: Y. Hu, Y. Koren, C. Volinsky, ICDM 2008, 263–272.
 *
 * @example
 * ```ts
 * import { Recommender } from "wasm-svd";
 *
 * const ratings = [
 *   { user: "ada", item: "Alien", rating: 5 },
 *   { user: "ada", item: "Brazil", rating: 4 },
 *   { user: "bob", item: "Alien", rating: 2 },
 * ];
 * const model = new Recommender({ factors: 2, validation: 0 }).fit(ratings);
 * model.predict("ada", "Alien") > model.predict("bob", "Alien"); // true
 * model.recommend("bob", 1)[0].item; // "Brazil"
 * ```
 */
export class Recommender {
  /** What the workers of a pool know it by, whatever a minifier calls it. */
  static readonly name = "Recommender";

  readonly #settings: Settings;
  #state: FittedState | undefined;

  /**
   * @throws {@link RangeError} if an option makes no sense.
   */
  constructor(options: RecommenderOptions = {}) {
    this.#settings = settingsOf("Recommender", options);
  }

  /** The options, with the defaults of those that were not given. */
  get options(): RecommenderOptions {
    return this.#settings;
  }

  /** The ids of users, in the order of `userFactors` and `userBiases`. */
  get users(): readonly Id[] {
    return this.#fitted("users").users.ids;
  }

  /** The ids of items, in the order of `itemFactors` and `itemBiases`. */
  get items(): readonly Id[] {
    return this.#fitted("items").items.ids;
  }

  /** What predictions start from: the mean of the ratings, without those held back; 0 of implicit feedback. */
  get mean(): number {
    return this.#fitted("mean").model.mean;
  }

  /** The mean of all ratings that were fitted, with those held back; of implicit feedback, of the counts. */
  get ratingMean(): number {
    return meanOf(this.#fitted("ratingMean").ratings);
  }

  /** Users × factors. */
  get userFactors(): Matrix {
    const { rows, columns, data } = this.#fitted("userFactors").model.users.factors;
    return new Matrix(rows, columns, data);
  }

  /** Items × factors. */
  get itemFactors(): Matrix {
    const { rows, columns, data } = this.#fitted("itemFactors").model.items.factors;
    return new Matrix(rows, columns, data);
  }

  get userBiases(): Real {
    return this.#fitted("userBiases").model.users.biases;
  }

  get itemBiases(): Real {
    return this.#fitted("itemBiases").model.items.biases;
  }

  /** The errors after each epoch (of `"soft-impute"`, for each λ); empty of methods that have none. */
  get history(): readonly FitEpoch[] {
    return this.#fitted("history").history;
  }

  /** The epoch that the model is from, counted from 1; 0 of methods that have none. */
  get bestEpoch(): number {
    return this.#fitted("bestEpoch").bestEpoch;
  }

  /**
   * Fits the model to ratings; what it knew before is gone.
   *
   * @returns The recommender itself.
   *
   * @throws {@link TypeError} if the ratings are something else; {@link NonFiniteError} if one is NaN or ±Infinity, whose place
   * is the error's `row`; {@link RangeError} if there are none, a count is not above 0, or the data too large for the method.
   * @throws {@link ConvergenceError} if the learning rate is too large.
   */
  fit(ratings: RatingsInput, options: RecommenderFitOptions = {}): this {
    const name = "Recommender.fit";
    const settings = this.#settings;
    const columns = readRatings(name, ratings);
    checkRatings(name, columns, settings.implicit);
    const [users, items] = [new IdList(), new IdList()];
    const all = ratingRows(columns, users, items, settings);
    const training = withHeld(all, settings.validation, settings.seed);
    const fitted = fitModel(name, training, settings, options ?? {});
    this.#state = { users, items, ratings: all, range: rangeOf(all), ...fitted };
    return this;
  }

  /**
   * Takes more ratings into a model of `"funk"` or `"als"`: the users who gave them, and items that are new, are fitted anew to
   * all their ratings by least squares; everything else stays. Less accurate than `fit` with all ratings, and much faster.
   *
   * @throws As `fit`, and {@link RangeError} with another method.
   */
  partialFit(ratings: RatingsInput): this {
    const name = "Recommender.partialFit";
    const state = this.#fitted("partialFit");
    this.#checkFactors(name);
    const columns = readRatings(name, ratings);
    checkRatings(name, columns, this.#settings.implicit);
    const users = new IdList(state.users.ids);
    const items = new IdList(state.items.ids);
    const all = ratingRows(appended(state, columns), users, items, this.#settings);
    const touched = [...new Set(Array.from(columns.users, (id) => users.add(id)))];
    const model = extendModel(name, all, state.model, touched, this.#settings);
    this.#state = { ...state, users, items, ratings: all, range: rangeOf(all), model };
    return this;
  }

  /**
   * What a model of `"funk"` or `"als"` makes of somebody whom it does not know, by least squares on the items. The model stays
   * as it is; `predict` and `recommend` take the result for a user. Items that are not known are left out.
   *
   * @throws {@link RangeError} with another method; the errors of `fit` if the ratings are none.
   */
  foldIn(ratings: Iterable<{ readonly item: Id; readonly rating: number }>): UserProfile {
    const name = "Recommender.foldIn";
    const state = this.#fitted("foldIn");
    this.#checkFactors(name);
    const list = Array.from(ratings, ({ item, rating }) => ({ user: 0, item, rating }));
    const columns = readRatings(
      name,
      list.filter(({ item }) => state.items.placeOf(item) !== undefined),
    );
    const rows = ratingRows(columns, new IdList([0]), new IdList(state.items.ids), this.#settings);
    const { factors, biases } = foldUsers(name, rows, state.model, this.#settings);
    return {
      bias: biases[0],
      factors: factors.data,
      items: [...new Set(list.map(({ item }) => item))],
    };
  }

  /**
   * The rating that a user would give an item, cut to `clip`.
   *
   * Of a user who is not known the bias and the factors are 0, and so of an item: what is left is the mean with the bias
   * of the other one, or the mean alone.
   *
   * @param user - An id, or what `foldIn` returned.
   */
  predict(user: Id | UserProfile, item: Id): number {
    const state = this.#fitted("predict");
    const profiles = new Profiles(state, this.#settings);
    return profiles.rating(profiles.of(user), state.items.placeOf(item));
  }

  /**
   * The n items with the highest ratings for a user; those that are equal in the order of `items`.
   *
   * For a user who is not known, the items that are liked best by all.
   *
   * @param user - An id, or what `foldIn` returned.
   * @param n - 10 by default; fewer come where there are not as many.
   * @throws {@link RangeError} if n is not an integer ≥ 0.
   */
  recommend(
    user: Id | UserProfile,
    n = 10,
    { excludeSeen = true }: RecommendOptions = {},
  ): Recommendation[] {
    const state = this.#fitted("recommend");
    checkCount("Recommender.recommend", n);
    const profiles = new Profiles(state, this.#settings);
    const profile = profiles.of(user);
    const seen = excludeSeen ? profiles.seen(user) : new Set<number>();
    const score = (item: number) => profiles.score(profile, item);
    return topN(state.items.size, n, score, (item) => seen.has(item)).map(({ place, score }) => ({
      item: state.items.ids[place],
      rating: profiles.clipped(score),
    }));
  }

  /**
   * The n items whose factors point most nearly where those of an item do.
   *
   * @throws {@link RangeError} if the item is not known, the method has no factors, or n is not an integer ≥ 0.
   */
  similarItems(item: Id, n = 10): SimilarItem[] {
    const name = "Recommender.similarItems";
    const { items, model } = this.#fitted("similarItems");
    checkCount(name, n);
    const place = items.placeOf(item);
    if (place === undefined) {
      throw new RangeError(`${name}: expected an item that was rated, got ${describe(item)}`);
    }
    if (model.items.factors.columns === 0) {
      throw new RangeError(
        `${name}: expected a method with factors, got "${this.#settings.method}"`,
      );
    }
    return similarRows(model.items.factors, place, n).map(({ place, score }) => ({
      item: items.ids[place],
      similarity: score,
    }));
  }

  /** The fitted model as plain data: `fromJSON(JSON.parse(JSON.stringify(model)))` predicts the same bits. */
  toJSON(): SavedRecommender {
    return save(this.#settings, this.#fitted("toJSON"));
  }

  /** @throws {@link TypeError} or {@link RangeError} if it is not what `toJSON` returned. */
  static fromJSON(saved: SavedRecommender): Recommender {
    const name = "Recommender.fromJSON";
    checkSaved(name, saved);
    const recommender = new Recommender(saved.options);
    recommender.#state = restore(name, saved, recommender.#settings.dtype);
    return recommender;
  }

  #fitted(member: string): FittedState {
    if (this.#state) return this.#state;
    throw new Error(`Recommender.${member}: expected a fitted model; call fit first`);
  }

  #checkFactors(name: string): void {
    const { method } = this.#settings;
    if (method === "funk" || method === "als") return;
    throw new RangeError(`${name}: expected a model of "funk" or "als", got "${method}"; use fit`);
  }
}

function checkCount(name: string, n: number): void {
  if (Number.isInteger(n) && n >= 0) return;
  throw new RangeError(`${name}: expected n to be an integer >= 0, got ${describe(n)}`);
}
