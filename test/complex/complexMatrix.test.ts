import { describe, expect, it } from "vitest";
import { ComplexMatrix, Matrix } from "../../src/index.ts";
import {
  adjoint,
  complexDistance,
  complexFill,
  complexProduct,
  inPrecision,
} from "../support/complex.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";

const pairs = (a: ComplexMatrix) => a.toArray();

describe("ComplexMatrix", () => {
  it("keeps its arrays", () => {
    const [re, im] = [Float32Array.of(1, 2), Float32Array.of(3, 4)];
    const a = new ComplexMatrix(1, 2, re, im);
    expect(a.re).toBe(re);
    expect(a.im).toBe(im);
    expect(a.dtype).toBe("float32");
    expect(pairs(a)).toEqual([
      [
        [1, 3],
        [2, 4],
      ],
    ]);
  });

  it.each([
    [
      () => new ComplexMatrix(1, 1, [1] as never, [2] as never),
      TypeError,
      "got an array of length 1",
    ],
    [
      () =>
        new ComplexMatrix<never>(1, 1, new Float64Array(1) as never, new Float32Array(1) as never),
      TypeError,
      "two Float64Arrays or two Float32Arrays, got a Float64Array and a Float32Array",
    ],
    [
      () => new ComplexMatrix(2, 2, new Float64Array(4), new Float64Array(3)),
      RangeError,
      "ComplexMatrix: im: a 2 × 2 matrix has 4 entries, got 3",
    ],
    [
      () => new ComplexMatrix(-1, 1, new Float64Array(0), new Float64Array(0)),
      RangeError,
      "expected a shape of integers >= 0, got -1 × 1",
    ],
    [
      () => ComplexMatrix.from([[1, 2]], [[1]]),
      RangeError,
      "im: expected a 1 × 2 matrix, got 1 × 1",
    ],
    [
      () => ComplexMatrix.from([[[1, 2], [3]]] as never),
      TypeError,
      "expected a pair [re, im] at row 0, column 1, got an array of length 1",
    ],
    [
      () =>
        ComplexMatrix.from([
          [[1, 2]],
          [
            [1, 2],
            [3, 4],
          ],
        ]),
      RangeError,
      "row 1 has 2 entries, expected 1 as in row 0",
    ],
    [() => ComplexMatrix.from("x" as never), TypeError, "expected a matrix"],
    [
      () => ComplexMatrix.fromInterleaved(1, 2, new Float64Array(3)),
      RangeError,
      "a 1 × 2 matrix has 2 entries, got 1.5",
    ],
    [
      () => ComplexMatrix.fromInterleaved(1, 1, [1, 2] as never),
      TypeError,
      "got an array of length 2",
    ],
    [() => ComplexMatrix.zeros(1, 1, "int8" as never), TypeError, 'got "int8"'],
    [
      () => ComplexMatrix.identity(2).get(2, 0),
      RangeError,
      "there is no entry (2, 0) in a 2 × 2 matrix",
    ],
    [() => ComplexMatrix.identity(2).set(0, 1.5, 1), RangeError, "there is no entry (0, 1.5)"],
    [
      () => ComplexMatrix.identity(2).multiply(ComplexMatrix.identity(3)),
      RangeError,
      "a 2 × 2 matrix times one with 2 rows, got 3 × 3",
    ],
    [
      () => ComplexMatrix.identity(1).multiply(ComplexMatrix.from([[[0, NaN]]])),
      RangeError,
      "ComplexMatrix.multiply: b: expected finite numbers, got 0 + NaNi at row 0, column 0",
    ],
  ] as const)("%s throws", (call, type, message) => {
    expect(call).toThrow(type);
    expect(call).toThrow(message);
  });

  it("is made of planes, pairs, real matrices and numbers that alternate", () => {
    const expected = [
      [
        [1, 5],
        [2, 6],
      ],
      [
        [3, 7],
        [4, 8],
      ],
    ];
    const re = [
      [1, 2],
      [3, 4],
    ];
    const im = [
      [5, 6],
      [7, 8],
    ];
    expect(pairs(ComplexMatrix.from(re, im))).toEqual(expected);
    expect(pairs(ComplexMatrix.from(Matrix.from(re), im))).toEqual(expected);
    expect(pairs(ComplexMatrix.from(expected as [number, number][][]))).toEqual(expected);
    const flat = { re: Float64Array.of(1, 2, 3, 4), im: Float64Array.of(5, 6, 7, 8) };
    expect(pairs(ComplexMatrix.from({ rows: 2, columns: 2, ...flat }))).toEqual(expected);
    expect(pairs(ComplexMatrix.from({ shape: [2, 2], ...flat }))).toEqual(expected);
    const interleaved = Float64Array.of(1, 5, 2, 6, 3, 7, 4, 8);
    const a = ComplexMatrix.fromInterleaved(2, 2, interleaved);
    expect(pairs(a)).toEqual(expected);
    expect(a.toInterleaved()).toEqual(interleaved);
    expect(pairs(ComplexMatrix.from([[1, 2]]))).toEqual([
      [
        [1, 0],
        [2, 0],
      ],
    ]);
    expect(ComplexMatrix.from(Matrix.zeros(1, 1, "float32")).dtype).toBe("float32");
    expect(ComplexMatrix.from(Matrix.zeros(1, 1, "float32"), [[1]]).dtype).toBe("float64");
  });

  it("copies what it is made from", () => {
    const a = ComplexMatrix.identity(2);
    const b = ComplexMatrix.from(a);
    b.set(0, 0, 7, 8);
    expect(a.get(0, 0)).toEqual([1, 0]);
    expect(b.get(0, 0)).toEqual([7, 8]);
  });

  it("survives a structured clone as an input", () => {
    const a = ComplexMatrix.from([
      [
        [1, 2],
        [3, 4],
      ],
    ]);
    const clone = structuredClone({ rows: a.rows, columns: a.columns, re: a.re, im: a.im });
    expect(pairs(ComplexMatrix.from(clone))).toEqual(pairs(a));
  });
});

describe.each(precisions)("products of complex matrices, $name", (precision) => {
  it("are what loops give, for every shape", () => {
    for (const [m, k, n] of [
      [1, 1, 1],
      [2, 3, 4],
      [9, 5, 7],
      [33, 17, 20],
      [3, 0, 2],
    ]) {
      const { normal } = random(100 * m + 10 * k + n);
      const make = (rows: number, columns: number) =>
        ComplexMatrix.from(
          inPrecision(
            complexFill(rows, columns, () => [normal(), normal()]),
            precision,
          ),
        );
      const [a, b] = [make(m, k), make(k, n)];
      const exact = complexProduct(a, b);
      const bound = (k + 4) * precision.eps * complexDistance(a) * complexDistance(b);
      expect(complexDistance(a.multiply(b), exact)).toBeLessThanOrEqual(bound);
      expect(complexDistance(a.conjugateTranspose(), adjoint(a))).toBe(0);
      expect(
        complexDistance(a.transpose().conjugateTranspose(), { ...a, im: a.im.map((x) => -x) }),
      ).toBe(0);
    }
  });

  it("take a real factor", () => {
    const a = ComplexMatrix.from([[[1, 2]]]);
    expect(a.multiply([[3, -1]]).toArray()).toEqual([
      [
        [3, 6],
        [-1, -2],
      ],
    ]);
  });
});
