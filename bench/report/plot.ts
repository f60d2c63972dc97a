import { scaleLog } from "d3-scale";
import { label, logAxis, rule, type Frame, type Scale } from "../../src/plot/axes.ts";
import { element, polyline, text } from "../../src/plot/svg.ts";
import { peersOf, thinTime, type Results } from "./results.ts";

const [WIDTH, HEIGHT] = [920, 520];
const FRAME: Frame = { left: 92, right: WIDTH - 214, top: 56, bottom: HEIGHT - 62 };

/** Ours are drawn strongly; who is held back by something is drawn with dashes. */
const LINES: Readonly<Record<string, { colour: string; dash?: string; width?: number }>> = {
  "wasm-svd relaxed": { colour: "#3d7bea", width: 3 },
  "wasm-svd plain": { colour: "#3d7bea", width: 3, dash: "8 5" },
  numpy: { colour: "#dd5468" },
  "numpy held to SSE": { colour: "#dd5468", dash: "6 4" },
  "Eigen in WebAssembly": { colour: "#26a079" },
  "ml-matrix": { colour: "#cf8f1d" },
};

/** Of names at the ends of lines, in pixels from one to the next. */
const LINE_HEIGHT = 18;

/** The page behind the picture may be light or dark: nothing is drawn behind, and greys suit either. */
const STYLE = `
  text { fill: #4b5563 }
  g[stroke="#e6e8ec"] { stroke: #e1e4e8 }
  @media (prefers-color-scheme: dark) {
    text { fill: #b4bcc8 }
    g[stroke="#e6e8ec"] { stroke: #30363d }
  }
  text.name { fill: var(--name) }
`;

interface Curve {
  readonly name: string;
  readonly points: readonly (readonly [n: number, milliseconds: number])[];
}

/** Draws the time of thin decompositions of n × n matrices against n, both on logarithmic axes. */
export function thinPlot(results: Results): string {
  const sizes = results.against.rows
    .filter(({ table, rows, columns }) => table === "thin" && rows === columns)
    .map(({ rows }) => rows);
  const curves = peersOf(results).map(({ name }): Curve => ({
    name,
    points: sizes.flatMap((n) => {
      const time = thinTime(results, name, n, n);
      return time === undefined ? [] : [[n, time] as const];
    }),
  }));
  const times = curves.flatMap(({ points }) => points.map(([, time]) => time));
  const { left, right, top, bottom } = FRAME;
  const x = scaleLog()
    .domain([Math.min(...sizes), Math.max(...sizes)])
    .range([left, right]);
  const y = scaleLog()
    .domain([Math.min(...times), Math.max(...times)])
    .range([bottom, top])
    .nice();
  const title = "Thin SVD of an n × n matrix of float64, milliseconds";
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      width: WIDTH,
      height: HEIGHT,
      role: "img",
      "font-family": "system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif",
      "font-size": 13,
    },
    element("title", {}, text(title)),
    element("style", {}, STYLE),
    label(left, 28, title, { "font-size": 17, "font-weight": 600 }),
    sizeAxis(sizes, x),
    logAxis(y, "time of one call, ms", FRAME),
    ...curves.map((curve) => line(curve, x, y)),
    ...names(curves, x, y),
  ).concat("\n");
}

/** The sizes that were measured, below the frame. */
function sizeAxis(sizes: readonly number[], x: Scale): string {
  const { left, right, top, bottom } = FRAME;
  return element(
    "g",
    { "text-anchor": "middle" },
    element("g", { stroke: "#e6e8ec" }, ...sizes.map((n) => rule(x(n), top, x(n), bottom))),
    ...sizes.map((n) => label(x(n), bottom + 20, n.toLocaleString("en-US"))),
    label((left + right) / 2, bottom + 44, "n, rows and columns"),
  );
}

function line({ name, points }: Curve, x: Scale, y: Scale): string {
  const { colour, dash, width = 2 } = LINES[name];
  const at = points.map(([n, time]) => [x(n), y(time)] as const);
  return element(
    "g",
    {},
    element("path", {
      d: polyline(at),
      fill: "none",
      stroke: colour,
      "stroke-width": width,
      "stroke-linejoin": "round",
      ...(dash === undefined ? {} : { "stroke-dasharray": dash }),
    }),
    ...at.map(([cx, cy]) => element("circle", { cx, cy, r: 3, fill: colour })),
  );
}

/** Names at the ends of the lines, moved apart where they would overlap, with a hair to the end. */
function names(curves: readonly Curve[], x: Scale, y: Scale): string[] {
  const ends = curves
    .filter(({ points }) => points.length > 0)
    .map(({ name, points }) => {
      const [n, time] = points[points.length - 1];
      return { name, x: x(n), y: y(time), atRight: x(n) > FRAME.right - 1 };
    })
    .sort((a, b) => a.y - b.y);
  const right = ends.filter(({ atRight }) => atRight);
  const places = spread(right.map(({ y: height }) => height));
  return ends.map((end) => {
    const i = right.indexOf(end);
    const height = i < 0 ? end.y : places[i];
    const hair = element("path", {
      d: polyline([
        [end.x + 6, end.y],
        [end.x + 22, height],
      ]),
      stroke: LINES[end.name].colour,
      fill: "none",
    });
    const attributes = { class: "name", style: `--name: ${LINES[end.name].colour}` };
    return (i < 0 ? "" : hair) + label(end.x + (i < 0 ? 10 : 28), height + 4, end.name, attributes);
  });
}

/** Heights at least a line apart, in their order, as near to where they should be as that allows. */
function spread(heights: readonly number[]): number[] {
  const down: number[] = [];
  const up: number[] = [];
  heights.forEach((height, i) => {
    down.push(i === 0 ? height : Math.max(height, down[i - 1] + LINE_HEIGHT));
  });
  [...heights].reverse().forEach((height, i) => {
    up.push(i === 0 ? height : Math.min(height, up[i - 1] - LINE_HEIGHT));
  });
  up.reverse();
  return heights.map((_, i) => (down[i] + up[i]) / 2);
}
