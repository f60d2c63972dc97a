// Matrices of the Harwell-Boeing collection, as Debian's r-cran-matrix has them.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { matrixFolder } from "../../scripts/lib/matrices.mjs";
import { SparseMatrix, svd } from "../../src/index.ts";
import { FormatError, readMatrixMarket } from "../../src/io/index.ts";

const folder = matrixFolder();
if (folder === undefined)
  console.log("skipped: Debian's r-cran-matrix is neither installed nor fetched");

const read = (name: string) => readMatrixMarket(readFileSync(`${folder}/${name}.mtx`));

describe.skipIf(folder === undefined)("files of R's Matrix", () => {
  it.each([
    { name: "jgl009", size: 9, entries: 50 },
    { name: "pores_1", size: 30, entries: 180 },
    // Symmetric, of which 1,298 entries are written, 147 of them on the diagonal.
    { name: "lund_a", size: 147, entries: 2 * 1298 - 147 },
  ])("reads $name", ({ name, size, entries }) => {
    const a = read(name) as SparseMatrix;
    expect([a.rows, a.columns, a.nonZeros]).toEqual([size, size, entries]);
  });

  it("reads their numbers right", () => {
    expect((read("pores_1") as SparseMatrix).get(1, 0)).toBe(-7178501.646);
    const lund = read("lund_a") as SparseMatrix;
    expect(lund).toEqual(lund.transpose());
    // MatrixMarket gives 2.24e8 as the norm and 2.8e6 as the estimated condition number of lund_a.
    const { s } = svd(lund.toMatrix());
    expect(s[0]).toBeCloseTo(2.24e8, -6);
    expect(s[0] / s[146]).toBeGreaterThan(2e6);
    expect(s[0] / s[146]).toBeLessThan(4e6);
  });

  it("refuses one whose first row is 0", () => {
    expect(() => read("wrong")).toThrow(
      new FormatError('matrixMarket: line 3: expected a row from 1 to 2, got "0"'),
    );
  });
});
