import { describe, expect, it } from "vitest";
import { marchenkoPasturMedian, thresholdFactor } from "../../src/approximation/gavishDonoho.ts";

describe("the Marchenko–Pastur median", () => {
  // By the midpoint rule, from the density itself: independent of the closed form under test.
  const below = (beta: number, t: number) => {
    const a = (1 - Math.sqrt(beta)) ** 2;
    const b = (1 + Math.sqrt(beta)) ** 2;
    const steps = 200_000;
    let sum = 0;
    for (let i = 0; i < steps; ++i) {
      // x = a + (t − a) u² takes the square root at a out of the integrand.
      const u = (i + 0.5) / steps;
      const x = a + (t - a) * u * u;
      const density = Math.sqrt((b - x) * (x - a)) / (2 * Math.PI * beta * x);
      sum += (density * 2 * u * (t - a)) / steps;
    }
    return sum;
  };

  it.each([1e-4, 0.01, 0.1, 0.5, 0.9, 0.99, 1])("halves the distribution, β = %d", (beta) => {
    expect(below(beta, marchenkoPasturMedian(beta))).toBeCloseTo(0.5, 8);
  });

  it("tends to 1 as β tends to 0, for very flat matrices too", () => {
    for (const beta of [1e-6, 1e-9, 1e-12]) {
      expect(Math.abs(marchenkoPasturMedian(beta) - 1)).toBeLessThan(2 * beta + 1e-9);
    }
  });
});

describe("the threshold of Gavish and Donoho", () => {
  it("is 4/√3 over the median of the quarter circle law for square matrices: 2.858 in the paper", () => {
    expect(thresholdFactor(1)).toBeCloseTo(2.858, 3);
  });

  it("is √2 for very flat matrices", () => {
    expect(thresholdFactor(1e-12)).toBeCloseTo(Math.sqrt(2), 5);
  });

  it.each([0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1])(
    "lies near the cubic of the paper, β = %d",
    (beta) => {
      const cubic = 0.56 * beta ** 3 - 0.95 * beta ** 2 + 1.82 * beta + 1.43;
      // "Empirically, |ω − cubic| ≤ 0.02" (p. 5047).
      expect(Math.abs(thresholdFactor(beta) - cubic)).toBeLessThan(0.02);
    },
  );
});
