import { describe, expect, it } from "vitest";
import { ConvergenceError, Matrix, NonFiniteError, eigh } from "../../src/index.ts";
import { engineFor } from "../../src/wasm/engine.ts";
import { difference, identity, randomMatrix } from "../support/compare.ts";
import { diagonal, product, transpose } from "../support/dense.ts";
import { precisions } from "../support/precisions.ts";

describe.each(precisions)("eigh, $name", (p) => {
  const symmetric = (n: number, seed: number) => {
    const a = randomMatrix(p, n, n, seed);
    for (let i = 0; i < n; ++i) for (let j = 0; j < i; ++j) a.set(j, i, a.get(i, j));
    return a;
  };

  it.each([1, 2, 3, 10, 33, 70])("decomposes a symmetric matrix of %i rows", (n) => {
    const a = symmetric(n, n);
    const { values, vectors } = eigh(a);
    expect(values.toSorted()).toEqual(values);
    expect(vectors.dtype).toBe(p.dtype);
    const rebuilt = product(product(vectors, diagonal(n, n, values)), transpose(vectors));
    expect(difference(rebuilt, a)).toBeLessThan(10 * n * p.eps);
    expect(difference(product(transpose(vectors), vectors), identity(n))).toBeLessThan(
      10 * n * p.eps,
    );
  });

  it("reads the lower triangle only, and does not modify it", () => {
    const a = symmetric(9, 1);
    const expected = eigh(a);
    const lower = Matrix.from(a);
    for (let i = 0; i < 9; ++i) for (let j = 0; j < i; ++j) lower.set(j, i, 1e3);
    const before = Matrix.from(lower);
    expect(eigh(lower)).toEqual(expected);
    expect(lower).toEqual(before);
  });

  it("has nothing to say of an empty matrix", () => {
    const { values, vectors } = eigh(new Matrix(0, 0, p.zeros(0)));
    expect(values).toEqual(p.zeros(0));
    expect(vectors).toEqual(new Matrix(0, 0, p.zeros(0)));
  });

  it("throws where an eigenvalue overflows", () => {
    const a = new Matrix(2, 2, p.array([p.max, p.max, p.max, p.max]));
    expect(() => eigh(a)).toThrow(
      new RangeError("eigh: an eigenvalue is too large for its precision; scale the matrix down"),
    );
  });
});

describe("eigh of what has no eigenvalues", () => {
  it("names the shape", () => {
    expect(() => eigh([[1, 2, 3]])).toThrow(
      new RangeError("eigh: expected a square matrix, got 1 × 3"),
    );
  });

  it("names the entry that is not finite, also above the diagonal", () => {
    expect(() => eigh([[1, NaN], [0, 1]])).toThrow(NonFiniteError); // prettier-ignore
    expect(() => eigh([[1, NaN], [0, 1]])).toThrow("eigh: expected finite numbers, got NaN at row 0, column 1"); // prettier-ignore
  });

  it("says when the iteration stops short", () => {
    const engine = engineFor(new Float64Array(0)) as { exports: object };
    const { exports } = engine;
    engine.exports = { ...exports, eigh: () => 2 };
    try {
      expect(() => eigh([[1, 0], [0, 1]])).toThrow(ConvergenceError); // prettier-ignore
      expect(() => eigh([[1, 0], [0, 1]])).toThrow("eigh: no convergence, 2 of 2 eigenvalues are still inaccurate"); // prettier-ignore
    } finally {
      engine.exports = exports;
    }
  });
});
