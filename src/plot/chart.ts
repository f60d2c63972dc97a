import { scaleLinear, scaleLog } from "d3-scale";
import {
  type Frame,
  INK,
  label,
  acrossAxis,
  logAxis,
  plainAxis,
  rule,
  type Scale,
} from "./axes.ts";
import { LETTER, picture } from "./picture.ts";
import { element, polyline } from "./svg.ts";

/** Points (x[i], y[i]), drawn as a curve or one by one. */
export interface ChartSeries {
  /** For the legend; a series without a name is not in it. */
  readonly name?: string;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** `"line"` by default; `"bars"` stand on 0, or on the lower edge of a log axis. */
  readonly as?: "line" | "dots" | "bars";
  /** Any colour of CSS. */
  readonly colour?: string;
  readonly dashed?: boolean;
  /** Text beside the points, "" for none. */
  readonly labels?: readonly string[];
}

export interface ChartAxis {
  readonly title: string;
  readonly log?: boolean;
  /** Ends of the axis; by default what the series need, rounded. */
  readonly from?: number;
  readonly to?: number;
  /** Whether only whole numbers are written at it. */
  readonly whole?: boolean;
}

/** A dashed line across the chart, with a word to it. */
export interface ChartRule {
  readonly at: number;
  /** Which axis `at` is on. */
  readonly axis: "x" | "y";
  readonly text: string;
}

export interface Chart {
  readonly title: string;
  readonly x: ChartAxis;
  readonly y: ChartAxis;
  readonly series: readonly ChartSeries[];
  readonly rules?: readonly ChartRule[];
  /** Of the picture in pixels; 960 × 540 by default. */
  readonly width?: number;
  readonly height?: number;
}

const MARGIN = { top: 84, right: 36, bottom: 60, left: 92 };

/** Colours that people with any kind of colour blindness tell apart, up to seven of them. */
const COLOURS = ["#3066be", "#d1495b", "#2a9d6f", "#c98a1b", "#8a5ab5", "#4aa3c7", "#7a6652"];

/**
 * Draws curves, dots and bars over two axes, each linear or logarithmic.
 *
 * Points that are not finite are left out, and on a log axis those that are not above 0. Needs the package `d3-scale`.
 *
 * @returns An SVG file as text.
 *
 * @throws {@link RangeError} if no point can be drawn.
 *
 * @example
 * ```ts
 * import { chartSvg } from "wasm-svd/plot";
 *
 * const error = { name: "error", x: [1, 2, 3], y: [0.5, 0.1, 0.02] };
 * const svg = chartSvg({
 *   title: "Error against rank",
 *   x: { title: "rank", whole: true },
 *   y: { title: "error", log: true },
 *   series: [error],
 * });
 * svg.slice(0, 4); // "<svg"
 * ```
 */
export function chartSvg(chart: Chart): string {
  const { title, series, rules = [], width = 960, height = 540 } = chart;
  const frame: Frame = {
    left: MARGIN.left,
    right: width - MARGIN.right,
    top: MARGIN.top,
    bottom: height - MARGIN.bottom,
  };
  const drawn = series.map((one) => pointsOf(one, chart));
  if (drawn.every((points) => points.length === 0)) {
    throw new RangeError("chartSvg: expected a point that can be drawn, got none");
  }
  const bars = series.some(({ as }) => as === "bars");
  const xs = [...drawn.flat().map(([x]) => x), ...positions(rules, "x")];
  const ys = [...drawn.flat().map(([, y]) => y), ...positions(rules, "y")];
  const x = scaleOf(chart.x, bars ? widened(xs) : xs, [frame.left, frame.right]);
  const y = scaleOf(chart.y, bars && !chart.y.log ? [...ys, 0] : ys, [frame.bottom, frame.top]);
  return picture(
    { title, width, height, left: MARGIN.left, right: MARGIN.right },
    legend(series, frame.left),
    acrossAxis(x, chart.x, frame),
    chart.y.log ? logAxis(y, chart.y.title, frame) : plainAxis(y, chart.y.title, frame),
    ...series.map((one, i) => drawSeries(one, drawn[i], { x, y, frame, colour: colour(one, i) })),
    ...rules.map((one) => drawRule(one, { x, y, frame })),
  );
}

/** The colour of the series at place `i`. */
export function colour(series: { readonly colour?: string }, i: number): string {
  return series.colour ?? COLOURS[i % COLOURS.length];
}

type Point = readonly [x: number, y: number, label: string];

