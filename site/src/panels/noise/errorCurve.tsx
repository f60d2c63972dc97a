import * as Plot from "@observablehq/plot";
import { useMemo } from "preact/hooks";
import { Chart } from "../../parts/chart.tsx";
import { placesUpTo, RANK_FRAME, rankAxis, short } from "../../parts/rankAxis.ts";
import { type Analysis, bestRank } from "./analysis.ts";

/** How far from what is clean every rank would be; its lowest point is what no rule can beat. */
export function ErrorCurve({ analysis }: { readonly analysis: Analysis }) {
  const options = useMemo(() => curveOptions(analysis), [analysis]);
  return (
    <Chart
      options={options}
      caption="Root of the mean squared error against what is clean, by rank. ◆ the least; ○ the rank of the threshold; dashed, what is noisy. To the left too much is lost, to the right noise comes back."
    />
  );
}

function curveOptions(analysis: Analysis): Plot.PlotOptions {
  const { errors, found, before } = analysis;
  const most = errors.length - 1;
  const at = (i: number) => ({ i, error: Math.sqrt(Math.max(errors[i], 0)) });
  const marked = (i: number) => (i === 0 ? [] : [at(i)]);
  return {
    ...RANK_FRAME,
    x: rankAxis(most),
    y: { label: "error", grid: true, zero: true, ticks: 4, tickFormat: short },
    marks: [
      Plot.ruleY([Math.sqrt(before)], { stroke: "var(--quiet)", strokeDasharray: "6 3" }),
      Plot.line(placesUpTo(most).map(at), {
        x: "i",
        y: "error",
        stroke: "var(--fourth)",
        strokeWidth: 2,
      }),
      Plot.dot(marked(bestRank(analysis)), {
        x: "i",
        y: "error",
        r: 6,
        symbol: "diamond",
        fill: "var(--third)",
      }),
      Plot.dot(marked(found.rank), {
        x: "i",
        y: "error",
        r: 5,
        stroke: "var(--first)",
        strokeWidth: 2,
      }),
    ],
  };
}
