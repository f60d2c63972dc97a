import { describe, expect, expectTypeOf, it } from "vitest";
import { Matrix, NonFiniteError, multiply } from "../src/index.ts";

const single = Matrix.from([[1, 2], [3, 4]], "float32"); // prettier-ignore
const double = Matrix.from([[0.1, 0], [0, 0.1]]); // prettier-ignore

describe("multiply", () => {
  it("is in double precision unless both factors are single", () => {
    expect(multiply(single, single).data).toEqual(Float32Array.of(7, 10, 15, 22));
    expect(multiply(single, double).data).toEqual(Float64Array.of(0.1, 0.2, 3 * 0.1, 0.4));
    expect(double.multiply(single).dtype).toBe("float64");
    expectTypeOf(multiply(single, single)).toEqualTypeOf<Matrix<Float32Array>>();
    expectTypeOf(multiply(single, double)).toEqualTypeOf<Matrix<Float64Array>>();
  });

  it("accepts every form of a matrix", () => {
    const b = { data: [1, 2, 3, 4], shape: [2, 2], stride: [1, 2] };
    expect(multiply([[1, 0], [0, 1]], b).toArray()).toEqual([[1, 3], [2, 4]]); // prettier-ignore
  });

  it("does not modify its arguments", () => {
    const a = Matrix.from([[1, 2]]);
    multiply(a, [[3], [4]]);
    expect(a.toArray()).toEqual([[1, 2]]);
  });

  it("names both shapes when they do not fit", () => {
    expect(() => multiply([[1, 2, 3]], [[1, 2]])).toThrow(
      new RangeError("multiply: a 1 × 3 matrix times one with 3 rows, got 1 × 2"),
    );
    expect(() => double.multiply([[1]])).toThrow(
      new RangeError("Matrix.multiply: a 2 × 2 matrix times one with 2 rows, got 1 × 1"),
    );
  });

  it("says which factor is not finite, and where", () => {
    expect(() => multiply([[1, 2]], [[1], [Infinity]])).toThrow(
      new NonFiniteError(
        "multiply: b: expected finite numbers, got Infinity at row 1, column 0",
        1,
        0,
      ),
    );
    expect(() => multiply([[NaN]], [[1]])).toThrow(
      new NonFiniteError("multiply: a: expected finite numbers, got NaN at row 0, column 0", 0, 0),
    );
  });
});
