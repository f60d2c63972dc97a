import { describe, expect, it } from "vitest";
import { eigh, Matrix, multiply, norm, qr, SparseMatrix, svd } from "../../src/index.ts";
import { LIMIT } from "../../src/wasm/arena.ts";
import { engineFor } from "../../src/wasm/engine.ts";
import { randomMatrix } from "../support/compare.ts";
import { precisions } from "../support/precisions.ts";

// Half of all addresses are negative for JavaScript, to which WebAssembly's integers are signed.
// The memory below is reserved and never touched, so that the machine need not have it.
describe.each(precisions)("above 2 GiB, $name", (p) => {
  const a = randomMatrix(p, 70, 70, 1);
  const tall = randomMatrix(p, 90, 20, 2);
  const compute = (matrix: Matrix) => [
    svd(matrix, { vectors: "full" }),
    svd(matrix.transpose()),
    eigh(matrix.transpose().multiply(matrix)),
    qr(matrix),
    multiply(matrix, matrix.transpose()),
    norm(matrix),
    SparseMatrix.fromDense(matrix).multiply(matrix.transpose()),
    SparseMatrix.fromDense(matrix).multiplyTransposed(matrix),
    SparseMatrix.fromDense(matrix).multiplyTransposed(new Matrix(matrix.rows, 1, matrix.column(0))),
  ];

  it.each([
    ["across the boundary", 2 ** 31 - 20_000],
    ["above it", 2 ** 31],
    ["up to the last address but one page", LIMIT - 2 ** 20],
  ])("all results are the same bits, %s", (_, bytes) => {
    const { arena } = engineFor(p.zeros(0));
    const expected = [compute(a), compute(tall)];
    arena.scope(() => {
      arena.allocate(bytes);
      expect([compute(a), compute(tall)]).toEqual(expected);
    });
    expect(arena.used).toBe(0);
  });
});
