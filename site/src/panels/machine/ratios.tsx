import * as Plot from "@observablehq/plot";
import { useMemo } from "preact/hooks";
import { Chart } from "../../parts/chart.tsx";
import type { Row } from "./measure.ts";
import { digits } from "./report.ts";

const PRECISIONS = ["float64", "float32"] as const;
const COLOURS = { float64: "var(--first)", float32: "var(--third)" };

/** A bar for each size and precision: how many times as fast as ml-matrix. */
export function Ratios({ rows }: { readonly rows: readonly Row[] }) {
  const options = useMemo(() => {
    const bars = rows.flatMap((row) =>
      PRECISIONS.flatMap((precision) => {
        const ratio = row.ratios[precision];
        return ratio === undefined ? [] : [{ n: row.n, precision, ratio }];
      }),
    );
    const sizes = [...new Set(bars.map(({ n }) => n))];
    return {
      height: 72 + 62 * sizes.length,
      marginLeft: 60,
      marginRight: 96,
      marginBottom: 42,
      fy: { domain: sizes, label: "n", padding: 0.15 },
      y: { domain: PRECISIONS, axis: null, padding: 0.15 },
      x: { label: "times as fast as ml-matrix", grid: true, nice: true },
      marks: [
        Plot.barX(bars, {
          x: "ratio",
          y: "precision",
          fy: "n",
          fill: ({ precision }) => COLOURS[precision as "float64"],
        }),
        Plot.text(bars, {
          x: "ratio",
          y: "precision",
          fy: "n",
          text: ({ ratio, precision }) => `${precision as string}: ${digits(ratio as number)} ×`,
          textAnchor: "start",
          dx: 5,
          fill: "currentColor",
        }),
        // ml-matrix itself.
        Plot.ruleX([1], { stroke: "var(--quiet)", strokeDasharray: "3 3" }),
      ],
    } satisfies Plot.PlotOptions;
  }, [rows]);
  return (
    <Chart
      options={options}
      caption="How many times as fast as ml-matrix wasm-svd computes U, s and V of the same n × n matrix, in double and in single precision; the dashed line is ml-matrix itself."
    />
  );
}
