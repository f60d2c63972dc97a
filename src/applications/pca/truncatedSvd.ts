import type { SvdsOptions } from "../../decompositions/svds.ts";
import { shape } from "../../errors.ts";
import { checkFinite } from "../../finite.ts";
import { Matrix, toMatrix } from "../../matrix.ts";
import type { MatrixInput, RealOf } from "../../matrixInput.ts";
import { multiply } from "../../multiply.ts";
import { zerosLike, type Dtype, type Real, type Wider } from "../../real.ts";
import { someAxes } from "./axes.ts";
import { columnStatistics, denseMeans, squaredDeviations, totalSquares } from "./columns.ts";
import { checkObject, checkPositiveInteger, fitted, readSamples, valuesOf } from "./data.ts";
import type { RealOfSamples, Samples } from "./data.ts";
import { readMatrix, readNumbers, saveMatrix, type SavedMatrix } from "./saved.ts";

/** `svds` says what all but `components` are; `tolerance` is 10⁻¹³ by default, in single precision 10⁻⁶. */
export interface TruncatedSVDOptions extends Pick<
  SvdsOptions,
  "method" | "oversampling" | "powerIterations" | "tolerance" | "seed" | "reproducible"
> {
  /** How many components to keep, from 1 to min(m, n): by default 2. */
  readonly components?: number;
}

interface Model {
  readonly components: Matrix;
  readonly explainedVariance: Real;
  readonly explainedVarianceRatio: Real;
  readonly singularValues: Real;
}

/** A fitted `TruncatedSVD` as plain data. */
export interface SavedTruncatedSVD {
  readonly options: TruncatedSVDOptions;
  readonly dtype: Dtype;
  readonly components: SavedMatrix;
  readonly explainedVariance: readonly number[];
  readonly explainedVarianceRatio: readonly number[];
  readonly singularValues: readonly number[];
}

/**
 * Reduces samples to their coordinates on the first right singular vectors, without centring them: for counts of words and
 * other sparse data, where zero means nothing. Of anything else, `PCA` says more.
 *
 * As scikit-learn's `TruncatedSVD`, with its signs: the entry of largest magnitude in each component is positive. It
 * computes by `svds`, whose default is not random but accurate.
 *
 * @example
 * ```ts
 * import { SparseMatrix, TruncatedSVD } from "wasm-svd";
 *
 * const x = SparseMatrix.fromDense([[3, 0, 0], [0, 2, 0], [0, 0, 1]]);
 * const reduce = new TruncatedSVD({ components: 2 });
 * reduce.fitTransform(x).toArray(); // [[3, 0], [0, 2], [0, 0]]
 * reduce.singularValues; // Float64Array [3, 2]
 * reduce.explainedVariance; // Float64Array [2, 0.888888888888889], of the columns above
 * ```
 */
export class TruncatedSVD<T extends Real = Float64Array> {
  /** What the workers of a pool know it by, whatever a minifier calls it. */
  static readonly name = "TruncatedSVD";

  /** As they were given. */
  readonly options: TruncatedSVDOptions;
  #model: Model | undefined;

  /** @throws {@link TypeError} or {@link RangeError} if an option is none of those above. */
  constructor(options: TruncatedSVDOptions = {}) {
    checkObject("TruncatedSVD", options);
    checkPositiveInteger("TruncatedSVD", "components", options.components);
    this.options = Object.freeze({ ...options });
  }

  /** k × n: the right singular vectors by rows. */
  get components(): Matrix<T> {
    return this.#fitted("components").components as Matrix<T>;
  }

  /** The variance of each column of the transformed samples, with divisor m: about its mean, which is not 0. */
  get explainedVariance(): T {
    return this.#fitted("explainedVariance").explainedVariance as T;
  }

  /** The same as parts of the sum of the variances of all columns; 0 if that is 0. Not always in descending order. */
  get explainedVarianceRatio(): T {
    return this.#fitted("explainedVarianceRatio").explainedVarianceRatio as T;
  }

  /** The k largest singular values. */
  get singularValues(): T {
    return this.#fitted("singularValues").singularValues as T;
  }

