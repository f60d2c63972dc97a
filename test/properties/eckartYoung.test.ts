import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lowRank, Matrix, svdvals } from "../../src/index.ts";
import { assertProperty, ordinaryMatrices } from "../support/arbitraries.ts";
import { frobenius, product } from "../support/dense.ts";
import { precisions } from "../support/precisions.ts";

const SIZE = 12;

// C. Eckart, G. Young, The approximation of one matrix by another of lower rank,
// Psychometrika 1 (1936) 211–218; L. Mirsky for the other norms.
describe.each(precisions)("the best approximation of rank k, $name", ({ array, eps, ...p }) => {
  const cases = ordinaryMatrices({ array, eps, ...p }, SIZE).chain(({ rows, columns, data }) =>
    fc.record({
      a: fc.constant(new Matrix(rows, columns, array(data))),
      k: fc.integer({ min: 1, max: Math.min(rows, columns) }),
    }),
  );

  it("is as far from A as the values that it leaves out, in both norms", () => {
    assertProperty(
      fc.property(cases, ({ a, k }) => {
        const { U, s, Vt } = lowRank(a, k);
        expect([U.columns, s.length, Vt.rows]).toEqual([k, k, k]);
        const weighted = {
          ...U,
          rows: U.rows,
          columns: k,
          data: Float64Array.from(U.data, (u, i) => u * s[i % k]),
        };
        const error = product(weighted, Vt).data.map((x, i) => a.data[i] - x);

        const all = svdvals(a);
        const left = all.subarray(k);
        const allowed = 10 * SIZE * eps * all[0];
        expect(Math.abs(frobenius(error) - frobenius(left))).toBeLessThanOrEqual(allowed);
        const [norm] = svdvals(new Matrix(a.rows, a.columns, error));
        expect(Math.abs(norm - (left[0] ?? 0))).toBeLessThanOrEqual(allowed);
      }),
    );
  });
});
