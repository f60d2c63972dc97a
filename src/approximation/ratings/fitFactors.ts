import { randomFrom } from "../../random.ts";
import { zerosLike, type Real } from "../../real.ts";
import { transpose } from "../../sparse/transpose.ts";
import type { EngineOptions } from "../../wasm/builds.ts";
import {
  type Feedback,
  type Pairs,
  type ResidentFactors,
  type Side,
  type Sides,
  withFactors,
} from "../../wasm/factors.ts";
import type { Sparse } from "../../wasm/sparse.ts";
import {
  type Epochs,
  type FittedFactors,
  type Measured,
  repeat,
  rootMeanSquare,
} from "./epochs.ts";
import { rowsInAnyOrder, shuffle } from "./order.ts";

export type { Feedback, Pairs, Side, Sides } from "../../wasm/factors.ts";
export type { Sparse } from "../../wasm/sparse.ts";

/** Standard deviation of the factors at the start: not 0, where the gradient is 0, and small against ratings. */
const START = 0.1;

/** Ratings that are held back, to see how well a model predicts what it has not seen. */
export interface Held extends Pairs {
  readonly ratings: ArrayLike<number>;
}

export interface RowOptions extends EngineOptions {
  readonly regularization: number;
  /** Whether each user and item has a bias. */
  readonly biases: boolean;
  readonly feedback: Feedback;
}

export interface FitFactorsOptions extends RowOptions, Epochs {
  readonly method: "funk" | "als";
  readonly factors: number;
  /** Of "funk", in the first epoch. */
  readonly learningRate: number;
  readonly seed: number;
  readonly held: Held;
}

/**
 * Fits factors and biases to ratings, m users × n items, by stochastic gradient descent ("funk") or by alternating least
 * squares. Never forms an m × n matrix. If ratings are held back, the model is that of the epoch that predicts them best.
 *
 * Gradient descent takes the users in another random order in each epoch, and the ratings of one user together, while
 * its row is in the first cache: a quarter faster than all ratings in any order, and on 10⁶ generated ratings it came to
 * the same error after as many epochs (0.5147 and 0.5151 at a noise of 0.5). The learning rate falls linearly, to
 * 1/epochs of what it was.
 */
export function fitFactors<T extends Real>(
  name: string,
  ratings: Sparse<T>,
  options: FitFactorsOptions,
): FittedFactors<T> {
  return options.method === "funk"
    ? descend(name, ratings, options)
    : alternate(name, ratings, options);
}

/**
 * Least squares for each row of `ratings`, given the other side: what "als" does to one side, and what a new user or item
 * needs.
 */
export function fitRows<T extends Real>(
  name: string,
  ratings: Sparse<T>,
  items: Side<T>,
  { biases, feedback, regularization, reproducible }: RowOptions,
): Side<T> {
  const users = zeroSide(items.biases, ratings.rows, items.factors.columns);
  const none = new Uint32Array(0);
  const problem = { start: { users, items }, ratings, biases, pairs: { users: none, items: none } };
  return withFactors(name, problem, { reproducible }, (resident) => {
    resident.solve("users", feedback, regularization);
    return resident.read().users;
  });
}

function descend<T extends Real>(
  name: string,
  ratings: Sparse<T>,
  options: FitFactorsOptions,
): FittedFactors<T> {
  const { biases, epochs, feedback, held, learningRate, regularization: lambda, seed } = options;
  const shuffled = rowsInAnyOrder(ratings, randomFrom(seed, 2));
  const problem = { start: startOf(ratings, options), ratings: shuffled, biases, pairs: held };
  const mean = "mean" in feedback ? feedback.mean : 0;
  const targets = targetsOf(held.ratings, feedback);
  const random = randomFrom(seed, 3);
  const order = usersOf(ratings);
  return withFactors(name, problem, options, (resident) =>
    repeat(name, resident, options, (epoch) => {
      shuffle(order, random);
      const rate = learningRate * (1 - (epoch - 1) / epochs);
      const squares = resident.descend(order, { mean, rate, lambda });
      const trainRmse = Math.sqrt(squares / ratings.values.length);
      return { trainRmse, validationRmse: rootMeanSquare(targets, resident.scores()) };
    }),
  );
}

function alternate<T extends Real>(
  name: string,
  ratings: Sparse<T>,
  options: FitFactorsOptions,
): FittedFactors<T> {
  const { biases, feedback, held, regularization } = options;
  const pairs = joined(pairsOf(ratings), held);
  const start = startOf(ratings, options);
  const problem = { start, ratings, byItems: transpose(ratings), biases, pairs };
  const targets = targetsOf(ratings.values, feedback);
  const heldTargets = targetsOf(held.ratings, feedback);
  const measure = (resident: ResidentFactors<T>): Measured => {
    const scores = resident.scores();
    const trainRmse = rootMeanSquare(targets, scores.subarray(0, targets.length)) ?? 0;
    const validationRmse = rootMeanSquare(heldTargets, scores.subarray(targets.length));
    return { trainRmse, validationRmse };
  };
  return withFactors(name, problem, options, (resident) =>
    repeat(name, resident, options, () => {
      resident.solve("users", feedback, regularization);
      resident.solve("items", feedback, regularization);
      return measure(resident);
    }),
  );
}

function startOf<T extends Real>(
  { rows, columns, values }: Sparse<T>,
  { factors, seed }: FitFactorsOptions,
): Sides<T> {
  const { normal } = randomFrom(seed, 1);
  const [users, items] = [rows, columns].map((count) => zeroSide(values, count, factors));
  for (const { factors } of [users, items]) {
    const { data } = factors;
    for (let at = 0; at < data.length; ++at) data[at] = START * normal();
  }
  return { users, items };
}

function zeroSide<T extends Real>(like: T, rows: number, columns: number): Side<T> {
  const factors = { rows, columns, data: zerosLike(like, rows * columns) };
  return { factors, biases: zerosLike(like, rows) };
}

/** What the scores of a model, above its mean, should be. */
function targetsOf(ratings: ArrayLike<number>, feedback: Feedback): Float64Array {
  return Float64Array.from(ratings, (r) => ("mean" in feedback ? r - feedback.mean : 1));
}

/** The users that have ratings. */
function usersOf({ rows, rowStarts }: Sparse): Uint32Array {
  const all = Uint32Array.from({ length: rows }, (_, i) => i);
  return all.filter((i) => rowStarts[i + 1] > rowStarts[i]);
}

function pairsOf({ rows, rowStarts, columnIndices }: Sparse): Pairs {
  const users = new Uint32Array(columnIndices.length);
  for (let i = 0; i < rows; ++i) users.fill(i, rowStarts[i], rowStarts[i + 1]);
  return { users, items: columnIndices };
}

function joined(a: Pairs, b: Pairs): Pairs {
  return { users: concatenated(a.users, b.users), items: concatenated(a.items, b.items) };
}

function concatenated(a: Uint32Array, b: Uint32Array): Uint32Array {
  const all = new Uint32Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}
