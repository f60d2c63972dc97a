import * as Plot from "@observablehq/plot";
import { useMemo } from "preact/hooks";
import { Chart } from "../../parts/chart.tsx";
import { percent } from "../../parts/percent.ts";

/** More bars than this cannot be told apart on a phone. */
const MOST_BARS = 24;

export interface ScreeProps {
  readonly shares: readonly number[];
  /** What the parts are of: "the variance". */
  readonly of: string;
}

/** How much each component has, and all up to it. */
export function Scree({ shares, of }: ScreeProps) {
  const { options, caption } = useMemo(() => {
    let sum = 0;
    const bars = shares.map((share, i) => ({ component: i + 1, share, sum: (sum += share) }));
    const enough = bars.find((bar) => bar.sum >= 0.9)?.component ?? bars.length;
    return {
      options: chartOf(bars.slice(0, MOST_BARS)),
      caption: `Of ${of}, component 1 has ${percent(shares[0])}, the first two ${percent(bars[Math.min(1, bars.length - 1)].sum)}; ${enough} of ${bars.length} have 90 %. Bars: each; line: all up to it.`,
    };
  }, [shares, of]);
  return <Chart options={options} caption={caption} />;
}

function chartOf(
  bars: readonly { component: number; share: number; sum: number }[],
): Plot.PlotOptions {
  const title = (bar: (typeof bars)[number]) =>
    `Component ${bar.component}: ${percent(bar.share)}\nUp to it: ${percent(bar.sum)}`;
  return {
    height: 240,
    x: { label: "Component", tickFormat: "d", interval: 1 },
    y: { label: "Share", tickFormat: "%", domain: [0, 1], grid: true },
    marks: [
      Plot.barY(bars, { x: "component", y: "share", fill: "var(--first)" }),
      Plot.line(bars, { x: "component", y: "sum", stroke: "var(--second)", strokeWidth: 2 }),
      Plot.dot(bars, { x: "component", y: "sum", fill: "var(--second)", r: 2.5 }),
      Plot.tip(bars, Plot.pointerX({ x: "component", y: "sum", title })),
    ],
  };
}
