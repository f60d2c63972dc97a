import { useState } from "preact/hooks";
import { percent } from "../../parts/percent.ts";
import { Slider } from "../../parts/slider.tsx";
import type { Table } from "./data.ts";
import { type Axes, rebuild } from "./fit.ts";
import { Pixels } from "./pixels.tsx";

/** Columns beyond these are left out of the list. */
const MOST_COLUMNS = 16;

export interface RowDetailProps {
  readonly table: Table;
  readonly axes: Axes;
  readonly row: number;
  readonly onRow: (row: number) => void;
}

/** A row as it is, and as its first k scores say. */
export function RowDetail({ table, axes, row, onRow }: RowDetailProps) {
  const most = axes.directions.rows;
  const [wanted, setWanted] = useState(table.picture ? 10 : 2);
  const k = Math.min(wanted, most);
  const original = table.rows.row(row);
  const rebuilt = rebuild(axes, row, k);
  const error =
    Math.hypot(...original.map((x, j) => x - rebuilt[j])) / (Math.hypot(...original) || 1);
  const { picture } = table;
  return (
    <>
      <div class="controls">
        <label>
          Row{" "}
          <input
            type="number"
            min={1}
            max={table.rows.rows}
            value={row + 1}
            onInput={(event) => {
              const next = event.currentTarget.valueAsNumber - 1;
              if (Number.isInteger(next) && next >= 0 && next < table.rows.rows) onRow(next);
            }}
          />
        </label>
        <Slider
          label="Components"
          min={1}
          max={most}
          value={k}
          format={(value) => `${value} of ${most}`}
          onInput={setWanted}
        />
      </div>
      {picture ? (
        <div class="pca-pair">
          <Pixels values={original} {...picture} label={`Row ${row + 1} as it is`} />
          <Pixels values={rebuilt} {...picture} label={`from ${k} numbers`} />
        </div>
      ) : (
        <Values columns={table.columns} original={original} rebuilt={rebuilt} />
      )}
      <p data-testid="pca-error">
        Relative error of the row: <strong>{percent(error)}</strong>
      </p>
    </>
  );
}

interface ValuesProps {
  readonly columns: readonly string[];
  readonly original: Float64Array;
  readonly rebuilt: Float64Array;
}

function Values({ columns, original, rebuilt }: ValuesProps) {
  return (
    <table class="numbers">
      <thead>
        <tr>
          <th scope="col">Column</th>
          <th scope="col">As it is</th>
          <th scope="col">Rebuilt</th>
        </tr>
      </thead>
      <tbody>
        {columns.slice(0, MOST_COLUMNS).map((name, j) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{original[j].toPrecision(4)}</td>
            <td>{rebuilt[j].toPrecision(4)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
