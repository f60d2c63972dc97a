import { describe, expect, it } from "vitest";
import {
  IncrementalPCA,
  KernelPCA,
  Matrix,
  NonFiniteError,
  PCA,
  SparseMatrix,
  TruncatedSVD,
} from "../../../src/index.ts";
import type { IncrementalPCAOptions, KernelPCAOptions } from "../../../src/index.ts";
import { randomFrom } from "../../../src/random.ts";
import { expectClose, references, species } from "./reference.ts";

const iris = references[0].x;

/** Rows from … to − 1. */
function part(x: Matrix, from: number, to: number) {
  const { columns } = x;
  return new Matrix(to - from, columns, x.data.slice(from * columns, to * columns));
}

function single({ rows, columns, data }: Matrix) {
  return new Matrix(rows, columns, Float32Array.from(data));
}

function again<M>(model: object): M {
  return JSON.parse(JSON.stringify(model)) as M;
}

describe("IncrementalPCA", () => {
  const all = new PCA().fit(iris);

  it.each([1, 3, 50, 149])("is exact with all components, by batches of %i rows", (batchSize) => {
    const pca = new IncrementalPCA({ batchSize }).fit(iris);
    expectClose(pca.explainedVariance, Array.from(all.explainedVariance), 1e-13);
    expectClose(pca.explainedVarianceRatio, Array.from(all.explainedVarianceRatio), 1e-13);
    expectClose(pca.components.data, Array.from(all.components.data), 1e-11);
    expectClose(pca.mean, Array.from(all.mean), 1e-14);
    expectClose(pca.covariance().data, Array.from(all.covariance().data), 1e-13);
    expectClose(pca.precision().data, Array.from(all.precision().data), 1e-11);
    expect([pca.nComponents, pca.nFeatures, pca.nSamples]).toEqual([4, 4, 150]);
    const z = pca.transform(iris);
    expectClose(pca.inverseTransform(z).data, Array.from(iris.data), 1e-13);
  });

  it("goes on where it stopped, also after a round trip as JSON", () => {
    const pca = new IncrementalPCA({ components: 2, whiten: true }).partialFit(part(iris, 0, 60));
    const read = IncrementalPCA.fromJSON(again(pca));
    expect(read.toJSON()).toEqual(pca.toJSON());
    for (const model of [pca, read]) model.partialFit(part(iris, 60, 150));
    expect(read.transform(iris)).toEqual(pca.transform(iris));
    expect(read.variance).toEqual(pca.variance);
  });

  it("reads blocks from an iterable and an async one, and stops at a signal", async () => {
    const blocks = [part(iris, 0, 60), part(iris, 60, 61), part(iris, 61, 150)];
    async function* slow() {
      for (const block of blocks) yield await Promise.resolve(block);
    }
    const expected = new IncrementalPCA({ components: 2 });
    for (const block of blocks) expected.partialFit(block);
    for (const source of [blocks, slow(), () => blocks]) {
      const pca = await new IncrementalPCA({ components: 2 }).fit(source);
      expect(pca.toJSON()).toEqual(expected.toJSON());
    }
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(new IncrementalPCA().fit(blocks, { signal })).rejects.toThrow("enough");
    await expect(new IncrementalPCA().fit([[[1, NaN]]])).rejects.toThrow(NonFiniteError);
  });

  it("begins with fewer rows than components, and forgets when it is fitted anew", () => {
    const pca = new IncrementalPCA({ components: 3 }).partialFit(part(iris, 0, 1));
    expect([pca.nComponents, ...pca.explainedVariance]).toEqual([1, 0]);
    pca.partialFit(part(iris, 1, 40));
    expect(pca.nComponents).toBe(3);
    pca.fit(iris);
    expect(pca.toJSON()).toEqual(new IncrementalPCA({ components: 3 }).fit(iris).toJSON());
  });

  it("makes sparse samples dense by batches only, and keeps single precision", () => {
    const options = { components: 2, batchSize: 50 };
    const dense = new IncrementalPCA(options).fit(iris);
    const sparse = new IncrementalPCA(options).fit(SparseMatrix.fromDense(iris));
    expect(sparse.toJSON()).toEqual(dense.toJSON());
    const short = new IncrementalPCA(options).fit(single(iris));
    expect([short.components.dtype, short.transform(single(iris)).dtype]).toEqual([
      "float32",
      "float32",
    ]);
    expectClose(short.components.data, Array.from(dense.components.data), 1e-4);
  });

  it.each<[options: IncrementalPCAOptions, message: string]>([
    [{ components: 0.5 }, "IncrementalPCA: expected components to be an integer >= 1, got 0.5"],
    [{ batchSize: 0 }, "IncrementalPCA: expected batchSize to be an integer >= 1, got 0"],
  ])("refuses the options %j", (options, message) => {
    expect(() => new IncrementalPCA(options)).toThrow(message);
  });

  it("refuses samples that do not do", () => {
    const pca = new IncrementalPCA({ components: 5 });
    expect(() => pca.partialFit(iris)).toThrow(
      "IncrementalPCA.partialFit: expected 5 columns or more, one for each component, got 150 × 4",
    );
    expect(() => pca.transform(iris)).toThrow("IncrementalPCA.transform: the model is not fitted");
    expect(() => new IncrementalPCA().fit([])).toThrow(
      "IncrementalPCA.fit: expected at least 1 row",
    );
    const fitted = new IncrementalPCA().fit(iris);
    expect(() => fitted.partialFit([[1, 2]])).toThrow(
      "IncrementalPCA.partialFit: expected 4 columns, as the model was fitted to, got 1 × 2",
    );
    expect(() => fitted.partialFit([[1, 2, 3, NaN]])).toThrow(NonFiniteError);
    expect(fitted.nSamples).toBe(150);
  });
});

