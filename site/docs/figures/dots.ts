import { scaleLog } from "d3-scale";
import { element, text } from "../../../src/plot/svg.ts";
import { milliseconds, type Peer } from "./peers.ts";

/** Measurements that belong together: of one size. */
export interface Group {
  readonly title: string;
  readonly rows: readonly { readonly peer: Peer; readonly label: string; readonly time: number }[];
}

const ROW = 22;
const TITLE = 34;
/** From one number on the axis to the next. */
const ROOM = 66;

/** Draws times as dots on one logarithmic axis: on it, equal distances are equal ratios. */
export function dotsSvg(groups: readonly Group[], title: string, width: number): string {
  const [left, right] = [width < 500 ? 138 : 210, width - 52];
  const times = groups.flatMap(({ rows }) => rows.map(({ time }) => time));
  const x = scaleLog()
    .domain([Math.min(...times) / 1.2, Math.max(...times)])
    .range([left, right]);
  const few = apart(
    x.ticks().filter((value) => /^[125]/.test(value.toExponential())),
    x,
  );
  const height = groups.reduce((sum, { rows }) => sum + TITLE + ROW * rows.length, 0) + 34;
  const bottom = height - 26;
  let y = 0;
  const drawn = groups.map(({ title: name, rows }) => {
    const heading = element("text", { x: 0, y: y + 22, class: "heading" }, text(name));
    y += TITLE;
    const lines = rows.map(({ peer, label, time }) => {
      const middle = y + ROW / 2;
      y += ROW;
      return element(
        "g",
        { class: `dot ${peer.colour}${peer.held ? " held" : ""}` },
        element("text", { x: left - 10, y: middle + 4, "text-anchor": "end" }, text(label)),
        element("line", { x1: left, x2: x(time), y1: middle, y2: middle }),
        element("circle", { cx: x(time), cy: middle, r: 5 }),
        element("text", { x: x(time) + 11, y: middle + 4, class: "value" }, milliseconds(time)),
      );
    });
    return heading + lines.join("");
  });
  return element(
    "svg",
    { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": title },
    element(
      "g",
      { class: "grid" },
      ...few.map((time) => element("line", { x1: x(time), x2: x(time), y1: TITLE, y2: bottom })),
    ),
    element(
      "g",
      { "text-anchor": "middle" },
      ...few.map((time) => {
        return element(
          "text",
          { x: x(time), y: bottom + 18 },
          `${time.toLocaleString("en-US")} ms`,
        );
      }),
    ),
    ...drawn,
  );
}

/** Those of ascending marks that have room for their numbers. */
function apart(marks: readonly number[], x: (value: number) => number): number[] {
  const kept: number[] = [];
  for (const mark of marks) {
    if (kept.length === 0 || x(mark) - x(kept[kept.length - 1]) >= ROOM) kept.push(mark);
  }
  return kept;
}
