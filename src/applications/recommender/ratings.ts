import { describe, NonFiniteError } from "../../errors.ts";

/** What names a user or an item. 7 and "7" are two. */
export type Id = string | number;

export interface Rating {
  readonly user: Id;
  readonly item: Id;
  readonly rating: number;
}

/** Ratings as columns of one length. */
export interface RatingColumns {
  readonly users: ArrayLike<Id>;
  readonly items: ArrayLike<Id>;
  readonly ratings: ArrayLike<number>;
}

/** Ratings one by one, or as columns. */
export type RatingsInput = Iterable<Rating> | RatingColumns;

/**
 * Brings ratings into columns, and checks them.
 *
 * @throws {@link TypeError} if they are something else.
 * @throws {@link NonFiniteError} if a rating is NaN or ±Infinity; its `row` is the place of the rating.
 */
export function readRatings(name: string, input: RatingsInput): RatingColumns {
  const columns = isIterable(input) ? fromList(name, input) : checkedColumns(name, input);
  const { users, items, ratings } = columns;
  for (let k = 0; k < ratings.length; ++k) {
    checkId(name, "user", users[k], k);
    checkId(name, "item", items[k], k);
    const rating: unknown = ratings[k];
    if (typeof rating !== "number") {
      throw new TypeError(`${name}: expected rating ${k} to be a number, got ${describe(rating)}`);
    }
    if (Number.isFinite(rating)) continue;
    throw new NonFiniteError(
      `${name}: expected finite ratings, got ${rating} at place ${k} (user ${users[k]}, item ${items[k]})`,
      k,
      0,
    );
  }
  return columns;
}

function fromList(name: string, list: Iterable<Rating>): RatingColumns {
  const users: Id[] = [];
  const items: Id[] = [];
  const ratings: number[] = [];
  for (const one of list) {
    if (typeof one !== "object" || one === null) {
      throw new TypeError(
        `${name}: expected place ${users.length} to be { user, item, rating }, got ${describe(one)}`,
      );
    }
    users.push(one.user);
    items.push(one.item);
    ratings.push(one.rating);
  }
  return { users, items, ratings };
}

function checkedColumns(name: string, input: RatingColumns): RatingColumns {
  const { users, items, ratings } = input ?? {};
  if (![users, items, ratings].every((column) => typeof column?.length === "number")) {
    throw new TypeError(
      `${name}: expected an iterable of { user, item, rating } or { users, items, ratings }, got ${describe(input)}`,
    );
  }
  const count = users.length;
  if (items.length === count && ratings.length === count) return { users, items, ratings };
  throw new RangeError(
    `${name}: expected as many users as items and ratings, got ${count}, ${items.length} and ${ratings.length}`,
  );
}

function checkId(name: string, what: string, id: unknown, k: number): void {
  if (typeof id === "string" || (typeof id === "number" && !Number.isNaN(id))) return;
  throw new TypeError(
    `${name}: expected the ${what} at place ${k} to be a string or a number, got ${describe(id)}`,
  );
}

function isIterable(input: unknown): input is Iterable<Rating> {
  return typeof input === "object" && input !== null && Symbol.iterator in input;
}