describe("TruncatedSVD", () => {
  it("computes the same bits after a round trip as JSON", () => {
    for (const x of [iris, single(iris)]) {
      const model = new TruncatedSVD({ components: 3 });
      const z = model.fitTransform(x);
      expect(model.transform(x)).toEqual(z);
      const read = TruncatedSVD.fromJSON(again(model));
      expect(read.toJSON()).toEqual(model.toJSON());
      expect(read.transform(x)).toEqual(z);
      expect(read.inverseTransform(z)).toEqual(model.inverseTransform(z));
      expect(z.dtype).toBe(x.dtype);
    }
  });

  it("approximates samples by few components, all of them by all", () => {
    const all = new TruncatedSVD({ components: 4 });
    expectClose(all.inverseTransform(all.fitTransform(iris)).data, Array.from(iris.data), 1e-13);
    const ratio = all.explainedVarianceRatio.reduce((sum, x) => sum + x, 0);
    expect(ratio).toBeCloseTo(1, 12);
    const zeros = new TruncatedSVD({ components: 1 }).fit([[0, 0], [0, 0]]); // prettier-ignore
    expect(Array.from(zeros.explainedVarianceRatio)).toEqual([0]);
  });

  it("refuses what does not do", () => {
    expect(() => new TruncatedSVD({ components: -1 })).toThrow("TruncatedSVD: expected components");
    expect(() => new TruncatedSVD({ components: 5 }).fit(iris)).toThrow(
      "TruncatedSVD.fit: 150 × 4 samples have 4 components, expected no more, got 5",
    );
    expect(() => new TruncatedSVD().transform(iris)).toThrow("the model is not fitted yet");
    const model = new TruncatedSVD().fit(iris);
    expect(() => model.transform([[1]])).toThrow("TruncatedSVD.transform: expected 4 columns");
    expect(() => model.inverseTransform([[1]])).toThrow("expected 2 columns, one for each");
  });
});

