import { basename, extname, join } from "node:path";
import { METHODS, type RecommenderOptions } from "../../applications/recommender/options.ts";
import type { Id, RatingColumns } from "../../applications/recommender/ratings.ts";
import { Recommender } from "../../applications/recommender/recommender.ts";
import { trainTestSplit } from "../../applications/recommender/trainTestSplit.ts";
import type { FitEpoch } from "../../approximation/ratings/epochs.ts";
import { idOf, type RatingsFormat } from "../../io/ratings/format.ts";
import { readRatingsFile } from "../../io/ratings/readRatings.ts";
import { readTitles } from "../../io/ratings/readTitles.ts";
import type { Arguments, Command } from "../command.ts";
import { UsageError } from "../errors.ts";
import { parseInput, readInput, streamInput, writeOutputs } from "../files.ts";
import { compact, duration, integer } from "../format.ts";
import type { Io } from "../io.ts";
import { INTEGER, numberOf, PART, POSITIVE, POSITIVE_INTEGER } from "../numbers.ts";
import { Progress } from "../progress.ts";
import { REPORT_OPTIONS, writeReport } from "../report.ts";
import { type Findings, measure, reportOf } from "./recommendReport.ts";

const FORMATS: readonly RatingsFormat[] = ["u.data", "csv", "dat"];

export const recommend: Command = {
  name: "recommend",
  summary: "predict ratings, and recommend what users have not rated yet",
  operand: "FILE",
  description: `Fits a model to the ratings in FILE, tells how well it predicts those that it has not seen, next to
simple means, and recommends. FILE is as MovieLens has it: u.data (tabs), ratings.csv (commas) or
ratings.dat (::), each line user, item, rating and maybe a timestamp.
Recommendations and the model that -o writes are from a fit to all ratings.`,
  options: {
    method: { value: "NAME", help: `${METHODS.join(", ")} (default: funk)` },
    factors: { value: "N", help: "numbers that describe a user or an item (default: 20)" },
    epochs: { value: "N", help: "passes over all ratings at most (default: 40, als 15)" },
    "learning-rate": { value: "R", help: "of funk, at the start (default: 0.03)" },
    regularization: { value: "L", help: "what large factors cost (default: 0.05, implicit 10)" },
    implicit: { help: "take ratings as counts of something done (with --method als)" },
    alpha: { value: "A", help: "what a count adds to the confidence (default: 40)" },
    test: {
      value: "PART",
      help: "ratings to test with, chosen at random (default: 0.2; 0 for no test)",
    },
    seed: { value: "N", help: "of all random choices (default: 0)" },
    user: { value: "ID", help: "recommend to this user" },
    similar: { value: "ITEM", help: "list the items that are most like this one" },
    count: { short: "n", value: "N", help: "how many of them (default: 10)" },
    titles: { value: "FILE", help: "names of the items: u.item, movies.csv or movies.dat" },
    format: { value: "NAME", help: `${FORMATS.join(", ")} (default: found out)` },
    output: { short: "o", value: "DIR", help: "write the model there, as model.json" },
    ...REPORT_OPTIONS,
  },
  examples: [
    "wasm-svd recommend ml-100k/u.data --titles ml-100k/u.item --user 196",
    "wasm-svd recommend ratings.csv --method als --factors 50 --plot curve.svg",
    "wasm-svd recommend plays.csv --method als --implicit --similar 318 -o model",
  ],
  run,
};

