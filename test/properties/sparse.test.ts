import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SparseMatrix } from "../../src/index.ts";
import { assertProperty } from "../support/arbitraries.ts";
import { excess } from "../support/block.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";
import { plainProduct } from "../support/sparse.ts";

const SIZE = 30;

describe.each(precisions)("any sparse matrix, $name", (p) => {
  /** Triplets of any density, some in the same place, and a block of vectors. */
  const cases = fc
    .tuple(
      fc.nat(SIZE),
      fc.nat(SIZE),
      fc.nat(20),
      fc.nat(2 ** 31),
      fc.double({ min: 0, max: 2, noNaN: true }),
    ) // prettier-ignore
    .map(([m, n, b, seed, density]) => {
      const { integer, normal } = random(seed);
      const count = m * n === 0 ? 0 : Math.floor(density * m * n);
      const rowIndices = Array.from({ length: count }, () => integer(0, m - 1));
      const columnIndices = Array.from({ length: count }, () => integer(0, n - 1));
      const values = p.array(Array.from({ length: count }, normal));
      const block = (rows: number) => ({
        rows,
        columns: b,
        data: p.array(Array.from({ length: rows * b }, normal)),
      });
      return { m, n, b, rowIndices, columnIndices, values, x: block(n), z: block(m) };
    });

  it("is the sum of its triplets", () => {
    assertProperty(
      fc.property(cases, ({ m, n, rowIndices, columnIndices, values }) => {
        const expected = new Float64Array(m * n);
        values.forEach((x, k) => (expected[rowIndices[k] * n + columnIndices[k]] += x));
        const a = SparseMatrix.fromTriplets(m, n, rowIndices, columnIndices, values);
        expect(a.toMatrix().data).toEqual(p.array(expected));
        const columnsFirst = a.transpose();
        const { rowStarts, columnIndices: rows } = columnsFirst;
        expect(SparseMatrix.fromCSC(m, n, rowStarts, rows, columnsFirst.values)).toEqual(a);
      }),
    );
  });

  it("has the products of the dense matrix", () => {
    assertProperty(
      fc.property(cases, ({ m, n, b, rowIndices, columnIndices, values, x, z }) => {
        const a = SparseMatrix.fromTriplets(m, n, rowIndices, columnIndices, values);
        for (const transposed of [false, true]) {
          const operand = transposed ? z : x;
          const { exact, magnitude } = plainProduct(a, b, operand.data, transposed);
          const actual = transposed ? a.multiplyTransposed(operand) : a.multiply(operand);
          const allowed = magnitude.map((sum) => (SIZE + 1) * p.eps * sum);
          expect(excess(actual.data, exact, allowed)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
