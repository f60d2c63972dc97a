import { columnsOf } from "../../blocks.ts";
import { Matrix } from "../../matrix.ts";
import type { MatrixInput, RealOf } from "../../matrixInput.ts";
import { multiply } from "../../multiply.ts";
import { convert } from "../../product.ts";
import type { Dtype, Real } from "../../real.ts";
import { denseMeans, standardize } from "./columns.ts";
import { checkObject, checkPositiveInteger, fitted, readSamples } from "./data.ts";
import { checkKernel, isPositive, kernelMatrix, type Kernel } from "./kernel.ts";
import { centreKernel, kernelAxes, kernelMeans, type KernelMeans } from "./kernelAxes.ts";
import type { KernelPCAOptions, SavedKernelPCA } from "./kernelPcaOptions.ts";
import { readMatrix, readNumber, readNumbers, saveMatrix } from "./saved.ts";

interface Model {
  readonly dtype: Dtype;
  /** m × n: the samples that were fitted, less `shift`. */
  readonly samples: Matrix<Float64Array>;
  readonly shift: Float64Array;
  readonly kernel: Kernel;
  readonly means: KernelMeans;
  readonly values: Float64Array;
  readonly vectors: Matrix<Float64Array>;
}

/**
 * Principal component analysis of the images of samples in a space where a kernel is the inner product: it finds what is curved.
 *
 * As scikit-learn's `KernelPCA`; signs: the entry of largest magnitude in each eigenvector is positive. Computed in double
 * precision; the results are in that of the samples. Holds m² numbers for m samples, and takes some 9 m³ flops, for a few
 * components of more than 200 samples (but not with a function as kernel) some products with the m × m kernel.
 *
 * B. Schölkopf, A. Smola, K.-R. Müller, Nonlinear component analysis as a kernel eigenvalue problem, Neural Comput. 10 (1998)
 * 1299–1319.
 *
 * @example
 * ```ts
 * import { KernelPCA } from "wasm-svd";
 *
 * // Two circles about the same point, which no line parts.
 * const circle = (r: number) =>
 *   Array.from({ length: 20 }, (_, i) => [r * Math.cos(i), r * Math.sin(i)]);
 * const model = new KernelPCA({ components: 1, kernel: "rbf", gamma: 2 }).fit(circle(0.2));
 * model.nComponents; // 1
 *
 * const z = new KernelPCA({ components: 2, kernel: (x, y) => (x[0] ** 2 + x[1] ** 2) * (y[0] ** 2 + y[1] ** 2) });
 * const parted = z.fitTransform([...circle(0.2), ...circle(1)]).column(0);
 * Math.sign(parted[0]) === Math.sign(parted[20]); // false
 * ```
 */
export class KernelPCA<T extends Real = Float64Array> {
  /** What the workers of a pool know it by, whatever a minifier calls it. */
  static readonly name = "KernelPCA";

  /** As they were given. */
  readonly options: KernelPCAOptions;
  #model: Model | undefined;

  /** @throws {@link TypeError} or {@link RangeError} if an option is none of those above. */
  constructor(options: KernelPCAOptions = {}) {
    checkObject("KernelPCA", options);
    checkPositiveInteger("KernelPCA", "components", options.components);
    checkKernel("KernelPCA", options);
    this.options = Object.freeze({ ...options });
  }

  /** The k largest eigenvalues of the centred kernel, largest first: m times the variances of the components. */
  get eigenvalues(): T {
    const { dtype, values } = this.#fitted("eigenvalues");
    return convert({ rows: 1, columns: values.length, data: values }, dtype).data as T;
  }

  /** m × k: the eigenvectors as columns, orthonormal. */
  get eigenvectors(): Matrix<T> {
    const { dtype, vectors } = this.#fitted("eigenvectors");
    return inPrecision(vectors, dtype);
  }

  /** k, the number of components: at most m. */
  get nComponents(): number {
    return this.#fitted("nComponents").values.length;
  }

  /** n, the number of columns. */
  get nFeatures(): number {
    return this.#fitted("nFeatures").samples.columns;
  }

  /** What was computed with, also if it was not given. */
  get gamma(): number {
    return this.#fitted("gamma").kernel.gamma;
  }

  /**
   * Finds the components of samples.
   *
   * @param x - m × n finite numbers. Not modified; they are kept, for `transform`.
   *
   * @throws {@link RangeError} if there is no row or column, or the kernel is not finite or not positive semidefinite.
   * @throws {@link NonFiniteError} if an entry is NaN or ±Infinity.
   */
  fit<X extends MatrixInput>(x: X): KernelPCA<RealOf<X>> {
    const name = "KernelPCA.fit";
    const given = readSamples(name, x) as Matrix;
    const { rows: m, columns: n, dtype } = given;
    if (m < 1 || n < 1) {
      throw new RangeError(`${name}: expected at least 1 row and 1 column, got ${m} × ${n}`);
    }
    const { components, reproducible } = this.options;
    const { kernel: form = "linear", gamma = 1 / n, degree = 3, coef0 = 1 } = this.options;
    const kernel = { kernel: form, gamma, degree, coef0 };
    // Distances are the same about any point, and about the mean they lose the fewest digits.
    const shift = form === "rbf" ? denseMeans(given) : new Float64Array(n);
    const samples = shifted(name, given, shift);

    const raw = kernelMatrix(name, kernel, samples, samples, { reproducible });
    const means = kernelMeans(raw);
    const centred = centreKernel(raw, means);
    const k = Math.min(components ?? m, m);
    const axes = kernelAxes(name, centred, k, isPositive(kernel), { reproducible });
    this.#model = { dtype, samples, shift, kernel, means, ...kept(axes, components) };
    return this as unknown as KernelPCA<RealOf<X>>;
  }

