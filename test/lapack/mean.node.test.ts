import { afterAll, describe, expect, it } from "vitest";
import { Matrix, svd } from "../../src/index.ts";
import type { Ratios } from "../support/check.ts";
import { families } from "../support/families.ts";
import { precisions } from "../support/precisions.ts";
import { Report } from "../support/report.ts";
import gesdd from "./fixtures/gesdd.json" with { type: "json" };
import { mean, meanRatios, SAMPLES, samplesOf, type Fixture } from "./means.ts";

/**
 * By how much the mean of a ratio may be above that of LAPACK's gesdd, by OpenBLAS, on the same matrices. Measured:
 * 1.26 at 100 × 100, float64, by "auto"; else up to 1.06.
 */
const FACTOR = 1.5;

/**
 * Left out of the means: gesdd deflates so much of it that its residual, up to 10, would be a third of the mean of
 * all families, and cover what is wrong with ours.
 */
const LEFT_OUT = "near-identity bidiagonal";

const RATIOS = ["residual", "U", "V"] as const;
const METHODS = ["auto", "divide-and-conquer"] as const;

const { means } = gesdd as Fixture;

describe.each(precisions)("means of the ratios against gesdd's, $name", (precision) => {
  const report = new Report(`${precision.name}, means as multiples of gesdd's`);
  afterAll(() => report.print());

  describe.each(SAMPLES)("$n × $n", ({ n }) => {
    const theirs = means[precision.name][n];

    it("covers every family", () => {
      expect(Object.keys(theirs)).toEqual(families.map(({ name }) => name));
    });

    it.each(METHODS)("are at most 1.5 times as large, by method %s", (method) => {
      // Where gesdd failed there is nothing to compare with.
      const both = families.flatMap((family): { ours: Ratios; other: Ratios }[] => {
        const other = theirs[family.name];
        if (!other || family.name === LEFT_OUT) return [];
        const ours = meanRatios(samplesOf(family, precision, n), precision, (a) =>
          svd(new Matrix(n, n, precision.array(a.data)), { method }),
        );
        for (const ratio of RATIOS) {
          report.add(`${method}, ${n}, ${family.name}: ${ratio}`, ours[ratio] / other[ratio]);
        }
        return [{ ours, other }];
      });
      const [ours, others] = [both.map((x) => x.ours), both.map((x) => x.other)];
      const factors = RATIOS.map((ratio) => mean(ours, ratio) / mean(others, ratio));
      RATIOS.forEach((ratio, i) => report.add(`${method}, ${n}: ${ratio}`, factors[i]));
      expect(
        Math.max(...factors),
        `${RATIOS.join(", ")}: ${factors.join(", ")}`,
      ).toBeLessThanOrEqual(FACTOR);
    });
  });
});
