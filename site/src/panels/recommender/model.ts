import { Matrix, type Rating, Recommender, type RecommenderOptions, svd } from "wasm-svd";
import { FILMS, HIGHEST, LOWEST, PEOPLE, type Ratings } from "./data.ts";

export interface Settings {
  readonly factors: number;
  /** λ: what large factors and biases cost. */
  readonly regularization: number;
}

/** A model, and what it makes of the table; films × people, as the ratings. */
export interface Prediction {
  readonly model: Recommender;
  readonly predicted: readonly (readonly number[])[];
}

/** Passes until nothing moves any more, of so few ratings. */
const EPOCHS = 60;

/**
 * Alternating least squares solves for all people, then for all films, exactly. On the table as it starts, it knows the ratings
 * to 0.42 after 15 passes; gradient descent ("funk") to 0.86 after the 40 of its defaults, and needs 1,000 for the same.
 */
export function optionsOf(
  settings: Settings,
  method: "als" | "biases" = "als",
): RecommenderOptions {
  return {
    ...settings,
    method,
    epochs: EPOCHS,
    // Every rating counts here: none is held back.
    validation: 0,
    clip: [LOWEST, HIGHEST],
    dtype: "float64",
  };
}

export function ratingsOf(table: Ratings): Rating[] {
  return table.flatMap((row, i) =>
    row.flatMap((rating, j) =>
      rating === undefined ? [] : [{ user: PEOPLE[j], item: FILMS[i], rating }],
    ),
  );
}

/** Of a table without a rating there is none. */
export function predict(table: Ratings, settings: Settings): Prediction | undefined {
  const ratings = ratingsOf(table);
  if (ratings.length === 0) return undefined;
  const model = new Recommender(optionsOf(settings)).fit(ratings);
  const predicted = FILMS.map((film) => PEOPLE.map((person) => model.predict(person, film)));
  return { model, predicted };
}

/** The root of the mean squared error of the ratings that are known. */
export function knownError(table: Ratings, { predicted }: Prediction): number {
  const squares = table.flatMap((row, i) =>
    row.flatMap((rating, j) => (rating === undefined ? [] : [(rating - predicted[i][j]) ** 2])),
  );
  return Math.sqrt(squares.reduce((sum, x) => sum + x, 0) / squares.length);
}

/** Where films and people stand by the first two directions of taste. */
export interface Tastes {
  readonly films: readonly (readonly [x: number, y: number])[];
  readonly people: readonly (readonly [x: number, y: number])[];
}

/**
 * The completed table without the mean of each film and of each person: what is left is taste. Of its singular value decomposition,
 * films stand at U·√s and people at V·√s, so that a film lies in the direction of those who like it.
 */
export function tastesOf(table: Ratings, { predicted }: Prediction): Tastes {
  const full = table.map((row, i) => row.map((rating, j) => rating ?? predicted[i][j]));
  const mean = (list: readonly number[]) => list.reduce((sum, x) => sum + x, 0) / list.length;
  const filmMeans = full.map(mean);
  const peopleMeans = PEOPLE.map((_, j) => mean(full.map((row) => row[j])));
  const all = mean(filmMeans);
  const { U, s, Vt } = svd(
    Matrix.from(full.map((row, i) => row.map((x, j) => x - filmMeans[i] - peopleMeans[j] + all))),
  );
  const roots = s.map(Math.sqrt);
  return {
    films: FILMS.map((_, i) => [U.get(i, 0) * roots[0], U.get(i, 1) * roots[1]]),
    people: PEOPLE.map((_, j) => [Vt.get(0, j) * roots[0], Vt.get(1, j) * roots[1]]),
  };
}
