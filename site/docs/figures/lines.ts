import { scaleLog } from "d3-scale";
import { element, polyline, text } from "../../../src/plot/svg.ts";
import type { Peer } from "./peers.ts";

export interface Curve {
  readonly peer: Peer;
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** Draws times against sizes as lines over two logarithmic axes; the colours are those of the page. */
export function linesSvg(curves: readonly Curve[], title: string, width: number): string {
  const height = Math.round(0.62 * width) + 40;
  const [left, right, top, bottom] = [52, width - 12, 12, height - 48];
  const points = curves.flatMap((curve) => curve.points);
  const sizes = [...new Set(points.map(([n]) => n))].sort((a, b) => a - b);
  const x = scaleLog()
    .domain([sizes[0], sizes[sizes.length - 1]])
    .range([left + 8, right - 12]);
  const times = points.map(([, time]) => time);
  const y = scaleLog()
    .domain([Math.min(...times), Math.max(...times)])
    .range([bottom, top])
    .nice();
  const powers = y.ticks().filter((value) => Number.isInteger(Math.log10(value)));
  return element(
    "svg",
    { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": title },
    element(
      "g",
      { class: "grid" },
      ...sizes.map((n) => element("line", { x1: x(n), x2: x(n), y1: top, y2: bottom })),
      ...powers.map((time) => element("line", { x1: left, x2: right, y1: y(time), y2: y(time) })),
    ),
    element(
      "g",
      { "text-anchor": "middle" },
      ...sizes.map((n) => element("text", { x: x(n), y: bottom + 18 }, String(n))),
      element("text", { x: (left + right) / 2, y: bottom + 40 }, "n, rows and columns"),
    ),
    element(
      "g",
      { "text-anchor": "end" },
      ...powers.map((time) => element("text", { x: left - 8, y: y(time) + 4 }, inSeconds(time))),
    ),
    ...curves.map(({ peer, points: own }) => {
      const at = own.map(([n, time]) => [x(n), y(time)] as const);
      const held = peer.held ? " held" : "";
      return element(
        "g",
        { class: `line ${peer.colour}${held}` },
        element("title", {}, text(peer.name)),
        element("path", { d: polyline(at) }),
        ...at.map(([cx, cy]) => element("circle", { cx, cy, r: 3 })),
      );
    }),
  );
}

/** Of powers of ten of milliseconds: 1 µs, 10 µs … 1 ms … 10 s. */
function inSeconds(time: number): string {
  if (time < 0.9) return `${Math.round(time * 1e3)} µs`;
  return time < 900 ? `${Math.round(time)} ms` : `${Math.round(time / 1e3)} s`;
}
