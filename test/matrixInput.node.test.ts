import { matrix, sparse, complex } from "mathjs";
import { Matrix as MlMatrix } from "ml-matrix";
import ndarray from "ndarray";
import { describe, expect, expectTypeOf, it } from "vitest";
import { Matrix, svd, svds, svdvals, type SVD } from "../src/index.ts";

// The forms of other libraries as they really are; matrixInput.test.ts has stand-ins for all.
const rows = [[1, 2, 3], [4, 5, 6]]; // prettier-ignore
const data = Float64Array.of(1, 2, 3, 4, 5, 6);
const dense = ndarray(data, [2, 3]);

describe("a matrix of", () => {
  it.each([
    ["ml-matrix", new MlMatrix(rows)],
    ["mathjs", matrix(rows)],
    ["mathjs, sparse", sparse(rows)],
    ["ndarray", dense],
    ["ndarray of an array", ndarray(Array.from(data), [2, 3])],
    ["ndarray of integers", ndarray(Int32Array.from(data), [2, 3])],
  ])("%s", (_, input) => {
    expect(Matrix.from(input)).toEqual(Matrix.from(rows));
    expect(svdvals(input)).toEqual(svdvals(rows));
    // Some are iterable, as blocks of rows are.
    expect(svds(input, { k: 2 }).s).toEqual(svds(rows, { k: 2 }).s);
  });

  it.each([
    ["transposed", dense.transpose(1, 0), [[1, 4], [2, 5], [3, 6]]],
    ["reversed", dense.step(1, -1), [[3, 2, 1], [6, 5, 4]]],
    ["cut", dense.lo(1, 1), [[5, 6]]],
  ])("ndarray, %s", (_, view, expected) => {
    expect(Matrix.from(view).toArray()).toEqual(expected);
  }); // prettier-ignore

  it("single precision stays so", () => {
    const single = svd(ndarray(Float32Array.from(data), [2, 3]));
    expect(single.s).toBeInstanceOf(Float32Array);
    expectTypeOf(single).toEqualTypeOf<SVD<Float32Array>>();
    expectTypeOf(svd(matrix(rows))).toEqualTypeOf<SVD<Float64Array>>();
    expectTypeOf(svd(new MlMatrix(rows))).toEqualTypeOf<SVD<Float64Array>>();
  });

  it("complex numbers or another number of dimensions is refused", () => {
    expect(() => svd(matrix([[complex(1, 2)]]))).toThrow(
      new TypeError("svd: expected a number at row 0, column 0, got an object"),
    );
    expect(() => svd(ndarray(data, [1, 2, 3]))).toThrow(
      new RangeError("svd: expected an array of 2 dimensions, got 3 (1 × 2 × 3)"),
    );
  });
});
