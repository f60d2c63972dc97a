import { describe, expect, it } from "vitest";
import { Matrix, multiply, NonFiniteError, PCA, SparseMatrix, svd } from "../../../src/index.ts";
import type { PCAOptions, Samples } from "../../../src/index.ts";
import { randomFrom } from "../../../src/random.ts";
import { expectClose, references } from "./reference.ts";

const iris = references[0].x;

/** m × n normally distributed numbers, column j with deviation deviations[j], about `mean`. */
function cloud(seed: number, m: number, deviations: readonly number[], mean = 0) {
  const random = randomFrom(seed);
  const n = deviations.length;
  const data = new Float64Array(m * n).map((_, at) => mean + deviations[at % n] * random.normal());
  return new Matrix(m, n, data);
}

function single({ rows, columns, data }: Matrix) {
  return new Matrix(rows, columns, Float32Array.from(data));
}

function wide(): Matrix<Float64Array> {
  return cloud(5, 6, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
}

describe("PCA", () => {
  it("is not the SVD of samples that are not centred", () => {
    const x = cloud(1, 300, [1, 5, 1], 100);
    const [component] = new PCA({ components: 1 }).fit(x).components.toArray();
    expect(Math.abs(component[1])).toBeGreaterThan(0.99);
    const [direction] = svd(x).Vt.toArray();
    const mean = direction.reduce((sum, entry) => sum + Math.abs(entry) / Math.sqrt(3), 0);
    expect(mean).toBeGreaterThan(0.999);
  });

  it("finds axes that are orthonormal, and scores that are not correlated", () => {
    const x = cloud(2, 200, [3, 1, 0.5, 0.1]);
    const pca = new PCA();
    const z = pca.fitTransform(x);
    const gram = multiply(pca.components, pca.components.transpose());
    expectClose(gram.data, Array.from(Matrix.identity(4).data), 1e-14);
    const { data } = multiply(z.transpose(), z);
    const diagonal = Array.from(data, (_, at) =>
      at % 5 === 0 ? 199 * pca.explainedVariance[at / 5] : 0,
    );
    expectClose(data, diagonal, 1e-13);
    expectClose(pca.inverseTransform(z).data, Array.from(x.data), 1e-14);
  });

  it("keeps the digits of small variances where the covariance loses them", () => {
    // Deviations of 1 and 1e-10, in axes that are turned.
    const flat = cloud(3, 500, [1, 1e-10]);
    const turn = [[0.6, 0.8], [-0.8, 0.6]]; // prettier-ignore
    const x = multiply(flat, turn);
    const exact = new PCA().fit(flat).explainedVariance;
    const relative = (pca: PCA) => Math.abs(pca.explainedVariance[1] / exact[1] - 1);
    expect(relative(new PCA().fit(x))).toBeLessThan(1e-5);
    expect(relative(new PCA({ solver: "covariance" }).fit(x))).toBeGreaterThan(1e-2);
  });

  it("takes off means that are large against the deviations", () => {
    const x = cloud(4, 400, [2, 1], 1e9);
    const near = new Matrix(400, 2, x.data.map((entry) => entry - 1e9)); // prettier-ignore
    const [far, close] = [x, near].map((samples) => new PCA().fit(samples));
    // Each entry was rounded to some 1e-7 when it was moved away.
    expectClose(far.explainedVariance, Array.from(close.explainedVariance), 1e-12);
    expectClose(far.mean, [1e9 + close.mean[0], 1e9 + close.mean[1]], 1e-15);
  });

  it("has components of positive largest entries", () => {
    for (const row of new PCA().fit(wide()).components.toArray()) {
      const largest = row.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a), 0);
      expect(largest).toBeGreaterThan(0);
    }
  });

  it("takes fewer rows than columns", () => {
    const pca = new PCA().fit(wide());
    expect([pca.nComponents, pca.nFeatures, pca.nSamples, pca.noiseVariance]).toEqual([6, 9, 6, 0]);
    expect(pca.explainedVariance[5]).toBeLessThan(1e-25);
    expectClose(pca.inverseTransform(pca.transform(wide())).data, Array.from(wide().data), 1e-14);
    for (const solver of ["covariance", "lanczos", "randomized"] as const) {
      const few = new PCA({ components: 3, solver }).fit(wide());
      expectClose(few.explainedVariance, Array.from(pca.explainedVariance.slice(0, 3)), 1e-12);
    }
  });

  it("of constant samples explains nothing, without NaN", () => {
    const x = Array.from({ length: 5 }, () => [0.1, 0.2, 0.3]);
    for (const options of [{}, { scale: true, whiten: true }]) {
      const pca = new PCA(options).fit(x);
      expect(Array.from(pca.explainedVarianceRatio)).toEqual([0, 0, 0]);
      expect(Array.from(pca.transform(x).data)).toEqual(Array(15).fill(0));
      expectClose(pca.inverseTransform([[0, 0, 0]]).data, x[0], 1e-15);
    }
  });

  it("whitens what does not vary to 0", () => {
    const x = iris.toArray().map(([a, b]) => [a, b, a + b, 7]);
    const z = new PCA({ whiten: true }).fitTransform(x);
    const squares = [0, 1, 2, 3].map((j) => z.column(j).reduce((sum, y) => sum + y * y, 0) / 149);
    expectClose(squares, [1, 1, 0, 0], 1e-12);
  });

  it("scales columns to deviation 1, divisor m, and returns to their units", () => {
    const pca = new PCA({ scale: true, components: 4 }).fit(iris);
    const sum = Array.from(pca.explainedVariance).reduce((a, b) => a + b, 0);
    expect(sum).toBeCloseTo((4 * 150) / 149, 12);
    expectClose(pca.inverseTransform(pca.transform(iris)).data, Array.from(iris.data), 1e-14);
    const few = new PCA({ scale: true, components: 2, solver: "lanczos" }).fit(iris);
    expectClose(few.explainedVariance, Array.from(pca.explainedVariance.slice(0, 2)), 1e-12);
  });

  it("keeps single precision", () => {
    for (const solver of ["full", "covariance", "lanczos", "randomized"] as const) {
      const x = single(iris);
      const pca = new PCA({ components: 2, solver });
      const z = pca.fitTransform(x);
      for (const { dtype } of [z, pca.components, pca.inverseTransform(z)]) {
        expect(dtype).toBe("float32");
      }
      expectClose(pca.explainedVariance, references[0].expected.full.explainedVariance, 1e-5);
      const sparse = new PCA({ components: 2 }).fit(SparseMatrix.fromDense(x));
      expect(sparse.components.dtype).toBe("float32");
      expectClose(sparse.components.data, Array.from(pca.components.data), 1e-4);
    }
  });

  it("never makes a sparse matrix dense", () => {
    // 50,000 × 20,000: 8 GB if it were.
    const count = 20_000;
    const random = randomFrom(7);
    const at = (most: number) =>
      Array.from({ length: count }, () => Math.floor(random.uniform() ** 3 * most));
    const x = SparseMatrix.fromTriplets(50_000, 20_000, at(50_000), at(20_000), at(9));
    const pca = new PCA({ components: 3, tolerance: 1e-6 }).fit(x);
    expect(pca.solver).toBe("lanczos");
    expect(pca.transform(x).rows).toBe(50_000);
    expect(pca.explainedVariance[0]).toBeGreaterThan(pca.explainedVariance[1]);
  });

  it("gives the same model for the same seed", () => {
    const options = { components: 2, solver: "randomized", seed: 3 } as const;
    const [a, b] = [0, 1].map(() => new PCA(options).fit(iris).components);
    expect(a).toEqual(b);
  });

  it("chooses the solver by the shape", () => {
    const solverOf = (x: Samples, options: PCAOptions = {}) => new PCA(options).fit(x).solver;
    const large = cloud(8, 260, Array(240).fill(1) as number[]);
    expect(solverOf(iris, { components: 2 })).toBe("full");
    expect(solverOf(large, { components: 5 })).toBe("lanczos");
    expect(solverOf(large, { components: 100 })).toBe("full");
    expect(solverOf(large, { components: 0.5 })).toBe("full");
    expect(solverOf(SparseMatrix.fromDense(iris), { components: 2 })).toBe("lanczos");
    expect(solverOf(SparseMatrix.fromDense(iris), { components: "mle" })).toBe("covariance");
  });
});

