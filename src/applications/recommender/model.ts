import type { FitEpoch } from "../../approximation/ratings/epochs.ts";
import type { Side, Sparse } from "../../approximation/ratings/fitFactors.ts";
import { type Real, zerosLike } from "../../real.ts";

/** What every method comes to: r ≈ mean + users.biases[u] + items.biases[i] + users.factors[u]ᵀ·items.factors[i]. */
export interface RatingModel<T extends Real = Real> {
  readonly mean: number;
  readonly users: Side<T>;
  readonly items: Side<T>;
}

export interface Fitted<T extends Real = Real> {
  readonly model: RatingModel<T>;
  readonly history: readonly FitEpoch[];
  /** The epoch that the model is from; 0 of methods that have none. */
  readonly bestEpoch: number;
}

/** What a model predicts; the sum starts with the mean and the biases, and goes on in double precision. */
export function predicted({ mean, users, items }: RatingModel, u: number, i: number): number {
  const n = users.factors.columns;
  let sum = mean + users.biases[u] + items.biases[i];
  for (let k = 0; k < n; ++k) sum += users.factors.data[u * n + k] * items.factors.data[i * n + k];
  return sum;
}

/** The mean of all ratings. */
export function meanOf({ values }: Sparse): number {
  let sum = 0;
  for (const value of values) sum += value;
  return values.length === 0 ? 0 : sum / values.length;
}

/** The ratings less what a model predicts, place by place. */
export function residuals<T extends Real>(ratings: Sparse<T>, model: RatingModel): Sparse<T> {
  const values = zerosLike(ratings.values, ratings.values.length);
  for (let i = 0; i < ratings.rows; ++i) {
    for (let k = ratings.rowStarts[i]; k < ratings.rowStarts[i + 1]; ++k) {
      values[k] = ratings.values[k] - predicted(model, i, ratings.columnIndices[k]);
    }
  }
  return { ...ratings, values };
}

/** A side of biases, without factors. */
export function biasSide<T extends Real>(like: T, biases: ArrayLike<number>): Side<T> {
  const copy = zerosLike(like, biases.length);
  copy.set(biases);
  return {
    factors: { rows: biases.length, columns: 0, data: zerosLike(like, 0) },
    biases: copy,
  };
}
