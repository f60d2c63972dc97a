import { describe, expect, it } from "vitest";
import { lstsq } from "../../src/solvers/lstsq.ts";
import { ridgePath } from "../../src/solvers/ridgePath.ts";
import data from "../fixtures/leastSquares/leastSquares.json" with { type: "json" };

const { a, b, lambdas } = data.ridge;

function farthest(x: ArrayLike<number>, y: ArrayLike<number>): number {
  return Math.max(...Array.from(x, (value, i) => Math.abs(value - y[i])));
}

describe.each(["plain", "intercept"] as const)("ridgePath, %s", (kind) => {
  const expected = data.ridge[kind];
  const path = ridgePath(a, b, lambdas, { intercept: kind === "intercept" });

  it("is scikit-learn's Ridge at each λ, and RidgeCV's choice", () => {
    expect(farthest(path.coefficients.data, expected.coefficients.flat())).toBeLessThan(1e-10);
    expect(farthest(path.intercepts, expected.intercepts)).toBeLessThan(1e-10);
    expect(farthest(path.leaveOneOut, expected.leaveOneOut)).toBeLessThan(1e-10);
    expect(path.best.leaveOneOut).toBe(expected.best);
  });

  it("says norms that are those of its solutions", () => {
    lambdas.forEach((_, i) => {
      const x = path.coefficients.row(i);
      const residual = a.map((row, j) => {
        return b[j] - path.intercepts[i] - row.reduce((sum, value, k) => sum + value * x[k], 0);
      });
      expect(Math.abs(path.residualNorms[i] - Math.hypot(...residual))).toBeLessThan(1e-12);
      expect(Math.abs(path.solutionNorms[i] - Math.hypot(...x))).toBeLessThan(1e-12);
    });
  });

  it("leaves one point out as if it were not there", () => {
    const errors = b.map((value, i) => {
      const rest = ridgePath(a.toSpliced(i, 1), b.toSpliced(i, 1), [0.5], {
        intercept: kind === "intercept",
      });
      const x = rest.coefficients.row(0);
      return value - rest.intercepts[0] - a[i].reduce((sum, entry, k) => sum + entry * x[k], 0);
    });
    const mean = errors.reduce((sum, error) => sum + error * error, 0) / b.length;
    expect(Math.abs(path.leaveOneOut[2] - mean)).toBeLessThan(1e-11);
  });
});

describe("ridgePath", () => {
  it("agrees with lstsq, also for λ = 0 and deficient matrices", () => {
    const wide = [
      [1, 2, 3],
      [2, 4, 6],
    ];
    const { coefficients, degreesOfFreedom } = ridgePath(wide, [1, 1], [0, 0.1]);
    for (const [i, ridge] of [0, 0.1].entries()) {
      expect(farthest(coefficients.row(i), lstsq(wide, [1, 1], { ridge }).x)).toBeLessThan(1e-14);
    }
    expect(degreesOfFreedom[0]).toBe(1);
  });

  it("by default tries λ from nothing to σ₁², and shrinks x and grows residuals on the way", () => {
    const { lambdas, residualNorms, solutionNorms, degreesOfFreedom, best } = ridgePath(a, b);
    expect(lambdas).toHaveLength(61);
    for (let i = 1; i < 61; ++i) {
      expect(lambdas[i]).toBeGreaterThan(lambdas[i - 1]);
      expect(residualNorms[i]).toBeGreaterThanOrEqual(residualNorms[i - 1]);
      expect(solutionNorms[i]).toBeLessThanOrEqual(solutionNorms[i - 1]);
      expect(degreesOfFreedom[i]).toBeLessThan(degreesOfFreedom[i - 1] + 1e-12);
    }
    expect(best.gcv).toBeGreaterThan(0);
  });

  it("refuses what is no λ, and no vector", () => {
    expect(() => ridgePath(a, b, [1, -1])).toThrow(
      "ridgePath: expected lambdas to be numbers >= 0, got -1",
    );
    expect(() => ridgePath(a, b, [])).toThrow("got none");
    expect(() => ridgePath(a, [[1]] as never)).toThrow(RangeError);
  });
});