function pointsOf({ x, y, labels }: ChartSeries, chart: Chart): Point[] {
  const fits = (value: number, { log }: ChartAxis) =>
    Number.isFinite(value) && !(log && value <= 0);
  return Array.from(x, (value, i): Point => [value, y[i], labels?.[i] ?? ""]).filter(
    (point) => fits(point[0], chart.x) && fits(point[1], chart.y),
  );
}

function positions(rules: readonly ChartRule[], axis: "x" | "y"): number[] {
  return rules.filter((one) => one.axis === axis).map(({ at }) => at);
}

/** Room for half a bar at both ends. */
function widened(xs: readonly number[]): number[] {
  return [...xs.map((x) => x - 0.5), ...xs.map((x) => x + 0.5)];
}

function scaleOf({ log, from, to }: ChartAxis, values: readonly number[], range: number[]): Scale {
  const low = from ?? values.reduce((a, b) => Math.min(a, b), Infinity);
  const high = to ?? values.reduce((a, b) => Math.max(a, b), -Infinity);
  // One value alone stands in the middle.
  const apart = low < high ? [low, high] : log ? [low / 2, low * 2] : [low - 1, low + 1];
  const scale = (log ? scaleLog() : scaleLinear()).domain(apart).range(range);
  return from === undefined || to === undefined ? scale.nice() : scale;
}

interface Place {
  readonly x: Scale;
  readonly y: Scale;
  readonly frame: Frame;
  readonly colour: string;
}

function drawSeries(series: ChartSeries, points: readonly Point[], place: Place): string {
  const { x, y, frame, colour } = place;
  const labels = points
    .filter(([, , word]) => word !== "")
    .map(([px, py, word]) => label(x(px) + 7, y(py) + 4, word, { fill: INK, "font-size": 12 }));
  return shapes(series, points, { x, y, frame, colour }) + labels.join("");
}

function shapes(
  { as = "line", dashed }: ChartSeries,
  points: readonly Point[],
  { x, y, frame, colour }: Place,
): string {
  switch (as) {
    case "line": {
      const line = { fill: "none", stroke: colour, "stroke-width": 2, "stroke-linejoin": "round" };
      const path = polyline(points.map(([px, py]) => [x(px), y(py)]));
      return element("path", { d: path, ...line, ...dashes(dashed) });
    }
    case "dots": {
      const dots = points.map(([px, py]) => element("circle", { cx: x(px), cy: y(py), r: 3.5 }));
      return element("g", { fill: colour, "fill-opacity": 0.75 }, ...dots);
    }
    case "bars": {
      const width = Math.max(1, 0.8 * Math.abs(x(1) - x(0)));
      const zero = Math.min(Math.max(y(0), frame.top), frame.bottom);
      const base = Number.isFinite(zero) ? zero : frame.bottom;
      const bars = points.map(([px, py]) => {
        const top = Math.min(y(py), base);
        const height = Math.abs(y(py) - base);
        return element("rect", { x: x(px) - width / 2, y: top, width, height });
      });
      return element("g", { fill: colour, "fill-opacity": 0.8 }, ...bars);
    }
  }
}

function dashes(dashed = false) {
  return dashed && { "stroke-dasharray": "6 5" };
}

function drawRule({ at, axis, text: word }: ChartRule, { x, y, frame }: Omit<Place, "colour">) {
  const { left, right, top, bottom } = frame;
  const stroke = { stroke: "#9aa1ad", "stroke-dasharray": "3 3" };
  return axis === "x"
    ? element("g", stroke, rule(x(at), top, x(at), bottom)) +
        label(x(at) + 6, top + 14, word, { fill: INK })
    : element("g", stroke, rule(left, y(at), right, y(at))) +
        label(right - 6, y(at) - 6, word, { fill: INK, "text-anchor": "end" });
}

/** Names of the series in one line below the title, each after a stroke of its colour. */
function legend(series: readonly ChartSeries[], left: number): string {
  let start = left;
  return series
    .map((one, i) => {
      if (one.name === undefined) return "";
      const stroke = {
        stroke: colour(one, i),
        "stroke-width": (one.as ?? "line") === "line" ? 2 : 8,
      };
      const from = start;
      start += 46 + LETTER * [...one.name].length;
      return (
        element("line", {
          x1: from,
          x2: from + 20,
          y1: 58,
          y2: 58,
          ...stroke,
          ...dashes(one.dashed),
        }) + label(from + 28, 62, one.name, { fill: INK })
      );
    })
    .join("");
}
