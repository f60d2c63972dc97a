import { afterAll, describe, expect, it } from "vitest";
import * as library from "../../src/index.ts";
import { randomFrom } from "../../src/random.ts";
import { OPTIONS_AT, type MethodName } from "../../src/workers/methods.ts";

const { ComplexMatrix, createPool, Matrix, SparseMatrix, svd } = library;

const pool = createPool({ threads: 2 });
afterAll(() => pool.close());

const random = randomFrom(7);
const numbers = (count: number) => Float64Array.from({ length: count }, () => random.uniform());
const matrix = (m: number, n: number) => new Matrix(m, n, numbers(m * n));
const single = (m: number, n: number) => new Matrix(m, n, Float32Array.from(numbers(m * n)));
const complex = (m: number, n: number) => new ComplexMatrix(m, n, numbers(m * n), numbers(m * n));
const image = (width: number, height: number) => ({
  width,
  height,
  channels: 3 as const,
  data: Uint8Array.from(numbers(3 * width * height), (x) => 255 * x),
});
const orthonormal = (m: number, n: number) => svd(matrix(m, n)).U;

const a = matrix(12, 7);
const tall = matrix(40, 5);
const q = orthonormal(10, 4);
const [q1, q2] = [q, q].map((whole, i) => {
  return new Matrix(5, 4, whole.data.slice(i * 20, (i + 1) * 20));
});
const frames = [image(16, 16), image(16, 16), image(16, 16)];

/** Arguments for each function, of as many kinds as it takes. */
const CALLS: Record<MethodName, readonly (readonly unknown[])[]> = {
  analyzeWeights: [[a], [{ first: a, second: tall }]],
  compressImage: [[image(20, 12), { rank: 3 }]],
  cond: [[a], [complex(4, 3)]],
  csd: [[q1, q2]],
  decomposeImage: [[image(20, 12)], [image(20, 12), { colour: "ycbcr" }]],
  denoise: [[image(24, 24)], [a, { method: "svd" }]],
  denoiseFrames: [[frames]],
  eigh: [[[[2, 1], [1, 3]]]], // prettier-ignore
  estimateNoise: [[image(24, 24)], [a]],
  factorizeLinear: [[a, { rank: 2 }]],
  gsvd: [[a, matrix(9, 7)]],
  linearRegression: [
    [a, numbers(12)],
    [tall, numbers(40), { intercept: false }],
  ],
  linefit: [
    [numbers(9), numbers(9)],
    [numbers(9), numbers(9), { weights: numbers(9).map(Math.abs) }],
  ],
  loraFactors: [[a, { rank: 2 }]],
  lowRank: [
    [a, 3],
    [a, { energy: 0.9 }],
    [complex(5, 4), 2],
  ],
  lstsq: [
    [a, numbers(12)],
    [a, matrix(12, 2)],
    [complex(5, 3), numbers(5)],
  ],
  mergeLora: [[a, { A: matrix(2, 7), B: matrix(12, 2) }]],
  multiply: [
    [a, matrix(7, 3)],
    [single(3, 3), single(3, 3)],
  ],
  norm: [[a], [a, "nuclear"], [complex(3, 3), 2]],
  nullSpace: [[matrix(3, 6)]],
  orth: [[a]],
  pinv: [[a], [a, { tolerance: 0.5 }], [complex(4, 3)]],
  polar: [[a]],
  polyfit: [
    [numbers(20), numbers(20), 3],
    [numbers(9), numbers(9), 2, { weights: new Float32Array(9).fill(2) }],
  ],
  procrustes: [[a, matrix(12, 7)]],
  project: [[a, numbers(12)]],
  psnr: [[frames[0], frames[1]]],
  qr: [[a], [a, { mode: "complete" }]],
  rank: [[a], [[[1, 2], [2, 4]], { tolerance: 1e-9 }]], // prettier-ignore
  refineSvd: [[a, svd(a)]],
  regularize: [[a, numbers(12)]],
  ridgePath: [
    [a, numbers(12)],
    [a, numbers(12), [0.1, 1], { intercept: true }],
  ],
  robustPca: [[a]],
  separateBackground: [[frames, { maxIterations: 5 }]],
  softImpute: [[a, { lambda: 0.5 }]],
  ssim: [[frames[0], frames[1]]],
  subspaceAngles: [[a, matrix(12, 3)]],
  svd: [[a], [single(9, 9)], [a, { vectors: "full" }], [complex(5, 4)], [[[3, 0], [4, 5]]], [matrix(0, 3)]], // prettier-ignore
  svdBatch: [[[matrix(3, 3), matrix(3, 3)]], [{ data: numbers(18), shape: [2, 3, 3] }]],
  svdViaEigen: [[a]],
  svdVjp: [[svd(a), { s: numbers(7) }]],
  svds: [
    [tall, { k: 2 }],
    [SparseMatrix.fromTriplets(4, 3, [0, 1, 3], [0, 1, 2], [1, 2, 3]), { k: 2 }],
    [complex(6, 5), { k: 2 }],
  ],
  svdvals: [[a], [single(5, 4)], [complex(4, 4)]],
  totalLeastSquares: [
    [[[1, 0], [2, 1], [3, 1], [4, 3]], [1, 3.1, 3.9, 7]], // prettier-ignore
    [[[1, 0], [2, 1], [3, 1], [4, 3]], [[1], [3.1], [3.9], [7]]], // prettier-ignore
  ],
  vectorGaps: [[svd(a)]],
};

