import * as Plot from "@observablehq/plot";
import { useMemo } from "preact/hooks";
import { Chart } from "../../parts/chart.tsx";
import { titleOf } from "./data.ts";
import type { Fitted } from "./fit.ts";

/** Speeches that a point of the line is the mean of. */
const WINDOW = 9;

export interface TimelineProps extends Fitted {
  readonly topic: number;
  readonly selected: number | undefined;
  readonly onSelect: (speech: number) => void;
}

/** How much of a topic the speeches have, year by year. */
export function Timeline({ speeches, lsa, topic, selected, onSelect }: TimelineProps) {
  const points = useMemo(
    () =>
      speeches.map((speech, i) => {
        const amount = lsa.coordinates.get(i, topic);
        return { year: speech.year, amount, title: `${titleOf(speech)}\n${amount.toFixed(3)}` };
      }),
    [speeches, lsa, topic],
  );
  const options = useMemo((): Plot.PlotOptions => {
    const at = { x: "year", y: "amount" } as const;
    const chosen = selected === undefined ? [] : points.slice(selected, selected + 1);
    return {
      height: 260,
      x: { label: "Year", tickFormat: "d" },
      y: { label: `Topic ${topic + 1}`, grid: true },
      marks: [
        Plot.ruleY([0], { stroke: "var(--ink)", strokeOpacity: 0.5 }),
        Plot.dot(points, { ...at, r: 2.5, fill: "var(--quiet)", fillOpacity: 0.7 }),
        Plot.lineY(
          points,
          Plot.windowY({ k: WINDOW }, { ...at, stroke: "var(--first)", strokeWidth: 2.5 }),
        ),
        Plot.dot(chosen, { ...at, r: 8, stroke: "var(--ink)", strokeWidth: 2.5 }),
        Plot.tip(points, Plot.pointer({ ...at, title: "title" })),
      ],
    };
  }, [points, topic, selected]);
  return (
    <Chart
      options={options}
      caption={`Topic ${topic + 1} over the years: each speech, and the mean of ${WINDOW} speeches.`}
      onPick={(datum) => onSelect(points.indexOf(datum as (typeof points)[number]))}
    />
  );
}
