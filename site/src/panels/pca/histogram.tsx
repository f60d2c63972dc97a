import * as Plot from "@observablehq/plot";
import { useMemo } from "preact/hooks";
import { Chart } from "../../parts/chart.tsx";
import type { MapPoint } from "../../parts/pointMap.tsx";
import type { Group } from "../../parts/groups.ts";

export interface HistogramProps {
  readonly points: readonly MapPoint[];
  readonly groups: readonly Group[];
  readonly label: string;
}

/** How the rows of each kind lie along one axis, a strip for each kind. */
export function Histogram({ points, groups, label }: HistogramProps) {
  const options = useMemo((): Plot.PlotOptions => {
    const strips = { x: { value: "x", thresholds: 40 }, fy: "group", fill: "group", inset: 0.5 };
    const domain = groups.map(({ name }) => name);
    return {
      height: 60 + groups.length * (groups.length > 5 ? 34 : 56),
      marginLeft: Math.min(120, 16 + 7 * Math.max(...domain.map((name) => name.length))),
      x: { label },
      y: { axis: null },
      fy: { domain, label: null, axis: "left", padding: 0.08 },
      color: { domain, range: groups.map(({ colour }) => colour) },
      marks: [
        Plot.rectY(points, Plot.binX<Plot.RectYOptions>({ y: "count" }, strips)),
        Plot.ruleY([0], { stroke: "var(--line)" }),
      ],
    };
  }, [points, groups, label]);
  return (
    <Chart
      options={options}
      caption={`How many rows lie where along ${label.toLowerCase()}, by kind.`}
    />
  );
}