  /**
   * Finds the components of samples.
   *
   * @param x - m × n finite numbers, dense or sparse. Not modified.
   *
   * @throws {@link RangeError} if there are more components than min(m, n).
   * @throws {@link NonFiniteError} if an entry is NaN or ±Infinity.
   * @throws {@link ConvergenceError} if the tolerance is missed.
   */
  fit<X extends Samples>(x: X): TruncatedSVD<RealOfSamples<X>> {
    this.fitTransform(x);
    return this as unknown as TruncatedSVD<RealOfSamples<X>>;
  }

  /** The coordinates of samples on the components, a row of k for each. */
  transform<X extends Samples>(x: X): Matrix<Wider<T, RealOfSamples<X>>> {
    const { components } = this.#fitted("transform");
    const z = this.#project("TruncatedSVD.transform", components, x);
    return z as Matrix<Wider<T, RealOfSamples<X>>>;
  }

  /** Fits samples, and returns their coordinates: the same bits as `fit` and then `transform`. */
  fitTransform<X extends Samples>(x: X): Matrix<RealOfSamples<X>> {
    const name = "TruncatedSVD.fit";
    const { components: k = 2, ...options } = this.options;
    const samples = readSamples(name, x);
    const { rows: m, columns: n } = samples;
    if (k > Math.min(m, n)) {
      throw new RangeError(
        `${name}: ${shape(m, n)} samples have ${Math.min(m, n)} components, expected no more, got ${k}`,
      );
    }
    const { s, Vt } = someAxes(name, samples, valuesOf(samples), { ...options, k });
    const z = this.#project(name, Vt, samples);
    const total = totalSquares(columnStatistics(name, samples, false));
    const squares = squaredDeviations(z, denseMeans(z));
    const explainedVariance = zerosLike(s, k);
    const explainedVarianceRatio = zerosLike(s, k);
    for (let i = 0; i < k; ++i) {
      explainedVariance[i] = squares[i] / m;
      explainedVarianceRatio[i] = total > 0 ? squares[i] / total : 0;
    }
    this.#model = { components: Vt, singularValues: s, explainedVariance, explainedVarianceRatio };
    return z as Matrix<RealOfSamples<X>>;
  }

  /** The samples with these coordinates. */
  inverseTransform<Z extends MatrixInput>(z: Z): Matrix<Wider<T, RealOf<Z>>> {
    const name = "TruncatedSVD.inverseTransform";
    const { components } = this.#fitted("inverseTransform");
    const given = toMatrix(name, z);
    if (given.columns !== components.rows) {
      throw new RangeError(
        `${name}: expected ${components.rows} columns, one for each component, got ${shape(given.rows, given.columns)}`,
      );
    }
    checkFinite(name, given);
    return multiply(given, components, this.options) as Matrix<Real> as Matrix<Wider<T, RealOf<Z>>>;
  }

  /** All that was learnt as plain data, for `JSON.stringify`. */
  toJSON(): SavedTruncatedSVD {
    const model = this.#fitted("toJSON");
    return {
      options: this.options,
      dtype: model.components.dtype,
      components: saveMatrix(model.components),
      explainedVariance: Array.from(model.explainedVariance),
      explainedVarianceRatio: Array.from(model.explainedVarianceRatio),
      singularValues: Array.from(model.singularValues),
    };
  }

  /** @throws {@link TypeError} or {@link RangeError} if that is not what `toJSON` gives. */
  static fromJSON(saved: SavedTruncatedSVD): TruncatedSVD<Real> {
    const name = "TruncatedSVD.fromJSON";
    const result = new TruncatedSVD<Real>(saved.options);
    const components = readMatrix(`${name}: components`, saved.components, saved.dtype);
    const read = (what: "explainedVariance" | "explainedVarianceRatio" | "singularValues") =>
      readNumbers(`${name}: ${what}`, saved[what], components.rows, saved.dtype);
    result.#model = {
      components,
      explainedVariance: read("explainedVariance"),
      explainedVarianceRatio: read("explainedVarianceRatio"),
      singularValues: read("singularValues"),
    };
    return result;
  }

  #project(name: string, components: Matrix, x: Samples): Matrix {
    const samples = readSamples(name, x, components.columns);
    const axes = components.transpose();
    return samples instanceof Matrix
      ? multiply(samples, axes, this.options)
      : samples.multiply(axes);
  }

  #fitted(what: string): Model {
    return fitted(`TruncatedSVD.${what}`, this.#model);
  }
}
