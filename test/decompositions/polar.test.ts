import { describe, expect, it } from "vitest";
import { Matrix, eigh, polar } from "../../src/index.ts";
import { difference, identity, randomMatrix } from "../support/compare.ts";
import { product, transpose } from "../support/dense.ts";
import { precisions } from "../support/precisions.ts";

describe.each(precisions)("polar, $name", (p) => {
  it.each([
    [1, 1],
    [5, 5],
    [9, 4],
    [4, 9],
    [40, 33],
  ])("decomposes %i × %i", (m, n) => {
    const a = randomMatrix(p, m, n, 1);
    const { U, P } = polar(a);
    const tolerance = 20 * Math.max(m, n) * p.eps;
    expect([U.rows, U.columns, P.rows, P.columns, P.dtype]).toEqual([m, n, n, n, p.dtype]);
    expect(difference(product(U, P), a)).toBeLessThan(tolerance);
    const gram = m >= n ? product(transpose(U), U) : product(U, transpose(U));
    expect(difference(gram, identity(Math.min(m, n)))).toBeLessThan(tolerance);
    expect(P.transpose()).toEqual(P);
    const { values } = eigh(P);
    expect(values[0]).toBeGreaterThan(-tolerance * values[n - 1]);
  });

  it("leaves a rotation as it is", () => {
    const a = new Matrix(2, 2, p.array([0.6, -0.8, 0.8, 0.6]));
    const { U, P } = polar(a);
    expect(difference(U, a)).toBeLessThan(4 * p.eps);
    expect(difference(P, identity(2))).toBeLessThan(4 * p.eps);
  });

  it.each([
    [0, 2],
    [2, 0],
  ])("of %i × %i stretches by zeros", (m, n) => {
    const { U, P } = polar(new Matrix(m, n, p.zeros(0)));
    expect(U).toEqual(new Matrix(m, n, p.zeros(0)));
    expect(P).toEqual(new Matrix(n, n, p.zeros(n * n)));
  });
});

it("polar names itself in errors", () => {
  expect(() => polar([[NaN]])).toThrow(
    "polar: expected finite numbers, got NaN at row 0, column 0",
  );
});
