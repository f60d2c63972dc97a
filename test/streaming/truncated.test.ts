import { describe, expect, it } from "vitest";
import { leftVectors, Matrix, NonFiniteError, svd, svdvals } from "../../src/index.ts";
import { svdsStream, type StreamSvdsOptions } from "../../src/streaming/truncated.ts";
import type { TruncatedSVDResult } from "../../src/truncatedSvd.ts";
import { randomMatrix } from "../support/compare.ts";
import { diagonal } from "../support/dense.ts";
import { hide } from "../support/orthogonal.ts";
import { precisions, type Precision } from "../support/precisions.ts";
import { random } from "../support/random.ts";
import { columnsRatio, rowsRatio } from "../support/ratios.ts";
import { cut, once, stack } from "../support/streams.ts";
import { some, thorough } from "../support/thorough.ts";

const M = 180;
const N = 50;
const K = 5;

const spectra: Record<string, (i: number) => number> = {
  "0.7ⁱ": (i) => 0.7 ** i,
  "1/(i + 1)": (i) => 1 / (i + 1),
  "a step of 10⁴": (i) => (i < 7 ? 1 - i / 20 : 1e-4 * (1 - i / 100)),
};

function matrix(p: Precision, name: string, seed: number): Matrix {
  const values = Array.from({ length: N }, (_, i) => spectra[name](i));
  return new Matrix(M, N, p.array(hide(diagonal(M, N, values), random(seed)).data));
}

/** A·vᵢ − σᵢ·uᵢ for all i, and A − U Σ Vᵀ, as lengths. */
function measure(a: Matrix, { U, s, Vt }: TruncatedSVDResult) {
  const double = Matrix.from(a, "float64");
  const scaled = Matrix.from(U, "float64");
  for (let at = 0; at < scaled.data.length; ++at) scaled.data[at] *= s[at % s.length];
  const images = double.multiply(Matrix.from(Vt, "float64").transpose());
  const residuals = Array.from(s, (_, j) => {
    const [x, y] = [images.column(j), scaled.column(j)];
    return Math.hypot(...x.map((entry, i) => entry - y[i]));
  });
  const model = scaled.multiply(Matrix.from(Vt, "float64"));
  const error = svdvals(
    new Matrix(
      a.rows,
      a.columns,
      Float64Array.from(double.data, (x, i) => x - model.data[i]),
    ),
  )[0];
  return { residuals, error };
}

/** That what the result says of itself is so. */
function expectCertified(
  a: Matrix,
  result: TruncatedSVDResult,
  p: Precision,
  message: string,
): void {
  const exact = svdvals(Matrix.from(a, "float64"));
  const { residuals, error } = measure(a, result);
  const rounding = 20 * 2 ** -52 * exact[0];
  const k = result.s.length;
  expect([result.U.rows, result.U.columns, result.Vt.rows, result.Vt.columns], message).toEqual([
    a.rows,
    k,
    k,
    a.columns,
  ]);
  expect(columnsRatio(result.U, p), message).toBeLessThan(10);
  expect(rowsRatio(result.Vt, p), message).toBeLessThan(10);
  for (let i = 0; i < k; ++i) {
    const where = `${message}, i = ${i}`;
    expect(residuals[i], where).toBeLessThan(result.residuals[i] + rounding);
    expect(Math.abs(result.s[i] - exact[i]), where).toBeLessThan(result.valueBounds[i] + rounding);
  }
  expect(error, message).toBeLessThan(result.error.bound + rounding);
  expect(result.U.dtype).toBe(p.dtype);
}

const ways: [string, StreamSvdsOptions][] = [
  ["tsqr", { method: "tsqr" }],
  ["block-krylov", { method: "block-krylov", tolerance: 1e-8 }],
  ["block-krylov", { method: "block-krylov", passes: 3, seed: 7 }],
  ["block-krylov", { method: "block-krylov", oversampling: 0, tolerance: 1e-4 }],
  ["sketch", { onePass: true }],
  ["sketch", { onePass: true, oversampling: 25, seed: 3 }],
];

