import { describe } from "../../errors.ts";
import { randomFrom } from "../../random.ts";
import { type RatingColumns, type RatingsInput, readRatings } from "./ratings.ts";

export interface TrainTestSplitOptions {
  /** The part that goes into the test, above 0 and below 1; 0.2 by default. */
  readonly test?: number;
  /** Of the random choice; 0 by default. */
  readonly seed?: number;
}

/**
 * Parts ratings at random into those to fit and those to test with.
 *
 * @returns Columns, each part in the order in which its ratings came. The test has `test` of them, rounded.
 *
 * @throws {@link TypeError} or {@link NonFiniteError} if the ratings are none; {@link RangeError} if `test` is out of range.
 *
 * @example
 * ```ts
 * import { trainTestSplit } from "wasm-svd";
 *
 * const ratings = [1, 2, 3, 4, 5].map((rating) => ({ user: "ada", item: rating, rating }));
 * const { train, test } = trainTestSplit(ratings, { test: 0.4, seed: 1 });
 * train.ratings.length; // 3
 * test.ratings.length; // 2
 * ```
 */
export function trainTestSplit(
  ratings: RatingsInput,
  { test = 0.2, seed = 0 }: TrainTestSplitOptions = {},
): { train: RatingColumns; test: RatingColumns } {
  if (!(test > 0 && test < 1)) {
    throw new RangeError(
      `trainTestSplit: expected test to be above 0 and below 1, got ${describe(test)}`,
    );
  }
  const all = readRatings("trainTestSplit", ratings);
  const held = chosen(all.ratings.length, test, seed);
  return { train: pick(all, held, 0), test: pick(all, held, 1) };
}

/** 1 in so many of `count` places, chosen at random, and 0 in the others. */
export function chosen(count: number, part: number, seed: number): Uint8Array {
  const { uniform } = randomFrom(seed, 4);
  const marks = new Uint8Array(count);
  let wanted = Math.round(count * part);
  // Each place with the chance that is left for it (D. Knuth, The Art of Computer Programming 2, 3.4.2, Algorithm S).
  for (let k = 0; k < count; ++k) {
    if (uniform() * (count - k) >= wanted) continue;
    marks[k] = 1;
    --wanted;
  }
  return marks;
}

function pick({ users, items, ratings }: RatingColumns, marks: Uint8Array, mark: number) {
  const places = Array.from(marks.keys()).filter((k) => marks[k] === mark);
  return {
    users: places.map((k) => users[k]),
    items: places.map((k) => items[k]),
    ratings: Float64Array.from(places, (k) => ratings[k]),
  };
}
