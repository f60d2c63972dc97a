import { useEffect, useState } from "preact/hooks";
import { JobStatus } from "../../parts/jobStatus.tsx";
import { Slider } from "../../parts/slider.tsx";
import { useJob } from "../../parts/useJob.ts";
import { type Analysis, analyse, type Noise } from "./analysis.ts";
import { type Clean, cleanData, DATA, type DataName } from "./data.ts";
import { Explorer } from "./explorer.tsx";
import "./panel.css";

/** Noise in grey levels of a picture, and in units of a signal of about 1. */
const STRENGTHS = {
  picture: { start: 25, max: 80, step: 1 },
  signal: { start: 0.6, max: 2, step: 0.05 },
};

function kindOf(name: DataName): Clean["kind"] {
  return name === "photograph" || name === "large" ? "picture" : "signal";
}

export default function Panel() {
  const job = useJob();
  const [name, setName] = useState<DataName>("photograph");
  const [clean, setClean] = useState<{ readonly name: DataName; readonly data: Clean }>();
  const [noise, setNoise] = useState<Noise>({
    sigma: STRENGTHS.picture.start,
    seed: 1,
    known: false,
  });
  const [analysis, setAnalysis] = useState<Analysis>();

  useEffect(() => {
    job.run(
      async (options) => {
        const data = clean?.name === name ? clean.data : await cleanData(name);
        return { data, analysis: await analyse(data, noise, options) };
      },
      (result) => {
        setClean({ name, data: result.data });
        setAnalysis(result.analysis);
      },
    );
  }, [name, noise]);

  const { max, step } = STRENGTHS[kindOf(name)];
  return (
    <>
      <div class="controls">
        <label>
          What{" "}
          <select
            value={name}
            onChange={(event) => {
              const next = event.currentTarget.value as DataName;
              setName(next);
              if (kindOf(next) === kindOf(name)) return;
              setNoise({ ...noise, sigma: STRENGTHS[kindOf(next)].start });
            }}
          >
            {Object.entries(DATA).map(([key, label]) => (
              <option key={key} value={key}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <Slider
          label="Strength σ of the noise"
          min={0}
          max={max}
          step={step}
          value={noise.sigma}
          onInput={(sigma) => setNoise({ ...noise, sigma })}
        />
        <button type="button" onClick={() => setNoise({ ...noise, seed: noise.seed + 1 })}>
          Other noise
        </button>
        <label>
          <input
            type="checkbox"
            checked={noise.known}
            onChange={(event) => setNoise({ ...noise, known: event.currentTarget.checked })}
          />{" "}
          The cleaning knows σ
        </label>
      </div>
      {(!analysis || job.error) && <JobStatus job={job} label="Decomposing" />}
      {analysis && <Explorer key={analysis.kind} analysis={analysis} />}
    </>
  );
}
