import { useEffect, useState } from "preact/hooks";
import { JobStatus } from "../../parts/jobStatus.tsx";
import { Slider } from "../../parts/slider.tsx";
import { useJob } from "../../parts/useJob.ts";
import { type Fitted, fitTopics } from "./fit.ts";
import "./panel.css";
import { Result } from "./result.tsx";

/** How long the slider has to rest before topics are sought anew, in milliseconds. */
const PAUSE = 250;

export default function Panel() {
  const [count, setCount] = useState(60);
  const [fitted, setFitted] = useState<Fitted>();
  const job = useJob();
  const start = () => job.run((options) => fitTopics(count, options), setFitted);
  useEffect(() => {
    if (fitted?.lsa.components.rows === count) return undefined;
    const timer = setTimeout(start, fitted ? PAUSE : 0);
    return () => clearTimeout(timer);
  }, [count]);
  const stale = !job.running && fitted?.lsa.components.rows !== count;
  return (
    <div class="text">
      <p class="note">
        All State of the Union addresses (3.6 MB, downloaded when this panel opens). Counts of
        words, weighted by how rare they are, make a sparse matrix of speeches × words; its first
        singular vectors are the topics.
      </p>
      <div class="controls">
        <Slider label="Topics" min={3} max={100} value={count} onInput={setCount} />
        {stale && (
          <button type="button" onClick={start}>
            Find {count} topics
          </button>
        )}
      </div>
      <JobStatus job={job} label="Finding the topics" />
      {fitted && <Result {...fitted} />}
    </div>
  );
}
