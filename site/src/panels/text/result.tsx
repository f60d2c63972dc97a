import { useMemo, useState } from "preact/hooks";
import { percent } from "../../parts/percent.ts";
import { titleOf } from "./data.ts";
import type { Fitted } from "./fit.ts";
import { findSpeeches, Search, SpeechList } from "./search.tsx";
import { SpeechMap } from "./speechMap.tsx";
import { Timeline } from "./timeline.tsx";
import { Topics } from "./topics.tsx";

/** Nearest speeches that are listed. */
const NEAREST = 8;

/** Everything that is shown once there are topics. What was chosen stays when their number changes. */
export function Result({ speeches, lsa }: Fitted) {
  const [selected, setSelected] = useState<number>();
  const [wantedTopic, setTopic] = useState(1);
  const [question, setQuestion] = useState<string>();
  const topic = Math.min(wantedTopic, lsa.components.rows - 1);
  const found = useMemo(
    () => (question === undefined ? undefined : findSpeeches(lsa, question)),
    [lsa, question],
  );
  const near = useMemo(
    () => (selected === undefined ? [] : lsa.neighbours(selected, NEAREST)),
    [lsa, selected],
  );
  const marked = useMemo(
    () => new Set([...near, ...(found?.speeches ?? [])].map(({ index }) => index)),
    [near, found],
  );
  const explained = lsa.explainedVarianceRatio.reduce((sum, part) => sum + part, 0);
  return (
    <>
      <p class="note" data-testid="text-summary">
        {speeches.length} speeches, {lsa.components.columns.toLocaleString("en")} words,{" "}
        {lsa.components.rows} topics with {percent(explained)} of the variance.
      </p>
      <div class="beside text-layout">
        <div>
          <h2>A map of the speeches</h2>
          <SpeechMap {...{ speeches, lsa, selected, marked }} onSelect={setSelected} />
          {selected !== undefined && (
            <>
              <h2>Nearest to {titleOf(speeches[selected])}</h2>
              <SpeechList speeches={near} label="Nearest speeches" onSelect={setSelected} />
            </>
          )}
          <h2>Search by meaning</h2>
          <Search found={found} onSearch={setQuestion} onSelect={setSelected} />
        </div>
        <div>
          <h2>A topic over the years</h2>
          <Timeline {...{ speeches, lsa, topic, selected }} onSelect={setSelected} />
          <h2>Topics and their strongest words</h2>
          <p class="note">
            Topic 1 is what all speeches have in common; the others part them, + from −. Choose one
            to see it over the years.
          </p>
          <Topics lsa={lsa} chosen={topic} onChoose={setTopic} />
        </div>
      </div>
    </>
  );
}
