import { scaleLinear } from "d3-scale";
import { INK, label, rule } from "./axes.ts";
import { colour } from "./chart.ts";
import { cut, picture } from "./picture.ts";
import { element } from "./svg.ts";

/** A list of signed bars under a heading. */
export interface BarPanel {
  readonly title: string;
  readonly bars: readonly { readonly label: string; readonly value: number }[];
}

export interface BarPanelsOptions {
  readonly title: string;
  /** Panels side by side; 4 by default. */
  readonly columns?: number;
}

/** Pixels left and right of the title, which stands where those of charts do. */
const SIDES = { left: 92, right: 36 };

const PANEL = { width: 280, gap: 24, top: 64, heading: 30 };

/** Pixels for the word before a bar, and from bar to bar. */
const WORD = 112;
const STEP = 21;

/**
 * Draws lists of signed numbers as horizontal bars, such as the words of topics with their weights. All panels have one
 * scale. Needs the package `d3-scale`.
 *
 * @returns An SVG file as text.
 *
 * @throws {@link RangeError} if there is no bar.
 *
 * @example
 * ```ts
 * import { barPanelsSvg } from "wasm-svd/plot";
 *
 * const bars = [
 *   { label: "ships", value: 0.4 },
 *   { label: "jobs", value: -0.3 },
 * ];
 * barPanelsSvg([{ title: "Topic 1", bars }], { title: "Topics" }).slice(0, 4); // "<svg"
 * ```
 */
export function barPanelsSvg(
  panels: readonly BarPanel[],
  { title, columns = 4 }: BarPanelsOptions,
): string {
  const most = panels.reduce((most, { bars }) => Math.max(most, bars.length), 0);
  if (most === 0) throw new RangeError("barPanelsSvg: expected a bar, got none");
  const values = panels.flatMap(({ bars }) => bars.map(({ value }) => value));
  const low = values.reduce((a, b) => Math.min(a, b), 0);
  const high = values.reduce((a, b) => Math.max(a, b), 0);
  const x = scaleLinear()
    .domain(low < high ? [low, high] : [0, 1])
    .range([WORD + 8, PANEL.width]);
  const across = Math.min(columns, panels.length);
  const down = Math.ceil(panels.length / across);
  const height = PANEL.heading + most * STEP + PANEL.gap;
  const size = {
    width: across * (PANEL.width + PANEL.gap) + 92,
    height: PANEL.top + down * height + PANEL.gap,
  };
  const drawn = panels.map(({ title, bars }, i) => {
    const left = 46 + (i % across) * (PANEL.width + PANEL.gap);
    const top = PANEL.top + Math.floor(i / across) * height;
    return element(
      "g",
      { transform: `translate(${left} ${top})` },
      label(WORD + 8, 16, cut(title, PANEL.width - WORD), { fill: INK, "font-weight": 600 }),
      ...bars.map(({ label: word, value }, j) => {
        const y = PANEL.heading + j * STEP;
        const start = Math.min(x(0), x(value));
        const width = Math.abs(x(value) - x(0));
        return (
          label(WORD, y + 12, cut(word, WORD), { fill: INK, "text-anchor": "end" }) +
          element("rect", { x: start, y, width, height: 15, fill: colour({}, value < 0 ? 1 : 0) })
        );
      }),
      element("g", { stroke: "#9aa1ad" }, rule(x(0), PANEL.heading - 6, x(0), height - PANEL.gap)),
    );
  });
  return picture({ title, ...size, ...SIDES }, ...drawn);
}
