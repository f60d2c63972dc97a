import type { Settings } from "./options.ts";
import type { Id } from "./ratings.ts";
import type { FittedState } from "./state.ts";

/** What a model knows of a user: what `Recommender.foldIn` returns. */
export interface UserProfile {
  readonly bias: number;
  readonly factors: ArrayLike<number>;
  /** What the user has rated. */
  readonly items: readonly Id[];
}

/** Predicts ratings of users, known or not. */
export class Profiles {
  readonly #state: FittedState;
  readonly #range: readonly [number, number];

  constructor(state: FittedState, { clip, implicit }: Settings) {
    this.#state = state;
    const open = implicit || clip === false;
    this.#range = open ? [-Infinity, Infinity] : clip || state.range;
  }

  /** Of a user who is not known, zeros. */
  of(user: Id | UserProfile): Omit<UserProfile, "items"> {
    if (typeof user === "object") return user;
    const { users, model } = this.#state;
    const place = users.placeOf(user);
    if (place === undefined) return { bias: 0, factors: [] };
    const { factors, biases } = model.users;
    const { columns, data } = factors;
    return { bias: biases[place], factors: data.subarray(place * columns, (place + 1) * columns) };
  }

  /** The places of the items that a user has rated. */
  seen(user: Id | UserProfile): Set<number> {
    const { users, items, ratings } = this.#state;
    if (typeof user === "object") return new Set(user.items.map((id) => items.placeOf(id) ?? -1));
    const place = users.placeOf(user);
    if (place === undefined) return new Set();
    const { rowStarts, columnIndices } = ratings;
    return new Set(columnIndices.subarray(rowStarts[place], rowStarts[place + 1]));
  }

  rating(user: Omit<UserProfile, "items">, item: number | undefined): number {
    return this.clipped(
      item === undefined ? this.#state.model.mean + user.bias : this.score(user, item),
    );
  }

  /** Before it is cut to the range of ratings. */
  score({ bias, factors }: Omit<UserProfile, "items">, item: number): number {
    const { mean, items } = this.#state.model;
    const { columns, data } = items.factors;
    let sum = mean + bias + items.biases[item];
    for (let k = 0; k < factors.length; ++k) sum += factors[k] * data[item * columns + k];
    return sum;
  }

  clipped(score: number): number {
    const [low, high] = this.#range;
    return Math.min(Math.max(score, low), high);
  }
}
