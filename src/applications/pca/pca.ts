import type { Matrix } from "../../matrix.ts";
import type { MatrixInput, RealOf } from "../../matrixInput.ts";
import type { Real, Wider } from "../../real.ts";
import { fitted, type RealOfSamples, type Samples } from "./data.ts";
import { fitPca } from "./fitPca.ts";
import { covarianceOf, logLikelihoods, precisionOf } from "./likelihood.ts";
import { project, reconstruct, type PrincipalModel } from "./model.ts";
import { checkOptions, type PCAOptions, type PCASolver } from "./pcaOptions.ts";
import { readPrincipalModel, savePrincipalModel, type SavedPrincipalModel } from "./saved.ts";

/** A fitted `PCA` as plain data. */
export interface SavedPCA extends SavedPrincipalModel {
  readonly options: PCAOptions;
  readonly solver: PCASolver;
}

/**
 * Principal component analysis: the directions in which samples vary most, and how much they vary along each.
 *
 * Samples are rows, features columns; sparse samples are centred without making them dense. The names are those of
 * scikit-learn's `PCA`, and so are the signs: the entry of largest magnitude in each component is positive. What is
 * different: the solver that `"auto"` chooses (see `PCAOptions`); `covariance` and `precision` do not depend on `whiten`;
 * and what cannot be told from 0 counts as 0: it whitens to 0, and has no likelihood.
 *
 * The precision follows the samples; `mean` and `scale` are double. In TypeScript, what `fit` returns has the type of its samples;
 * `new PCA<Float32Array>()` says it beforehand. Cost: 2mn² flops for m × n samples, m > n, and some
 * 20 n³ for all components; for few of a large matrix, some products with it.
 *
 * Singular vectors of samples that are not centred are something else: the first of them leads to the mean.
 *
 * K. Pearson, On lines and planes of closest fit to systems of points in space, Philos. Mag. 2 (1901) 559–572.
 * I. Jolliffe, Principal Component Analysis, 2nd ed., Springer (2002).
 *
 * @example
 * ```ts
 * import { PCA, svd } from "wasm-svd";
 *
 * const x = [[9, 9.9], [10, 10.1], [11, 9.9], [10, 10.1], [8, 10], [12, 10]];
 * const pca = new PCA({ components: 1 });
 * const z = pca.fitTransform(x); // 6 × 1
 *
 * pca.components.toArray(); // [[1, 0]], across: there they vary
 * pca.explainedVarianceRatio; // Float64Array [0.996…]
 * pca.inverseTransform(z).toArray(); // [[9, 10], [10, 10], [11, 10], [10, 10], [8, 10], [12, 10]]
 *
 * svd(x).Vt.toArray()[0]; // [0.71…, 0.70…], the mistake: to the mean (10, 10)
 * ```
 */
export class PCA<T extends Real = Float64Array> {
  /** What the workers of a pool know it by, whatever a minifier calls it. */
  static readonly name = "PCA";

  /** As they were given. */
  readonly options: PCAOptions;
  #model: PrincipalModel | undefined;
  #solver: PCASolver | undefined;

  /** @throws {@link TypeError} or {@link RangeError} if an option is none of those of `PCAOptions`. */
  constructor(options: PCAOptions = {}) {
    this.options = checkOptions(options);
  }

  /** k × n: the components by rows, orthonormal, those of the largest variance first. */
  get components(): Matrix<T> {
    return this.#fitted("components").components as Matrix<T>;
  }

  /** The variance of the samples along each component: σᵢ² / (m − 1). */
  get explainedVariance(): T {
    return this.#fitted("explainedVariance").explainedVariance as T;
  }

  /** The same as parts of the whole variance; 0 if there is none. */
  get explainedVarianceRatio(): T {
    return this.#fitted("explainedVarianceRatio").explainedVarianceRatio as T;
  }

  /** The k largest singular values of the centred (and scaled) samples. */
  get singularValues(): T {
    return this.#fitted("singularValues").singularValues as T;
  }

  /** The mean of each column. */
  get mean(): Float64Array {
    return this.#fitted("mean").mean;
  }

  /** What each column was divided by, with `scale`. */
  get scale(): Float64Array | undefined {
    return this.#fitted("scale").scale;
  }

  /** The mean variance along the min(m, n) − k components that were left out, 0 if there are none. */
  get noiseVariance(): number {
    return this.#fitted("noiseVariance").noiseVariance;
  }

