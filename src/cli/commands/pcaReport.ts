import type { PCA } from "../../applications/pca/pca.ts";
import type { Matrix } from "../../matrix.ts";
import { percent } from "../../plot/percent.ts";
import { table } from "../../plot/table.ts";
import { epsilon, type Real } from "../../real.ts";
import { SparseMatrix } from "../../sparse/sparseMatrix.ts";
import { aligned } from "../command.ts";
import { compact, integer, precise } from "../format.ts";
import type { Report } from "../report.ts";
import type { Input } from "./pca.ts";
import { pcaPlot } from "./pcaPlot.ts";

/** Components shown, and the columns of each that have the strongest part in it. */
const SHOWN = 10;
const STRONGEST = 5;

/** Labels named. */
const NAMED = 8;

export interface Facts {
  readonly time: string;
  readonly written: readonly string[];
}

/** What `wasm-svd pca` prints, writes as JSON and draws. */
export function pcaReport(input: Input, model: PCA<Real>, scores: Matrix, facts: Facts): Report {
  return {
    json: jsonOf(input, model, facts),
    text: textOf(input, model, facts),
    plot: () => pcaPlot(input, model, scores),
  };
}

function textOf(input: Input, model: PCA<Real>, { time, written }: Facts): string {
  const { path, matrix, leftOut } = input;
  const { nComponents: k, options } = model;
  const kind = matrix instanceof SparseMatrix ? "sparse, " : "";
  const treated = [
    "centred",
    ...(options.scale ? ["scaled"] : []),
    ...(options.whiten ? ["scores whitened"] : []),
  ];
  const most = Math.min(matrix.rows, matrix.columns);
  const rows: [string, string][] = [
    ["table", `${path}, ${matrix.rows} × ${matrix.columns}, ${kind}${matrix.dtype}`],
    ["columns", treated.join(", ")],
    ["components", `${k} of ${most}`],
  ];
  if (k < most) {
    rows.push(["noise", `${precise(model.noiseVariance)}, the mean variance along all others`]);
  }
  if (input.labels) rows.push(["labels", labelsOf(input)]);
  if (leftOut.length > 0) rows.push(["left out", `${leftOut.join(", ")}: words`]);
  rows.push(["time", time]);
  if (written.length > 0) rows.push(["written", written.join(", ")]);
  const more = k > SHOWN ? `… and ${integer(k - SHOWN)} more\n` : "";
  return `${aligned(rows)}\n\n${variances(model)}${more}\n${loadings(input, model)}`;
}

function variances(model: PCA<Real>): string {
  const { explainedVariance, explainedVarianceRatio, singularValues } = model;
  const shown = Math.min(SHOWN, model.nComponents);
  const cells = (f: (i: number) => string) => Array.from({ length: shown }, (_, i) => f(i));
  const together = cumulative(explainedVarianceRatio);
  return table([
    { heading: "component", cells: cells((i) => `${i + 1}`) },
    { heading: "singular value", cells: cells((i) => precise(singularValues[i])) },
    { heading: "variance", cells: cells((i) => precise(explainedVariance[i])) },
    { heading: "share", cells: cells((i) => percent(explainedVarianceRatio[i], 2)) },
    { heading: "together", cells: cells((i) => percent(together[i], 2)) },
  ]);
}

function loadings({ names }: Input, model: PCA<Real>): string {
  const shown = Math.min(SHOWN, model.nComponents);
  return table([
    { heading: "component", cells: Array.from({ length: shown }, (_, i) => `${i + 1}`) },
    {
      heading: "strongest loadings",
      align: "left",
      cells: Array.from({ length: shown }, (_, i) => strongest(names, model.components.row(i))),
    },
  ]);
}

function strongest(names: readonly string[], loadings: ArrayLike<number>): string {
  return names
    .map((name, j) => ({ name, loading: loadings[j] }))
    .sort((a, b) => Math.abs(b.loading) - Math.abs(a.loading))
    .slice(0, STRONGEST)
    .map(({ name, loading }) => `${name} ${compact(loading, 3).replace("-", "−")}`)
    .join(", ");
}

/** Which there are, and how often. */
function labelsOf({ labels = [], labelled = "" }: Input): string {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  const named = [...counts].slice(0, NAMED).map(([label, count]) => `${label} (${count})`);
  const more = counts.size > NAMED ? [`… ${counts.size} in all`] : [];
  return `${labelled}: ${[...named, ...more].join(", ")}`;
}

function jsonOf(input: Input, model: PCA<Real>, { written }: Facts): unknown {
  const { path, matrix, names, labelled, leftOut } = input;
  const { explainedVariance, explainedVarianceRatio, singularValues, options } = model;
  const together = cumulative(explainedVarianceRatio);
  return {
    file: path,
    rows: matrix.rows,
    columns: names,
    ...(labelled !== undefined && { labels: labelled }),
    ...(leftOut.length > 0 && { leftOut }),
    dtype: matrix.dtype,
    solver: model.solver,
    scaled: options.scale ?? false,
    whitened: options.whiten ?? false,
    mean: Array.from(model.mean),
    ...(model.scale && { scale: Array.from(model.scale) }),
    noiseVariance: model.noiseVariance,
    components: Array.from(explainedVariance, (variance, i) => ({
      singularValue: singularValues[i],
      variance,
      ratio: explainedVarianceRatio[i],
      cumulative: together[i],
      loadings: Array.from(model.components.row(i)),
    })),
    ...(written.length > 0 && { written }),
  };
}

/** Sums of the first, of the first two … What is 1 but for rounding is 1. */
export function cumulative(parts: Real): number[] {
  const rounding = parts.length * epsilon(parts);
  let sum = 0;
  return Array.from(parts, (part) => ((sum += part) > 1 - rounding ? 1 : sum));
}