describe.each(precisions)("svds of blocks, $name", (p) => {
  describe.each(ways)("by %s, %o", (method, options) => {
    it.each(Object.keys(spectra))("knows how good it is, σ: %s", async (name) => {
      for (const seed of thorough ? [1, 2] : [1]) {
        const a = matrix(p, name, seed);
        for (const rows of some([1, 49, M])) {
          const blocks = options.onePass ? once(cut(a, rows)).blocks : cut(a, rows);
          const result = await svdsStream(blocks, { k: K, ...options });
          expect(result.method).toBe(method);
          expectCertified(a, result, p, `seed ${seed}, ${rows} rows`);
          expect(result.iterations).toBe(
            method === "sketch" ? 1 : method === "tsqr" ? 2 : result.iterations,
          );
        }
      }
    });
  });

  it("finds the values themselves, where it has passes enough", async () => {
    for (const name of Object.keys(spectra)) {
      const a = matrix(p, name, 3);
      const exact = svdvals(Matrix.from(a, "float64"));
      const krylov = await svdsStream(cut(a, 60), { k: K, method: "block-krylov" });
      expect(krylov.converged).toBe(true);
      for (let i = 0; i < K; ++i)
        expect(Math.abs(krylov.s[i] / exact[i] - 1), `${name}, ${i}`).toBeLessThan(p.eps * 20);
      for (const bound of krylov.valueBounds) expect(bound).toBeLessThan(1e-6);
      expect(krylov.error.bound).toBeLessThan(8 * exact[K]);
      const few = await svdsStream(cut(a, 60), { k: K, method: "block-krylov", passes: 2 });
      expect(few.converged).toBe(false);
      expect(few.iterations).toBe(2);
    }
  });

  it("is near the best approximation in one pass", async () => {
    const a = matrix(p, "a step of 10⁴", 4);
    const result = await svdsStream(once(cut(a, 60)).blocks, { k: 7, onePass: true });
    expect(result.error.bound).toBeLessThan(40 * 1e-4 * Math.sqrt(N));
    expect(result.s[6]).toBeCloseTo(0.7, 3);
  });

  it("leaves U out, for another pass", async () => {
    const a = matrix(p, "0.7ⁱ", 5);
    const exact = svd(Matrix.from(a, "float64"));
    for (const method of ["tsqr", "block-krylov", "sketch"] as const) {
      const result = await svdsStream(cut(a, 60), { k: K, method, vectors: "right" });
      expect([result.U.rows, result.U.columns]).toEqual([M, 0]);
      if (method === "sketch") continue;
      const U = await stack(leftVectors(cut(a, 60), result), K);
      for (let i = 0; i < M; ++i)
        expect(Math.abs(U.get(i, 0))).toBeCloseTo(
          Math.abs(exact.U.get(i, 0)),
          p.dtype === "float64" ? 9 : 5,
        );
    }
    const generator = await svdsStream(once(cut(a, 60)).blocks, { k: K, vectors: "right" });
    expect([generator.method, generator.iterations]).toEqual(["tsqr", 1]);
    expect(generator.s[0]).toBeCloseTo(1, 5);
  });
});

const [float64] = precisions;

