import type { Held, Sparse } from "../../approximation/ratings/fitFactors.ts";
import { type Dtype, type Real, zeros } from "../../real.ts";
import type { IdList } from "./idList.ts";
import type { Id, RatingColumns } from "./ratings.ts";
import { chosen } from "./trainTestSplit.ts";

/** Ratings with the ids as numbers, those of a user one after the other. */
export interface TrainingSet<T extends Real = Real> {
  /** Users × items, all ratings. */
  readonly all: Sparse<T>;
  /** Without those that are held back. */
  readonly fitted: Sparse<T>;
  readonly held: Held;
}

/**
 * Brings ratings into rows of users, each in the order of the items. Of several ratings of one item by one user the last
 * one counts.
 */
export function ratingRows<T extends Real>(
  columns: RatingColumns,
  users: IdList,
  items: IdList,
  { dtype }: { readonly dtype: Dtype },
): Sparse<T> {
  const count = columns.ratings.length;
  const i = new Uint32Array(count);
  const j = new Uint32Array(count);
  for (let k = 0; k < count; ++k) {
    i[k] = users.add(columns.users[k]);
    j[k] = items.add(columns.items[k]);
  }
  // Sorted by item, and then, which keeps that order, by user.
  const byItem = places(j, items.size);
  const order = places(i, users.size, byItem);
  const rowStarts = new Uint32Array(users.size + 1);
  const columnIndices = new Uint32Array(count);
  const values = zeros(dtype, count);
  let entries = 0;
  for (let k = 0; k < count; ++k) {
    const at = order[k];
    const next = k + 1 < count ? order[k + 1] : undefined;
    if (next !== undefined && i[next] === i[at] && j[next] === j[at]) continue;
    columnIndices[entries] = j[at];
    values[entries++] = columns.ratings[at];
    ++rowStarts[i[at] + 1];
  }
  for (let row = 0; row < users.size; ++row) rowStarts[row + 1] += rowStarts[row];
  return {
    rows: users.size,
    columns: items.size,
    rowStarts,
    columnIndices: columnIndices.slice(0, entries),
    values: values.slice(0, entries) as Real as T,
  };
}

/** Holds a part of the ratings back, chosen at random, but never all. */
export function withHeld<T extends Real>(
  all: Sparse<T>,
  part: number,
  seed: number,
): TrainingSet<T> {
  const marks = chosen(all.values.length, part, seed);
  if (!marks.includes(0)) marks.fill(0);
  const users: number[] = [];
  const items: number[] = [];
  const ratings: number[] = [];
  const rowStarts = new Uint32Array(all.rows + 1);
  for (let i = 0; i < all.rows; ++i) {
    rowStarts[i + 1] = rowStarts[i];
    for (let k = all.rowStarts[i]; k < all.rowStarts[i + 1]; ++k) {
      if (marks[k] === 0) ++rowStarts[i + 1];
      else {
        users.push(i);
        items.push(all.columnIndices[k]);
        ratings.push(all.values[k]);
      }
    }
  }
  const fitted = {
    ...all,
    rowStarts,
    columnIndices: all.columnIndices.filter((_, k) => marks[k] === 0),
    values: all.values.filter((_, k) => marks[k] === 0) as T,
  };
  const held = { users: Uint32Array.from(users), items: Uint32Array.from(items), ratings };
  return { all, fitted, held };
}

/** The places of `keys`, or of those in `order`, so that the keys ascend and equal ones stay as they are. */
function places(keys: Uint32Array, count: number, order?: Uint32Array): Uint32Array {
  const next = new Uint32Array(count + 1);
  for (let k = 0; k < keys.length; ++k) ++next[keys[k] + 1];
  for (let i = 0; i < count; ++i) next[i + 1] += next[i];
  const sorted = new Uint32Array(keys.length);
  for (let k = 0; k < keys.length; ++k) {
    const at = order ? order[k] : k;
    sorted[next[keys[at]]++] = at;
  }
  return sorted;
}

/** The ratings of a model, and more behind them. */
export function appended(
  { users, items, ratings }: { users: IdList; items: IdList; ratings: Sparse },
  more: RatingColumns,
): RatingColumns {
  const { rows, rowStarts, columnIndices, values } = ratings;
  const owners: Id[] = [];
  for (let i = 0; i < rows; ++i) {
    for (let k = rowStarts[i]; k < rowStarts[i + 1]; ++k) owners.push(users.ids[i]);
  }
  return {
    users: owners.concat(Array.from(more.users)),
    items: Array.from(columnIndices, (j) => items.ids[j]).concat(Array.from(more.items)),
    ratings: Array.from(values).concat(Array.from(more.ratings)),
  };
}

/** @throws {@link RangeError} if there are none, or one is not a count where counts are expected. */
export function checkRatings(name: string, { ratings }: RatingColumns, implicit: boolean): void {
  if (ratings.length === 0) throw new RangeError(`${name}: expected at least one rating, got none`);
  for (let k = 0; implicit && k < ratings.length; ++k) {
    if (ratings[k] > 0) continue;
    throw new RangeError(
      `${name}: expected counts > 0 with implicit, got ${ratings[k]} at place ${k}`,
    );
  }
}

/** The smallest rating and the largest. */
export function rangeOf({ values }: Sparse): [number, number] {
  let [low, high] = [values[0], values[0]];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}
