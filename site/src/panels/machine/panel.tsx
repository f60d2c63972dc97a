import { useMemo, useState } from "preact/hooks";
import { JobStatus } from "../../parts/jobStatus.tsx";
import { useJob } from "../../parts/useJob.ts";
import { Copy } from "./copy.tsx";
import { thisMachine } from "./machine.ts";
import type { Row } from "./measure.ts";
import { Ratios } from "./ratios.tsx";
import { reportOf } from "./report.ts";
import { runBenchmark } from "./run.ts";
import { Times } from "./times.tsx";
import "./panel.css";

const SIZES = [8, 16, 32, 64, 128, 256, 512];
/** ml-matrix takes seconds for the last one. */
const CHOSEN = SIZES.slice(0, -1);

export default function Panel() {
  const machine = useMemo(thisMachine, []);
  const [sizes, setSizes] = useState<readonly number[]>(CHOSEN);
  const [rows, setRows] = useState<readonly Row[]>([]);
  const job = useJob();

  const start = () => {
    setRows([]);
    const onRow = (row: Row) => setRows((before) => [...before, row]);
    job.run(
      (options) => runBenchmark(sizes, onRow, options),
      () => undefined,
    );
  };
  const toggle = (n: number) =>
    setSizes((before) => SIZES.filter((size) => (size === n) !== before.includes(size)));

  return (
    <div class="machine">
      <dl class="machine-facts">
        <Fact name="Browser" value={`${machine.browser} on ${machine.platform}`} />
        <Fact name="Build that runs" value={machine.build} />
        <Fact name="Logical cores" value={`${machine.logicalCores}; a decomposition runs on one`} />
        <Fact
          name="Cross-origin isolated"
          value={
            machine.crossOriginIsolated
              ? "yes: clocks to 5 µs"
              : "no: clocks are coarser, nothing else"
          }
        />
      </dl>
      <p>
        wasm-svd and ml-matrix, the JavaScript package most used for this, decompose the same n × n
        matrix of random numbers. Their results are compared first; then they take turns, and the
        median counts.
      </p>
      <fieldset class="machine-sizes">
        <legend>Sizes n</legend>
        {SIZES.map((n) => (
          <label key={n}>
            <input type="checkbox" checked={sizes.includes(n)} onChange={() => toggle(n)} /> {n}
          </label>
        ))}
      </fieldset>
      <div class="controls">
        <button type="button" onClick={start} disabled={job.running || sizes.length === 0}>
          {rows.length > 0 ? "Measure again" : "Measure"}
        </button>
        <JobStatus job={job} label="Measuring" />
      </div>
      {rows.length > 0 && (
        <>
          <Ratios rows={rows} />
          <Times rows={rows} />
          {!job.running && <Copy report={reportOf(machine, rows)} />}
        </>
      )}
    </div>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