describe("the probabilistic model", () => {
  it("has the covariance of the samples with all components, whitened or not", () => {
    const x = cloud(9, 60, [2, 1, 0.5]);
    const { mean } = new PCA().fit(x);
    const centred = x.data.map((entry, at) => entry - mean[at % 3]);
    const c = new Matrix(60, 3, centred);
    const exact = Array.from(multiply(c.transpose(), c).data, (entry) => entry / 59);
    for (const whiten of [false, true]) {
      const pca = new PCA({ whiten }).fit(x);
      expectClose(pca.covariance().data, exact, 1e-13);
      const product = multiply(pca.covariance(), pca.precision());
      expectClose(product.data, [1, 0, 0, 0, 1, 0, 0, 0, 1], 1e-13);
      expect(pca.score(x)).toBeCloseTo(new PCA().fit(x).score(x), 12);
    }
  });

  it("is the normal distribution in one dimension", () => {
    const x = [[1], [2], [4], [5]];
    const variance = 10 / 3;
    const expected = x.map(
      ([value]) => -((value - 3) ** 2 / variance + Math.log(2 * Math.PI * variance)) / 2,
    );
    expectClose(new PCA().fit(x).scoreSamples(x), expected, 1e-14);
  });

  it("is most probable with the number of components that there are", () => {
    // Three directions that vary, and noise in the others.
    const x = cloud(10, 2000, [5, 4, 3, 1, 1, 1, 1, 1]);
    expect(new PCA({ components: "mle" }).fit(x).nComponents).toBe(3);
    // Of units of any size.
    const tiny = new Matrix(2000, 8, x.data.map((entry) => entry * 1e-12)); // prettier-ignore
    expect(new PCA({ components: "mle" }).fit(tiny).nComponents).toBe(3);
    expect(new PCA({ components: "mle" }).fit([[1], [2]]).nComponents).toBe(1);
  });

  it("has no likelihood where a variance is 0", () => {
    const x = iris.toArray().map(([a, b]) => [a, b, a + b]);
    const all = new PCA().fit(x);
    expect(() => all.score(x)).toThrow(
      "PCA.score: the variance of component 2 is 0 but for rounding, so the covariance has no inverse; take fewer than 3 components, or leave out constant columns",
    );
    const two = new PCA({ components: 2 }).fit(x);
    expect(two.noiseVariance).toBe(0);
    expect(() => two.precision()).toThrow("PCA.precision: the noise variance is 0 but for");
    expect(new PCA({ components: 2, solver: "lanczos" }).fit(x).noiseVariance).toBe(0);
    expect(new PCA({ components: 1 }).fit(x).score(x)).toBeLessThan(0);
  });
});

