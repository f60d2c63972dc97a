import { describe, expect, expectTypeOf, it } from "vitest";
import { Matrix, procrustes, qr, svdvals } from "../../src/index.ts";
import { difference, identity, randomMatrix } from "../support/compare.ts";
import { distance, product, transpose } from "../support/dense.ts";
import { precisions } from "../support/precisions.ts";

describe.each(precisions)("procrustes, $name", (p) => {
  it.each([
    [1, 1],
    [5, 3],
    [20, 6],
  ])("finds the rotation of %i points in %i dimensions", (m, n) => {
    const a = randomMatrix(p, m, n, 1);
    const rotation = qr(randomMatrix(p, n, n, 2)).Q;
    const b = a.multiply(rotation);
    const { R, scale } = procrustes(a, b);
    expect(R.dtype).toBe(p.dtype);
    expect(difference(R, rotation)).toBeLessThan(1000 * p.eps);
    const expected = svdvals(product(transpose(a), b)).reduce((sum, sigma) => sum + sigma, 0);
    expect(scale / expected).toBeCloseTo(1, p.name === "float64" ? 12 : 5);
  });

  it("is orthogonal, and no other rotation comes closer", () => {
    const a = randomMatrix(p, 8, 3, 3);
    const b = randomMatrix(p, 8, 3, 4);
    const { R } = procrustes(a, b);
    expect(difference(product(transpose(R), R), identity(3))).toBeLessThan(20 * p.eps);
    const best = distance(product(a, R).data, b.data);
    for (let seed = 10; seed < 60; ++seed) {
      const other = qr(randomMatrix(p, 3, 3, seed)).Q;
      expect(distance(product(a, other).data, b.data)).toBeGreaterThan(best);
    }
  });

  it("rotates nothing where there are no points", () => {
    const none = new Matrix(0, 2, p.zeros(0));
    const { R, scale } = procrustes(none, none);
    expect(difference(product(transpose(R), R), identity(2))).toBe(0);
    expect(scale).toBe(0);
  });
});

describe("procrustes", () => {
  it("is in double precision unless both are single", () => {
    const single = Matrix.from([[1]], "float32");
    expect(procrustes(single, single).R.dtype).toBe("float32");
    expect(procrustes(single, [[1]]).R.dtype).toBe("float64");
    expectTypeOf(procrustes(single, single).R).toEqualTypeOf<Matrix<Float32Array>>();
  });

  it("names both shapes, the argument that is not finite, and what overflows", () => {
    expect(() => procrustes([[1, 2]], [[1], [2]])).toThrow(
      new RangeError("procrustes: expected b to be 1 × 2 as a is, got 2 × 1"),
    );
    expect(() => procrustes([[1]], [[NaN]])).toThrow(
      "procrustes: b: expected finite numbers, got NaN",
    );
    expect(() => procrustes([[1e200]], [[1e200]])).toThrow(
      new RangeError(
        "procrustes: an entry of AᵀB is too large for its precision; scale the matrix down",
      ),
    );
  });
});
