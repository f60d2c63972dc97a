import { fitRows, type Side, type Sparse } from "../../approximation/ratings/fitFactors.ts";
import { type Real, zerosLike } from "../../real.ts";
import { transpose } from "../../sparse/transpose.ts";
import { feedbackOf } from "./fitModel.ts";
import type { RatingModel } from "./model.ts";
import type { Settings } from "./options.ts";

/** Rows for users that the model does not know, by least squares on its items. */
export function foldUsers<T extends Real>(
  name: string,
  ratings: Sparse<T>,
  { mean, items }: RatingModel<T>,
  settings: Settings,
): Side<T> {
  return fitRows(name, ratings, items, { ...settings, feedback: feedbackOf(settings, mean) });
}

/**
 * Takes ratings into a model: rows of `touched` users are computed anew, and those of items that the model did not have;
 * all others stay.
 *
 * @param ratings - All ratings, old and new; the first users and items are those of the model.
 */
export function extendModel<T extends Real>(
  name: string,
  ratings: Sparse<T>,
  model: RatingModel<T>,
  touched: readonly number[],
  settings: Settings,
): RatingModel<T> {
  const newItems = range(model.items.biases.length, ratings.columns);
  const byItem = rowsOf(transpose(ratings), newItems);
  const feedback = feedbackOf(settings, model.mean);
  const solve = (rows: Sparse<T>, other: Side<T>) =>
    fitRows(name, rows, other, { ...settings, feedback });

  let users = grown(model.users, ratings.rows);
  let items = grown(model.items, ratings.columns);
  // Items from users who are known; users from all items; and items once more, now from all users.
  if (newItems.length > 0) items = replaced(items, newItems, solve(byItem, users));
  users = replaced(users, touched, solve(rowsOf(ratings, touched), items));
  if (newItems.length > 0) items = replaced(items, newItems, solve(byItem, users));
  return { mean: model.mean, users, items };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}

function rowsOf<T extends Real>(a: Sparse<T>, rows: readonly number[]): Sparse<T> {
  const rowStarts = new Uint32Array(rows.length + 1);
  rows.forEach((row, i) => {
    rowStarts[i + 1] = rowStarts[i] + a.rowStarts[row + 1] - a.rowStarts[row];
  });
  const columnIndices = new Uint32Array(rowStarts[rows.length]);
  const values = zerosLike(a.values, columnIndices.length);
  rows.forEach((row, i) => {
    const [from, to] = [a.rowStarts[row], a.rowStarts[row + 1]];
    columnIndices.set(a.columnIndices.subarray(from, to), rowStarts[i]);
    values.set(a.values.subarray(from, to), rowStarts[i]);
  });
  return { rows: rows.length, columns: a.columns, rowStarts, columnIndices, values };
}

/** With rows of zeros at the end. */
function grown<T extends Real>({ factors, biases }: Side<T>, rows: number): Side<T> {
  const { columns } = factors;
  const data = zerosLike(biases, rows * columns);
  data.set(factors.data);
  const more = zerosLike(biases, rows);
  more.set(biases);
  return { factors: { rows, columns, data }, biases: more };
}

function replaced<T extends Real>(side: Side<T>, rows: readonly number[], by: Side<T>): Side<T> {
  const { factors, biases } = grown(side, side.biases.length);
  const { columns, data } = factors;
  rows.forEach((row, i) => {
    data.set(by.factors.data.subarray(i * columns, (i + 1) * columns), row * columns);
    biases[row] = by.biases[i];
  });
  return { factors, biases };
}
