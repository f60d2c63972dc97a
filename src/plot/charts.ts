import { type Chart, chartSvg } from "./chart.ts";
import { element, text } from "./svg.ts";

export interface ChartsOptions {
  /** What the picture shows, for those who cannot see it. */
  readonly title: string;
}

/** Of a chart that does not say its own, in pixels. */
const WIDTH = 640;
const HEIGHT = 540;

/**
 * Draws charts side by side. Needs the package `d3-scale`.
 *
 * @returns An SVG file as text.
 *
 * @throws {@link RangeError} if there is no chart, or no point can be drawn in one of them.
 *
 * @example
 * ```ts
 * import { chartsSvg } from "wasm-svd/plot";
 *
 * const axes = { x: { title: "x" }, y: { title: "y" } };
 * const line = { ...axes, title: "Up", series: [{ x: [1, 2], y: [1, 2] }] };
 * const dots = { ...axes, title: "Down", series: [{ x: [1, 2], y: [2, 1], as: "dots" as const }] };
 * chartsSvg([line, dots], { title: "Up and down" }).slice(0, 4); // "<svg"
 * ```
 */
export function chartsSvg(charts: readonly Chart[], { title }: ChartsOptions): string {
  if (charts.length === 0) throw new RangeError("chartsSvg: expected a chart, got none");
  let width = 0;
  let height = 0;
  const placed = charts.map((chart) => {
    const sized = { width: WIDTH, height: HEIGHT, ...chart };
    const left = width;
    width += sized.width;
    height = Math.max(height, sized.height);
    return element("g", { transform: `translate(${left} 0)` }, chartSvg(sized));
  });
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: "img",
    },
    element("title", {}, text(title)),
    element("rect", { width, height, fill: "#ffffff" }),
    ...placed,
  );
}
