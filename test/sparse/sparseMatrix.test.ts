import { describe, expect, expectTypeOf, it } from "vitest";
import { Matrix, NonFiniteError, SparseMatrix } from "../../src/index.ts";
import type { LinearOperator } from "../../src/linearOperator.ts";
import { precisions } from "../support/precisions.ts";

const u32 = (...numbers: number[]) => Uint32Array.from(numbers);
const f64 = (...numbers: number[]) => Float64Array.from(numbers);

/** ⎡ 1 0 2 ⎤ and an empty row. */
const a = new SparseMatrix(2, 3, u32(0, 2, 2), u32(0, 2), f64(1, 2));

describe("a sparse matrix", () => {
  it("knows its entries", () => {
    expect([a.get(0, 0), a.get(0, 1), a.get(0, 2), a.get(1, 0)]).toEqual([1, 0, 2, 0]);
    expect(a.nonZeros).toBe(2);
    expect(a.dtype).toBe("float64");
    expect(a.toMatrix()).toEqual(Matrix.from([[1, 0, 2], [0, 0, 0]])); // prettier-ignore
    expect(a.norm()).toBeCloseTo(Math.sqrt(5), 15);
    expect(() => a.get(2, 0)).toThrow(
      new RangeError("SparseMatrix.get: there is no entry (2, 0) in a 2 × 3 matrix"),
    );
    expect(() => a.get(0, 0.5)).toThrow(RangeError);
  });

  it("keeps zeros that it is given", () => {
    const zeros = new SparseMatrix(1, 2, u32(0, 2), u32(0, 1), f64(0, 3));
    expect(zeros.nonZeros).toBe(2);
    expect(SparseMatrix.fromTriplets(1, 2, [0], [1], [0]).nonZeros).toBe(1);
    expect(SparseMatrix.fromTriplets(1, 2, [0, 0], [1, 1], [5, -5]).nonZeros).toBe(1);
  });

  it("is transposed in order", () => {
    const t = a.transpose();
    expect([t.rows, t.columns]).toEqual([3, 2]);
    expect(t.toMatrix()).toEqual(a.toMatrix().transpose());
    expect(t.transpose()).toEqual(a);
  });

  it("is a linear operator of its precision", () => {
    expectTypeOf<SparseMatrix<Float64Array>>().toExtend<LinearOperator<Float64Array>>();
    expectTypeOf<SparseMatrix<Float32Array>>().toExtend<LinearOperator<Float32Array>>();
    expectTypeOf<SparseMatrix>().toExtend<LinearOperator>();
    const single = SparseMatrix.fromTriplets(1, 1, [0], [0], Float32Array.of(3));
    expectTypeOf(single).toEqualTypeOf<SparseMatrix<Float32Array>>();
    expect(single.multiply(Matrix.from([[2]], "float32")).data).toEqual(Float32Array.of(6));
    expect(single.multiply([[0.1]]).data).toEqual(f64(3 * 0.1));
    expect(a.multiply(Matrix.from([[1], [1], [1]], "float32")).data).toEqual(f64(3, 0));
    expect(a.multiplyTransposed([[2], [1]]).data).toEqual(f64(2, 0, 4));
  });

  it("has products with nothing", () => {
    expect(a.multiply(Matrix.zeros(3, 0))).toEqual(Matrix.zeros(2, 0));
    const empty = SparseMatrix.fromDense(Matrix.zeros(2, 3));
    expect(empty.multiply(Matrix.identity(3))).toEqual(Matrix.zeros(2, 3));
    expect(empty.multiplyTransposed(Matrix.identity(2))).toEqual(Matrix.zeros(3, 2));
    const none = SparseMatrix.fromDense(Matrix.zeros(0, 3));
    expect(none.multiply(Matrix.identity(3))).toEqual(Matrix.zeros(0, 3));
    expect(none.multiplyTransposed(Matrix.zeros(0, 2))).toEqual(Matrix.zeros(3, 2));
    expect(none.columnMeans()).toEqual(f64(0, 0, 0));
    expect(none.columnDeviations()).toEqual(f64(0, 0, 0));
  });

  it("names what does not fit a product", () => {
    expect(() => a.multiply([[1]])).toThrow(
      new RangeError(
        "SparseMatrix.multiply: a sparse 2 × 3 matrix times one with 3 rows, got 1 × 1",
      ),
    );
    expect(() => a.multiplyTransposed([[1]])).toThrow(
      new RangeError(
        "SparseMatrix.multiplyTransposed: the transpose of a sparse 2 × 3 matrix times one with 2 rows, got 1 × 1",
      ),
    );
    expect(() => a.multiply([[1], [NaN], [2]])).toThrow(NonFiniteError);
  });

  it("needs more memory than there is for very many vectors", () => {
    const long = new SparseMatrix(60_000, 1, new Uint32Array(60_001).fill(1, 1), u32(0), f64(1)); // prettier-ignore
    expect(() => long.multiply(Matrix.zeros(1, 10_000))).toThrow(
      /^SparseMatrix.multiply: the product of a sparse 60000 × 1 matrix with 1 entries and 10000 vectors needs 4.5 GiB/,
    );
  });
});

