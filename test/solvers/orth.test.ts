import { describe, expect, it } from "vitest";
import { Matrix, nullSpace, orth } from "../../src/index.ts";
import { difference, identity, randomMatrix } from "../support/compare.ts";
import { product, transpose } from "../support/dense.ts";
import { precisions } from "../support/precisions.ts";

const shapes = [[1, 1, 1], [6, 6, 6], [9, 4, 4], [4, 9, 4], [9, 6, 3], [6, 9, 2], [5, 5, 0]]; // prettier-ignore

describe.each(precisions)("the bases, $name", (p) => {
  const tolerance = 200 * p.eps;

  it.each(shapes)("orth spans the range, %i × %i of rank %i", (m, n, r) => {
    const a = randomMatrix(p, m, n, 1, r);
    const basis = orth(a);
    expect([basis.rows, basis.columns, basis.dtype]).toEqual([m, r, p.dtype]);
    expect(difference(product(transpose(basis), basis), identity(r))).toBeLessThanOrEqual(
      tolerance,
    );
    const projected = product(product(basis, transpose(basis)), a);
    expect(difference(projected, a)).toBeLessThanOrEqual(tolerance);
  });

  it.each(shapes)("nullSpace spans what A sends to 0, %i × %i of rank %i", (m, n, r) => {
    const a = randomMatrix(p, m, n, 2, r);
    const basis = nullSpace(a);
    expect([basis.rows, basis.columns, basis.dtype]).toEqual([n, n - r, p.dtype]);
    expect(difference(product(transpose(basis), basis), identity(n - r))).toBeLessThanOrEqual(
      tolerance,
    );
    const image = product(a, basis).data;
    expect(Math.max(0, ...image.map(Math.abs))).toBeLessThanOrEqual(10 * tolerance);
  });

  it("take the tolerance of the caller", () => {
    const a = new Matrix(2, 2, p.array([4, 0, 0, 1]));
    expect(orth(a, { tolerance: 0.5 }).columns).toBe(1);
    expect(nullSpace(a, { tolerance: 0.5 }).columns).toBe(1);
    expect(nullSpace(a).columns).toBe(0);
  });

  it.each([
    [0, 3],
    [3, 0],
    [0, 0],
  ])("of %i × %i: no range, and all is sent to 0", (m, n) => {
    const a = new Matrix(m, n, p.zeros(0));
    expect(orth(a)).toEqual(new Matrix(m, 0, p.zeros(0)));
    expect(difference(nullSpace(a), identity(n))).toBe(0);
  });
});

it("orth and nullSpace name themselves in errors", () => {
  expect(() => orth([[NaN]])).toThrow("orth: expected finite numbers, got NaN at row 0, column 0");
  expect(() => nullSpace([[NaN]])).toThrow(
    "nullSpace: expected finite numbers, got NaN at row 0, column 0",
  );
  expect(() => nullSpace([[1]], { tolerance: -1 })).toThrow(
    new RangeError("nullSpace: expected a tolerance >= 0, got -1"),
  );
});
