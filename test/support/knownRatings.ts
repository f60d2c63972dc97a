import { random } from "./random.ts";

/** Ratings of which it is known how well they can be predicted. */
export interface KnownRatings {
  readonly train: Columns;
  readonly test: Columns;
  /** Root mean square of the noise of the ratings in the test: no model can be expected to be better. */
  readonly floor: number;
}

interface Columns {
  readonly users: Uint32Array;
  readonly items: Uint32Array;
  readonly ratings: Float64Array;
}

export interface KnownRatingsOptions {
  readonly users: number;
  readonly items: number;
  readonly train: number;
  readonly test: number;
  readonly seed: number;
}

const RANK = 5;
const NOISE = 0.5;

/** Standard deviations of the effects of users and of items, and of the product of their factors. */
const SPREAD = { users: 0.4, items: 0.5, factors: 0.5 };

/**
 * Draws ratings 3.5 + bᵤ + cᵢ + pᵤᵀqᵢ + noise, with 5 factors: each of different pairs, all of which are equally likely.
 */
export function knownRatings(options: KnownRatingsOptions): KnownRatings {
  const { users, items, seed } = options;
  const { normal, integer } = random(seed);
  const many = (count: number, spread: number) =>
    Float64Array.from({ length: count }, () => spread * normal());
  // The variance of a sum of RANK products is RANK · spread⁴.
  const spread = Math.sqrt(SPREAD.factors / Math.sqrt(RANK));
  const b = many(users, SPREAD.users);
  const c = many(items, SPREAD.items);
  const p = many(users * RANK, spread);
  const q = many(items * RANK, spread);
  const drawn = new Uint8Array(users * items);

  const draw = (count: number) => {
    const all = {
      users: new Uint32Array(count),
      items: new Uint32Array(count),
      ratings: new Float64Array(count),
    };
    let squares = 0;
    for (let k = 0; k < count;) {
      const u = integer(0, users - 1);
      const i = integer(0, items - 1);
      if (drawn[u * items + i] === 1) continue;
      drawn[u * items + i] = 1;
      const noise = NOISE * normal();
      let rating = 3.5 + b[u] + c[i] + noise;
      for (let j = 0; j < RANK; ++j) rating += p[u * RANK + j] * q[i * RANK + j];
      squares += noise * noise;
      all.users[k] = u;
      all.items[k] = i;
      all.ratings[k++] = rating;
    }
    return { all, rms: Math.sqrt(squares / count) };
  };
  const train = draw(options.train).all;
  const { all: test, rms: floor } = draw(options.test);
  return { train, test, floor };
}