describe("the constructor", () => {
  it.each<[name: string, make: () => unknown, message: string]>([
    ["a shape that is none", () => new SparseMatrix(-1, 3, u32(0), u32(), f64()), "expected a shape of integers from 0 to 2³² − 1, got -1 × 3"],
    ["starts of another kind", () => new SparseMatrix(1, 1, [0, 1] as never, u32(0), f64(1)), "expected rowStarts to be a Uint32Array, got an array of length 2"],
    ["indices of another kind", () => new SparseMatrix(1, 1, u32(0, 1), Int32Array.of(0) as never, f64(1)), "expected columnIndices to be a Uint32Array, got a Int32Array"],
    ["values of another kind", () => new SparseMatrix(1, 1, u32(0, 1), u32(0), [1] as never), "expected values to be a Float64Array or Float32Array, got an array of length 1"],
    ["too few starts", () => new SparseMatrix(2, 1, u32(0, 1), u32(0), f64(1)), "expected 3 numbers in rowStarts, got 2"],
    ["a first start that is not 0", () => new SparseMatrix(1, 1, u32(1, 1), u32(0), f64(1)), "expected rowStarts[0] to be 0, got 1"],
    ["a start that goes back", () => new SparseMatrix(3, 1, u32(0, 1, 0, 1), u32(0), f64(1)), "expected rowStarts[2] to be an integer from 1 to 1, got 0"],
    ["a start beyond the entries", () => new SparseMatrix(2, 1, u32(0, 9, 1), u32(0), f64(1)), "expected rowStarts[1] to be an integer from 0 to 1, got 9"],
    ["a last start that is not the end", () => new SparseMatrix(1, 1, u32(0, 1), u32(0, 1), f64(1, 2)), "expected rowStarts[1] to be 2, the number of entries, got 1"],
    ["entries of no row", () => new SparseMatrix(0, 1, u32(0), u32(0), f64(1)), "expected rowStarts[0] to be 1, the number of entries, got 0"],
    ["other lengths", () => new SparseMatrix(1, 1, u32(0, 1), u32(0), f64(1, 2)), "expected as many columnIndices as values, got 1 and 2"],
    ["a column out of range", () => new SparseMatrix(1, 2, u32(0, 2), u32(0, 2), f64(1, 2)), "expected columnIndices[1] to be below 2, got 2"],
    ["columns out of order", () => new SparseMatrix(2, 3, u32(0, 1, 3), u32(1, 2, 0), f64(1, 2, 3)), "expected columnIndices[2] to be above 2, the one before in row 1; fromCSR accepts rows in any order, got 0"],
    ["a column twice", () => new SparseMatrix(1, 3, u32(0, 2), u32(1, 1), f64(1, 2)), "expected columnIndices[1] to be above 1, the one before in row 0; fromCSR accepts rows in any order, got 1"],
    ["NaN", () => new SparseMatrix(3, 3, u32(0, 1, 1, 2), u32(1, 2), f64(1, NaN)), "expected finite numbers, got NaN at row 2, column 2"],
  ])("refuses %s", (_, make, message) => {
    expect(make).toThrow(`SparseMatrix: ${message}`);
  }); // prettier-ignore
});

describe.each(precisions)("making one, $name", ({ array, dtype }) => {
  const dense = [[0, 7, 0], [0, 0, 0], [3, 0, 5]]; // prettier-ignore
  const single = dtype === "float32";

  it("from triplets in any order", () => {
    const m = SparseMatrix.fromTriplets(3, 3, [2, 0, 2, 0], [2, 1, 0, 1], array([5, 3, 3, 4]));
    expect(m.toMatrix().toArray()).toEqual(dense);
    expect(m.dtype).toBe(dtype);
    expect(m.columnIndices).toEqual(u32(1, 0, 2));
  });

  it("from rows in any order", () => {
    const m = SparseMatrix.fromCSR(3, 3, [0, 2, 2, 4], [1, 1, 2, 0], array([3, 4, 5, 3]));
    expect(m.toMatrix().toArray()).toEqual(dense);
  });

  it("from columns in any order", () => {
    const m = SparseMatrix.fromCSC(3, 3, [0, 1, 3, 4], [2, 0, 0, 2], array([3, 3, 4, 5]));
    expect(m.toMatrix().toArray()).toEqual(dense);
    expect(m.columnIndices).toEqual(u32(1, 0, 2));
  });

  it("from a dense matrix", () => {
    const m = SparseMatrix.fromDense(Matrix.from(dense, dtype));
    expect(m.toMatrix().toArray()).toEqual(dense);
    expect(m.nonZeros).toBe(3);
  });

  it("adds up what is in one place in the order of the input, and rounds once", () => {
    // 1 + 2⁻⁶⁰ − 1 from the left is 0, and in f32 1 + 2⁻³⁰ − 1 is computed in double precision.
    const tiny = single ? 2 ** -30 : 2 ** -60;
    const m = SparseMatrix.fromTriplets(1, 1, [0, 0, 0], [0, 0, 0], array([1, tiny, -1]));
    expect(m.values).toEqual(array([single ? tiny : 0]));
  });

  it("does not touch what it is given", () => {
    const [starts, indices, values] = [u32(0, 2), u32(1, 0), array([1, 2])];
    SparseMatrix.fromCSR(1, 2, starts, indices, values);
    SparseMatrix.fromCSC(2, 1, starts, indices, values);
    SparseMatrix.fromTriplets(2, 2, indices, indices, values);
    expect([starts, indices, values]).toEqual([u32(0, 2), u32(1, 0), array([1, 2])]);
  });
});

