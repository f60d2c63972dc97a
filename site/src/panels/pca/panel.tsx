import { useEffect, useState } from "preact/hooks";
import { FileDrop } from "../../parts/fileDrop.tsx";
import { JobStatus } from "../../parts/jobStatus.tsx";
import { useJob } from "../../parts/useJob.ts";
import { loadSet, SETS, type SetName, type Table } from "./data.ts";
import { type Fit, fitAxes } from "./fit.ts";
import "./panel.css";
import { readTable } from "./readTable.ts";
import { Result } from "./result.tsx";

/** Files that are larger are hardly tables that one looks at. */
const MOST_BYTES = 20 * 2 ** 20;

interface Fitted {
  readonly table: Table;
  readonly fit: Fit;
}

export default function Panel() {
  const [name, setName] = useState<SetName | "file">("iris");
  const [own, setOwn] = useState<{ readonly name: string; readonly table: Table }>();
  const [wrong, setWrong] = useState<string>();
  const [standardize, setStandardize] = useState(false);
  const [centred, setCentred] = useState(true);
  const [fitted, setFitted] = useState<Fitted>();
  const job = useJob();
  useEffect(() => {
    job.run(async (options) => {
      const table = name === "file" && own ? own.table : await loadSet(name as SetName);
      return { table, fit: await fitAxes(table.rows, standardize, options) };
    }, setFitted);
  }, [name, own, standardize]);
  const open = async (file: File) => {
    try {
      if (file.size > MOST_BYTES) throw new Error("the file is larger than 20 MB.");
      const table = readTable(
        new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer()),
      );
      setOwn({ name: file.name, table });
      setName("file");
      setWrong(undefined);
    } catch (error) {
      const text = error instanceof TypeError ? "it is not UTF-8 text." : (error as Error).message;
      setWrong(`${file.name} cannot be read as a table: ${text}`);
    }
  };
  const choose = (value: SetName | "file") => {
    setWrong(undefined);
    setName(value);
  };
  return (
    <div class="pca">
      <div class="controls">
        <label>
          Table{" "}
          <select value={name} onChange={(event) => choose(event.currentTarget.value as SetName)}>
            {Object.entries(SETS).map(([value, text]) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
            {own && <option value="file">{own.name}</option>}
          </select>
        </label>
        <label>
          <input
            type="checkbox"
            checked={centred}
            onChange={(event) => setCentred(event.currentTarget.checked)}
          />{" "}
          Take off the mean
        </label>
        <label>
          <input
            type="checkbox"
            checked={standardize}
            onChange={(event) => setStandardize(event.currentTarget.checked)}
          />{" "}
          Standardize columns
        </label>
        <FileDrop
          label="a CSV table of your own"
          accept=".csv,.tsv,.txt,text/csv"
          onFile={(file) => void open(file)}
        />
      </div>
      {wrong && <p role="alert">{wrong}</p>}
      <JobStatus job={job} label="Finding the components" />
      {fitted && (
        <Result key={fitted.table} table={fitted.table} fit={fitted.fit} centred={centred} />
      )}
    </div>
  );
}
