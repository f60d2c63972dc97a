import { type Evaluation, evaluate } from "../../applications/recommender/evaluate.ts";
import type { RecommenderMethod } from "../../applications/recommender/options.ts";
import type { Id, RatingColumns } from "../../applications/recommender/ratings.ts";
import { Recommender } from "../../applications/recommender/recommender.ts";
import type { FitEpoch } from "../../approximation/ratings/epochs.ts";
import { type Column, table } from "../../plot/table.ts";
import { aligned } from "../command.ts";
import { integer } from "../format.ts";
import type { Progress } from "../progress.ts";
import type { Report } from "../report.ts";

const BASELINES = ["biases", "item-mean", "user-mean", "mean"] as const;

export interface Measured extends Evaluation {
  readonly method: RecommenderMethod;
}

interface Named {
  readonly item: Id;
  readonly title: string | undefined;
}

/** What a run has found, as far as it was asked for. */
export interface Findings {
  readonly path: string;
  readonly model: Recommender;
  readonly count: number;
  measured: readonly Measured[];
  history?: readonly FitEpoch[];
  recommended?: { readonly user: Id; readonly list: readonly (Named & { rating: number })[] };
  similar?: Named & { readonly list: readonly (Named & { similarity: number })[] };
  time?: string;
  written?: string;
}

/** The model, and what it has to be better than, on the ratings of the test. */
export function measure(
  model: Recommender,
  { train, test }: { train: RatingColumns; test: RatingColumns },
  progress: Progress,
): Measured[] {
  const { method = "funk" } = model.options;
  progress.step("testing");
  const own = { method, ...evaluate(model, test) };
  const others = BASELINES.filter((name) => name !== method).map((name) => ({
    method: name,
    ...evaluate(new Recommender({ method: name }).fit(train), test),
  }));
  return [own, ...others];
}

export function reportOf(findings: Findings, name: string): Report {
  const { model, count, measured, history = [], recommended, similar, written } = findings;
  const { users, items, options, bestEpoch } = model;
  return {
    json: {
      ...{ file: findings.path, ratings: count, users: users.length, items: items.length, options },
      ...{ test: measured, history, recommended, similar, written },
    },
    text: textOf(findings, bestEpoch),
    plot: async () => {
      const { chartSvg } = await import("../../plot/index.ts");
      return chartSvg(history.length > 0 ? learningCurve(findings, name) : bars(findings, name));
    },
  };
}

function textOf(findings: Findings, bestEpoch: number): string {
  const { path, model, count, measured, history = [], recommended, similar } = findings;
  const { method, factors } = model.options;
  const facts: [string, string][] = [
    [
      "ratings",
      `${path}, ${integer(count)} of ${integer(model.users.length)} users and ${integer(model.items.length)} items`,
    ],
    ["method", `${method}${model.itemFactors.columns > 0 ? `, ${factors} factors` : ""}`],
  ];
  if (history.length > 0) facts.push(["epochs", `${history.length}, the best one ${bestEpoch}`]);
  if (findings.time !== undefined) facts.push(["time", findings.time]);
  if (findings.written !== undefined) facts.push(["written", findings.written]);
  const parts = [`${aligned(facts)}\n`];
  if (measured.length > 0) parts.push(table(errorColumns(measured, model.options.implicit)));
  if (recommended) {
    const scores = recommended.list.map(({ rating }) => rating.toFixed(2));
    parts.push(`For user ${recommended.user}:\n${listOf(recommended.list, "rating", scores)}`);
  }
  if (similar) {
    const scores = similar.list.map(({ similarity }) => similarity.toFixed(3));
    const title = similar.title ?? similar.item;
    parts.push(`Like ${title}:\n${listOf(similar.list, "cosine", scores)}`);
  }
  return parts.join("\n");
}

function errorColumns(measured: readonly Measured[], implicit = false): Column[] {
  const column = (heading: string, value: (one: Measured) => number) => ({
    heading,
    cells: measured.map((one) => value(one).toFixed(4)),
  });
  const errors = [column("RMSE", (one) => one.rmse), column("MAE", (one) => one.mae)];
  return [
    { heading: "on the test", cells: measured.map(({ method }) => method), align: "left" },
    // Scores of implicit feedback are not in the units of the counts.
    ...(implicit ? [] : errors),
    column("precision@10", (one) => one.precisionAtK),
    column("recall@10", (one) => one.recallAtK),
    column("NDCG@10", (one) => one.ndcgAtK),
  ];
}

function listOf(list: readonly Named[], heading: string, scores: readonly string[]): string {
  const titles = list.map(({ title }) => title ?? "");
  const named = titles.some((title) => title !== "");
  return table([
    { heading: "item", cells: list.map(({ item }) => String(item)) },
    { heading, cells: scores },
    ...(named ? [{ heading: "title", cells: titles, align: "left" as const }] : []),
  ]);
}

function learningCurve({ model, measured, history = [] }: Findings, name: string) {
  const { method } = model.options;
  const x = history.map(({ epoch }) => epoch);
  const validation = history.map(({ validationRmse = NaN }) => validationRmse);
  const baselines = model.options.implicit ? [] : measured.slice(1);
  return {
    title: `${method} on ${name}`,
    x: { title: method === "soft-impute" ? "step of λ" : "epoch", whole: true },
    y: { title: "RMSE" },
    series: [
      { name: "fitted ratings", x, y: history.map(({ trainRmse }) => trainRmse) },
      ...(validation.some(Number.isFinite) ? [{ name: "validation", x, y: validation }] : []),
    ],
    rules: baselines.map(({ method: text, rmse: at }) => ({ axis: "y" as const, at, text })),
  };
}

/** Of methods that have no epochs: the errors of all. */
function bars({ measured, model }: Findings, name: string) {
  const { method } = model.options;
  const x = measured.map((_, i) => i + 1);
  const labels = measured.map(({ method }) => method);
  return {
    title: `${method} on ${name}`,
    x: { title: "method", whole: true },
    y: { title: "RMSE" },
    series: [{ as: "bars" as const, x, y: measured.map(({ rmse }) => rmse), labels }],
  };
}