describe("KernelPCA", () => {
  /** Points on two circles about the same centre, a hundred each, and whether on the outer one. */
  function circles() {
    const random = randomFrom(1);
    const points = Array.from({ length: 200 }, (_, i) => {
      const radius = (i < 100 ? 0.3 : 1) + 0.05 * random.normal();
      const angle = 2 * Math.PI * random.uniform();
      return [radius * Math.cos(angle), radius * Math.sin(angle)];
    });
    return { points, outer: points.map((_, i) => i >= 100) };
  }

  /** The part of the points that one threshold on the first coordinates sets apart at best. */
  function parted(z: ArrayLike<number>, outer: readonly boolean[]): number {
    const order = [...outer.keys()].sort((i, j) => z[i] - z[j]);
    let balance = 0;
    let most = 0;
    for (const i of order) {
      balance += outer[i] ? 1 : -1;
      most = Math.max(most, Math.abs(balance));
    }
    return 0.5 + most / outer.length;
  }

  it("parts circles that no line parts", () => {
    const { points, outer } = circles();
    const line = new PCA({ components: 1 }).fitTransform(points);
    expect(parted(line.data, outer)).toBeLessThan(0.8);
    const curved = new KernelPCA({ components: 1, kernel: "rbf", gamma: 3 }).fitTransform(points);
    expect(parted(curved.data, outer)).toBe(1);
  });

  it("is PCA with the linear kernel", () => {
    const model = new KernelPCA().fit(iris);
    const pca = new PCA().fit(iris);
    expect([model.nComponents, model.nFeatures]).toEqual([4, 4]);
    const variances = Array.from(model.eigenvalues, (value) => value / 149);
    expectClose(variances, Array.from(pca.explainedVariance), 1e-12);
    const lengths = (z: ArrayLike<number>) => Array.from(z, Math.abs);
    expectClose(lengths(model.transform(iris).data), lengths(pca.transform(iris).data), 1e-12);
  });

  it("computes few components of many samples as all of them", () => {
    const x = new Matrix(450, 4, Float64Array.from([...iris.data, ...iris.data, ...iris.data]));
    for (let at = 0; at < x.data.length; ++at) x.data[at] += 1e-3 * (at % 17);
    const options = { kernel: "rbf", gamma: 0.2 } as const;
    const few = new KernelPCA({ ...options, components: 5 }).fit(x);
    const many = new KernelPCA({ ...options, components: 100 }).fit(x);
    expectClose(few.eigenvalues, Array.from(many.eigenvalues.slice(0, 5)), 1e-12);
    const z = many.fitTransform(x);
    const first = few.fitTransform(x).data;
    expectClose(
      first,
      Array.from(first, (_, at) => z.get(Math.floor(at / 5), at % 5)),
      1e-8,
    );
  });

  it("transforms what was fitted to the same, and takes a function as kernel", () => {
    const gamma = 0.3;
    const distance = (x: Float64Array, y: Float64Array) =>
      x.reduce((sum, entry, j) => sum + (entry - y[j]) ** 2, 0);
    for (const kernel of [
      "rbf" as const,
      (x: Float64Array, y: Float64Array) => Math.exp(-gamma * distance(x, y)),
    ]) {
      const model = new KernelPCA({ components: 2, kernel, gamma });
      const z = model.fitTransform(iris);
      expectClose(model.transform(iris).data, Array.from(z.data), 1e-12);
      expectClose(model.eigenvalues, Array.from(new KernelPCA({ components: 2, kernel: "rbf", gamma }).fit(iris).eigenvalues), 1e-12); // prettier-ignore
    }
  });

  it("tells one species from the others by the angle of its measurements", () => {
    const z = new KernelPCA({ components: 1, kernel: "cosine" }).fitTransform(iris).data;
    const setosa = z.filter((_, i) => species[i] === 0);
    const others = z.filter((_, i) => species[i] > 0);
    const apart =
      Math.min(...setosa) > Math.max(...others) || Math.max(...setosa) < Math.min(...others);
    expect(apart).toBe(true);
  });

  it("computes the same bits after a round trip as JSON", () => {
    for (const kernel of ["linear", "polynomial", "rbf", "cosine"] as const) {
      const model = new KernelPCA({ components: 2, kernel }).fit(single(iris));
      const read = KernelPCA.fromJSON(again(model));
      expect(read.toJSON()).toEqual(model.toJSON());
      expect(read.transform(iris)).toEqual(model.transform(iris));
      expect(read.transform(iris).dtype).toBe("float32");
      expect(read.gamma).toBe(0.25);
    }
    const model = new KernelPCA({ kernel: () => 1 }).fit([[1], [2]]);
    expect(() => JSON.stringify(model)).toThrow(
      "KernelPCA.toJSON: expected a kernel by name, got a function",
    );
    expect(model.nComponents).toBe(0);
  });

  it.each<[options: KernelPCAOptions, message: string]>([
    [{ kernel: "poly" as never }, 'KernelPCA: expected kernel to be one of "linear", "polynomial"'],
    [{ gamma: 0 }, "KernelPCA: expected gamma to be a finite number above 0, got 0"],
    [{ coef0: NaN }, "KernelPCA: expected coef0 to be a finite number, got NaN"],
    [{ components: 1.5 }, "KernelPCA: expected components to be an integer >= 1, got 1.5"],
  ])("refuses the options %j", (options, message) => {
    expect(() => new KernelPCA(options)).toThrow(message);
  });

  it("refuses what does not do", () => {
    expect(() => new KernelPCA().transform(iris)).toThrow("the model is not fitted yet");
    expect(() => new KernelPCA().fit(new Matrix(0, 2, new Float64Array(0)))).toThrow(
      "at least 1 row",
    );
    const fit = (kernel: () => number) => () => new KernelPCA({ kernel }).fit(iris);
    expect(fit(() => NaN)).toThrow(
      "KernelPCA.fit: expected the kernel of samples to be finite, got NaN of rows 0 and 0",
    );
    const apart = (x: Float64Array, y: Float64Array) => Math.abs(x[0] - y[0]);
    expect(() => new KernelPCA({ kernel: apart, components: 1 }).fit(iris)).toThrow(
      "KernelPCA.fit: expected a kernel, whose matrix has no negative eigenvalues, got -",
    );
    expect(() => new KernelPCA().fit(iris).transform([[1]])).toThrow("expected 4 columns");
  });
});
