// What `svds` takes, and which algorithm that goes to; the algorithms have tests of their own.
import { describe, expect, it } from "vitest";
import {
  ComplexMatrix,
  ComplexTruncatedSVDResult,
  Matrix,
  SparseMatrix,
  svds,
  svdvals,
  TruncatedSVDResult,
} from "../../src/index.ts";
import { random } from "../support/random.ts";

const m = 60;
const n = 20;
const { normal } = random(7);
const a = new Matrix(m, n, Float64Array.from({ length: m * n }, normal));
const expected = svdvals(a).slice(0, 3);

function* blocks(): Generator<Matrix<Float64Array>> {
  for (let i = 0; i < m; i += 25) {
    const rows = Math.min(25, m - i);
    yield new Matrix(rows, n, a.data.slice(i * n, (i + rows) * n));
  }
}

async function* later(): AsyncGenerator<Matrix<Float64Array>> {
  for (const block of blocks()) yield await Promise.resolve(block);
}

function close({ s, valueBounds }: TruncatedSVDResult | ComplexTruncatedSVDResult): void {
  expect(s.length).toBe(3);
  s.forEach((sigma, i) => {
    expect(Math.abs(sigma - expected[i])).toBeLessThanOrEqual(valueBounds[i]);
    expect(Math.abs(sigma - expected[i])).toBeLessThanOrEqual(1e-12 * expected[0]);
  });
}

describe("svds", () => {
  it.each([
    ["a Matrix", a],
    ["an array of rows", a.toArray()],
    ["an array of typed rows", Array.from({ length: m }, (_, i) => a.row(i))],
    ["a sparse matrix", SparseMatrix.fromDense(a)],
  ])("takes %s at once", (_, input) => {
    const result = svds(input as Matrix<Float64Array>, { k: 3 });
    expect(result).toBeInstanceOf(TruncatedSVDResult);
    close(result);
  });

  it.each([
    ["a function that returns blocks", blocks],
    ["a function that returns blocks later", later],
    ["an array of matrices", [...blocks()]],
    ["an array of arrays of rows", [...blocks()].map((block) => block.toArray())],
    ["a set of matrices", new Set(blocks())],
  ])("takes %s, and returns a promise", async (_, input) => {
    const result = svds(input, { k: 3 });
    expect(result).toBeInstanceOf(Promise);
    close(await result);
  });

  it("takes a generator, if it may read it only once", async () => {
    close(await svds(blocks(), { k: 3, vectors: "right" }));
    const { s, valueBounds, method } = await svds(later(), { k: 3, onePass: true });
    expect(method).toBe("sketch");
    s.forEach((sigma, i) => {
      expect(Math.abs(sigma - expected[i])).toBeLessThanOrEqual(valueBounds[i]);
    });
    await expect(svds(blocks(), { k: 3 })).rejects.toThrow(
      /^svds: these blocks can be read only once/,
    );
  });

  it("takes a complex matrix", () => {
    const result = svds(ComplexMatrix.from(a), { k: 3 });
    expect(result).toBeInstanceOf(ComplexTruncatedSVDResult);
    close(result);
    const { leftResiduals, residuals } = result;
    for (const residual of [...leftResiduals, ...residuals]) expect(residual).toBeLessThan(1e-12);
  });

  it.each([
    ["nothing", undefined],
    ["a number", 3],
    ["a string", "abc"],
    ["an object", {}],
  ])("refuses %s", (_, input) => {
    expect(() => void svds(input as never)).toThrow(/^svds: expected /);
  });
});
