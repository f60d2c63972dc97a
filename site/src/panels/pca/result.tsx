import { useMemo, useState } from "preact/hooks";
import { groupsOf } from "../../parts/groups.ts";
import { percent } from "../../parts/percent.ts";
import { type MapPoint, PointMap } from "../../parts/pointMap.tsx";
import { Centring } from "./centring.tsx";
import type { Table } from "./data.ts";
import type { Axes, Fit } from "./fit.ts";
import { Histogram } from "./histogram.tsx";
import { Loadings } from "./loadings.tsx";
import { RowDetail } from "./rowDetail.tsx";
import { Scree } from "./scree.tsx";

/** Components that can be put on an axis. */
const MOST_AXES = 10;
/** The kind of rows without a label. */
const ALL = "row";

export interface ResultProps {
  readonly table: Table;
  readonly fit: Fit;
  readonly centred: boolean;
}

/** Everything that is shown of a table whose directions are known. */
export function Result({ table, fit, centred }: ResultProps) {
  const axes = centred ? fit.centred : fit.raw;
  const [[x, y], setShown] = useState<readonly [number, number]>([0, 1]);
  const [row, setRow] = useState(0);
  const groups = useMemo(() => groupsOf(kindsOf(table)), [table]);
  const points = useMemo(() => pointsOf(table, axes, x, y), [table, axes, x, y]);
  const label = (i: number) => `Component ${i + 1} (${percent(axes.shares[i])})`;
  const { rows, columns } = table.rows;
  return (
    <>
      <p class="note">
        {rows} rows, {columns} columns of numbers
        {table.labels && `, ${groups.length} kinds of rows`}
        {table.leftOut.length > 0 && `; text left out: ${table.leftOut.join(", ")}`}.
        {!centred &&
          " The mean is not taken off: these are singular vectors, not principal components."}
      </p>
      <div class="beside pca-layout">
        <div>
          <h2>Rows along two components</h2>
          <div class="controls">
            <AxisChoice
              label="Across"
              axes={axes}
              value={x}
              onChange={(next) => setShown([next, y])}
            />
            <AxisChoice label="Up" axes={axes} value={y} onChange={(next) => setShown([x, next])} />
          </div>
          <PointMap
            points={points}
            groups={groups}
            xLabel={label(x)}
            yLabel={label(y)}
            caption={`${rows} rows by their scores on components ${x + 1} and ${y + 1}.`}
            glyph={table.picture ? "name" : "symbol"}
            height={460}
            selected={row}
            onSelect={setRow}
          />
          <h2>Along component {x + 1}</h2>
          <Histogram points={points} groups={groups} label={label(x)} />
        </div>
        <div>
          <h2>The chosen row, rebuilt</h2>
          <RowDetail table={table} axes={axes} row={row} onRow={setRow} />
          <h2>How much the components have</h2>
          <Scree shares={axes.shares} of={centred ? "the variance" : "all squares"} />
          <h2>What they are made of</h2>
          <Loadings table={table} axes={axes} shown={[x, y]} />
          <h2>Why the mean is taken off</h2>
          <Centring table={table} fit={fit} />
        </div>
      </div>
    </>
  );
}

interface AxisChoiceProps {
  readonly label: string;
  readonly axes: Axes;
  readonly value: number;
  readonly onChange: (component: number) => void;
}

function AxisChoice({ label, axes, value, onChange }: AxisChoiceProps) {
  const count = Math.min(MOST_AXES, axes.directions.rows);
  return (
    <label>
      {label}{" "}
      <select value={value} onChange={(event) => onChange(Number(event.currentTarget.value))}>
        {Array.from({ length: count }, (_, i) => (
          <option key={i} value={i}>
            component {i + 1}
          </option>
        ))}
      </select>
    </label>
  );
}

function kindsOf({ labels }: Table): string[] {
  return labels ? [...new Set(labels)].sort() : [ALL];
}

function pointsOf({ rows, labels }: Table, { scores }: Axes, x: number, y: number): MapPoint[] {
  return Array.from({ length: rows.rows }, (_, i) => {
    const group = labels?.[i] ?? ALL;
    const [first, second] = [scores.get(i, x), scores.get(i, y)];
    const at = `${first.toFixed(2)} on component ${x + 1}, ${second.toFixed(2)} on ${y + 1}`;
    return {
      x: first,
      y: second,
      group,
      title: `Row ${i + 1}${labels ? `, ${group}` : ""}\n${at}`,
    };
  });
}
