import * as Plot from "@observablehq/plot";
import { useMemo } from "preact/hooks";
import { Chart } from "../../parts/chart.tsx";
import { percent } from "../../parts/percent.ts";
import type { Table } from "./data.ts";
import type { Axes } from "./fit.ts";
import { Pixels } from "./pixels.tsx";

/** What fits beside each other on a phone, in two lines. */
const PICTURES = 8;
/** Columns with the largest loadings, where there are more. */
const MOST_COLUMNS = 16;

export interface LoadingsProps {
  readonly table: Table;
  readonly axes: Axes;
  /** The components on the axes of the map. */
  readonly shown: readonly number[];
}

/** What the components are made of: bars by column, or pictures. */
export function Loadings({ table, axes, shown }: LoadingsProps) {
  const { picture } = table;
  if (!picture) return <Bars table={table} axes={axes} shown={shown} />;
  const count = Math.min(PICTURES, axes.directions.rows);
  return (
    <>
      <div class="pca-pictures">
        {Array.from({ length: count }, (_, i) => (
          <Pixels
            key={i}
            values={axes.directions.row(i)}
            side={picture.side}
            label={`${i + 1}: ${percent(axes.shares[i])}`}
          />
        ))}
      </div>
      <p class="note">
        The first components as pictures, blue where ink adds to the score, orange where it takes
        away.
      </p>
    </>
  );
}

function Bars({ table, axes, shown }: LoadingsProps) {
  const options = useMemo((): Plot.PlotOptions => {
    const { columns } = table;
    const weights = columns.map((_, j) =>
      Math.hypot(...shown.map((i) => axes.directions.get(i, j))),
    );
    const order = [...columns.keys()]
      .sort((a, b) => weights[b] - weights[a])
      .slice(0, MOST_COLUMNS);
    const bars = [...new Set(shown)].flatMap((i) =>
      order.map((j) => ({
        column: columns[j],
        weight: axes.directions.get(i, j),
        component: `component ${i + 1}`,
      })),
    );
    const longest = Math.max(...order.map((j) => columns[j].length));
    return {
      height: 60 + 22 * order.length,
      marginLeft: Math.min(150, 12 + 6.5 * longest),
      x: { label: null, domain: [-1, 1], ticks: [-0.5, 0, 0.5], grid: true },
      y: { label: null, domain: order.map((j) => columns[j]), tickFormat: shortened },
      fx: { label: null },
      marks: [
        Plot.barX(bars, {
          x: "weight",
          y: "column",
          fx: "component",
          fill: ({ weight }: (typeof bars)[number]) =>
            weight < 0 ? "var(--second)" : "var(--first)",
          title: ({ column, weight }: (typeof bars)[number]) => `${column}: ${weight.toFixed(3)}`,
        }),
        Plot.ruleX([0], { stroke: "var(--ink)" }),
      ],
    };
  }, [table, axes, ...shown]);
  return (
    <Chart
      options={options}
      caption="How much each column weighs in a component: to the right, large numbers raise the score; to the left, they lower it."
    />
  );
}

function shortened(name: string): string {
  return name.length <= 22 ? name : `${name.slice(0, 21)}…`;
}
