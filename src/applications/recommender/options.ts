import type { FitEpoch } from "../../approximation/ratings/epochs.ts";
import { describe } from "../../errors.ts";
import type { Dtype } from "../../real.ts";
import type { BaselineMethod } from "./methods/baseline.ts";

export type RecommenderMethod = "funk" | "als" | "soft-impute" | "mean-filled" | BaselineMethod;

export const METHODS: readonly RecommenderMethod[] = [
  ...(["funk", "als", "soft-impute", "mean-filled"] as const),
  ...(["biases", "item-mean", "user-mean", "mean"] as const),
];

export interface RecommenderOptions {
  /**
   * How ratings are modelled; `"funk"` by default.
   *
   * - `"funk"`: factors and biases by stochastic gradient descent.
   * - `"als"`: the same model by alternating least squares; with `implicit`, for counts instead of ratings.
   * - `"soft-impute"`: biases, and a matrix of low nuclear norm. Forms users × items numbers: for small data only.
   * - `"mean-filled"`: the rank-`factors` approximation of the matrix whose missing ratings are filled with means: what one
   *   tries first, and a lesson in why that is not enough.
   * - `"biases"`, `"item-mean"`, `"user-mean"`, `"mean"`: no factors; what the others have to be better than.
   */
  readonly method?: RecommenderMethod;

  /** Numbers that describe a user or an item, from 1; 20 by default. The largest rank of `"soft-impute"`. */
  readonly factors?: number;

  /** Passes over all ratings at most; 40 by default, 15 of `"als"`. */
  readonly epochs?: number;

  /** Size of the first steps of `"funk"`, above 0; 0.03 by default, for ratings about 1 apart. It falls
   * linearly, to nearly 0 in the last epoch. */
  readonly learningRate?: number;

  /**
   * λ > 0, how much large factors and biases cost: 0.05 by default. Each rating adds its squared error and λ times the
   * squares of its user's and its item's numbers. With `implicit` λ counts once for each user and item; 10 by default.
   */
  readonly regularization?: number;

  /** Whether `"funk"` and `"als"` have a bias for each user and item; true by default, and not with `implicit`. */
  readonly biases?: boolean;

  /**
   * Only for `"als"`: takes ratings as counts > 0 of something done, such as plays. What has no count is not unknown, but
   * held for 0 with confidence 1; what has one, for 1 with confidence 1 + `alpha`·count. False by default.
   */
  readonly implicit?: boolean;

  /** Above 0; 40 by default, as in the paper. */
  readonly alpha?: number;

  /** λ of `"soft-impute"`; by default the best of 8 on the validation part. */
  readonly lambda?: number;

  /** Whose means `"mean-filled"` fills in; `"item"` by default. */
  readonly fill?: "item" | "user";

  /**
   * The part of the ratings, from 0 to below 1, that is held back to see when to stop: 0.1 by default, 0 with `implicit`.
   * The model is that of the epoch which predicts them best. 0 uses all ratings, and all epochs.
   */
  readonly validation?: number;

  /** Epochs without a gain on the validation part after which it stops; 5 by default. */
  readonly patience?: number;

  /**
   * Predictions are cut to this range, [smallest, largest]: by default that of the ratings. `false` leaves them as they
   * are, as they always are with `implicit`.
   */
  readonly clip?: readonly [number, number] | false;

  /** Precision: `"float32"` by default, which is twice as fast, with errors far below those of any prediction. */
  readonly dtype?: Dtype;

  /** Of the start, the order of users, and the choice of the validation part: a whole number, 0 by default. */
  readonly seed?: number;

  /** Computes with plain SIMD: the same bits on every machine and browser. */
  readonly reproducible?: boolean;
}

/** The options with their defaults; `lambda`, `clip` and `reproducible` may stay open. */
export type Settings = Required<Omit<RecommenderOptions, "lambda" | "clip" | "reproducible">> &
  Pick<RecommenderOptions, "lambda" | "clip" | "reproducible">;

export interface RecommenderFitOptions {
  /** Called after each epoch; what it throws ends the fit. */
  readonly onProgress?: (epoch: FitEpoch) => void;
}

/** @throws {@link RangeError} or {@link TypeError} naming the option that makes no sense. */
export function settingsOf(name: string, options: RecommenderOptions): Settings {
  const { method = "funk", implicit = false } = options;
  const settings = {
    method,
    factors: 20,
    epochs: method === "als" ? 15 : 40,
    learningRate: 0.03,
    regularization: implicit ? 10 : 0.05,
    biases: !implicit,
    implicit,
    alpha: 40,
    fill: "item" as const,
    validation: implicit ? 0 : 0.1,
    patience: 5,
    dtype: "float32" as const,
    seed: 0,
    ...Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)),
  } as Settings;
  check(name, settings);
  return settings;
}

function check(name: string, s: Settings): void {
  const fail = (option: keyof Settings, expected: string): never => {
    throw new RangeError(
      `${name}: expected ${option} to be ${expected}, got ${describe(s[option])}`,
    );
  };
  const atLeastOne = (x: unknown) => Number.isInteger(x) && (x as number) >= 1;
  const positive = (x: unknown) => typeof x === "number" && x > 0 && x < Infinity;
  if (!METHODS.includes(s.method)) fail("method", METHODS.map((m) => `"${m}"`).join(", "));
  for (const option of ["factors", "epochs", "patience"] as const) {
    if (!atLeastOne(s[option])) fail(option, "an integer >= 1");
  }
  for (const option of ["learningRate", "regularization", "alpha"] as const) {
    if (!positive(s[option])) fail(option, "a number > 0");
  }
  for (const option of ["biases", "implicit"] as const) {
    if (typeof s[option] !== "boolean") fail(option, "a boolean");
  }
  if (s.lambda !== undefined && !(typeof s.lambda === "number" && s.lambda >= 0)) {
    fail("lambda", "a number >= 0");
  }
  if (!["item", "user"].includes(s.fill)) fail("fill", '"item" or "user"');
  if (!(s.validation >= 0 && s.validation < 1)) fail("validation", "from 0 to below 1");
  if (!["float32", "float64"].includes(s.dtype)) fail("dtype", '"float32" or "float64"');
  if (!Number.isSafeInteger(s.seed)) fail("seed", "a whole number");
  checkClip(s, fail);
  if (s.implicit && s.method !== "als") fail("method", '"als" with implicit');
  if (s.implicit && s.biases) fail("biases", "false with implicit");
  if (s.implicit && s.validation > 0) fail("validation", "0 with implicit");
}

function checkClip(
  { clip }: Settings,
  fail: (option: keyof Settings, expected: string) => never,
): void {
  if (clip === undefined || clip === false) return;
  const [low, high] = Array.isArray(clip) ? (clip as number[]) : [NaN, NaN];
  if (!(low <= high)) fail("clip", "false or [smallest, largest]");
}
