import type { FitEpoch } from "../../approximation/ratings/epochs.ts";
import type { Side, Sparse } from "../../approximation/ratings/fitFactors.ts";
import { describe } from "../../errors.ts";
import { type Dtype, type Real, zeros } from "../../real.ts";
import { IdList } from "./idList.ts";
import type { RecommenderOptions, Settings } from "./options.ts";
import type { Id } from "./ratings.ts";
import type { FittedState } from "./state.ts";

/** Changes when the form below does. */
const VERSION = 1;

/** A fitted recommender as plain data, for `JSON.stringify`. */
export interface SavedRecommender {
  readonly recommender: typeof VERSION;
  readonly options: RecommenderOptions;
  readonly userIds: readonly Id[];
  readonly itemIds: readonly Id[];
  readonly mean: number;
  readonly range: readonly [number, number];
  readonly factors: number;
  readonly users: { readonly biases: readonly number[]; readonly factors: readonly number[] };
  readonly items: { readonly biases: readonly number[]; readonly factors: readonly number[] };
  /** What was fitted, by rows of users. */
  readonly ratings: {
    readonly rowStarts: readonly number[];
    readonly columnIndices: readonly number[];
    readonly values: readonly number[];
  };
  readonly history: readonly FitEpoch[];
  readonly bestEpoch: number;
}

export function save(settings: Settings, state: FittedState): SavedRecommender {
  const { users, items, model, ratings, range, history, bestEpoch } = state;
  const side = ({ biases, factors }: Side) => ({
    biases: Array.from(biases),
    factors: Array.from(factors.data),
  });
  return {
    recommender: VERSION,
    options: settings,
    userIds: users.ids,
    itemIds: items.ids,
    mean: model.mean,
    range,
    factors: model.users.factors.columns,
    users: side(model.users),
    items: side(model.items),
    ratings: {
      rowStarts: Array.from(ratings.rowStarts),
      columnIndices: Array.from(ratings.columnIndices),
      values: Array.from(ratings.values),
    },
    history,
    bestEpoch,
  };
}

/** @throws {@link TypeError} or {@link RangeError} if it is no saved recommender. */
export function restore(name: string, saved: SavedRecommender, dtype: Dtype): FittedState {
  const { userIds, itemIds, mean, range, factors, ratings, history, bestEpoch } = saved;
  const side = (what: "users" | "items", rows: number): Side => {
    const biases = numbers(name, `${what}.biases`, saved[what]?.biases, rows, dtype);
    const data = numbers(name, `${what}.factors`, saved[what]?.factors, rows * factors, dtype);
    return { factors: { rows, columns: factors, data }, biases };
  };
  const count = ratings.values.length;
  const sparse: Sparse = {
    rows: userIds.length,
    columns: itemIds.length,
    rowStarts: Uint32Array.from(ratings.rowStarts),
    columnIndices: Uint32Array.from(ratings.columnIndices),
    values: numbers(name, "ratings.values", ratings.values, count, dtype),
  };
  return {
    users: new IdList(userIds),
    items: new IdList(itemIds),
    model: { mean, users: side("users", userIds.length), items: side("items", itemIds.length) },
    ratings: sparse,
    range,
    history,
    bestEpoch,
  };
}

export function checkSaved(name: string, saved: SavedRecommender): void {
  const version: unknown = saved?.recommender;
  if (version === VERSION) return;
  throw new TypeError(
    `${name}: expected what Recommender.toJSON returned, got ${describe(version === undefined ? saved : version)}`,
  );
}

function numbers(
  name: string,
  what: string,
  values: ArrayLike<number> | undefined,
  length: number,
  dtype: Dtype,
): Real {
  if (values?.length !== length) {
    throw new RangeError(
      `${name}: expected ${what} to have ${length} numbers, got ${values?.length}`,
    );
  }
  const data = zeros(dtype, length);
  data.set(values);
  return data;
}