describe("svds of blocks", () => {
  it("goes by passes where there are many columns", async () => {
    const a = randomMatrix(float64, 12, 2100, 1);
    const result = await svdsStream(cut(a, 5), { k: 3 });
    expect(result.method).toBe("block-krylov");
    expectCertified(a, result, float64, "wide");
    expect(result.s[0] / svdvals(a)[0]).toBeCloseTo(1, 12);
    // The space is all there is after two blocks.
    expect(result.iterations).toBeLessThan(5);
  });

  it("does with a rank below k", async () => {
    const a = randomMatrix(float64, 40, 15, 2, 2);
    for (const method of ["tsqr", "block-krylov", "sketch"] as const) {
      const result = await svdsStream(cut(a, 9), { k: 4, method });
      expect(result.s[1] / svdvals(a)[1]).toBeCloseTo(1, 10);
      expect(result.s[2]).toBeLessThan(1e-9);
      expect(columnsRatio(result.U, float64), method).toBeLessThan(100);
    }
  });

  it("gives the same bits for the same seed, and tells of its passes", async () => {
    const a = matrix(float64, "1/(i + 1)", 6);
    const seen: [number, number, number][] = [];
    const options = { k: K, method: "block-krylov", seed: 5 } as const;
    const first = await svdsStream(cut(a, 100), {
      ...options,
      onProgress: ({ pass, rows, residual }) => seen.push([pass, rows, residual]),
    });
    const second = await svdsStream(() => cut(a, 100), options);
    expect(second).toEqual(first);
    expect(seen).toHaveLength(2 * first.iterations);
    expect(seen.slice(0, 2).map(([pass, rows]) => [pass, rows])).toEqual([
      [0, 100],
      [0, 180],
    ]);
    expect(seen[0][2]).toBeNaN();
    expect(seen[seen.length - 1][2]).toBeLessThan(1e-8);
    expect((await svdsStream(cut(a, 100), { ...options, seed: 6 })).Vt).not.toEqual(first.Vt);
  });

  it("stops when it is told to, between blocks of any pass", async () => {
    const a = matrix(float64, "0.7ⁱ", 7);
    const controller = new AbortController();
    const onProgress = ({ pass }: { pass: number }) => pass === 1 && controller.abort("enough");
    const { signal } = controller;
    await expect(
      svdsStream(cut(a, 20), { k: 2, method: "block-krylov", signal, onProgress }),
    ).rejects.toBe("enough");
  });

  const blocks = cut(randomMatrix(float64, 6, 4, 8), 2);
  it.each<[string, unknown, object, string]>([
    ["k = 0", blocks, { k: 0 }, "svds: expected k to be an integer >= 1, got 0"],
    [
      "more than n",
      blocks,
      { k: 5 },
      "svds: a 6 × 4 matrix has at most 4 singular values, got k = 5",
    ],
    [
      "more than n, by passes",
      blocks,
      { k: 5, method: "block-krylov" },
      "svds: 4 columns have at most 4 singular values, got k = 5",
    ],
    [
      "more than m, by passes",
      [[[1, 2, 3]]],
      { k: 2, method: "block-krylov" },
      "svds: a 1 × 3 matrix has at most 1 singular values, got k = 2",
    ],
    [
      "more than m, in one",
      [[[1, 2, 3]]],
      { k: 2, onePass: true },
      "svds: a 1 × 3 matrix has at most 1 singular values, got k = 2",
    ],
    [
      "another method",
      blocks,
      { method: "magic" },
      'svds: expected method to be "auto", "tsqr", "block-krylov" or "sketch", got "magic"',
    ],
    [
      "other vectors",
      blocks,
      { vectors: "left" },
      'svds: expected vectors to be "both" or "right", got "left"',
    ],
    ["no blocks", [], {}, "svds: expected at least one block of rows, got none"],
    [
      "what is not iterable",
      3,
      {},
      "svds: expected an iterable or async iterable of row blocks, or a function that returns one, got 3",
    ],
    ["other columns", [[[1, 2]], [[1]]], { k: 1 }, "svds: block 1 has 1 columns, expected 2"],
  ])("refuses %s", async (_, source, options, message) => {
    await expect(svdsStream(source as never, options)).rejects.toThrow(message);
  });

  it("refuses what it would have to read twice and cannot", async () => {
    const message = "these blocks can be read only once";
    await expect(svdsStream(once(blocks).blocks, { k: 1 })).rejects.toThrow(message);
    await expect(
      svdsStream(once(blocks).blocks, { k: 1, method: "block-krylov", vectors: "right" }),
    ).rejects.toThrow(message);
    const { blocks: generator } = once(blocks);
    await expect(svdsStream(() => generator, { k: 1, method: "block-krylov" })).rejects.toThrow(
      /svds: expected/,
    );
  });

  it("refuses NaN, with its row of the whole", async () => {
    const bad = [
      ...blocks,
      Matrix.from([
        [0, 0, 0, 0],
        [0, 0, NaN, 0],
      ]),
    ];
    for (const method of ["tsqr", "block-krylov", "sketch"] as const) {
      const error = await svdsStream(bad, { k: 1, method }).catch((e: unknown) => e);
      expect(error, method).toBeInstanceOf(NonFiniteError);
      expect(error).toMatchObject({ row: 7, column: 2 });
    }
  });
});
