import { describe, expect, expectTypeOf, it } from "vitest";
import { Matrix, lstsq, pinv, svdvals } from "../../src/index.ts";
import { difference, randomMatrix } from "../support/compare.ts";
import { distance, frobenius, product, transpose } from "../support/dense.ts";
import { precisions } from "../support/precisions.ts";

describe.each(precisions)("lstsq, $name", (p) => {
  const shapes: [m: number, n: number, r: number][] = [[1, 1, 1], [6, 6, 6], [20, 5, 5], [5, 20, 5], [12, 8, 3], [8, 12, 3]]; // prettier-ignore
  const tolerance = 2000 * p.eps;

  it.each(shapes)("solves the normal equations, %i × %i of rank %i", (m, n, r) => {
    const a = randomMatrix(p, m, n, 1, r);
    const b = randomMatrix(p, m, 3, 2);
    const { x, residuals, rank, s } = lstsq(a, b);
    expect([x.rows, x.columns, x.dtype, rank]).toEqual([n, 3, p.dtype, r]);
    expect(s).toEqual(svdvals(a));
    const error = product(a, x).data.map((entry, i) => entry - b.data[i]);
    const normal = product(transpose(a), { rows: m, columns: 3, data: error });
    expect(frobenius(normal.data)).toBeLessThan(tolerance * s[0] * frobenius(b.data));
    for (let j = 0; j < 3; ++j) {
      const sum = frobenius(error.filter((_, i) => i % 3 === j)) ** 2;
      expect(Math.abs(residuals[j] - sum)).toBeLessThan(tolerance * frobenius(b.data) ** 2);
    }
    expect(residuals.length).toBe(3);
  });

  it.each(shapes)("finds the shortest solution, %i × %i of rank %i", (m, n, r) => {
    const a = randomMatrix(p, m, n, 3, r);
    const b = randomMatrix(p, m, 1, 4);
    const { x } = lstsq(a, b.column(0));
    const shortest = product(pinv(a), b);
    expect(distance(x, shortest.data)).toBeLessThan(tolerance * frobenius(shortest.data));
    // No part of it lies in the null space: x = A⁺ A x.
    const inRowSpace = product(product(pinv(a), a), { rows: n, columns: 1, data: x });
    expect(distance(inRowSpace.data, x)).toBeLessThan(tolerance * frobenius(x));
  });

  it.each(shapes)("with a ridge solves (AᵀA + λI) x = Aᵀb, %i × %i of rank %i", (m, n, r) => {
    const a = randomMatrix(p, m, n, 5, r);
    const b = randomMatrix(p, m, 2, 6);
    for (const ridge of [0.01, 1, 100]) {
      const { x } = lstsq(a, b, { ridge });
      const left = product(product(transpose(a), a), x).data.map(
        (entry, i) => entry + ridge * x.data[i],
      );
      const right = product(transpose(a), b);
      expect(distance(left, right.data)).toBeLessThan(tolerance * frobenius(right.data));
    }
    const none = lstsq(a, b).x;
    expect(difference(lstsq(a, b, { ridge: 0 }).x, none)).toBe(0);
    expect(difference(lstsq(a, b, { ridge: 1e-30 }).x, none)).toBeLessThan(tolerance);
    expect(frobenius(lstsq(a, b, { ridge: 1 }).x.data)).toBeLessThan(frobenius(none.data));
  });

  it("squares neither a tiny nor a huge singular value", () => {
    for (const [sigma, ridge] of [
      [p.safeMin * 4, 0],
      [p.max / 4, p.max / 8],
    ]) {
      const { x } = lstsq(new Matrix(1, 1, p.array([sigma])), p.array([sigma]), { ridge });
      expect(x[0]).toBeCloseTo(1, 6);
    }
  });

  it.each([
    [0, 3],
    [3, 0],
  ])("with a matrix of %i × %i has the solution 0", (m, n) => {
    const { x, residuals, rank, s } = lstsq(new Matrix(m, n, p.zeros(0)), p.zeros(m).fill(2));
    expect(x).toEqual(p.zeros(n));
    expect(residuals).toEqual(p.array([4 * m]));
    expect([rank, s.length]).toEqual([0, 0]);
  });

  it("modifies neither argument", () => {
    const a = randomMatrix(p, 5, 3, 7);
    const b = randomMatrix(p, 5, 2, 8);
    const before = structuredClone([a, b]);
    lstsq(a, b);
    expect(structuredClone([a, b])).toEqual(before);
  });
});

describe("lstsq", () => {
  const single = Matrix.from([[2]], "float32");

  it("is in double precision unless both are single", () => {
    expect(lstsq(single, Float32Array.of(1)).x).toEqual(Float32Array.of(0.5));
    expect(lstsq(single, [1]).x).toEqual(Float64Array.of(0.5));
    expect(lstsq([[2]], Float32Array.of(1)).x).toEqual(Float64Array.of(0.5));
    expectTypeOf(lstsq(single, Float32Array.of(1)).x).toEqualTypeOf<Float32Array>();
    expectTypeOf(lstsq(single, [1]).x).toEqualTypeOf<Float64Array>();
    expectTypeOf(lstsq(single, [[1]]).x).toEqualTypeOf<Matrix<Float64Array>>();
    expectTypeOf(lstsq([[2]], [[1]]).residuals).toEqualTypeOf<Float64Array>();
  });

  it.each<[call: () => unknown, message: string]>([
    [() => lstsq([[1], [2]], [1]), "lstsq: b: expected 2 rows, as A has, got 1"],
    [() => lstsq([[1], [2]], [[1, 2]]), "lstsq: b: expected 2 rows, as A has, got 1"],
    [() => lstsq([[1], [2]], [1, NaN]), "lstsq: b: expected finite numbers, got NaN at row 1, column 0"],
    [() => lstsq([[1], [NaN]], [1, 2]), "lstsq: expected finite numbers, got NaN at row 1, column 0"],
    [() => lstsq([[1]], [1], { ridge: NaN }), "lstsq: expected ridge to be a number >= 0, got NaN"],
    [() => lstsq([[1]], [1], { ridge: "1" as never }), 'lstsq: expected ridge to be a number >= 0, got "1"'],
    [() => lstsq([[1]], [1], { tolerance: -1 }), "lstsq: expected a tolerance >= 0, got -1"],
    [() => lstsq([[1e-200]], [1e200]), "lstsq: an entry of the result is too large for its precision; scale the matrix up"],
  ])("%#: says what is wrong", (call, message) => {
    expect(call).toThrow(RangeError);
    expect(call).toThrow(message);
  }); // prettier-ignore

  it("wants b to hold numbers", () => {
    expect(() => lstsq([[1], [2]], [1, null] as never)).toThrow(
      new TypeError("lstsq: b: expected a number at row 1, column 0, got null"),
    );
    expect(() => lstsq([[1]], "1" as never)).toThrow(TypeError);
  });
});
