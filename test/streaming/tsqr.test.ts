import { describe, expect, it } from "vitest";
import { leftVectors, Matrix, NonFiniteError, svd, svdvals, tsqr } from "../../src/index.ts";
import { difference, randomMatrix } from "../support/compare.ts";
import { diagonal } from "../support/dense.ts";
import { hide } from "../support/orthogonal.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";
import { columnsRatio, valuesRatio } from "../support/ratios.ts";
import { cut, once, stack } from "../support/streams.ts";

/** Values, as what LAPACK's tests allow is counted: in units of n·ε₆₄·σ₁, or so. */
const BOUND = 10;

const [float64] = precisions;

/** m × 8 with the singular values 1, 1/10 … 1e-7. */
function graded(m: number, seed: number): Matrix<Float64Array> {
  const values = Array.from({ length: 8 }, (_, i) => 10 ** -i);
  return new Matrix(m, 8, hide(diagonal(m, 8, values), random(seed)).data);
}

function dot(x: ArrayLike<number>, y: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < x.length; ++i) sum += x[i] * y[i];
  return sum;
}

describe.each(precisions)("tsqr, $name", (p) => {
  const m = 700;
  const n = 7;
  const a = randomMatrix(p, m, n, 1);
  const exact = svdvals(Matrix.from(a, "float64"));

  it("gives the same bits for every cut", async () => {
    const { R } = await tsqr([a]);
    for (const rows of [1, n - 1, n, 64, m - 1]) {
      expect((await tsqr(cut(a, rows))).R, `${rows} rows`).toEqual(R);
    }
    const uneven = [...cut(a, 300).slice(0, 1), Matrix.zeros(0, n, p.dtype)];
    uneven.push(...cut(new Matrix(400, n, a.data.subarray(300 * n)), 33));
    expect((await tsqr(uneven)).R).toEqual(R);
  });

  it("has the singular values and right vectors of the whole, to double precision", async () => {
    const factored = await tsqr(cut(a, 50));
    expect([factored.rows, factored.columns]).toEqual([m, n]);
    expect(factored.s).toBeInstanceOf(Float64Array);
    expect(valuesRatio(factored.s, exact, n, float64)).toBeLessThan(BOUND);
    expect(factored.svdvals()).toEqual(factored.s);
    const { s, Vt } = svd(Matrix.from(a, "float64"));
    for (let i = 0; i < n; ++i) {
      const product = dot(Vt.row(i), factored.Vt.row(i));
      expect(Math.abs(product), `σ = ${s[i]}`).toBeCloseTo(1, 10);
    }
  });

  it("gives U in a second pass, block by block and in the precision of the blocks", async () => {
    const blocks = cut(a, 123);
    const factored = await tsqr(blocks);
    const U = await stack(factored.U(blocks), n);
    expect(U.dtype).toBe(p.dtype);
    expect(columnsRatio(U, p)).toBeLessThan(BOUND);
    const { s, Vt } = factored;
    const product = new Matrix(
      m,
      n,
      U.data.map((x, at) => x * s[at % n]),
    ).multiply(Vt);
    expect(difference(product, a)).toBeLessThan(BOUND * p.eps);
  });

  it("reads any iterable of any matrices", async () => {
    const { R } = await tsqr([a]);
    expect((await tsqr(once(cut(a, 60)).blocks)).R).toEqual(R);
    expect((await tsqr(() => cut(a, 60).values())).R).toEqual(R);
    expect((await tsqr(new Set(cut(a, 60)))).R).toEqual(R);
    if (p.dtype === "float64") {
      expect((await tsqr(cut(a, 60).map((block) => block.toArray()))).R).toEqual(R);
    }
  });
});

