import { afterAll, describe, expect, it } from "vitest";
import { families } from "../support/families.ts";
import { judge } from "../support/judge.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";
import { Report } from "../support/report.ts";
import { thorough } from "../support/thorough.ts";

/** Each size for the smaller side (or some), and the kinds of shape that the driver tells apart. */
const SIZES = Array.from({ length: 41 }, (_, n) => n).filter(
  (n) => thorough || n < 6 || n % 5 === 2,
);
const shapes: { shape: string; of(n: number): [number, number] }[] = [
  { shape: "square", of: (n) => [n, n] },
  { shape: "a little taller than wide", of: (n) => [n + 1 + (n >> 2), n] },
  { shape: "tall", of: (n) => [2 * n, n] },
  { shape: "very tall", of: (n) => [3 * n + 2, n] },
  { shape: "wide", of: (n) => [n, 2 * n + 1] },
];

/**
 * LAPACK's threshold for the ratios is 50. Measured: residuals up to 2.8, orthogonality up to 5.4 (all ones;
 * with relaxed SIMD 4.9), values up to 1.3 (mode 2), much the same in both precisions; means up to 1.9.
 */
const bounds = { ratios: 10, values: 2 };
const MEAN = 3;

describe.each(precisions)("svd of LAPACK's families of matrices, $name", (precision) => {
  describe.each(families)("$name", ({ name, make }) => {
    const report = new Report(`${precision.name}, ${name}`);
    afterAll(() => report.print());

    it.each(shapes)("$shape, sizes from 0 to 40", ({ shape, of }) => {
      for (const size of SIZES) {
        const [m, n] = of(size);
        const seed = 1000 * m + n;
        const wrong = judge(make(m, n, precision, random(seed)), precision, bounds, report);
        expect(wrong, `${name}, ${shape}, ${m} × ${n}, seed ${seed}`).toBe("");
      }
    });

    it("is of the order of 1 in the mean", () => {
      for (const ratio of ["residual", "U", "V", "full: orthogonality"]) {
        expect(report.mean(ratio), ratio).toBeLessThan(MEAN);
      }
    });
  });
});
