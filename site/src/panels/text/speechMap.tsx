import { useMemo, useState } from "preact/hooks";
import { groupsOf } from "../../parts/groups.ts";
import { type MapPoint, PointMap } from "../../parts/pointMap.tsx";
import { centuryOf, type Speech, titleOf } from "./data.ts";
import type { Fitted } from "./fit.ts";

const KINDS = { century: centuryOf, party: ({ party }: Speech) => party };
type KindName = keyof typeof KINDS;

/** Topics that can be put on an axis. */
const MOST_AXES = 20;

export interface SpeechMapProps extends Fitted {
  readonly selected: number | undefined;
  readonly onSelect: (speech: number) => void;
  /** Speeches that are listed: their symbols are filled. */
  readonly marked: ReadonlySet<number>;
}

/** The speeches by two of their topics. */
export function SpeechMap({ speeches, lsa, selected, onSelect, marked }: SpeechMapProps) {
  const [kind, setKind] = useState<KindName>("century");
  const [[wantedX, wantedY], setAxes] = useState<readonly [number, number]>([1, 2]);
  const count = lsa.components.rows;
  const [x, y] = [Math.min(wantedX, count - 1), Math.min(wantedY, count - 1)];
  const groups = useMemo(() => groupsOf([...new Set(speeches.map(KINDS[kind]))]), [speeches, kind]);
  const points = useMemo(
    () =>
      speeches.map((speech, i): MapPoint => ({
        x: lsa.coordinates.get(i, x),
        y: lsa.coordinates.get(i, y),
        group: KINDS[kind](speech),
        title: `${titleOf(speech)}\n${speech.party}`,
        marked: marked.has(i),
      })),
    [speeches, lsa, kind, x, y, marked],
  );
  const axis = (label: string, value: number, onChange: (topic: number) => void) => (
    <label>
      {label}{" "}
      <select value={value} onChange={(event) => onChange(Number(event.currentTarget.value))}>
        {Array.from({ length: Math.min(MOST_AXES, count) }, (_, i) => (
          <option key={i} value={i}>
            topic {i + 1}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <>
      <div class="controls">
        {axis("Across", x, (next) => setAxes([next, y]))}
        {axis("Up", y, (next) => setAxes([x, next]))}
        <label>
          Coloured by{" "}
          <select value={kind} onChange={(event) => setKind(event.currentTarget.value as KindName)}>
            {Object.keys(KINDS).map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </div>
      <PointMap
        points={points}
        groups={groups}
        xLabel={`Topic ${x + 1}`}
        yLabel={`Topic ${y + 1}`}
        caption={`${speeches.length} speeches by topics ${x + 1} and ${y + 1}, coloured by ${kind}; filled: those that are listed below.`}
        selected={selected}
        onSelect={onSelect}
      />
    </>
  );
}