describe("making one", () => {
  const { fromTriplets, fromCSR, fromCSC, fromDense } = SparseMatrix;
  it.each<[name: string, make: () => unknown, message: string]>([
    ["other lengths", () => fromTriplets(2, 2, [0], [0, 1], [1, 2]), "fromTriplets: expected rowIndices, columnIndices, values of the same length, got 1, 2, 2"],
    ["a row out of range", () => fromTriplets(2, 2, [0, 2], [0, 1], [1, 2]), "fromTriplets: expected rowIndices[1] to be an integer from 0 to 1, got 2"],
    ["a column below 0", () => fromTriplets(2, 2, [0, 1], [0, -1], [1, 2]), "fromTriplets: expected columnIndices[1] to be an integer from 0 to 1, got -1"],
    ["half an index", () => fromTriplets(2, 2, [0, 0.5], [0, 0], [1, 2]), "fromTriplets: expected rowIndices[1] to be an integer from 0 to 1, got 0.5"],
    ["an entry of no row", () => fromTriplets(0, 2, [0], [0], [1]), "fromTriplets: expected rowIndices[0] to be none at all, got 0"],
    ["a word", () => fromTriplets(2, 2, [0], [0], ["1"] as never), 'fromTriplets: expected values[0] to be a number, got "1"'],
    ["a shape that is none", () => fromTriplets(2.5, 2, [], [], []), "fromTriplets: expected a shape of integers from 0 to 2³² − 1, got 2.5 × 2"],
    ["too few starts", () => fromCSR(2, 2, [0, 1], [0], [1]), "fromCSR: expected 3 numbers in rowStarts, got 2"],
    ["starts that go back", () => fromCSR(2, 2, [0, -1, 1], [0], [1]), "fromCSR: expected rowStarts[1] to be an integer from 0 to 1, got -1"],
    ["a start that is no integer", () => fromCSR(2, 2, [0, 0.5, 1], [0], [1]), "fromCSR: expected rowStarts[1] to be an integer from 0 to 1, got 0.5"],
    ["a row of columns out of range", () => fromCSC(2, 1, [0, 1], [2], [1]), "fromCSC: expected rowIndices[0] to be an integer from 0 to 1, got 2"],
    ["starts that end too early", () => fromCSC(2, 1, [0, 1], [0, 1], [1, 2]), "fromCSC: expected columnStarts[1] to be 2, the number of entries, got 1"],
  ])("refuses %s", (_, make, message) => {
    expect(make).toThrow(`SparseMatrix.${message}`);
  }); // prettier-ignore

  it.each<[name: string, make: () => unknown, row: number, column: number]>([
    ["triplets", () => fromTriplets(3, 3, [2, 1], [0, 2], [1, NaN]), 1, 2],
    ["rows", () => fromCSR(2, 2, [0, 1, 2], [0, 1], [1, Infinity]), 1, 1],
    ["columns", () => fromCSC(2, 2, [0, 1, 2], [0, 1], [1, Infinity]), 1, 1],
    ["a dense matrix", () => fromDense([[1, 2], [NaN, 3]]), 1, 0], // prettier-ignore
    ["a sum", () => fromTriplets(2, 2, [1, 1], [0, 0], [1e308, 1e308]), 1, 0],
  ])("names the place of what is not finite in %s", (_, make, row, column) => {
    expect(make).toThrow(NonFiniteError);
    expect(make).toThrow(expect.objectContaining({ row, column }) as Error);
  });
});

describe.each(precisions)("statistics of columns, $name", (p) => {
  it("are those of all rows, also of zeros that are not kept", () => {
    const m = SparseMatrix.fromDense(Matrix.from([[1, 0, 5], [3, 0, 5], [0, 0, 5], [0, 0, 5]], p.dtype)); // prettier-ignore
    expect(m.columnMeans()).toEqual(f64(1, 0, 5));
    expect(m.columnDeviations()).toEqual(f64(Math.sqrt(1.5), 0, 0));
  });

  it("keep their digits where the mean is large", () => {
    const base = 2 ** 20;
    const column = Array.from({ length: 64 }, (_, i) => [base + (i % 2)]);
    const m = SparseMatrix.fromDense(Matrix.from(column, p.dtype));
    expect(m.columnMeans()).toEqual(f64(base + 0.5));
    expect(m.columnDeviations()[0]).toBeCloseTo(0.5, 14);
  });
});
