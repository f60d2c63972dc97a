import * as Plot from "@observablehq/plot";
import { useMemo } from "preact/hooks";
import { Chart } from "../../parts/chart.tsx";
import { placesUpTo, RANK_FRAME, rankAxis, short } from "../../parts/rankAxis.ts";
import type { Analysis } from "./analysis.ts";

/** The singular values with the threshold: those above it in another colour and shape. */
export function Spectrum({ analysis }: { readonly analysis: Analysis }) {
  const options = useMemo(() => spectrumOptions(analysis), [analysis]);
  return (
    <Chart
      options={options}
      caption="Singular values of what is noisy: ● above the threshold (the line), kept; × below it, taken for noise."
    />
  );
}

function spectrumOptions({ svd: { s }, found }: Analysis): Plot.PlotOptions {
  const points = placesUpTo(s.length).map((i) => ({ i, sigma: s[i - 1] }));
  // What rounding leaves of a zero would stretch the axis.
  const shown = points.filter(({ sigma }) => sigma > s[0] * 1e-9);
  const isKept = ({ sigma }: { sigma: number }) => sigma > found.threshold;
  return {
    ...RANK_FRAME,
    x: rankAxis(s.length),
    y: { type: "log", label: "σᵢ", grid: true, ticks: 4, tickFormat: short },
    marks: [
      Plot.ruleY(found.threshold > 0 ? [found.threshold] : [], {
        stroke: "var(--ink)",
        strokeDasharray: "6 3",
      }),
      Plot.dot(shown.filter(isKept), { x: "i", y: "sigma", r: 3.5, fill: "var(--first)" }),
      Plot.dot(
        shown.filter((point) => !isKept(point)),
        { x: "i", y: "sigma", r: 3, symbol: "times", stroke: "var(--second)" },
      ),
    ],
  };
}
