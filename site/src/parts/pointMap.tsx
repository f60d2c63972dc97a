import * as Plot from "@observablehq/plot";
import { useMemo } from "preact/hooks";
import { Chart } from "./chart.tsx";
import type { Group } from "./groups.ts";
import { placeLabels } from "./placeLabels.ts";

export interface MapPoint {
  readonly x: number;
  readonly y: number;
  /** The name of its group. */
  readonly group: string;
  /** What is said of it when it is pointed at or chosen. */
  readonly title: string;
  /** Written beside it. */
  readonly text?: string;
  /** Whether its symbol is filled. */
  readonly marked?: boolean;
}

export interface PointMapProps {
  readonly points: readonly MapPoint[];
  readonly groups: readonly Group[];
  readonly xLabel: string;
  readonly yLabel: string;
  readonly caption: string;
  /** Points are drawn by the symbol of their group (default), or as its name. */
  readonly glyph?: "symbol" | "name";
  readonly height?: number;
  readonly selected: number | undefined;
  readonly onSelect: (index: number) => void;
}

/** Points in the plane: pointed at, they say what they are; chosen by a click, or by arrow keys from one to the next. */
export function PointMap(props: PointMapProps) {
  const { points, groups, xLabel, yLabel, caption, glyph = "symbol", height = 420 } = props;
  const { selected, onSelect } = props;
  const options = useMemo(
    () => chartOf(points, groups, { xLabel, yLabel, glyph, height }, selected),
    [points, groups, xLabel, yLabel, glyph, height, selected],
  );
  const move = (event: KeyboardEvent) => {
    const direction = DIRECTIONS[event.key];
    if (!direction) return;
    event.preventDefault();
    const next = selected === undefined ? 0 : nextPoint(points, selected, direction);
    if (next !== undefined) onSelect(next);
  };
  return (
    <div
      class="map"
      tabIndex={0}
      role="group"
      aria-label={`${caption} Arrow keys choose the next point.`}
      onKeyDown={move}
    >
      <Chart
        options={options}
        caption={caption}
        onPick={(datum) => onSelect(points.indexOf(datum as MapPoint))}
      />
      <p class="map-chosen" role="status">
        {selected === undefined ? "Choose a point." : points[selected]?.title}
      </p>
    </div>
  );
}

function chartOf(
  points: readonly MapPoint[],
  groups: readonly Group[],
  {
    xLabel,
    yLabel,
    glyph,
    height,
  }: { xLabel: string; yLabel: string; glyph: string; height: number },
  selected: number | undefined,
): Plot.PlotOptions {
  const domain = groups.map(({ name }) => name);
  const at = { x: "x", y: "y" } as const;
  const chosen = selected === undefined ? [] : points.slice(selected, selected + 1);
  const dots =
    glyph === "name"
      ? Plot.text(points, { ...at, text: "group", fill: "group", fontWeight: 600 })
      : Plot.dot(points, { ...at, stroke: "group", symbol: "group", r: 4, strokeWidth: 1.5 });
  const named = points.filter(({ text }) => text !== undefined);
  const style = { ...at, text: "text", fill: "var(--ink)", fontSize: 12 } as const;
  const labels = Plot.text(
    named,
    placeLabels(
      style,
      named.map(({ text = "" }) => text),
    ),
  );
  return {
    height,
    x: { label: xLabel, nice: true },
    y: { label: yLabel, nice: true },
    color: { domain, range: groups.map(({ colour }) => colour), legend: glyph === "name" },
    ...(glyph === "symbol" && {
      symbol: { domain, range: groups.map(({ symbol }) => symbol), legend: groups.length > 1 },
    }),
    marks: [
      Plot.ruleX([0], { stroke: "var(--line)" }),
      Plot.ruleY([0], { stroke: "var(--line)" }),
      dots,
      // By the stroke as well, or the legend would not know which colour to take.
      Plot.dot(
        points.filter(({ marked }) => marked),
        { ...at, stroke: "group", symbol: "group", r: 2.5, strokeWidth: 4 },
      ),
      labels,
      Plot.dot(chosen, { ...at, r: 8, stroke: "var(--ink)", strokeWidth: 2.5 }),
      Plot.tip(points, Plot.pointer({ ...at, title: "title" })),
    ],
  };
}

type Direction = readonly [x: number, y: number];

const DIRECTIONS: Readonly<Record<string, Direction>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** The nearest of the points within 45° of a direction, the picture being as wide as high. */
function nextPoint(
  points: readonly MapPoint[],
  from: number,
  [dx, dy]: Direction,
): number | undefined {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [width, height] = [xs, ys].map((list) => Math.max(...list) - Math.min(...list) || 1);
  let [best, least]: [number | undefined, number] = [undefined, Infinity];
  points.forEach(({ x, y }, i) => {
    const [u, v] = [(x - points[from].x) / width, (y - points[from].y) / height];
    const along = u * dx + v * dy;
    const across = Math.abs(u * dy) + Math.abs(v * dx);
    const distance = Math.hypot(u, v);
    if (i !== from && along > 0 && across <= along && distance < least)
      [best, least] = [i, distance];
  });
  return best;
}
