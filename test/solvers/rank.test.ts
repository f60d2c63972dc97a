import { describe, expect, it } from "vitest";
import { Matrix, rank, svd } from "../../src/index.ts";
import { randomMatrix } from "../support/compare.ts";
import { precisions } from "../support/precisions.ts";

describe.each(precisions)("rank, $name", (p) => {
  it.each([
    [5, 5, 0],
    [9, 4, 2],
    [4, 9, 3],
    [40, 30, 17],
    [8, 8, 8],
  ])("of %i × %i is %i", (m, n, r) => {
    const a = randomMatrix(p, m, n, 1, r);
    expect(rank(a)).toBe(r);
    expect(svd(a).rank()).toBe(r);
  });

  it("takes rounding errors of the size of max(m, n)·ε·σ₁ for zeros", () => {
    const limit = 4 * p.eps;
    const a = (x: number) => new Matrix(2, 4, p.array([1, 0, 0, 0, 0, x, 0, 0]));
    expect(rank(a(limit))).toBe(1);
    expect(rank(a(limit * 1.01))).toBe(2);
    expect(rank(a(limit), { tolerance: 0 })).toBe(2);
    expect(rank(a(0.5), { tolerance: 0.5 })).toBe(1);
  });

  it("does not depend on the scale", () => {
    for (const x of [p.safeMin, 1, p.max / 4]) {
      expect(rank(new Matrix(2, 2, p.array([x, 0, 0, x])))).toBe(2);
    }
  });

  it.each([
    [0, 3],
    [3, 0],
    [0, 0],
  ])("of %i × %i is 0", (m, n) => {
    expect(rank(new Matrix(m, n, p.zeros(0)))).toBe(0);
  });
});

it("rank names itself in errors", () => {
  expect(() => rank([[1, NaN]])).toThrow(
    "rank: expected finite numbers, got NaN at row 0, column 1",
  );
  expect(() => rank([[1]], { tolerance: NaN })).toThrow(
    new RangeError("rank: expected a tolerance >= 0, got NaN"),
  );
});
