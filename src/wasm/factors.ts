import { ConvergenceError } from "../errors.ts";
import { zerosLike, type Dense, type Real } from "../real.ts";
import type { EngineOptions } from "./builds.ts";
import { run } from "./call.ts";
import { engineFor, type Engine } from "./engine.ts";
import type { Sparse } from "./sparse.ts";

/** What a user (or item) is to a model: one row of factors, and one bias, each. */
export interface Side<T extends Real = Real> {
  readonly factors: Dense<T>;
  readonly biases: T;
}

/** r ≈ level + users.biases[u] + items.biases[i] + users.factors[u]ᵀ·items.factors[i]. */
export interface Sides<T extends Real = Real> {
  readonly users: Side<T>;
  readonly items: Side<T>;
}

/** Users and items, pair by pair. */
export interface Pairs {
  readonly users: Uint32Array;
  readonly items: Uint32Array;
}

export interface FactorsProblem<T extends Real> {
  readonly start: Sides<T>;
  /** Rows are users. */
  readonly ratings: Sparse<T>;
  /** The same with items as rows, for `solve`. */
  readonly byItems?: Sparse<T>;
  /** Whether each user and item has a bias. */
  readonly biases: boolean;
  /** Whose scores are asked for. */
  readonly pairs: Pairs;
}

/** How `solve` takes the ratings: as numbers about a mean, or as counts that raise the confidence by `alpha` each. */
export type Feedback = { readonly mean: number } | { readonly alpha: number };

/** A model in WebAssembly's memory, with all ratings. */
export interface ResidentFactors<T extends Real> {
  /** Steps down the gradient for each rating, the users in this order. Returns the sum of squared errors. */
  descend(order: Uint32Array, step: { mean: number; rate: number; lambda: number }): number;
  /** Least squares for all rows of one side, those of the other as they are. */
  solve(side: "users" | "items", feedback: Feedback, lambda: number): void;
  /** What the model predicts for the pairs, above its mean. */
  scores(): T;
  /** A copy of the model. */
  read(): Sides<T>;
}

/**
 * Runs `body` on a model that is in WebAssembly's memory for so long.
 *
 * @throws {@link RangeError} if there is not enough memory.
 * @throws {@link ConvergenceError} from `solve` if equations could not be solved.
 */
export function withFactors<T extends Real, R>(
  name: string,
  problem: FactorsProblem<T>,
  options: EngineOptions,
  body: (resident: ResidentFactors<T>) => R,
): R {
  const { start, ratings, byItems, pairs } = problem;
  const engine = engineFor(ratings.values, options);
  const { exports } = engine;
  const width = widthOf(start.users);
  const size = ratings.values.BYTES_PER_ELEMENT;
  const count = ratings.values.length;
  const work = exports.multiplyWorkspace(width, width, Math.max(ratings.rows, ratings.columns));
  const call = {
    subject: () =>
      `${name}: ${count} ratings of ${ratings.rows} users and ${ratings.columns} items, ${start.users.factors.columns} factors`,
    sizes: [
      ...[(ratings.rows + ratings.columns) * width * size, width * width * size],
      ...[ratings, byItems].map((a) => (a ? count * (size + 8) + 4 * a.rows : 0)),
      ...[pairs.users.length * (8 + size), work, exports.solveRatingsWorkspace(width)],
    ],
    instead: () => "ask for fewer factors",
  };
  return run(engine, call, () => body(load(name, engine, problem, width)));
}

