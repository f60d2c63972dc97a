import { describe, expect, expectTypeOf, it } from "vitest";
import { Matrix, svd, svdvals, type Real, type SVD } from "../src/index.ts";
import { readMatrix } from "../src/matrixInput.ts";

const rows = [[1, 2, 3], [4, 5, 6]]; // prettier-ignore
const flat = [1, 2, 3, 4, 5, 6];
const mlMatrix = { rows: 2, columns: 3, get: (i: number, j: number) => rows[i][j] };

/** A 2 × 3 matrix in every form that is accepted. */
const doubles: [name: string, input: unknown][] = [
  ["rows of numbers", rows],
  ["rows of Float64Array", rows.map((row) => Float64Array.from(row))],
  ["rows of Int16Array", rows.map((row) => Int16Array.from(row))],
  ["rows of different kinds", [Float32Array.of(1, 2, 3), [4, 5, 6]]],
  ["a Matrix", Matrix.from(rows)],
  ["a plain { rows, columns, data }", { rows: 2, columns: 3, data: flat }],
  ["the same of integers", { rows: 2, columns: 3, data: Uint8Array.from(flat) }],
  ["an ndarray", { data: flat, shape: [2, 3], stride: [3, 1], offset: 0 }],
  ["a transposed ndarray", { data: [1, 4, 2, 5, 3, 6], shape: [2, 3], stride: [1, 2], offset: 0 }],
  ["a part of an ndarray", { data: Float64Array.of(9, 9, ...flat), shape: [2, 3], stride: [3, 1], offset: 2 }],
  ["an ndarray read backwards", { data: [6, 5, 4, 3, 2, 1], shape: [2, 3], stride: [-3, -1], offset: 5 }],
  ["every second entry", { data: flat.flatMap((x) => [x, 0]), shape: [2, 3], stride: [6, 2] }],
  ["an array of @stdlib", { data: Float64Array.from(flat), shape: [2, 3], strides: [3, 1], offset: 0, order: "row-major" }],
  ["a shape without strides", { data: flat, shape: [2, 3] }],
  ["a matrix of ml-matrix", mlMatrix],
  ["one that shows its rows", { ...mlMatrix, data: rows.map((row) => Float64Array.from(row)) }],
  ["a matrix of mathjs", { size: () => [2, 3], toArray: () => rows, rows: () => [], columns: () => [], get: () => 0 }],
  ["an integer tensor", { shape: [2, 3], dataSync: () => Int32Array.from(flat) }],
]; // prettier-ignore

const singles: [name: string, input: unknown][] = [
  ["rows of Float32Array", rows.map((row) => Float32Array.from(row))],
  ["a Matrix", Matrix.from(rows, "float32")],
  ["a plain { rows, columns, data }", { rows: 2, columns: 3, data: Float32Array.from(flat) }],
  ["an ndarray", { data: Float32Array.from(flat), shape: [2, 3], stride: [3, 1], offset: 0 }],
  ["a transposed ndarray", { data: Float32Array.of(1, 4, 2, 5, 3, 6), shape: [2, 3], stride: [1, 2], offset: 0 }],
  ["a tensor", { shape: [2, 3], strides: [3], dataSync: () => Float32Array.from(flat), data: () => {} }],
]; // prettier-ignore

describe("an input", () => {
  it.each(doubles)("may be %s", (_, input) => {
    const a = Matrix.from(input as never) as Matrix;
    expect(a).toEqual(new Matrix(2, 3, Float64Array.from(flat)));
    expect(svdvals(input as never)).toEqual(svdvals(rows));
  });

  it.each(singles)("of single precision may be %s", (_, input) => {
    const a = Matrix.from(input as never) as Matrix;
    expect(a).toEqual(new Matrix(2, 3, Float32Array.from(flat)));
    expect(svdvals(input as never)).toBeInstanceOf(Float32Array);
  });

  it.each([
    ["[]", [], 0, 0],
    ["rows without entries", [[], []], 2, 0],
    ["no rows of three", { data: [], shape: [0, 3], stride: [3, 1] }, 0, 3],
    ["a Matrix without columns", new Matrix(2, 0, new Float64Array(0)), 2, 0],
  ])("may be empty: %s", (_, input, m, n) => {
    const { rows, columns } = readMatrix("svd", input);
    expect([rows, columns]).toEqual([m, n]);
  });

  it("is not copied where it is laid out already", () => {
    const data = Float64Array.of(0, ...flat);
    const a = readMatrix("svd", { data, shape: [2, 3], stride: [3, 1], offset: 1 });
    expect(a.data.buffer).toBe(data.buffer);
  });

  it("may come from another realm, whose classes are not ours", () => {
    const foreign = { rows: 1, columns: 2, data: Float32Array.of(3, 4), get: () => NaN };
    expect(svdvals(foreign)).toEqual(Float32Array.of(5));
  });

  it("is not modified", () => {
    const a = Matrix.from(rows);
    svd(a, { vectors: "full" });
    expect(a.toArray()).toEqual(rows);
  });

  it("decides the types of the result", () => {
    const ndarray = { data: Float32Array.of(1), shape: [1, 1], stride: [1, 1], offset: 0 };
    expectTypeOf(svd([[1]])).toEqualTypeOf<SVD<Float64Array>>();
    expectTypeOf(svd([Float32Array.of(1)])).toEqualTypeOf<SVD<Float32Array>>();
    expectTypeOf(svd(ndarray)).toEqualTypeOf<SVD<Float32Array>>();
    expectTypeOf(svd({ data: [1], shape: [1, 1] })).toEqualTypeOf<SVD<Float64Array>>();
    expectTypeOf(svd(mlMatrix)).toEqualTypeOf<SVD<Float64Array>>();
    expectTypeOf(svd(Matrix.from([[1]], "float32"))).toEqualTypeOf<SVD<Float32Array>>();
    expectTypeOf(svd(Matrix.from([[1]]) as Matrix)).toEqualTypeOf<SVD<Real>>();
    const generic = <T extends Real>(a: Matrix<T>): SVD<T> => svd(a);
    expectTypeOf(generic(Matrix.from([[1]], "float32"))).toEqualTypeOf<SVD<Float32Array>>();
  });
});