  /** k, the number of components. */
  get nComponents(): number {
    return this.#fitted("nComponents").components.rows;
  }

  /** n, the number of columns. */
  get nFeatures(): number {
    return this.#fitted("nFeatures").components.columns;
  }

  /** m, the number of samples that were fitted. */
  get nSamples(): number {
    return this.#fitted("nSamples").samples;
  }

  /** How the components were computed: with `solver: "auto"`, what was chosen. */
  get solver(): PCASolver {
    return fitted("PCA.solver", this.#solver);
  }

  /**
   * Finds the components of samples.
   *
   * @param x - m × n finite numbers, m ≥ 2, dense or sparse. Not modified.
   *
   * @throws {@link RangeError} if there are not as many components, or a variance overflows.
   * @throws {@link NonFiniteError} if an entry is NaN or ±Infinity.
   * @throws {@link ConvergenceError} if the solver misses the tolerance.
   */
  fit<X extends Samples>(x: X): PCA<RealOfSamples<X>> {
    const { model, solver } = fitPca("PCA.fit", x, this.options);
    this.#model = model;
    this.#solver = solver;
    return this as unknown as PCA<RealOfSamples<X>>;
  }

  /** The coordinates of samples on the components, a row of k for each. 2mnk flops. */
  transform<X extends Samples>(x: X): Matrix<Wider<T, RealOfSamples<X>>> {
    return project<Wider<T, RealOfSamples<X>>>(
      "PCA.transform",
      this.#fitted("transform"),
      x,
      this.options,
    );
  }

  /** Fits samples, and returns their coordinates: the same bits as `fit` and then `transform`. */
  fitTransform<X extends Samples>(x: X): Matrix<RealOfSamples<X>> {
    return this.fit(x).transform(x);
  }

  /** The samples with these coordinates, in the units of those that were fitted: the nearest there are to them. */
  inverseTransform<Z extends MatrixInput>(z: Z): Matrix<Wider<T, RealOf<Z>>> {
    return reconstruct<Wider<T, RealOf<Z>>>(
      "PCA.inverseTransform",
      this.#fitted("inverseTransform"),
      z,
      this.options,
    );
  }

  /**
   * The covariance of the probabilistic model, n × n: that of the samples along the components, and the noise variance in all
   * other directions. With all components, it is the covariance of the samples (divisor m − 1).
   */
  covariance(): Matrix<T> {
    return covarianceOf<T>(this.#fitted("covariance"), this.options);
  }

  /** Its inverse. @throws {@link RangeError} if there is none: a variance is 0 but for rounding. */
  precision(): Matrix<T> {
    return precisionOf<T>("PCA.precision", this.#fitted("precision"), this.options);
  }

  /**
   * The logarithm of the likelihood of each sample under the probabilistic model, a normal distribution with `mean` and
   * `covariance()`, in double precision; with `scale`, of the scaled sample. 4mnk flops.
   *
   * M. Tipping, C. Bishop, Probabilistic principal component analysis, J. R. Stat. Soc. B 61 (1999) 611–622. C. Bishop,
   * Pattern Recognition and Machine Learning, Springer (2006), §12.2.1.
   *
   * @throws {@link RangeError} if a variance is 0 but for rounding.
   */
  scoreSamples(x: Samples): Float64Array {
    return logLikelihoods("PCA.scoreSamples", this.#fitted("scoreSamples"), x, this.options);
  }

  /** The mean of `scoreSamples`. */
  score(x: Samples): number {
    const scores = logLikelihoods("PCA.score", this.#fitted("score"), x, this.options);
    if (scores.length === 0) throw new RangeError("PCA.score: expected at least 1 row, got 0");
    return scores.reduce((sum, score) => sum + score, 0) / scores.length;
  }

  /** All that was learnt as plain data, for `JSON.stringify`. */
  toJSON(): SavedPCA {
    const model = savePrincipalModel(this.#fitted("toJSON"));
    return { options: this.options, solver: this.solver, ...model };
  }

  /**
   * The model that `toJSON` was called on: its results are the same bits.
   *
   * @throws {@link TypeError} or {@link RangeError} if that is not what `toJSON` gives.
   */
  static fromJSON(saved: SavedPCA): PCA<Real> {
    const pca = new PCA<Real>(saved.options);
    pca.#model = readPrincipalModel("PCA.fromJSON", saved);
    pca.#solver = saved.solver;
    return pca;
  }

  #fitted(what: string): PrincipalModel {
    return fitted(`PCA.${what}`, this.#model);
  }
}
