// The linear data sets of NIST's Statistical Reference Datasets: how many digits are right.
import { describe, expect, it } from "vitest";
import { linearRegression } from "../../../src/applications/fits/linearRegression.ts";
import { polyfit } from "../../../src/applications/fits/polyfit.ts";
import data from "../../fixtures/leastSquares/leastSquares.json" with { type: "json" };

/** −log₁₀ of the largest relative error, at most 15: what NIST calls LRE. Where the certified number is 0, of the absolute error. */
function digits(found: ArrayLike<number>, certified: readonly number[]): number {
  const errors = certified.map((c, i) => Math.abs(found[i] - c) / (Math.abs(c) || 1));
  return Math.min(15, -Math.log10(Math.max(...errors)));
}

/** Digits that must be right of coefficients, standard errors and R². Rounding the data to doubles costs the rest. */
const LEAST: Record<string, readonly [number, number, number]> = {
  Norris: [13, 13, 14],
  Pontius: [13, 13, 14],
  Filip: [13, 13, 14],
  Wampler1: [14, 13, 14],
  Wampler2: [13, 13, 14],
  Wampler3: [13, 13, 14],
  Wampler4: [13, 13, 14],
  Wampler5: [13, 13, 13],
};

describe("polyfit", () => {
  it.each(Object.entries(data.nist))("on %s", (name, certified) => {
    const fit = polyfit(certified.x, certified.y, certified.degree);
    const reached = [
      digits(fit.coefficients, certified.coefficients),
      digits(fit.standardErrors, certified.standardErrors),
      digits([fit.rSquared], [certified.rSquared]),
    ];
    const shown = `${name}: ${reached.map((x) => x.toFixed(1)).join(", ")}`;
    LEAST[name].forEach((least, i) => expect(reached[i], shown).toBeGreaterThanOrEqual(least));
    expect(digits([fit.residualStandardError], [certified.residualStandardError])).toBeGreaterThan(
      13,
    );
    expect(fit.degreesOfFreedom).toBe(certified.x.length - certified.degree - 1);
  });
});

describe("linearRegression", () => {
  it("on Longley", () => {
    const { longley } = data;
    const fit = linearRegression(longley.a, longley.y);
    expect(digits(fit.parameters, longley.coefficients)).toBeGreaterThan(12);
    expect(digits(fit.standardErrors, longley.standardErrors)).toBeGreaterThan(12);
    expect(digits([fit.rSquared], [longley.rSquared])).toBeGreaterThan(14);
    expect(digits([fit.predict(longley.a[3])], [longley.y[3] - fit.residuals[3]])).toBeGreaterThan(
      12,
    );
  });
});