const NOT_A_MATRIX =
  "svd: expected a matrix (rows of numbers, a Matrix, or a matrix object of another library), got";

describe("an input that is no matrix", () => {
  it.each<[input: unknown, message: string]>([
    [undefined, `${NOT_A_MATRIX} undefined`],
    [null, `${NOT_A_MATRIX} null`],
    [5, `${NOT_A_MATRIX} 5`],
    ["[[1]]", `${NOT_A_MATRIX} "[[1]]"`],
    [{}, `${NOT_A_MATRIX} an object`],
    [new Map(), `${NOT_A_MATRIX} a Map`],
    [new DataView(new ArrayBuffer(8)), `${NOT_A_MATRIX} a DataView`],
    [() => [[1]], `${NOT_A_MATRIX} a function`],
    [[1, 2], "svd: expected rows of numbers, got a flat array; a row vector is [[…]], a column is [[x], …]"],
    [Float64Array.of(1, 2), "svd: expected a matrix, got a flat array; say its shape: new Matrix(rows, columns, data)"],
    [["ab"], 'svd: expected row 0 to be an array, got "ab"'],
    [[[1, 2], null], "svd: expected row 1 to be an array, got null"],
    [[[1, 2], [3, "4"]], 'svd: expected a number at row 1, column 1, got "4"'],
    [[[1, null]], "svd: expected a number at row 0, column 1, got null"],
    [[[1, 2n]], "svd: expected a number at row 0, column 1, got 2n"],
    [[[1, [2]]], "svd: expected a number at row 0, column 1, got an array of length 1"],
    [[[1, , 3]], "svd: expected a number at row 0, column 1, got undefined"], // eslint-disable-line no-sparse-arrays
    [{ rows: 2, columns: 2, data: [1, 2, 3, true] }, "svd: expected a number at row 1, column 1, got true"],
    [{ rows: 1, columns: 2, get: () => undefined }, "svd: expected a number at row 0, column 0, got undefined"],
    [{ data: [1, "x"], shape: [1, 2], stride: [2, 1] }, 'svd: expected a number at row 0, column 1, got "x"'],
    [{ size: () => [1, 1], toArray: () => [[{ re: 1, im: 2 }]] }, "svd: expected a number at row 0, column 0, got an object"],
    [{ size: () => [2], toArray: () => [1, 2] }, "svd: expected rows of numbers, got a flat array; a row vector is [[…]], a column is [[x], …]"],
  ])("%#: %o", (input, message) => {
    expect(() => svd(input as never)).toThrow(new TypeError(message));
  }); // prettier-ignore

  it.each<[input: unknown, message: string]>([
    [[[1, 2], [3]], "svd: row 1 has 1 entries, expected 2 as in row 0"],
    [[[], [1], []], "svd: row 1 has 1 entries, expected 0 as in row 0"],
    [{ rows: 3, columns: 4, data: new Float64Array(11) }, "svd: a 3 × 4 matrix has 12 entries, got 11"],
    [{ rows: -3, columns: 4, data: new Float64Array(0) }, "svd: expected a shape of integers >= 0, got -3 × 4"],
    [{ data: [1, 2, 3], shape: [3] }, "svd: expected an array of 2 dimensions, got 1 (3)"],
    [{ data: [1, 2, 3], shape: [1, 1, 3] }, "svd: expected an array of 2 dimensions, got 3 (1 × 1 × 3)"],
    [{ data: [1, 2, 3], shape: [2, 2] }, "svd: a 2 × 2 matrix has 4 entries, got 3"],
    [{ data: [1, 2, 3], shape: [2, 2], stride: [2, 1] }, "svd: the strides and offset reach from entry 0 to 3, but there are 3 entries"],
    [{ data: [1, 2, 3, 4], shape: [2, 2], stride: [-2, 1], offset: 1 }, "svd: the strides and offset reach from entry -1 to 2, but there are 4 entries"],
    [{ shape: [2, 2], dataSync: () => new Float32Array(8) }, "svd: a 2 × 2 matrix has 4 entries, got 8"],
  ])("has a wrong shape, %#: %o", (input, message) => {
    expect(() => svd(input as never)).toThrow(new RangeError(message));
  }); // prettier-ignore
});
