import { describe, expect, expectTypeOf, it } from "vitest";
import { Matrix } from "../src/index.ts";
import { product, transpose } from "./support/dense.ts";
import { difference, randomMatrix } from "./support/compare.ts";
import { precisions } from "./support/precisions.ts";

const anything = (value: unknown) => value as never;

describe("a Matrix", () => {
  it("keeps the array that it is given", () => {
    const data = Float64Array.of(1, 2, 3, 4, 5, 6);
    const a = new Matrix(2, 3, data);
    expect(a.data).toBe(data);
    expect([a.rows, a.columns, a.dtype]).toEqual([2, 3, "float64"]);
  });

  it.each([
    [
      "a shape that its data do not fill",
      3,
      4,
      new Float64Array(11),
      "Matrix: a 3 × 4 matrix has 12 entries, got 11",
    ],
    [
      "a negative shape",
      -1,
      4,
      new Float64Array(0),
      "Matrix: expected a shape of integers >= 0, got -1 × 4",
    ],
    [
      "a fractional shape",
      1.5,
      2,
      new Float64Array(3),
      "Matrix: expected a shape of integers >= 0, got 1.5 × 2",
    ],
    [
      "a shape of strings",
      anything("1"),
      2,
      new Float64Array(2),
      "Matrix: expected a shape of integers >= 0, got 1 × 2",
    ],
  ])("refuses %s", (_, rows, columns, data, message) => {
    expect(() => new Matrix(rows, columns, data)).toThrow(new RangeError(message));
  });

  it("refuses data of another type", () => {
    expect(() => new Matrix(1, 2, anything([1, 2]))).toThrow(
      new TypeError(
        "Matrix: expected a Float64Array or Float32Array, got an array of length 2; Matrix.from accepts more",
      ),
    );
  });

  it("reads and writes entries", () => {
    const a = Matrix.from([[1, 2, 3], [4, 5, 6]]); // prettier-ignore
    expect(a.get(1, 2)).toBe(6);
    a.set(0, 1, -2);
    expect(a.toArray()).toEqual([[1, -2, 3], [4, 5, 6]]); // prettier-ignore
  });

  it.each([
    [2, 0],
    [0, 3],
    [-1, 0],
    [0.5, 0.5],
    [0, NaN],
  ])("has no entry (%d, %d)", (i, j) => {
    const a = Matrix.zeros(2, 3);
    const message = `there is no entry (${i}, ${j}) in a 2 × 3 matrix`;
    expect(() => a.get(i, j)).toThrow(new RangeError(`Matrix.get: ${message}`));
    expect(() => a.set(i, j, 1)).toThrow(new RangeError(`Matrix.set: ${message}`));
    expect(a.data).toEqual(new Float64Array(6));
  });

  it("gives rows as views and columns as copies", () => {
    const a = Matrix.from([[1, 2], [3, 4]]); // prettier-ignore
    a.row(1)[0] = 7;
    a.column(1)[0] = 9;
    expect(a.toArray()).toEqual([[1, 2], [7, 4]]); // prettier-ignore
    expect(a.column(0)).toEqual(Float64Array.of(1, 7));
    expect(() => a.row(2)).toThrow(
      new RangeError("Matrix.row: there is no row 2, the matrix has 2"),
    );
    expect(() => a.column(-1)).toThrow(
      new RangeError("Matrix.column: there is no column -1, the matrix has 2"),
    );
  });

  it("survives structured cloning as an input", () => {
    const a = Matrix.from([[1, 2], [3, 4]], "float32"); // prettier-ignore
    const clone = Matrix.from(structuredClone(a));
    expect(clone).toEqual(a);
    expect(clone).toBeInstanceOf(Matrix);
  });
});

describe("Matrix.from", () => {
  it("copies", () => {
    const a = Matrix.from([[1, 2]]);
    const b = Matrix.from(a);
    b.set(0, 0, 5);
    expect(a.get(0, 0)).toBe(1);
  });

  it("converts the precision on request", () => {
    expect(Matrix.from([[0.1]], "float32").data).toEqual(Float32Array.of(0.1));
    expect(Matrix.from([Float32Array.of(0.5)], "float64").data).toEqual(Float64Array.of(0.5));
    expect(() => Matrix.from([[1]], anything("int8"))).toThrow(
      new TypeError('Matrix.from: expected dtype to be "float64" or "float32", got "int8"'),
    );
  });

  it("has types that follow the data", () => {
    expectTypeOf(Matrix.from([[1]])).toEqualTypeOf<Matrix<Float64Array>>();
    expectTypeOf(Matrix.from([Float32Array.of(1)])).toEqualTypeOf<Matrix<Float32Array>>();
    expectTypeOf(Matrix.from([[1]], "float32")).toEqualTypeOf<Matrix<Float32Array>>();
    expectTypeOf(Matrix.zeros(1, 1)).toEqualTypeOf<Matrix<Float64Array>>();
  });
});

describe("the factories", () => {
  it("make zeros and identities", () => {
    expect(Matrix.zeros(1, 2, "float32").data).toEqual(new Float32Array(2));
    expect(Matrix.identity(2).toArray()).toEqual([[1, 0], [0, 1]]); // prettier-ignore
    expect(Matrix.zeros(0, 3).toArray()).toEqual([]);
    expect(Matrix.zeros(2, 0).toArray()).toEqual([[], []]);
  });

  it("refuse what cannot be", () => {
    expect(() => Matrix.zeros(-1, 2)).toThrow(
      new RangeError("Matrix.zeros: expected a shape of integers >= 0, got -1 × 2"),
    );
    expect(() => Matrix.identity(2 ** 27)).toThrow(
      new RangeError(
        "Matrix.identity: a 134217728 × 134217728 matrix of float64 does not fit an array",
      ),
    );
  });
});

describe.each(precisions)("in $name", (p) => {
  // Sizes on both sides of the tile of the transposition.
  it.each([
    [0, 3],
    [1, 1],
    [3, 0],
    [31, 33],
    [64, 5],
    [65, 70],
  ])("transposes %i × %i", (m, n) => {
    const a = randomMatrix(p, m, n, 1);
    const expected = transpose(a);
    expect(a.transpose()).toEqual(new Matrix(n, m, p.array(expected.data)));
  });

  it.each([
    [0, 3, 2],
    [2, 0, 3],
    [3, 2, 0],
    [1, 1, 1],
    [7, 5, 9],
    [33, 40, 17],
  ])("multiplies %i × %i by %i columns", (m, k, n) => {
    const a = randomMatrix(p, m, k, 2);
    const b = randomMatrix(p, k, n, 3);
    const c = a.multiply(b);
    expect(c.dtype).toBe(p.dtype);
    expect(difference(c, product(a, b))).toBeLessThanOrEqual(k * p.eps);
  });
});
