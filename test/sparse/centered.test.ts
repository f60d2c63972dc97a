import { describe, expect, it } from "vitest";
import { centered, Matrix, SparseMatrix } from "../../src/index.ts";
import type { LinearOperator } from "../../src/linearOperator.ts";
import type { Real } from "../../src/real.ts";
import { difference, randomMatrix } from "../support/compare.ts";
import { precisions } from "../support/precisions.ts";
import { randomSparse } from "../support/sparse.ts";

const M = 23;
const N = 9;

/** (A − 1·μᵀ)·D⁻¹ with all its entries, in double precision. */
function formed(a: Matrix, mean: ArrayLike<number>, scale: ArrayLike<number>): Matrix {
  const data = Float64Array.from(
    a.data,
    (x, at) => (x - mean[at % a.columns]) / scale[at % a.columns],
  );
  return new Matrix(a.rows, a.columns, data);
}

function statistics(a: Matrix): { mean: Float64Array; scale: Float64Array } {
  const column = (j: number) => Array.from(a.column(j));
  const mean = Float64Array.from({ length: a.columns }, (_, j) =>
    column(j).reduce((sum, x) => sum + x / a.rows, 0),
  );
  const scale = mean.map((mu, j) =>
    Math.sqrt(column(j).reduce((sum, x) => sum + (x - mu) ** 2 / a.rows, 0)),
  );
  // Column 2 of a random sparse matrix is empty.
  return { mean, scale: scale.map((x) => x || 1) };
}

describe.each(precisions)("centred and scaled, $name", (p) => {
  const plain = randomSparse(p, M, N, 0.4, 1);
  const { rowStarts, columnIndices } = plain;
  const values: Real = plain.values.map((x) => x + 1);
  const sparse = new SparseMatrix(M, N, rowStarts, columnIndices, values);
  const dense = sparse.toMatrix();
  const operator: LinearOperator = {
    rows: M,
    columns: N,
    multiply: (x) => sparse.multiply(x),
    multiplyTransposed: (x) => sparse.multiplyTransposed(x),
  };
  const { mean, scale } = statistics(dense);
  const ones = mean.map(() => 1);
  const none = mean.map(() => 0);
  const x = randomMatrix(p, N, 5, 2);
  const z = randomMatrix(p, M, 5, 3);
  // One rounding of each product, and of A and X to the precision.
  const tolerance = M * p.eps;

  it.each([
    { name: "means", options: { mean: true }, mu: mean, d: ones },
    { name: "deviations", options: { scale: true }, mu: none, d: scale },
    { name: "both", options: { mean: true, scale: true }, mu: mean, d: scale },
    { name: "means that are given", options: { mean: scale }, mu: scale, d: ones },
    { name: "scales that are given", options: { scale: Array.from(scale) }, mu: none, d: scale },
    { name: "neither", options: {}, mu: none, d: ones },
  ])("by $name, as the matrix that it stands for", ({ options, mu, d }) => {
    const expected = formed(dense, mu, d);
    for (const a of [sparse, dense]) {
      const actual = centered(a, options);
      expect([actual.rows, actual.columns]).toEqual([M, N]);
      const y = actual.multiply(x);
      expect(y.dtype).toBe(p.dtype);
      expect(difference(y, expected.multiply(x))).toBeLessThan(tolerance);
      const w = actual.multiplyTransposed(z);
      expect(w.dtype).toBe(p.dtype);
      expect(difference(w, expected.transpose().multiply(z))).toBeLessThan(tolerance);
    }
  });

  it("by the means of an operator, which are a product", () => {
    const expected = formed(dense, mean, ones);
    const actual = centered(operator, { mean: true });
    expect(difference(actual.multiply(x), expected.multiply(x))).toBeLessThan(tolerance);
    expect(() => centered(operator, { scale: true })).toThrow(
      new TypeError(
        "centered: expected the scales of an operator, whose deviations are not known, got true",
      ),
    );
    const scaled = centered(operator, { scale });
    expect(difference(scaled.multiply(x), formed(dense, none, scale).multiply(x))).toBeLessThan(
      tolerance,
    );
  });

  it("leaves columns alone that are constant but for rounding", () => {
    const a = Matrix.from(
      Array.from({ length: 10 }, (_, i) => [0.1, i]),
      p.dtype,
    );
    expect(centered(a, { mean: true, scale: true }).scale![0]).toBe(1);
  });

  it("has the mean of a column with 1 of 0 after it", () => {
    const centred = centered(sparse, { mean: true });
    const sums = centred.multiplyTransposed(new Matrix(M, 1, p.zeros(M).fill(1)));
    for (const sum of sums.data) expect(Math.abs(sum)).toBeLessThan(4 * M * p.eps);
  });
});

describe("refusing", () => {
  it.each<[name: string, call: () => unknown, message: string]>([
    ["too few means", () => centered([[1, 2]], { mean: [1] }), "centered: expected 2 numbers as mean, got 1"],
    ["a mean that is not finite", () => centered([[1, 2]], { mean: [1, NaN] }), "centered: expected finite mean, got NaN at 1"],
    ["a scale of 0", () => centered([[1, 2]], { scale: [1, 0] }), "centered: expected scales other than 0, got 0 at 1"],
    ["other rows", () => centered([[1, 2]]).multiply(Matrix.zeros(3, 1)), "centered: multiply: expected 2 rows, got 3 × 1"],
    ["other rows of the transpose", () => centered([[1, 2]]).multiplyTransposed(Matrix.zeros(3, 1)), "centered: multiplyTransposed: expected 1 rows, got 3 × 1"],
  ])("%s", (_, call, message) => {
    expect(call).toThrow(new RangeError(message));
  }); // prettier-ignore
});
