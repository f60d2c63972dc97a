import * as Plot from "@observablehq/plot";
import { useMemo } from "preact/hooks";
import { Chart } from "../../parts/chart.tsx";
import { decibels, type SignalAnalysis } from "./analysis.ts";

/** A signal clean, noisy, and cleaned at a rank of its trajectory matrix. */
export function Signals({
  analysis,
  rank,
}: {
  readonly analysis: SignalAnalysis;
  readonly rank: number;
}) {
  const options = useMemo(() => signalOptions(analysis, rank), [analysis, rank]);
  const dB = (error: number) => <output>{decibels(analysis, error).toFixed(2)} dB</output>;
  return (
    <>
      <Chart
        options={options}
        caption="Dots: the noisy samples; dashed: the clean signal; solid: the one cleaned, the means of the anti-diagonals of the trajectory matrix at this rank."
      />
      <p data-what="snr">
        Signal to noise: {dB(analysis.before)} before, {dB(analysis.errors[rank])} at rank {rank}.
      </p>
    </>
  );
}

function signalOptions({ clean, noisy, parts }: SignalAnalysis, rank: number): Plot.PlotOptions {
  const cleaned = new Float64Array(clean.length);
  for (const part of parts.slice(0, rank)) {
    for (let i = 0; i < cleaned.length; ++i) cleaned[i] += part[i];
  }
  return {
    height: 300,
    marginLeft: 40,
    marginBottom: 36,
    x: { label: "sample", ticks: 6 },
    y: { label: null, grid: true, ticks: 5 },
    marks: [
      Plot.dot(noisy, {
        x: (_, i: number) => i,
        y: (value: number) => value,
        r: 2,
        fill: "var(--quiet)",
      }),
      Plot.lineY(clean, { stroke: "var(--second)", strokeWidth: 2, strokeDasharray: "6 3" }),
      Plot.lineY(cleaned, { stroke: "var(--first)", strokeWidth: 2 }),
    ],
  };
}
