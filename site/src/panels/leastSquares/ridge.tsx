import * as Plot from "@observablehq/plot";
import { useMemo } from "preact/hooks";
import { Chart } from "../../parts/chart.tsx";
import { short } from "../../parts/format.ts";
import { Slider } from "../../parts/slider.tsx";
import { type Fit, HIGHEST, LOWEST, type ShrunkenPath, shrunkenPath } from "./fit.ts";

const NAMES = ["x", "x²", "x³", "x⁴", "x⁵"];
const COLOURS = ["var(--first)", "var(--second)", "var(--third)", "var(--fourth)", "var(--ink)"];

const TICKS = Array.from({ length: HIGHEST - LOWEST + 1 }, (_, i) => 10 ** (LOWEST + i));

export interface RidgeProps {
  readonly fit: Fit;
  /** log₁₀ λ. */
  readonly logLambda: number;
  readonly onLogLambda: (logLambda: number) => void;
}

/** What a price on large coefficients does to them. */
export function Ridge({ fit, logLambda, onLogLambda }: RidgeProps) {
  const options = useMemo(() => optionsOf(shrunkenPath(fit), 10 ** logLambda), [fit, logLambda]);
  return (
    <section>
      <h2>Ridge: a price on large coefficients</h2>
      <p>
        Ridge regression minimizes ‖A x − b‖² + λ ‖x‖², the constant aside: the larger λ, the
        flatter. It pays where points are few and the degree is high.
      </p>
      <Slider
        label="λ"
        min={LOWEST}
        max={HIGHEST}
        step={0.1}
        value={logLambda}
        format={(value) => short(10 ** value)}
        onInput={onLogLambda}
      />
      <Chart options={options} caption="The coefficients of the ridge fit for each λ" />
    </section>
  );
}

function optionsOf(path: ShrunkenPath, lambda: number): Plot.PlotOptions {
  const { lambdas, coefficients } = path;
  const rows = Array.from(lambdas).flatMap((at, i) =>
    Array.from(coefficients.row(i), (value, k) => ({ at, value, name: NAMES[k] })),
  );
  return {
    height: 260,
    marginLeft: 44,
    marginBottom: 38,
    marginRight: 24,
    x: { type: "log", label: "λ", ticks: TICKS, tickFormat: (tick: number) => short(tick) },
    y: { label: "coefficient", grid: true, nice: true },
    color: { domain: NAMES, range: COLOURS },
    marks: [
      Plot.ruleY([0], { stroke: "var(--line)" }),
      Plot.ruleX([lambda], { stroke: "currentColor", strokeDasharray: "4 3" }),
      Plot.line(rows, { x: "at", y: "value", stroke: "name", strokeWidth: 2.5 }),
      // Each name at a λ of its own: at the ends, they would hide each other.
      Plot.text(
        rows.filter(({ at, name }) => at === lambdas[2 + 11 * NAMES.indexOf(name)]),
        { x: "at", y: "value", text: "name", fill: "name", stroke: "var(--paper)", dy: -9 },
      ),
    ],
  };
}
