// Against scikit-learn, components and scores with their signs.
import { describe, expect, it } from "vitest";
import { IncrementalPCA, KernelPCA, PCA, SparseMatrix, TruncatedSVD } from "../../../src/index.ts";
import { everyRow, expectClose, references, small, upToSign } from "./reference.ts";

const NAMES = ["explainedVariance", "explainedVarianceRatio", "singularValues"] as const;

describe.each(references)("$name", ({ x, expected }) => {
  const { k, full } = expected;
  const rows = everyRow(x, expected.every);

  it.each(["full", "covariance", "lanczos", "randomized", "auto"] as const)(
    "PCA by solver %s",
    (solver) => {
      const pca = new PCA({ components: k, solver }).fit(x);
      // The seven iterations of a random start reach some five digits of values, and half as many of vectors.
      const loose = solver === "randomized";
      for (const name of NAMES) expectClose(pca[name], full[name], loose ? 1e-5 : 1e-10);
      expectClose(pca.components.data, full.components, loose ? 1e-2 : 1e-10);
      expectClose(pca.mean, full.mean);
      expectClose([pca.noiseVariance], [full.noiseVariance], loose ? 1e-5 : 1e-10);
      expectClose(pca.transform(rows).data, full.scores, loose ? 1e-2 : 1e-10);
      expectClose(pca.inverseTransform(pca.transform(rows)).data, full.back, loose ? 1e-2 : 1e-10);
    },
  );

  it.each(["covariance", "lanczos"] as const)("PCA of a sparse matrix by solver %s", (solver) => {
    const pca = new PCA({ components: k, solver }).fit(SparseMatrix.fromDense(x));
    for (const name of NAMES) expectClose(pca[name], full[name]);
    expectClose(pca.components.data, full.components);
    expectClose(pca.mean, full.mean);
    expectClose([pca.noiseVariance], [full.noiseVariance]);
    expectClose(pca.transform(SparseMatrix.fromDense(rows)).data, full.scores);
  });

  it("PCA, whitened", () => {
    const pca = new PCA({ components: k, whiten: true }).fit(x);
    const z = pca.transform(rows);
    expectClose(z.data, expected.whitened);
    expectClose(pca.inverseTransform(z).data, full.back);
  });

  it.each([x, SparseMatrix.fromDense(x)])("PCA of scaled columns", (samples) => {
    const pca = new PCA({ components: k, scale: true }).fit(samples);
    for (const name of NAMES) expectClose(pca[name], expected.scaled[name]);
    expectClose(pca.components.data, expected.scaled.components);
  });

  it("chooses as many components", () => {
    expect(new PCA({ components: "mle" }).fit(x).nComponents).toBe(expected.mle);
    for (const [part, count] of Object.entries(expected.parts)) {
      expect(new PCA({ components: Number(part) }).fit(x).nComponents).toBe(count);
    }
  });

  it("likelihood, covariance and precision", () => {
    const pca = new PCA({ components: k }).fit(x);
    const { scoreSamples, score, ...matrices } = expected.likelihood;
    expectClose(pca.scoreSamples(rows), scoreSamples);
    expectClose(pca.scoreSamples(SparseMatrix.fromDense(rows)), scoreSamples);
    expectClose([pca.score(x)], [score]);
    if (!("covariance" in matrices)) return;
    expectClose(pca.covariance().data, matrices.covariance);
    expectClose(pca.precision().data, matrices.precision);
  });

  it("IncrementalPCA by the same batches", () => {
    const { batchSize, variance, scores, ...rest } = expected.incremental;
    const pca = new IncrementalPCA({ components: k, batchSize }).fit(x);
    for (const name of NAMES) expectClose(pca[name], rest[name]);
    expectClose(pca.components.data, rest.components);
    expectClose(pca.mean, rest.mean);
    expectClose(pca.variance, variance);
    expectClose([pca.noiseVariance], [rest.noiseVariance]);
    expectClose(pca.transform(rows).data, scores);
  });

  it.each([x, SparseMatrix.fromDense(x)])("TruncatedSVD", (samples) => {
    const { components, scores, ...rest } = expected.truncated;
    const model = new TruncatedSVD({ components: k }).fit(samples);
    for (const name of NAMES) expectClose(model[name], rest[name]);
    expectClose(model.components.data, components);
    expectClose(model.transform(rows).data, scores);
  });
});

describe.each(small)("KernelPCA of $name", ({ x, expected }) => {
  const { kernels } = expected;
  const rows = everyRow(x, expected.every);

  it.each(["linear", "polynomial", "rbf", "cosine"] as const)("by the kernel %s", (kernel) => {
    const { eigenvalues, scores } = kernels[kernel];
    const components = eigenvalues.length;
    const options = { components, kernel, gamma: kernels.gamma, degree: 2, coef0: 0.5 };
    const model = new KernelPCA(options).fit(x);
    expectClose(model.eigenvalues, eigenvalues);
    const z = model.transform(rows);
    expectClose(upToSign(z.data, components), upToSign(scores, components));
  });
});
