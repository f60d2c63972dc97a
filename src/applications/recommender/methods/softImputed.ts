import type { FitEpoch } from "../../../approximation/ratings/epochs.ts";
import { rootMeanSquare } from "../../../approximation/ratings/epochs.ts";
import type { Held, Sparse } from "../../../approximation/ratings/fitFactors.ts";
import { softImpute } from "../../../approximation/softImpute.ts";
import { svds } from "../../../decompositions/svds.ts";
import { shape } from "../../../errors.ts";
import { Matrix } from "../../../matrix.ts";
import { type Real, zerosLike } from "../../../real.ts";
import { SparseMatrix } from "../../../sparse/sparseMatrix.ts";
import { type Fitted, predicted, residuals } from "../model.ts";
import type { TrainingSet } from "../trainingSet.ts";
import { fitBaseline } from "./baseline.ts";
import { withTriplets } from "./lowRankFactors.ts";

/** Entries of the matrix at most: it is formed, and decomposed in each of some hundred iterations. */
const MOST_ENTRIES = 4e6;

/** How many λ are tried, each half of the one before, from where the result is 0. */
const STEPS = 8;

/** As accurate as predictions need it. */
const TOLERANCE = 1e-4;

export interface SoftImputedOptions {
  readonly factors: number;
  readonly lambda?: number;
  readonly reproducible?: boolean;
  readonly onProgress?: (epoch: FitEpoch) => void;
}

/**
 * Biases, and on top of them the matrix of low nuclear norm that `softImpute` finds. Of several λ the one that predicts
 * best what is held back; without such, the λ that is given.
 */
export function fitSoftImputed<T extends Real>(
  name: string,
  { fitted, held }: TrainingSet<T>,
  { factors, lambda, reproducible, onProgress }: SoftImputedOptions,
): Fitted<T> {
  const { rows, columns } = fitted;
  if (rows * columns > MOST_ENTRIES) {
    throw new RangeError(
      `${name}: "soft-impute" decomposes a dense matrix, of ${MOST_ENTRIES} entries at most, got ${shape(rows, columns)}; use "als" or "funk"`,
    );
  }
  if (lambda === undefined && held.ratings.length === 0) {
    throw new RangeError(
      `${name}: "soft-impute" needs a lambda, or a validation part to choose it by`,
    );
  }
  const base = fitBaseline("biases", fitted);
  const rest = residuals(fitted, base);
  const lambdas = lambda === undefined ? halved(rest, reproducible) : [lambda];
  const { path } = softImpute(dense(rest), {
    lambda: lambdas,
    rank: Math.min(factors, rows, columns),
    tolerance: TOLERANCE,
    reproducible,
  });
  const history: FitEpoch[] = [];
  const models = path.map(({ factors: found }) => withTriplets(base, found, found.s.length));
  let best = 0;
  models.forEach((model, step) => {
    const state = { epoch: step + 1, ...errorsOf(model, fitted, held) };
    history.push(state);
    onProgress?.(state);
    const { validationRmse: least = 0 } = history[best];
    if ((state.validationRmse ?? 0) < least) best = step;
  });
  return { model: models[best], history, bestEpoch: best + 1 };
}

function halved(rest: Sparse, reproducible?: boolean): number[] {
  const { rows, columns, rowStarts, columnIndices, values } = rest;
  const a = new SparseMatrix(rows, columns, rowStarts, columnIndices, values);
  const [largest] = svds(a, { k: 1, tolerance: TOLERANCE, reproducible }).s;
  return Array.from({ length: STEPS }, (_, step) => largest / 2 ** (step + 1));
}

/** With NaN where nothing is known. */
function dense<T extends Real>({ rows, columns, rowStarts, columnIndices, values }: Sparse<T>) {
  const data = zerosLike(values, rows * columns).fill(NaN) as T;
  for (let i = 0; i < rows; ++i) {
    for (let k = rowStarts[i]; k < rowStarts[i + 1]; ++k) {
      data[i * columns + columnIndices[k]] = values[k];
    }
  }
  return new Matrix(rows, columns, data);
}

function errorsOf(model: Fitted["model"], fitted: Sparse, held: Held) {
  const left = residuals(fitted, model).values;
  const scores = Array.from(held.users, (u, k) => predicted(model, u, held.items[k]));
  const validationRmse = rootMeanSquare(held.ratings, scores);
  const trainRmse = rootMeanSquare(left, zerosLike(left, left.length)) ?? 0;
  return { trainRmse, ...(validationRmse !== undefined && { validationRmse }) };
}