describe("tsqr", () => {
  it("keeps small values that AᵀA would lose", async () => {
    const a = graded(300, 2);
    const { s, orthogonality, trustworthy } = await tsqr(cut(a, 40));
    for (let i = 0; i < 8; ++i)
      expect(Math.abs(s[i] / 10 ** -i - 1)).toBeLessThan(1e-15 * 10 ** i * 8);
    expect(orthogonality[7]).toBeGreaterThan(1e-9);
    // n·ε·σ₁/σᵢ passes 2⁻²⁶ between 1e-6 and 1e-7.
    expect(trustworthy).toBe(7);
  });

  it("says how orthogonal the columns of U are, and gives those asked for", async () => {
    const a = graded(200, 3);
    const factored = await tsqr([a]);
    const U = await stack(factored.U([a], { k: 8 }), 8);
    for (let j = 0; j < 8; ++j) {
      for (let l = 0; l < j; ++l) {
        const product = dot(U.column(j), U.column(l));
        expect(Math.abs(product)).toBeLessThan(factored.orthogonality[j]);
      }
    }
    expect((await stack(factored.U([a]), factored.trustworthy)).rows).toBe(200);
    const rankOne = await tsqr([
      [
        [1, 2],
        [2, 4],
      ],
    ]);
    await expect(
      stack(
        rankOne.U(
          [
            [
              [1, 2],
              [2, 4],
            ],
          ],
          { k: 2 },
        ),
        2,
      ),
    ).rejects.toThrow("TSQR.U: expected k from 0 to the rank, 1, got 2");
    await expect(stack(factored.U([a, a]), 8)).rejects.toThrow(
      "TSQR.U: expected the 200 rows of the first pass, got 400",
    );
  });

  it("has min(m, n) values, also of few rows or none", async () => {
    const wide = randomMatrix(float64, 3, 5, 4);
    const factored = await tsqr(cut(wide, 1));
    expect(factored.R.rows).toBe(5);
    expect(valuesRatio(factored.s, svdvals(wide), 5, float64)).toBeLessThan(BOUND);
    expect(factored.svdvals()).toHaveLength(3);
    expect(factored.Vt.rows).toBe(3);
    const none = await tsqr([Matrix.zeros(0, 4)]);
    expect([none.rows, none.columns, none.s.length, none.rank()]).toEqual([0, 4, 0, 0]);
    expect((await tsqr([[], [[3, 4]], []])).s[0]).toBeCloseTo(5, 14);
    expect((await tsqr([Matrix.zeros(3, 0)])).rows).toBe(3);
  });

  it("is exact for what squares to infinity, and to nothing", async () => {
    for (const scale of [1e300, 1e-300]) {
      const { s } = await tsqr([[[3 * scale, 0]], [[4 * scale, 5 * scale]]]);
      expect(s[0] / scale).toBeCloseTo(Math.sqrt(45), 12);
      expect(s[1] / scale).toBeCloseTo(Math.sqrt(5), 12);
    }
    const large = Matrix.from([[1.7e308], [1.7e308]]);
    await expect(tsqr([large])).rejects.toThrow(RangeError);
  });

  it("tells of its progress, and stops when it is told to", async () => {
    const a = randomMatrix(float64, 40, 3, 5);
    const seen: number[] = [];
    await tsqr(cut(a, 16), { onProgress: ({ rows }) => seen.push(rows) });
    expect(seen).toEqual([16, 32, 40]);

    const controller = new AbortController();
    const { blocks, state } = once(cut(a, 1));
    const { signal } = controller;
    const onProgress = ({ rows }: { rows: number }) => rows === 5 && controller.abort("enough");
    await expect(tsqr(blocks, { signal, onProgress })).rejects.toBe("enough");
    expect(state.closed).toBe(true);
    expect(state.given).toBeLessThanOrEqual(6);
    await expect(tsqr([a], { signal })).rejects.toBe("enough");
  });

  it("lets timers run while a generator gives blocks without waiting", async () => {
    const block = randomMatrix(float64, 1, 2, 6);
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 1);
    function* endless() {
      for (;;) yield block;
    }
    await expect(tsqr(endless(), { signal: controller.signal })).rejects.toThrow(/abort/i);
  });
});

describe("tsqr refuses", () => {
  it.each([
    [
      "what is not iterable",
      5,
      TypeError,
      /^tsqr: expected an iterable or async iterable of row blocks, or a function that returns one, got 5$/,
    ],
    ["nothing", undefined, TypeError, /got undefined$/],
    [
      "a matrix in place of its blocks",
      [[1, 2]],
      TypeError,
      /^tsqr: block 0: expected rows of numbers, got a flat array/,
    ],
    ["a Matrix in place of its blocks", Matrix.zeros(2, 2), TypeError, /expected an iterable/],
    ["a function of something else", () => 7, TypeError, /got a function that returns 7$/],
    ["no blocks", [], RangeError, /^tsqr: expected at least one block of rows, got none$/],
    ["a block that is no matrix", [[[1, 2]], "x"], TypeError, /^tsqr: block 1: expected a matrix/],
    [
      "other columns",
      [[[1, 2]], [[1, 2]], [[1, 2, 3]]],
      RangeError,
      /^tsqr: block 2 has 3 columns, expected 2 as in the blocks before$/,
    ],
  ])("%s", async (_, blocks, type, message) => {
    const outcome = tsqr(blocks as never);
    await expect(outcome).rejects.toThrow(type);
    await expect(tsqr(blocks as never)).rejects.toThrow(message);
    await outcome.catch(() => undefined);
  });

  it("NaN, with its row of the whole, early and late", async () => {
    for (const row of [0, 3, 10_000]) {
      const data = Float64Array.from({ length: 20_002 }, (_, i) => Math.sin(i));
      data[2 * row + 1] = NaN;
      const error = await tsqr(cut(new Matrix(10_001, 2, data), 7)).catch((e: unknown) => e);
      expect(error).toBeInstanceOf(NonFiniteError);
      expect(error).toMatchObject({
        row,
        column: 1,
        message: `tsqr: expected finite numbers, got NaN at row ${row}, column 1`,
      });
    }
  });

  it("nothing that the iterable throws, and closes what it does not read to the end", async () => {
    const error = new Error("the disk is gone");
    await expect(tsqr(once([[[1, 2]]], error).blocks)).rejects.toBe(error);
    const { blocks, state } = once([[[1, 2]], [[1]], [[1, 2]]]);
    await expect(tsqr(blocks)).rejects.toThrow("block 1 has 1 columns");
    expect(state).toEqual({ closed: true, given: 2 });
  });
});

describe("leftVectors refuses", () => {
  it.each([
    [
      "a value of 0",
      {
        s: Float64Array.of(1, 0),
        Vt: [
          [1, 0],
          [0, 1],
        ],
      },
      "leftVectors: expected values > 0, got s[1] = 0",
    ],
    [
      "other lengths",
      {
        s: Float64Array.of(1),
        Vt: [
          [1, 0],
          [0, 1],
        ],
      },
      "leftVectors: 2 rows of Vt need as many values, got 1",
    ],
    [
      "other columns",
      { s: Float64Array.of(1), Vt: [[1, 0, 0]] },
      "leftVectors: block 0 has 2 columns, expected 3",
    ],
  ])("%s", async (_, right, message) => {
    await expect(stack(leftVectors([[[1, 2]]], right), 2)).rejects.toThrow(message);
  });
});