async function run(args: Arguments, io: Io): Promise<void> {
  const { operand: path = "", options } = args;
  const request = requestOf(options);
  const test = numberOf("--test", options.test, PART) ?? 0.2;
  const n = numberOf("-n", options.count, POSITIVE_INTEGER) ?? 10;
  const format = formatIn(options.format);
  const progress = new Progress(io);
  const ratings = await streamInput(path, () => readRatingsFile(path, format ? { format } : {}));
  const titles = await titlesIn(options.titles);
  const [user, similar] = [options.user, options.similar].map((id) => id && idOf(id));
  checkKnown(path, "--user", user, ratings.users);
  checkKnown(path, "--similar", similar, ratings.items);

  const start = io.now();
  const model = new Recommender(request);
  const findings: Findings = { path, model, count: ratings.ratings.length, measured: [] };
  if (test > 0) {
    const parts = trainTestSplit(ratings, { test, seed: request.seed ?? 0 });
    fit(model, parts.train, progress);
    findings.measured = measure(model, parts, progress);
  } else {
    fit(model, ratings, progress);
  }
  findings.history = model.history;

  const needed = user !== undefined || similar !== undefined || options.output !== undefined;
  if (test > 0 && needed) {
    progress.step("fitting all ratings");
    fit(model, ratings, progress);
  }
  const named = (item: Id) => ({ item, title: titles?.get(item) });
  if (user !== undefined) {
    const list = model.recommend(user, n).map(({ item, rating }) => ({ ...named(item), rating }));
    findings.recommended = { user, list };
  }
  if (similar !== undefined) {
    const items = similarTo(model, similar, n);
    const list = items.map(({ item, similarity }) => ({ ...named(item), similarity }));
    findings.similar = { ...named(similar), list };
  }
  findings.time = duration(io.now() - start);
  if (options.output !== undefined) {
    const name = "model.json";
    await writeOutputs(options.output, [{ name, content: `${JSON.stringify(model)}\n` }]);
    findings.written = join(options.output, name);
  }
  await writeReport(args, reportOf(findings, basename(path, extname(path))), io);
}

function fit(model: Recommender, ratings: RatingColumns, progress: Progress): void {
  const { length } = ratings.ratings;
  progress.step(`fitting ${integer(length)} ratings`, length / 100);
  try {
    model.fit(ratings, { onProgress: (epoch) => progress.update(() => told(epoch)) });
  } catch (error) {
    // What does not fit together, such as counts that are negative, or data too large for a method.
    if (error instanceof RangeError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

function similarTo(model: Recommender, item: Id, n: number) {
  if (model.itemFactors.columns > 0) return model.similarItems(item, n);
  throw new UsageError(`--similar needs a method with factors, got ${model.options.method}`);
}

function told({ epoch, trainRmse, validationRmse }: FitEpoch): string {
  const validation = validationRmse === undefined ? "" : `, validation ${compact(validationRmse)}`;
  return `epoch ${epoch}: RMSE ${compact(trainRmse)}${validation}`;
}

/** @throws {@link UsageError} for a value that is out of range, or options that exclude each other. */
function requestOf(options: Arguments["options"]): RecommenderOptions {
  const { method = "funk" } = options;
  const known = METHODS.find((name) => name === method);
  if (known === undefined) {
    throw new UsageError(`--method ${method}: expected one of ${METHODS.join(", ")}`);
  }
  if ("implicit" in options && known !== "als") {
    throw new UsageError(`--implicit needs --method als, got ${known}`);
  }
  const numbers = {
    factors: numberOf("--factors", options.factors, POSITIVE_INTEGER),
    epochs: numberOf("--epochs", options.epochs, POSITIVE_INTEGER),
    learningRate: numberOf("--learning-rate", options["learning-rate"], POSITIVE),
    regularization: numberOf("--regularization", options.regularization, POSITIVE),
    alpha: numberOf("--alpha", options.alpha, POSITIVE),
    seed: numberOf("--seed", options.seed, INTEGER),
  };
  const given = Object.entries(numbers).filter(([, value]) => value !== undefined);
  return { method: known, implicit: "implicit" in options, ...Object.fromEntries(given) };
}

function formatIn(name: string | undefined): RatingsFormat | undefined {
  const known = FORMATS.find((format) => format === name);
  if (name === undefined || known !== undefined) return known;
  throw new UsageError(`--format ${name}: expected one of ${FORMATS.join(", ")}`);
}

async function titlesIn(path: string | undefined) {
  if (path === undefined) return undefined;
  const bytes = await readInput(path);
  return parseInput(path, () => readTitles(bytes));
}

function checkKnown(path: string, option: string, id: Id | undefined, ids: readonly Id[]): void {
  if (id === undefined || ids.includes(id)) return;
  throw new UsageError(`${option} ${id}: expected an id that has ratings in ${path}`);
}
