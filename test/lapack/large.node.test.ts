import { afterAll, describe, expect, it } from "vitest";
import { Matrix, svd } from "../../src/index.ts";
import { examine } from "../support/check.ts";
import { families } from "../support/families.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";
import { valuesRatio } from "../support/ratios.ts";
import { Report } from "../support/report.ts";

// What sizes.test.ts does not reach: each family where blocks, panels and merges are all in use, and some where merges
// are merged again. By the default method only, and in Node only, since the yardstick takes most of the time.
const SIZES = [
  { n: 257, chosen: families },
  { n: 513, chosen: families.filter((_, i) => i % 4 === 0) },
];

/** LAPACK's threshold is 50. */
const bounds = { ratios: 10, values: 1 };

describe.each(precisions)("svd of every family, $name", (precision) => {
  const report = new Report(`${precision.name}, every family`);
  afterAll(() => report.print());

  describe.each(SIZES)("$n × $n", ({ n, chosen }) => {
    it.each(chosen)("$name", ({ make }) => {
      const { a, s: expected } = make(n, n, precision, random(n));
      const { U, s, Vt } = svd(new Matrix(n, n, precision.array(a.data)));
      const { wrong, ratios } = examine(a, { U, s, Vt }, precision, "thin", bounds.ratios);
      expect(wrong, `seed ${n}`).toBe("");
      for (const [name, ratio] of Object.entries<number>({ ...ratios })) report.add(name, ratio);
      if (!expected) return;
      const error = valuesRatio(s, expected, n, precision);
      report.add("values", error);
      expect(error, `seed ${n}`).toBeLessThanOrEqual(bounds.values);
    });
  });
});
