import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Matrix, svd, svdvals } from "../../src/index.ts";
import { assertProperty, matrices, scalings } from "../support/arbitraries.ts";
import { fill, transpose, type Dense } from "../support/dense.ts";
import { judge, sameBits } from "../support/judge.ts";
import { precisions } from "../support/precisions.ts";
import { valuesRatio } from "../support/ratios.ts";
import { scaled } from "../support/scaling.ts";

const SIZE = 12;

describe.each(precisions)("svd of any matrix, $name", (precision) => {
  const anyMatrix = matrices(precision, SIZE);
  const matrix = ({ rows, columns, data }: Dense) =>
    new Matrix(rows, columns, precision.array(data));
  const values = (a: Dense) => svdvals(matrix(a));

  it("has orthonormal factors whose product is the matrix, and the same s for all vectors", () => {
    assertProperty(
      fc.property(anyMatrix, (a) => {
        expect(judge({ a }, precision, { ratios: 30, values: 2 })).toBe("");
      }),
    );
  });

  it("has the singular values of the transpose", () => {
    assertProperty(
      fc.property(anyMatrix, (a) => {
        const ratio = valuesRatio(
          values(transpose(a)),
          values(a),
          Math.max(a.rows, a.columns, 1),
          precision,
        );
        expect(ratio).toBeLessThanOrEqual(2);
      }),
    );
  });

  it("has the same singular values in any order of rows and columns, with any signs", () => {
    const withOrders = anyMatrix.chain((a) =>
      fc.record({
        a: fc.constant(a),
        rows: fc.shuffledSubarray(range(a.rows), { minLength: a.rows }),
        columns: fc.shuffledSubarray(range(a.columns), { minLength: a.columns }),
        signs: fc.array(fc.constantFrom(1, -1), { minLength: a.rows, maxLength: a.rows }),
      }),
    );
    assertProperty(
      fc.property(withOrders, ({ a, rows, columns, signs }) => {
        const permuted = fill(
          a.rows,
          a.columns,
          (i, j) => signs[i] * a.data[rows[i] * a.columns + columns[j]],
        );
        const ratio = valuesRatio(
          values(permuted),
          values(a),
          Math.max(a.rows, a.columns, 1),
          precision,
        );
        expect(ratio).toBeLessThanOrEqual(2);
      }),
    );
  });

  // Entries of like magnitude, and entries so far apart that products of small
  // ones would underflow at one scale and not at the other.
  it.each([4, precision.dtype === "float64" ? 300 : 40])(
    "scales s by 2^k exactly and leaves U and Vt, entries within 2^±%i",
    (reach) => {
      assertProperty(
        fc.property(scalings(precision, SIZE, reach), ({ a, shift }) => {
          const before = svd(matrix(a));
          const after = svd(matrix({ ...a, data: scaled(a.data, shift) }));
          expect(sameBits(after.U.data, before.U.data), "U").toBe(true);
          expect(sameBits(after.Vt.data, before.Vt.data), "Vt").toBe(true);
          // Where one of the two is denormal, it is rounded to fewer digits.
          const normal = (x: number) => x === 0 || x >= precision.safeMin;
          scaled(before.s, shift).forEach((expected, i) => {
            if (normal(expected) && normal(before.s[i]))
              expect(after.s[i], `s[${i}]`).toBe(expected);
          });
        }),
      );
    },
  );

  it("leaves the matrix as it is", () => {
    assertProperty(
      fc.property(anyMatrix, (a) => {
        const input = matrix(a);
        svd(input);
        expect(sameBits(input.data, a.data)).toBe(true);
      }),
      50,
    );
  });
});

function range(length: number): number[] {
  return Array.from({ length }, (_, i) => i);
}
