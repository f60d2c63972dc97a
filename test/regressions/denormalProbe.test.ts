import { describe, expect, it } from "vitest";
import { Matrix, svd } from "../../src/index.ts";
import { precisions } from "../support/precisions.ts";

// The probe counted the rounding of a denormal singular value, up to half of the
// smallest number, as an error of the decomposition, and svd threw.
it.each(precisions)("svd of denormal numbers passes the probe, $name", ({ array, denormal }) => {
  const a = array([3, -1, 2, 5, 7, -4].map((x) => x * denormal));
  const { s } = svd(new Matrix(3, 2, a));
  // Of the integers: 8.675… and 5.361….
  expect(Array.from(s, (x) => x / denormal)).toEqual([9, 5]);
});
describe.each(precisions)("the smallest number, $name", ({ array, denormal }) => {
  it("is its own singular value", () => {
    expect(svd(new Matrix(1, 1, array([-denormal]))).s[0]).toBe(denormal);
  });
});
