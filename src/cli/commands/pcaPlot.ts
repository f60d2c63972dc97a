import type { PCA } from "../../applications/pca/pca.ts";
import type { Matrix } from "../../matrix.ts";
import type { Chart, ChartSeries } from "../../plot/chart.ts";
import { percent } from "../../plot/percent.ts";
import type { Real } from "../../real.ts";
import type { Input } from "./pca.ts";
import { cumulative } from "./pcaReport.ts";

/** Components in the chart of variances. */
const MOST_BARS = 30;

/** More kinds of labels than these cannot be told apart by colour. */
const MOST_COLOURS = 20;

/** Colours that the chart has of itself. */
const OWN_COLOURS = 7;

/** Letters of all names that find room above the chart. */
const LETTERS = 68;

/** Letters that a stroke of colour takes the place of. */
const STROKE = 6;

/** How much of the variance the components explain, and beside it the rows on the first two of them. */
export async function pcaPlot(input: Input, model: PCA<Real>, scores: Matrix): Promise<string> {
  const { chartsSvg } = await import("../../plot/index.ts");
  const title = `Principal components of ${input.path}`;
  return chartsSvg([variances(model), samples(input, model, scores)], { title });
}

function variances({ explainedVarianceRatio }: PCA<Real>): Chart {
  const parts = explainedVarianceRatio.subarray(0, MOST_BARS);
  const x = Array.from(parts, (_, i) => i + 1);
  return {
    title: "How much the components explain",
    x: { title: "component", whole: true, from: 0.5, to: parts.length + 0.5 },
    y: { title: "part of the variance", from: 0, to: 1 },
    series: [
      { name: "each", x, y: parts, as: "bars" },
      { name: "together", x, y: cumulative(parts) },
      { x, y: cumulative(parts), as: "dots", colour: "#d1495b" },
    ],
  };
}

function samples({ labels }: Input, model: PCA<Real>, scores: Matrix): Chart {
  const single = model.nComponents === 1;
  const part = (i: number) => percent(model.explainedVarianceRatio[i], 1);
  const numbers = Array.from({ length: scores.rows }, (_, i) => i + 1);
  return {
    title: single ? "Rows on the component" : "Rows on the first two components",
    x: { title: single ? "row" : `component 1, ${part(0)}` },
    y: { title: single ? `component 1, ${part(0)}` : `component 2, ${part(1)}` },
    series: byLabel(
      labels,
      single ? numbers : scores.column(0),
      single ? scores.column(0) : scores.column(1),
    ),
  };
}

function byLabel(
  labels: readonly string[] | undefined,
  x: ArrayLike<number>,
  y: ArrayLike<number>,
): ChartSeries[] {
  const kinds = [...new Set(labels)];
  if (!labels || kinds.length > MOST_COLOURS) return [{ x, y, as: "dots" }];
  const room = Math.max(1, Math.floor(LETTERS / kinds.length) - STROKE);
  return kinds.map((kind, i) => {
    const rows = labels.flatMap((label, row) => (label === kind ? [row] : []));
    return {
      name: kind.length > room ? `${kind.slice(0, Math.max(1, room - 1))}…` : kind,
      x: rows.map((row) => x[row]),
      y: rows.map((row) => y[row]),
      as: "dots",
      ...(kinds.length > OWN_COLOURS && { colour: hue(i, kinds.length) }),
    };
  });
}

/** Round the circle, light and dark in turn: neighbours differ in both. */
function hue(i: number, count: number): string {
  return `hsl(${Math.round((360 * i) / count)} 65% ${i % 2 === 0 ? 40 : 60}%)`;
}
