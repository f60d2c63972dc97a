import * as Plot from "@observablehq/plot";
import { useEffect, useMemo, useState } from "preact/hooks";
import { Chart } from "../../parts/chart.tsx";
import { placesUpTo, RANK_FRAME, rankAxis, short } from "../../parts/rankAxis.ts";
import { RankMarker } from "../../parts/rankMarker.tsx";
import type { Decomposition } from "./decomposition.ts";
import { mostTerms, ranksAt, tailsOf } from "./numbers.ts";
import { type Colour, PLANE_NAMES } from "./planes.ts";

export interface SpectrumProps {
  readonly decomposition: Decomposition;
  readonly chromaRank: number;
  readonly rank: number;
  readonly onRank: (rank: number) => void;
}

/** In the colours of the planes; told apart by dashes, too. */
const STROKES: Record<Colour, readonly string[]> = {
  rgb: ["var(--bad)", "var(--third)", "var(--first)"],
  ycbcr: ["var(--ink)", "var(--first)", "var(--bad)"],
  grey: ["var(--ink)"],
};
const DASHES = [undefined, "6 3", "2 3"];

/** How large each layer is, and what the first ones leave out. */
export function Spectrum({ decomposition: latest, ...rest }: SpectrumProps) {
  const decomposition = useLater(latest);
  return decomposition ? <Charts decomposition={decomposition} {...rest} /> : null;
}

/** The value, a task later: charts do not hold up the picture. */
function useLater<T>(value: T): T | undefined {
  const [later, setLater] = useState<T>();
  useEffect(() => {
    const timer = setTimeout(() => setLater(value));
    return () => clearTimeout(timer);
  }, [value]);
  return later;
}

function Charts({ decomposition, chromaRank, rank, onRank }: SpectrumProps) {
  const most = mostTerms(decomposition);
  const names = PLANE_NAMES[decomposition.colour];
  const values = useMemo(() => valuesOptions(decomposition), [decomposition]);
  const rest = useMemo(() => restOptions(decomposition, chromaRank), [decomposition, chromaRank]);
  const marker = { rank: Math.min(rank, most), least: 1, most, onRank };
  const curves = names.map((name, c) => `${name} ${["solid", "dashed", "dotted"][c]}`).join(", ");
  return (
    <div class="image-spectrum">
      <RankMarker {...marker}>
        <Chart
          options={values}
          caption={`Singular values σᵢ, largest first${names.length > 1 ? `: ${curves}` : ""}.`}
        />
      </RankMarker>
      <RankMarker {...marker}>
        <Chart
          options={rest}
          caption="Energy that the first i layers leave out: 1 minus the cumulative energy."
        />
      </RankMarker>
    </div>
  );
}

function valuesOptions({ svds, colour }: Decomposition): Plot.PlotOptions {
  const largest = Math.max(...svds.map(({ s }) => s[0]));
  // Below single precision there is nothing but its rounding.
  const least = largest * 2 ** -22;
  const marks = svds.map(({ s }, c) => {
    const points = placesUpTo(s.length).filter((i) => s[i - 1] > least);
    return Plot.line(points, {
      x: (i: number) => i,
      y: (i: number) => s[i - 1],
      strokeWidth: 2,
      stroke: STROKES[colour][c],
      strokeDasharray: DASHES[c],
    });
  });
  const dots = svds.map(({ s }, c) => {
    const points = placesUpTo(Math.min(s.length, 6)).filter((i) => s[i - 1] > least);
    return Plot.dot(points, {
      x: (i: number) => i,
      y: (i: number) => s[i - 1],
      r: 3,
      fill: STROKES[colour][c],
    });
  });
  return {
    ...RANK_FRAME,
    x: rankAxis(svds[0].s.length),
    y: { type: "log", label: "σᵢ", grid: true, ticks: 4, tickFormat: short },
    marks: [...marks, ...dots],
  };
}

function restOptions(decomposition: Decomposition, chromaRank: number): Plot.PlotOptions {
  const { svds } = decomposition;
  const tails = svds.map(({ s }) => tailsOf(s));
  const total = tails.reduce((sum, tail) => sum + tail[0], 0);
  const points = placesUpTo(svds[0].s.length - 1)
    .map((i) => {
      const ranks = ranksAt(decomposition, i, chromaRank);
      return { i, left: tails.reduce((sum, tail, c) => sum + tail[ranks[c]], 0) / total };
    })
    .filter(({ left }) => left > 1e-8);
  return {
    ...RANK_FRAME,
    x: rankAxis(svds[0].s.length),
    y: { type: "log", label: "left out", grid: true, ticks: 4, tickFormat: percent },
    marks: [
      Plot.line(points, { x: "i", y: "left", stroke: "var(--fourth)", strokeWidth: 2 }),
      Plot.dot(points.slice(0, 6), { x: "i", y: "left", r: 3, fill: "var(--fourth)" }),
    ],
  };
}

function percent(share: number): string {
  return `${short(100 * share)} %`;
}