type Compute = (...args: readonly unknown[]) => unknown;

describe("a pool", () => {
  it.each(Object.keys(OPTIONS_AT) as MethodName[])("computes what %s does", async (name) => {
    expect(CALLS[name].length).toBeGreaterThan(0);
    for (const args of CALLS[name]) {
      const expected = (library[name] as Compute)(...args);
      expect(await (pool[name] as Compute)(...args)).toStrictEqual(expected);
    }
  });

  it("leaves the arguments as they are", async () => {
    const before = a.data.slice();
    await pool.svd(a);
    expect(a.data).toEqual(before);
  });

  it("has methods that are functions of the library, and no others", () => {
    const own = Object.keys(pool).filter((name) => name !== "fit" && name !== "close");
    expect(own.filter((name) => !(name in library))).toEqual([]);
    expect(own.sort()).toEqual(Object.keys(OPTIONS_AT).sort());
  });

  it("gives results that have all methods", async () => {
    const factors = await pool.svd(a);
    expect(factors).toBeInstanceOf(library.SVD);
    expect(factors.U).toBeInstanceOf(Matrix);
    expect(factors.rank()).toBe(7);
    expect(factors.reconstruct().data).toEqual(svd(a).reconstruct().data);
    const [U, s] = factors;
    expect([U.columns, s.length]).toEqual([7, 7]);
    expect((await pool.svds(tall, { k: 2 })).error.bound).toBeGreaterThan(0);
    expect((await pool.svdBatch([a, a])).at(1)).toStrictEqual(svdBatchOf(a).at(1));
  });
});

it("gives fits that predict", async () => {
  const [x, y] = [numbers(20), numbers(20)];
  const there = await pool.polyfit(x, y, 4);
  expect(Array.from(x, there.predict)).toEqual(Array.from(x, library.polyfit(x, y, 4).predict));
  const line = await pool.linefit(x, y);
  expect(line.predict(0.5)).toBe(library.linefit(x, y).predict(0.5));
  const regression = await pool.linearRegression(tall, numbers(40));
  expect(regression.predict([0, 0, 0, 0, 0])).toBe(regression.intercept);
});

function svdBatchOf(one: library.Matrix) {
  return library.svdBatch([one, one]);
}

describe("a pool's fit", () => {
  const table = matrix(30, 4);
  const texts = ["cats chase mice", "dogs chase cats", "mice eat cheese", "dogs eat meat"];
  const ratings = Array.from({ length: 40 }, (_, i) => {
    return { user: i % 8, item: (i * 3) % 5, rating: 1 + ((i * 7) % 5) };
  });

  it.each([
    ["PCA", library.PCA, { components: 2 }, [table]],
    ["IncrementalPCA", library.IncrementalPCA, { components: 2 }, [table]],
    ["KernelPCA", library.KernelPCA, { components: 2, kernel: "rbf" }, [table]],
    ["TruncatedSVD", library.TruncatedSVD, { components: 2 }, [table]],
    ["LSA", library.LSA, { components: 2 }, [texts]],
    ["Recommender", library.Recommender, { factors: 2, epochs: 3 }, [ratings]],
    ["Eigenfaces", library.Eigenfaces, { components: 2 }, [matrix(6, 9)]],
  ] as const)("fits %s", async (_, Model, options, data) => {
    const Class = Model as unknown as new (options: unknown) => {
      fit: Compute;
      toJSON(): object;
    };
    const here = new Class(options);
    here.fit(...data);
    const there = await pool.fit(Class as never, options, data);
    expect(there).toBeInstanceOf(Model);
    expect((there as typeof here).toJSON()).toEqual(here.toJSON());
  });

  it("tells what its models tell", async () => {
    const wrong = pool.fit(library.PCA, { components: 9 }, [table]);
    await expect(wrong).rejects.toThrow(RangeError);
    await expect(pool.fit(library.PCA, {}, [[[1, NaN]]])).rejects.toThrow(library.NonFiniteError);
  });
});