function load<T extends Real>(
  name: string,
  engine: Engine<T>,
  { start, ratings, byItems, biases, pairs }: FactorsProblem<T>,
  width: number,
): ResidentFactors<T> {
  const { exports, arena } = engine;
  const unit = biases ? 1 : 0;
  const at = {
    users: engine.push(packed(start.users, width)),
    items: engine.push(packed(start.items, width)),
  };
  const lists = {
    users: pushLists(engine, ratings),
    items: byItems && pushLists(engine, byItems),
  };
  const userOfEach = pushIndices(engine, expanded(ratings));
  const pairsAt = {
    users: pushIndices(engine, pairs.users),
    items: pushIndices(engine, pairs.items),
  };
  const gramAt = engine.allocate(width * width);
  const size = ratings.values.BYTES_PER_ELEMENT;
  const rowsOf = (side: "users" | "items") => (side === "users" ? ratings.rows : ratings.columns);

  const gram = (side: "users" | "items") =>
    arena.scope(() => {
      const m = rowsOf(side);
      const workAt = arena.allocate(exports.multiplyWorkspace(width, width, m));
      exports.multiply(width, width, m, true, false, at[side], at[side], gramAt, workAt);
    });
  const read = (side: "users" | "items", like: Side<T>) =>
    unpacked(engine.pull(at[side], rowsOf(side) * width), like.factors);

  return {
    descend(order, { mean, rate, lambda }) {
      const { indicesAt, valuesAt } = lists.users;
      let sum = 0;
      for (const user of order) {
        const first = ratings.rowStarts[user];
        sum += exports.descend(
          ratings.rowStarts[user + 1] - first,
          width,
          userOfEach + 4 * first,
          indicesAt + 4 * first,
          valuesAt + size * first,
          ...([mean, unit, rate, lambda, at.users, at.items] as const),
        );
      }
      return sum;
    },
    solve(side, feedback, lambda) {
      const list = lists[side];
      if (!list) throw new TypeError(`${name}: expected the ratings by items, too`);
      const other = side === "users" ? "items" : "users";
      const implicit = "alpha" in feedback;
      if (implicit) gram(other);
      const level = implicit ? feedback.alpha : feedback.mean;
      const failed = arena.scope(() =>
        exports.solveRatings(
          ...([rowsOf(side), width, list.startsAt, list.indicesAt, list.valuesAt] as const),
          ...([level, unit, implicit, lambda, at[other], gramAt, at[side]] as const),
          arena.allocate(exports.solveRatingsWorkspace(width)),
        ),
      );
      if (failed === 0) return;
      throw new ConvergenceError(
        `${name}: the equations of ${failed} ${side} are singular; raise the regularization`,
      );
    },
    scores: () =>
      arena.scope(() => {
        const count = pairs.users.length;
        const scoresAt = engine.allocate(count);
        const { users, items } = pairsAt;
        exports.scoreMany(count, width, users, items, unit, at.users, at.items, scoresAt);
        return engine.pull(scoresAt, count);
      }),
    read: () => ({ users: read("users", start.users), items: read("items", start.items) }),
  };
}

/** Numbers of a row in memory: factors, zeros up to the end of a register, and the bias as the last. */
function widthOf({ factors: { columns, data } }: Side): number {
  const lanes = 16 / data.BYTES_PER_ELEMENT;
  return Math.ceil((columns + 1) / lanes) * lanes;
}

function packed<T extends Real>({ factors, biases }: Side<T>, width: number): T {
  const { rows, columns, data } = factors;
  const result = zerosLike(data, rows * width);
  for (let i = 0; i < rows; ++i) {
    result.set(data.subarray(i * columns, (i + 1) * columns), i * width);
    result[i * width + width - 1] = biases[i];
  }
  return result;
}

function unpacked<T extends Real>(all: T, { rows, columns }: Dense<T>): Side<T> {
  const width = rows === 0 ? 0 : all.length / rows;
  const data = zerosLike(all, rows * columns);
  const biases = zerosLike(all, rows);
  for (let i = 0; i < rows; ++i) {
    data.set(all.subarray(i * width, i * width + columns), i * columns);
    biases[i] = all[(i + 1) * width - 1];
  }
  return { factors: { rows, columns, data }, biases };
}

function pushLists<T extends Real>(engine: Engine<T>, a: Sparse<T>) {
  const startsAt = pushIndices(engine, a.rowStarts);
  const indicesAt = pushIndices(engine, a.columnIndices);
  return { startsAt, indicesAt, valuesAt: engine.push(a.values) };
}

/** The row of each entry. */
function expanded({ rows, rowStarts, columnIndices }: Sparse): Uint32Array {
  const indices = new Uint32Array(columnIndices.length);
  for (let i = 0; i < rows; ++i) indices.fill(i, rowStarts[i], rowStarts[i + 1]);
  return indices;
}

/** Allocates a block for numbers of 32 bits, copies them there and returns its address. */
function pushIndices({ arena }: Engine, indices: Uint32Array): number {
  const at = arena.allocate(indices.byteLength);
  new Uint32Array(arena.memory.buffer, at, indices.length).set(indices);
  return at;
}
