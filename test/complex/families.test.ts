import { afterAll, describe, expect, it } from "vitest";
import { ComplexMatrix, svd } from "../../src/index.ts";
import { complexFamilies, examineComplex, inPrecision } from "../support/complex.ts";
import { sameBits } from "../support/judge.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";
import { valuesRatio } from "../support/ratios.ts";
import { Report } from "../support/report.ts";
import { some } from "../support/thorough.ts";

/** Every kind of remainder in registers, strips and groups. What takes another path is in svd.test.ts. */
const SIZES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 17, 33];
const shapes: readonly ((n: number) => readonly [number, number])[] = [
  (n) => [n, n],
  (n) => [n + 3, n],
  (n) => [n, 3 * n + 1],
];

/** Measured: ratios up to 3.1, values up to 1.5: hidden ones have errors of their own. */
const bounds = { ratios: 8, values: 2 };

describe.each(precisions)("svd of complex matrices, $name", (precision) => {
  const report = new Report(`${precision.name}, complex families`);
  afterAll(() => report.print());

  it.each(complexFamilies)("$name", ({ name, make }) => {
    for (const n of some(SIZES)) {
      for (const [m, columns] of shapes.map((shape) => shape(n))) {
        const seed = 1000 * m + columns;
        const message = `${name}, ${m} × ${columns}, seed ${seed}`;
        const { a, s: expected } = make(m, columns, precision, random(seed));
        const matrix = ComplexMatrix.from(inPrecision(a, precision));
        const factors = svd(matrix);
        expect(examineComplex(a, factors, precision, bounds.ratios, report), message).toBe("");
        const values = svd(matrix, { vectors: "none" }).s;
        expect(sameBits(values, factors.s), message).toBe(true);
        if (!expected) continue;
        const error = valuesRatio(factors.s, expected, Math.max(m, columns), precision);
        report.add("values", error);
        expect(error, message).toBeLessThanOrEqual(bounds.values);
      }
    }
  });
});
