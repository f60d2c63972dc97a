import { checkFinite } from "../../finite.ts";
import { Matrix } from "../../matrix.ts";
import type { MatrixInput, RealOf } from "../../matrixInput.ts";
import { between } from "../../progress.ts";
import type { Real, Wider } from "../../real.ts";
import {
  isRowBlockSource,
  readRowBlocks,
  type RowBlockSource,
  type StreamOptions,
} from "../../streaming/rowBlocks.ts";
import {
  checkObject,
  checkPositiveInteger,
  denseRows,
  fitted,
  readSamples,
  type RealOfSamples,
  type Samples,
} from "./data.ts";
import { covarianceOf, precisionOf } from "./likelihood.ts";
import { project, reconstruct } from "./model.ts";
import type { IncrementalPCAOptions, SavedIncrementalPCA } from "./incrementalPcaOptions.ts";
import { readNumbers, readPrincipalModel, savePrincipalModel } from "./saved.ts";
import { update, type GrowingModel } from "./update.ts";

/**
 * Principal component analysis of samples that come little by little, or are too many for the memory: `partialFit` takes in
 * a batch of rows, and keeps k components, the mean and the variances.
 *
 * As scikit-learn's `IncrementalPCA`, with the same result for the same batches: exact but for rounding, as long as all
 * that is left out of k components is 0; else near to `PCA`, and nearer for larger batches. `noiseVariance` is about what the last
 * batch left out. As a batch there may be any number of rows; as long as there were fewer than k, there are fewer components.
 *
 * Takes (k + b)·n² flops or so for b rows of n columns.
 *
 * D. Ross, J. Lim, R. Lin, M. Yang, Incremental learning for robust visual tracking, Int. J. Comput. Vis. 77 (2008) 125–141.
 *
 * @example
 * ```ts
 * import { IncrementalPCA } from "wasm-svd";
 *
 * const pca = new IncrementalPCA({ components: 1 });
 * pca.partialFit([[9, 9.9], [10, 10.1], [11, 9.9]]);
 * pca.partialFit([[10, 10.1], [8, 10], [12, 10]]);
 * pca.components.toArray(); // [[1, 0]]
 * pca.mean; // Float64Array [10, 10]
 * pca.nSamples; // 6
 *
 * // Blocks from a file or a network, one after the other.
 * const fitted = await new IncrementalPCA().fit([[[0, 1], [2, 3]], [[4, 6]]]);
 * fitted.nSamples; // 3
 * ```
 */
export class IncrementalPCA<T extends Real = Float64Array> {
  /** What the workers of a pool know it by, whatever a minifier calls it. */
  static readonly name = "IncrementalPCA";

  /** As they were given. */
  readonly options: IncrementalPCAOptions;
  #model: GrowingModel | undefined;

  /** @throws {@link TypeError} or {@link RangeError} if an option is none of those above. */
  constructor(options: IncrementalPCAOptions = {}) {
    checkObject("IncrementalPCA", options);
    checkPositiveInteger("IncrementalPCA", "components", options.components);
    checkPositiveInteger("IncrementalPCA", "batchSize", options.batchSize);
    this.options = Object.freeze({ ...options });
  }

  /** k × n: the components by rows, orthonormal, those of the largest variance first. */
  get components(): Matrix<T> {
    return this.#fitted("components").components as Matrix<T>;
  }

  /** The variance along each component: σᵢ² / (m − 1). */
  get explainedVariance(): T {
    return this.#fitted("explainedVariance").explainedVariance as T;
  }

  /** The same as parts of the whole variance of all samples; 0 if there is none. */
  get explainedVarianceRatio(): T {
    return this.#fitted("explainedVarianceRatio").explainedVarianceRatio as T;
  }

  /** The k singular values of all samples less their mean, as far as they are kept. */
  get singularValues(): T {
    return this.#fitted("singularValues").singularValues as T;
  }

  /** The mean of each column of all samples. */
  get mean(): Float64Array {
    return this.#fitted("mean").mean;
  }

  /** The variance of each column of all samples, with divisor m as scikit-learn has it. */
  get variance(): Float64Array {
    const { squares, samples } = this.#fitted("variance");
    return squares.map((sum) => sum / samples);
  }

  /** The mean variance along the components that the last batch left out. */
  get noiseVariance(): number {
    return this.#fitted("noiseVariance").noiseVariance;
  }

  /** k: how many components there are. */
  get nComponents(): number {
    return this.#fitted("nComponents").components.rows;
  }

  /** n, the number of columns. */
  get nFeatures(): number {
    return this.#fitted("nFeatures").components.columns;
  }

  /** m, the number of all samples. */
  get nSamples(): number {
    return this.#model?.samples ?? 0;
  }