  /** The coordinates of samples on the components, a row of k for each. Computes the kernel with all m samples. */
  transform(x: MatrixInput): Matrix<T> {
    const name = "KernelPCA.transform";
    const { dtype, samples, shift, kernel, means, values, vectors } = this.#fitted("transform");
    const given = readSamples(name, x, samples.columns) as Matrix;
    const { reproducible } = this.options;
    const rows = shifted(name, given, shift);
    const k = centreKernel(kernelMatrix(name, kernel, rows, samples, { reproducible }), means);
    const factors = values.map((value) => (value > 0 ? 1 / Math.sqrt(value) : 0));
    return inPrecision(timesColumns(multiply(k, vectors, { reproducible }), factors), dtype);
  }

  /** Fits samples, and returns their coordinates, from the eigenvectors alone: up to rounding, those of `transform`. */
  fitTransform<X extends MatrixInput>(x: X): Matrix<RealOf<X>> {
    const { dtype, values, vectors } = this.fit(x).#fitted("fitTransform");
    return inPrecision(timesColumns(vectors, values.map(Math.sqrt)), dtype);
  }

  /**
   * All that was learnt as plain data, for `JSON.stringify`: m·(n + k) numbers.
   *
   * @throws {@link TypeError} if the kernel is a function.
   */
  toJSON(): SavedKernelPCA {
    const { dtype, samples, shift, kernel, means, values, vectors } = this.#fitted("toJSON");
    if (typeof kernel.kernel === "function") {
      throw new TypeError("KernelPCA.toJSON: expected a kernel by name, got a function");
    }
    return {
      options: this.options,
      dtype,
      samples: saveMatrix(samples),
      shift: Array.from(shift),
      gamma: kernel.gamma,
      means: { columns: Array.from(means.columns), all: means.all },
      values: Array.from(values),
      vectors: saveMatrix(vectors),
    };
  }

  /** @throws {@link TypeError} or {@link RangeError} if that is not what `toJSON` gives. */
  static fromJSON(saved: SavedKernelPCA): KernelPCA<Real> {
    const name = "KernelPCA.fromJSON";
    const result = new KernelPCA<Real>(saved.options);
    const { kernel = "linear", degree = 3, coef0 = 1 } = result.options;
    const samples = readMatrix(`${name}: samples`, saved.samples, "float64");
    const vectors = readMatrix(`${name}: vectors`, saved.vectors, "float64");
    const { rows: m, columns: n } = samples;
    const read = (what: string, list: unknown, length: number) =>
      readNumbers(`${name}: ${what}`, list, length, "float64");
    if (vectors.rows !== m) {
      throw new RangeError(`${name}: expected ${m} rows of eigenvectors, got ${vectors.rows}`);
    }
    result.#model = {
      dtype: saved.dtype,
      samples: samples as Matrix<Float64Array>,
      shift: read("shift", saved.shift, n),
      kernel: { kernel, degree, coef0, gamma: readNumber(`${name}: gamma`, saved.gamma) },
      means: {
        columns: read("means", saved.means?.columns, m),
        all: readNumber(`${name}: means`, saved.means?.all),
      },
      values: read("values", saved.values, vectors.columns),
      vectors: vectors as Matrix<Float64Array>,
    };
    return result;
  }

  #fitted(what: string): Model {
    return fitted(`KernelPCA.${what}`, this.#model);
  }
}

/** Without a number asked for, only what is not 0. */
function kept(
  axes: { values: Float64Array; vectors: Matrix<Float64Array> },
  components: number | undefined,
) {
  const { values, vectors } = axes;
  const zero = values.indexOf(0);
  if (components !== undefined || zero < 0) return axes;
  const { rows, columns, data } = columnsOf(vectors, 0, zero);
  return { values: values.slice(0, zero), vectors: new Matrix(rows, columns, data) };
}

/** In double precision, less `shift`. */
function shifted(name: string, x: Matrix, mean: Float64Array): Matrix<Float64Array> {
  const { rows, columns, data } = convert(x, "float64");
  const double = new Matrix(rows, columns, data);
  return standardize(name, double, { mean, scale: undefined }) as Matrix<Float64Array>;
}

/** A·diag(factors), in fresh memory. */
function timesColumns(a: Matrix<Float64Array>, factors: Float64Array): Matrix<Float64Array> {
  const data = a.data.map((entry, at) => entry * factors[at % a.columns]);
  return new Matrix(a.rows, a.columns, data);
}

function inPrecision<R extends Real>(a: Matrix<Float64Array>, dtype: Dtype): Matrix<R> {
  const { rows, columns, data } = convert(a, dtype);
  return new Matrix(rows, columns, data as R);
}
