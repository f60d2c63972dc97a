import * as Plot from "@observablehq/plot";
import { useMemo } from "preact/hooks";
import { Chart } from "../../parts/chart.tsx";
import { percent } from "../../parts/percent.ts";
import type { Table } from "./data.ts";
import { angleToMean, type Axes, type Fit } from "./fit.ts";
import { Pixels } from "./pixels.tsx";

const CENTRED = "first component, mean taken off";
const RAW = "first direction of the table as it is";

/** Why the mean has to be taken off: without, the first direction leads from the origin to it. */
export function Centring({ table, fit }: { table: Table; fit: Fit }) {
  const angles = [fit.raw, fit.centred].map((axes) => angleToMean(axes, fit.mean).toFixed(1));
  return (
    <>
      <p data-testid="pca-angles">
        As it is, the table’s first direction lies {angles[0]}° from the mean row and has{" "}
        {percent(fit.raw.shares[0])} of all squares: it says where the rows are, not how they
        differ. With the mean taken off it lies {angles[1]}° from it, and has{" "}
        {percent(fit.centred.shares[0])} of the variance.
      </p>
      {table.picture ? (
        <div class="pca-pictures">
          <Pixels values={fit.mean} {...table.picture} label="Mean of all rows" />
          <Pixels
            values={fit.raw.directions.row(0)}
            side={table.picture.side}
            label="First direction, as it is"
          />
          <Pixels
            values={fit.centred.directions.row(0)}
            side={table.picture.side}
            label="First component, centred"
          />
        </div>
      ) : (
        <TwoColumns table={table} fit={fit} />
      )}
    </>
  );
}

/** The two columns that vary most, with the origin in sight. */
function TwoColumns({ table, fit }: { table: Table; fit: Fit }) {
  const options = useMemo((): Plot.PlotOptions => {
    const { rows, columns } = table;
    const [i, j] = widest(table, fit);
    const points = Array.from({ length: rows.rows }, (_, row) => ({
      x: rows.get(row, i),
      y: rows.get(row, j),
    }));
    const direction = ({ directions, scale }: Axes) =>
      [directions.get(0, i) * scale[i], directions.get(0, j) * scale[j]] as const;
    const reach = (list: number[]) => Math.max(...list) - Math.min(...list) || 1;
    const wide = reach(points.map(({ x }) => x));
    const high = reach(points.map(({ y }) => y));
    const across = direction(fit.centred);
    const part = 0.5 / Math.max(Math.abs(across[0]) / wide, Math.abs(across[1]) / high);
    const mean = { x: fit.mean[i], y: fit.mean[j] };
    const raw = direction(fit.raw);
    const length = (mean.x * raw[0] + mean.y * raw[1]) / (raw[0] ** 2 + raw[1] ** 2 || 1);
    const arrows = [
      {
        ...{ x1: mean.x - across[0] * part, y1: mean.y - across[1] * part },
        ...{ x2: mean.x + across[0] * part, y2: mean.y + across[1] * part, kind: CENTRED },
      },
      { x1: 0, y1: 0, x2: raw[0] * length, y2: raw[1] * length, kind: RAW },
    ];
    return {
      height: 300,
      x: { label: columns[i], type: "linear", ...hull(points.map(({ x }) => x)) },
      y: { label: columns[j], type: "linear", ...hull(points.map(({ y }) => y)) },
      color: { domain: [CENTRED, RAW], range: ["var(--first)", "var(--second)"], legend: true },
      marks: [
        Plot.ruleX([0], { stroke: "var(--line)" }),
        Plot.ruleY([0], { stroke: "var(--line)" }),
        Plot.dot(points, { x: "x", y: "y", r: 2, fill: "var(--quiet)", fillOpacity: 0.6 }),
        Plot.arrow(arrows, {
          x1: "x1",
          y1: "y1",
          x2: "x2",
          y2: "y2",
          stroke: "kind",
          strokeWidth: 3,
        }),
        Plot.dot([mean], { x: "x", y: "y", r: 5, fill: "var(--ink)" }),
        Plot.text([mean], { x: "x", y: "y", text: () => "mean", dy: 14, fill: "var(--ink)" }),
      ],
    };
  }, [table, fit]);
  return (
    <Chart
      options={options}
      caption="The two columns that vary most, and where 0 is: the arrow from it goes to the mean; the other goes along the points."
    />
  );
}

function hull(list: readonly number[]): { domain: [number, number] } {
  return { domain: [Math.min(0, ...list), Math.max(0, ...list)] };
}

/** The two columns with the largest variance, of the table as it was fitted. */
function widest({ rows, columns }: Table, { mean, centred }: Fit): readonly [number, number] {
  const variances = columns.map((_, j) =>
    rows.column(j).reduce((sum, x) => sum + ((x - mean[j]) / centred.scale[j]) ** 2, 0),
  );
  const [i, j] = [...columns.keys()].sort((a, b) => variances[b] - variances[a]);
  return [i, j];
}
