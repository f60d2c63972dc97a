import { scaleLinear, scaleLog } from "d3-scale";
import {
  type Frame,
  indexAxis,
  INK,
  label,
  logAxis,
  percentAxis,
  rule,
  type Scale,
} from "./axes.ts";
import { percent } from "./percent.ts";
import { picture } from "./picture.ts";
import { element, polyline } from "./svg.ts";

export interface SpectrumSeries {
  readonly name: string;
  /** Singular values, largest first. */
  readonly values: ArrayLike<number>;
  /** Any colour of CSS. */
  readonly colour?: string;
}

export interface SpectrumOptions {
  readonly title?: string;
  /** Ranks to mark with a line and the energy that they keep. */
  readonly marks?: readonly number[];
  /** Of the picture in pixels; 960 × 540 by default. */
  readonly width?: number;
  readonly height?: number;
}

const MARGIN = { top: 112, right: 84, bottom: 60, left: 82 };
const COLOURS = ["#3066be", "#d1495b", "#2a9d6f", "#8a5ab5", "#c98a1b"];
const ENERGY = { stroke: "#3a3f4b", "stroke-width": 2, "stroke-dasharray": "2 5" };

/** Below this part of the largest, a singular value is rounding error, and only stretches the axis. */
const FLOOR = 1e-16;

/** From so many values on, the first ones crowd on a linear axis: the index is drawn on a log axis. */
const LOG_INDEX_FROM = 40;

/** Labels of two marks nearer than this many pixels would overlap. */
const LABEL_WIDTH = 60;

/**
 * Draws singular values on a logarithmic axis, and on a second axis the
 * cumulative energy of all series, (σ₁² + … + σₖ²) / (σ₁² + … + σₙ²).
 *
 * Needs the package `d3-scale`.
 *
 * @returns An SVG file as text.
 *
 * @throws {@link RangeError} if there is no singular value above 0.
 *
 * @example
 * ```ts
 * import { spectrumSvg } from "wasm-svd/plot";
 *
 * const series = [{ name: "σ", values: [8, 4, 2, 1] }];
 * spectrumSvg(series, { title: "Four values", marks: [2] }).slice(0, 4); // "<svg"
 * ```
 */
export function spectrumSvg(
  series: readonly SpectrumSeries[],
  { title = "Singular values", marks = [], width = 960, height = 540 }: SpectrumOptions = {},
): string {
  const count = Math.max(0, ...series.map(({ values }) => values.length));
  const largest = Math.max(0, ...series.map(({ values }) => values[0] ?? 0));
  if (!(largest > 0)) {
    throw new RangeError("spectrumSvg: expected a singular value above 0, got none");
  }
  const frame: Frame = {
    left: MARGIN.left,
    right: width - MARGIN.right,
    top: MARGIN.top,
    bottom: height - MARGIN.bottom,
  };
  const drawn = series.map(({ values }) => Array.from(values).filter((x) => x > largest * FLOOR));
  const smallest = Math.min(...drawn.flatMap((values) => values.slice(-1)));
  const energies = cumulativeEnergy(series, count);

  const across = [frame.left, frame.right];
  const upwards = [frame.bottom, frame.top];
  const log = count >= LOG_INDEX_FROM;
  const x = (log ? scaleLog() : scaleLinear()).domain([1, Math.max(count, 2)]).range(across);
  const y = scaleLog().domain([smallest, largest]).range(upwards).nice();
  const energy = scaleLinear()
    .domain([Math.min(energies[0], 0.99), 1])
    .range(upwards)
    .nice(5);
  const curve = (values: readonly number[], scale: Scale) =>
    polyline(values.map((value, i) => [x(i + 1), scale(value)]));
  const shown = marks.filter((k) => k >= 1 && k <= count).sort((a, b) => a - b);

  return picture(
    { title, width, height, left: MARGIN.left, right: MARGIN.right },
    legend(series, frame.left),
    indexAxis(x, log, frame),
    logAxis(y, "singular value σₖ", frame),
    percentAxis(energy, "energy of the first k", frame, ENERGY.stroke),
    markLines(shown, x, frame),
    element(
      "g",
      { fill: "none", "stroke-linejoin": "round", "stroke-linecap": "round", "stroke-width": 2 },
      ...drawn.map((values, i) =>
        element("path", { d: curve(values, y), stroke: colourOf(series, i) }),
      ),
      element("path", { d: curve(energies, energy), ...ENERGY }),
    ),
    ...markLabels(shown, energies, { x, energy, top: frame.top }),
  );
}

/** For each k, the part of the sum of squares of all series that their first k values hold. */
function cumulativeEnergy(series: readonly SpectrumSeries[], count: number): number[] {
  // Relative to the largest, that no square overflows.
  const largest = Math.max(...series.map(({ values }) => values[0] ?? 0));
  const squares = Array.from({ length: count }, (_, i) =>
    series.reduce((sum, { values }) => sum + ((values[i] ?? 0) / largest) ** 2, 0),
  );
  const total = squares.reduce((sum, square) => sum + square, 0);
  let sum = 0;
  return squares.map((square) => Math.min((sum += square) / total, 1));
}

function colourOf(series: readonly SpectrumSeries[], i: number): string {
  return series[i].colour ?? COLOURS[i % COLOURS.length];
}

/** Names of the curves in one line below the title, each after a stroke of its colour. */
function legend(series: readonly SpectrumSeries[], left: number): string {
  const entries = [
    ...series.map(({ name }, i) => ({
      name,
      line: { stroke: colourOf(series, i), "stroke-width": 2 },
    })),
    { name: "energy", line: ENERGY },
  ];
  let start = left;
  return entries
    .map(({ name, line }) => {
      const stroke = { x1: start, x2: start + 26, y1: 56, y2: 56, ...line };
      const text = label(start + 34, 60, name, { fill: INK });
      // Letters of 13 px are 7.5 px wide on average.
      start += 58 + 7.5 * [...name].length;
      return element("line", stroke) + text;
    })
    .join("");
}

function markLines(marks: readonly number[], x: Scale, { top, bottom }: Frame): string {
  const lines = marks.map((k) => rule(x(k), top, x(k), bottom));
  return element("g", { stroke: "#9aa1ad", "stroke-dasharray": "3 3" }, ...lines);
}

/** For each mark a dot on the curve of energy, and its numbers above the frame where there is room. */
function markLabels(
  marks: readonly number[],
  energies: readonly number[],
  { x, energy, top }: { x: Scale; energy: Scale; top: number },
): string[] {
  let free = -Infinity;
  return marks.map((k) => {
    const part = energies[k - 1];
    const centre = { cx: x(k), cy: energy(part), r: 4 };
    const { stroke } = ENERGY;
    const dot = element("circle", { ...centre, fill: "#ffffff", stroke, "stroke-width": 2 });
    if (x(k) < free) return dot;
    free = x(k) + LABEL_WIDTH;
    const middle = { "text-anchor": "middle" };
    return (
      dot +
      label(x(k), top - 24, `k = ${k}`, { ...middle, fill: INK, "font-weight": 600 }) +
      label(x(k), top - 9, percent(part, 1), { ...middle, "font-size": 12 })
    );
  });
}