describe("a PCA as JSON", () => {
  it.each([iris, single(iris)])("computes the same bits", (x) => {
    const pca = new PCA({ components: 2, scale: true, whiten: true }).fit(x);
    const read = PCA.fromJSON(JSON.parse(JSON.stringify(pca)) as never);
    expect(read.toJSON()).toEqual(pca.toJSON());
    expect(read.transform(x)).toEqual(pca.transform(x));
    expect(read.inverseTransform([[1, 2]])).toEqual(pca.inverseTransform([[1, 2]]));
    expect(read.scoreSamples(x)).toEqual(pca.scoreSamples(x));
    expect([read.solver, read.options]).toEqual([pca.solver, pca.options]);
  });

  it("refuses what does not fit together", () => {
    const saved = new PCA({ components: 2 }).fit(iris).toJSON();
    const read = (change: object) => () => PCA.fromJSON({ ...saved, ...change });
    expect(read({ mean: [1] })).toThrow("PCA.fromJSON: mean: expected 4 numbers, got 1");
    expect(read({ noiseVariance: null })).toThrow(
      "noiseVariance: expected finite numbers, got null",
    );
    expect(read({ dtype: "int8" })).toThrow('expected dtype "float64" or "float32", got "int8"');
  });
});

describe("errors of PCA", () => {
  it.each<[options: PCAOptions, message: string]>([
    [{ components: 0 }, "PCA: expected components to be an integer >= 1, a fraction between 0"],
    [{ components: 2.5 }, "got 2.5"],
    [{ components: "all" as never }, 'or "mle", got "all"'],
    [{ solver: "arpack" as never }, 'PCA: expected solver to be one of "auto", "full", '],
    [
      { solver: "lanczos", components: 0.9 },
      'number of components with solver: "lanczos", got 0.9',
    ],
    [null as never, "PCA: expected options, got null"],
  ])("options %j", (options, message) => {
    expect(() => new PCA(options)).toThrow(message);
  });

  it("samples that do not do", () => {
    const fit = (x: Samples, options?: PCAOptions) => () => new PCA(options).fit(x);
    expect(fit([[1, 2]])).toThrow("PCA.fit: expected at least 2 rows, got 1 × 2 samples");
    expect(fit([[], []])).toThrow("PCA.fit: expected at least 1 column, got 2 × 0 samples");
    expect(fit(iris, { components: 5 })).toThrow(
      "PCA.fit: 150 × 4 samples have 4 components, expected no more, got 5",
    );
    expect(fit(wide(), { components: "mle" })).toThrow(
      'PCA.fit: components: "mle" needs at least as many rows as columns, got 6 × 9 samples',
    );
    expect(fit([[1, 2], [NaN, 4]])).toThrow(NonFiniteError); // prettier-ignore
    expect(fit([[1e308, 1], [1e308, 2], [-1e308, 1]])).toThrow(/^PCA\.fit: .* too large/); // prettier-ignore
    expect(fit([[1e200], [-1e200]])).toThrow("PCA.fit: a variance is too large for its precision");
    expect(fit(SparseMatrix.fromDense(iris), { solver: "full" })).toThrow(
      'PCA.fit: solver: "full" needs dense samples; expected "lanczos" or "covariance" for a SparseMatrix',
    );
    expect(fit(SparseMatrix.fromTriplets(5, 3000, [0], [0], [1]))).toThrow(
      "PCA.fit: of a SparseMatrix of 3000 columns, expected a number of components below 5, got undefined",
    );
  });

  it("what was not fitted, or otherwise", () => {
    const pca = new PCA();
    expect(() => pca.transform(iris)).toThrow("PCA.transform: the model is not fitted yet");
    expect(() => pca.components).toThrow("PCA.components: the model is not fitted yet");
    expect(() => JSON.stringify(pca)).toThrow("PCA.toJSON: the model is not fitted yet");
    pca.fit(iris);
    expect(() => pca.transform([[1, 2]])).toThrow("PCA.transform: expected 4 columns, as the");
    expect(() => pca.transform([[1, 2, 3, NaN]])).toThrow("PCA.transform: expected finite");
    expect(() => pca.inverseTransform([[1]])).toThrow(
      "PCA.inverseTransform: expected 4 columns, one for each component, got 1 × 1",
    );
    expect(() => pca.score(new Matrix(0, 4, new Float64Array(0)))).toThrow("at least 1 row");
  });
});