  /**
   * Forgets what was learnt, and takes in samples by `batchSize` rows. The last batch may be larger: none has fewer rows than
   * there are components. Sparse samples are made dense batch by batch.
   *
   * @throws {@link RangeError} if there are no rows, or fewer columns than components.
   * @throws {@link NonFiniteError} if an entry is NaN or ±Infinity.
   */
  fit<X extends Samples>(x: X): IncrementalPCA<RealOfSamples<X>>;
  /**
   * The same of blocks of rows, in an iterable or async iterable (see `RowBlockSource`): each is a batch.
   *
   * @param options - `signal` stops it, `onProgress` tells how far it has come.
   */
  fit(blocks: RowBlockSource, options?: StreamOptions): Promise<this>;
  fit(
    x: Samples | RowBlockSource,
    options: StreamOptions = {},
  ): IncrementalPCA<Real> | Promise<this> {
    this.#model = undefined;
    if (isRowBlockSource(x)) return this.#fitBlocks(x, options);
    const samples = readSamples("IncrementalPCA.fit", x);
    const { components = 0, batchSize = Math.max(1, 5 * samples.columns) } = this.options;
    let first = 0;
    while (first < samples.rows) {
      const end = first + batchSize;
      const last = end + components > samples.rows ? samples.rows : end;
      between(first / samples.rows, last / samples.rows, () => {
        this.#take("fit", denseRows(samples, first, last));
      });
      first = last;
    }
    return this.#checkNotEmpty();
  }

  /** Takes in more samples, as one batch. */
  partialFit(x: Samples): this {
    const name = "IncrementalPCA.partialFit";
    const samples = readSamples(name, x, this.#model?.components.columns);
    this.#take("partialFit", denseRows(samples, 0, samples.rows));
    return this;
  }

  /** The coordinates of samples on the components, a row of k for each. */
  transform<X extends Samples>(x: X): Matrix<Wider<T, RealOfSamples<X>>> {
    return project<Wider<T, RealOfSamples<X>>>(
      "IncrementalPCA.transform",
      this.#fitted("transform"),
      x,
      this.options,
    );
  }

  /** Fits samples, and returns their coordinates on the components that there are in the end. */
  fitTransform<X extends Samples>(x: X): Matrix<RealOfSamples<X>> {
    return this.fit(x).transform(x);
  }

  /** The samples with these coordinates. */
  inverseTransform<Z extends MatrixInput>(z: Z): Matrix<Wider<T, RealOf<Z>>> {
    const model = this.#fitted("inverseTransform");
    return reconstruct<Wider<T, RealOf<Z>>>(
      "IncrementalPCA.inverseTransform",
      model,
      z,
      this.options,
    );
  }

  /** As of `PCA`. */
  covariance(): Matrix<T> {
    return covarianceOf<T>(this.#fitted("covariance"), this.options);
  }

  /** As of `PCA`. */
  precision(): Matrix<T> {
    return precisionOf<T>("IncrementalPCA.precision", this.#fitted("precision"), this.options);
  }

  /** All that was learnt as plain data, for `JSON.stringify`. */
  toJSON(): SavedIncrementalPCA {
    const model = this.#fitted("toJSON");
    const squares = Array.from(model.squares);
    return { options: this.options, squares, ...savePrincipalModel(model) };
  }

  /**
   * The model that `toJSON` was called on: it takes in more with the same bits.
   *
   * @throws {@link TypeError} or {@link RangeError} if that is not what `toJSON` gives.
   */
  static fromJSON(saved: SavedIncrementalPCA): IncrementalPCA<Real> {
    const name = "IncrementalPCA.fromJSON";
    const pca = new IncrementalPCA<Real>(saved.options);
    const model = readPrincipalModel(name, saved);
    const { columns } = model.components;
    pca.#model = { ...model, squares: readNumbers(name, saved.squares, columns, "float64") };
    return pca;
  }

  async #fitBlocks(blocks: RowBlockSource, options: StreamOptions): Promise<this> {
    for await (const { block } of readRowBlocks("IncrementalPCA.fit", blocks, options)) {
      const { rows, columns, data } = block;
      checkFinite("IncrementalPCA.fit", block);
      this.#take("fit", new Matrix(rows, columns, data));
    }
    return this.#checkNotEmpty();
  }

  #take(what: string, batch: Matrix): void {
    if (batch.rows === 0) return;
    const { components, reproducible } = this.options;
    const name = `IncrementalPCA.${what}`;
    this.#model = update(name, this.#model, batch, components, { reproducible });
  }

  #checkNotEmpty(): this {
    if (this.#model) return this;
    throw new RangeError("IncrementalPCA.fit: expected at least 1 row, got 0");
  }

  #fitted(what: string): GrowingModel {
    return fitted(`IncrementalPCA.${what}`, this.#model);
  }
}
