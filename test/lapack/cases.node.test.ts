import { afterAll, describe, expect, it } from "vitest";
import { ComplexMatrix, pinv, svd } from "../../src/index.ts";
import { casesOf, complexCases, haveCases, NO_CASES } from "../support/cases.ts";
import { examineComplex, inPrecision } from "../support/complex.ts";
import { frobenius, product, type Dense } from "../support/dense.ts";
import { judge } from "../support/judge.ts";
import { precisions, type Precision } from "../support/precisions.ts";
import { valuesRatio } from "../support/ratios.ts";
import { Report } from "../support/report.ts";

const files = [
  "issue_matrices_small.json",
  "mljs_svdbug.json",
  "bidiagonal_misc.json",
  "stcollection_bidiagonal.json",
  "killer_bidiagonal.json",
];

/**
 * The criterion of the collection: LAPACK's threshold, and |s − s_ref| ≤ max(m,n)·ε·σ₁.
 * Measured: ratios up to 1.8, values up to 0.7.
 */
const bounds = { ratios: 50, values: 1 };

/** Whether the entries of `a` are within the range of a precision. */
function fits({ data }: Dense, { array }: Precision): boolean {
  return array(data).every((x, i) => Number.isFinite(x) && (x !== 0 || data[i] === 0));
}

describe.skipIf(!haveCases)(`matrices that broke other libraries${NO_CASES}`, () => {
  describe.each(files)("%s", (file) => {
    const report = new Report(file);
    afterAll(() => report.print());
    const cases = casesOf(file);

    it.each(cases)("$id: $why", ({ dtype, a, reference }) => {
      const precision = precisions.find(({ name }) => name === dtype)!;
      expect(judge({ a, s: reference }, precision, bounds, report)).toBe("");
    });

    // In single precision it is another matrix, but one with the same traps.
    it.each(cases.filter(({ dtype, a }) => dtype === "float64" && fits(a, precisions[1])))(
      "$id, rounded to single precision",
      ({ a }) => {
        const [, float32] = precisions;
        const rounded = { ...a, data: Float64Array.from(float32.array(a.data)) };
        expect(judge({ a: rounded }, float32, bounds)).toBe("");
      },
    );
  });

  it("mathjs3373: A·pinv(A) is the identity", () => {
    const { a } = casesOf("issue_matrices_small.json").find(({ id }) => id === "mathjs3373")!;
    const inverse = pinv({ data: a.data, shape: [a.rows, a.columns] });
    const error = product(a, inverse);
    for (let i = 0; i < a.rows; ++i) error.data[i * a.rows + i] -= 1;
    expect(frobenius(error.data)).toBeLessThan(1e-13);
  });

  it.each(complexCases("tf61955_complex64.json"))("$id: $why", ({ a, dtype, reference }) => {
    const precision = precisions.find(({ name }) => name === dtype)!;
    const factors = svd(ComplexMatrix.from(inPrecision(a, precision)));
    expect(examineComplex(a, factors, precision, bounds.ratios)).toBe("");
    const size = Math.max(a.rows, a.columns);
    expect(valuesRatio(factors.s, reference!, size, precision)).toBeLessThanOrEqual(bounds.values);
  });
});
