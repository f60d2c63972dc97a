import { describe, expect, it } from "vitest";
import { Matrix, cond } from "../../src/index.ts";
import { precisions } from "../support/precisions.ts";

describe.each(precisions)("cond, $name", (p) => {
  it("is the ratio of the largest and the smallest singular value", () => {
    expect(cond(new Matrix(2, 2, p.array([0, 8, -2, 0])))).toBe(4);
    expect(cond(new Matrix(1, 3, p.array([1, 2, 2])))).toBe(1);
    expect(cond(new Matrix(2, 2, p.array([p.max, 0, 0, p.max])))).toBe(1);
  });

  it("is Infinity for a matrix of zeros, as in numpy, and one with a column of zeros", () => {
    expect(cond(new Matrix(2, 2, p.zeros(4)))).toBe(Infinity);
    expect(cond(new Matrix(2, 2, p.array([1, 0, 2, 0])))).toBe(Infinity);
  });

  it("is not defined without entries, as in numpy", () => {
    expect(() => cond(new Matrix(0, 2, p.zeros(0)))).toThrow(
      new RangeError("cond: an empty matrix has no condition number"),
    );
  });
});
