import { describe, expect, expectTypeOf, it } from "vitest";
import { Matrix, pinv, svd } from "../../src/index.ts";
import { difference, randomMatrix } from "../support/compare.ts";
import { product, transpose } from "../support/dense.ts";
import { precisions } from "../support/precisions.ts";

describe.each(precisions)("pinv, $name", (p) => {
  it.each([
    [1, 1, 1],
    [6, 6, 6],
    [9, 4, 4],
    [4, 9, 4],
    [9, 6, 3],
    [6, 9, 2],
  ])("satisfies Penrose's conditions, %i × %i of rank %i", (m, n, r) => {
    const a = randomMatrix(p, m, n, 1, r);
    const x = pinv(a);
    const tolerance = 1000 * p.eps;
    expect([x.rows, x.columns, x.dtype]).toEqual([n, m, p.dtype]);
    expect(difference(product(product(a, x), a), a)).toBeLessThan(tolerance);
    expect(difference(product(product(x, a), x), x)).toBeLessThan(tolerance);
    for (const projection of [product(a, x), product(x, a)]) {
      expect(difference(transpose(projection), projection)).toBeLessThan(tolerance);
    }
    expect(x).toEqual(svd(a).pinv());
  });

  it.each([
    [0, 3],
    [3, 0],
  ])("of %i × %i is its transpose", (m, n) => {
    expect(pinv(new Matrix(m, n, p.zeros(0)))).toEqual(new Matrix(n, m, p.zeros(0)));
  });

  it("treats as zero what the caller says", () => {
    const a = new Matrix(2, 2, p.array([4, 0, 0, 1]));
    expect(pinv(a, { tolerance: 0.5 }).toArray()).toEqual([[0.25, 0], [0, 0]]); // prettier-ignore
    expect(pinv(a, { tolerance: 0.1 }).toArray()).toEqual([[0.25, 0], [0, 1]]); // prettier-ignore
  });

  it("overflows only where the result does", () => {
    expect(pinv(new Matrix(1, 1, p.array([p.safeMin]))).data).toEqual(p.array([1 / p.safeMin]));
    expect(() => pinv(new Matrix(1, 1, p.array([p.denormal])))).toThrow(
      new RangeError(
        "pinv: an entry of the result is too large for its precision; scale the matrix up",
      ),
    );
  });
});

describe("the errors of pinv", () => {
  it("name pinv", () => {
    expect(() => pinv([[NaN]])).toThrow(
      "pinv: expected finite numbers, got NaN at row 0, column 0",
    );
    expect(() => pinv([[1], [2, 3]])).toThrow("pinv: row 1 has 2 entries, expected 1 as in row 0");
    expect(() => pinv([[1]], { tolerance: -1 })).toThrow(
      new RangeError("pinv: expected a tolerance >= 0, got -1"),
    );
  });
});

it("pinv has the type of its data", () => {
  expectTypeOf(pinv([Float32Array.of(1)])).toEqualTypeOf<Matrix<Float32Array>>();
});
