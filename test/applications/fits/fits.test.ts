import { describe, expect, it } from "vitest";
import { linearRegression } from "../../../src/applications/fits/linearRegression.ts";
import { linefit, polyfit } from "../../../src/applications/fits/polyfit.ts";
import { NonFiniteError } from "../../../src/errors.ts";
import data from "../../fixtures/leastSquares/leastSquares.json" with { type: "json" };
import { random } from "../../support/random.ts";

function farthest(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Math.max(...Array.from(a, (x, i) => Math.abs(x - b[i]) / (1 + Math.abs(b[i]))));
}

describe("polyfit", () => {
  it("is numpy.polyfit with weights, and its covariance", () => {
    const { x, y, weights, coefficients, standardErrors } = data.weighted;
    const fit = polyfit(x, y, 3, { weights });
    expect(farthest(fit.coefficients, coefficients)).toBeLessThan(1e-12);
    expect(farthest(fit.standardErrors, standardErrors)).toBeLessThan(1e-12);
    const direct = x.map((t, i) => y[i] - coefficients.reduceRight((sum, c) => sum * t + c, 0));
    expect(farthest(fit.residuals, direct)).toBeLessThan(1e-12);
  });

  it("goes through as many points as it has coefficients, and knows no errors then", () => {
    const fit = polyfit([1, 2, 4], [1, 3, 2], 2);
    expect(farthest([1, 2, 4].map(fit.predict), [1, 3, 2])).toBeLessThan(1e-15);
    expect(fit.degreesOfFreedom).toBe(0);
    expect(fit.residualStandardError).toBeNaN();
    expect(fit.rSquared).toBe(1);
  });

  it("gives back a polynomial of degree 20 far from 0", () => {
    const { uniform } = random(1);
    const x = Array.from({ length: 60 }, () => 1000 + uniform());
    const y = x.map((t) => Math.cos(4 * (t - 1000)));
    const fit = polyfit(x, y, 20);
    const places = x.map((t) => t + 0.001 * (1000.5 - t));
    const values = places.map((t) => Math.cos(4 * (t - 1000)));
    expect(farthest(places.map(fit.predict), values)).toBeLessThan(1e-13);
  });

  it("a weight of 0 leaves a point out, a weight of 2 counts it twice", () => {
    const x = [0, 1, 2, 3, 4];
    const y = [1, 2, 2, 5, 100];
    const fit = polyfit(x, y, 1, { weights: [2, 1, 1, 1, 0] });
    const twice = polyfit([0, 0, 1, 2, 3], [1, 1, 2, 2, 5], 1);
    expect(farthest(fit.coefficients, twice.coefficients)).toBeLessThan(1e-14);
    expect(fit.degreesOfFreedom).toBe(2);
  });

  it("fits constants, and one place", () => {
    expect(polyfit([3, 3, 3], [1, 2, 6], 0).coefficients).toEqual(Float64Array.of(3));
    expect(polyfit([1, 2], [5, 5], 1).rSquared).toBe(1);
  });

  it.each<[string, () => unknown, string]>([
    ["lengths", () => polyfit([1], [1, 2], 0), "polyfit: expected as many x as y, got 1 and 2"],
    ["a degree", () => polyfit([1], [1], 1.5), "expected a degree >= 0, got 1.5"],
    [
      "too few places",
      () => polyfit([1, 1, 2], [1, 2, 3], 2),
      "polyfit: degree 2 needs 3 different places, got 2",
    ],
    [
      "weights",
      () => polyfit([1], [1], 0, { weights: [1, 2] }),
      "expected 1 weights, one for each",
    ],
    ["a weight", () => polyfit([1], [1], 0, { weights: [-1] }), "weights >= 0, got -1 at place 0"],
    [
      "places that a double cannot tell apart at that degree",
      () => polyfit([0, 1e-9, 1], [0, 0, 1], 2, { tolerance: 1e-6 }),
      "expected 3 independent columns, got a rank of 2",
    ],
    [
      "text",
      () => polyfit("12" as never, [1, 2], 0),
      'polyfit: x: expected a list of numbers, got "12"',
    ],
  ])("refuses wrong %s", (_, call, message) => {
    expect(call).toThrow(message);
  });

  it("refuses NaN", () => {
    expect(() => polyfit([1, NaN], [1, 2], 1)).toThrow(NonFiniteError);
  });
});

describe("linefit", () => {
  it("is polyfit of degree 1", () => {
    const { x, y, degree } = data.nist.Norris;
    const fit = polyfit(x, y, degree);
    const line = linefit(x, y);
    expect([line.intercept, line.slope]).toEqual([...fit.coefficients]);
    expect(() => linefit([1], [1])).toThrow("linefit: degree 1 needs 2 different places, got 1");
  });
});

describe("linearRegression", () => {
  it("is scikit-learn's with weights", () => {
    const { a, b, weighted } = data.ridge;
    const fit = linearRegression(a, b, { weights: b.map((_, i) => i + 1) });
    expect(farthest(fit.coefficients, weighted.coefficients)).toBeLessThan(1e-11);
    expect(Math.abs(fit.intercept - weighted.intercept)).toBeLessThan(1e-11);
    expect(Math.abs(fit.predict(a[4]) - (b[4] - fit.residuals[4]))).toBeLessThan(1e-12);
  });

  it("without an intercept measures R² from 0", () => {
    const fit = linearRegression([[1], [2], [3]], [2, 4, 7], { intercept: false });
    expect(fit.intercept).toBe(0);
    expect(fit.coefficients[0]).toBeCloseTo(31 / 14, 14);
    expect(fit.rSquared).toBeCloseTo(31 ** 2 / 14 / 69, 14);
    expect(fit.standardErrors).toHaveLength(1);
  });

  it("refuses dependent columns, and other lengths", () => {
    expect(() =>
      linearRegression(
        [
          [1, 2],
          [2, 4],
          [3, 6],
        ],
        [1, 2, 3],
      ),
    ).toThrow("linearRegression: expected 3 independent columns, got a rank of 2");
    expect(() => linearRegression([[1]], [1, 2])).toThrow(
      "expected 1 numbers, as A has rows, got 2",
    );
    expect(() => linearRegression([[1]], [1])).toThrow("2 parameters need as many points, got 1");
    const fit = linearRegression([[1], [2], [3]], [1, 2, 4]);
    expect(() => fit.predict([1, 2])).toThrow("predict: expected 1 numbers, got 2");
  });
});
