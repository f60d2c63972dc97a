import { eigh } from "../../decompositions/eigh.ts";
import { svds } from "../../decompositions/svds.ts";
import { ConvergenceError } from "../../errors.ts";
import { Matrix } from "../../matrix.ts";
import { makeSignsCanonical } from "../../signs.ts";
import { denseMeans } from "./columns.ts";
import type { EngineOptions } from "./data.ts";

/** The mean of a kernel over the samples that were fitted, for each of them, and over all pairs. */
export interface KernelMeans {
  readonly columns: Float64Array;
  readonly all: number;
}

/** Eigenvalues up to this part of the largest count as 0, and what is below −`NEGATIVE` of it is no rounding; as scikit-learn. */
const NEGLIGIBLE = 1e-12;
const NEGATIVE = 1e-5;

/** Samples up to which all eigenvectors take no longer than a few, and the part of them from which on. */
const SMALL = 200;
const FEW = 1 / 8;

export function kernelMeans(kernel: Matrix<Float64Array>): KernelMeans {
  const columns = denseMeans(kernel);
  return { columns, all: columns.reduce((sum, x) => sum + x, 0) / columns.length };
}

/**
 * Takes off what makes the images of the samples have mean 0: K − 1·meansᵀ − (means of the rows)·1ᵀ + the mean of all. In place.
 *
 * B. Schölkopf, A. Smola, K.-R. Müller, Nonlinear component analysis as a kernel eigenvalue problem, Neural Comput. 10 (1998)
 * 1299–1319, appendix A.
 */
export function centreKernel(
  kernel: Matrix<Float64Array>,
  { columns, all }: KernelMeans,
): Matrix<Float64Array> {
  const { rows, columns: n, data } = kernel;
  for (let i = 0; i < rows; ++i) {
    let sum = 0;
    for (let j = 0; j < n; ++j) sum += data[i * n + j];
    const mean = sum / n;
    for (let j = 0; j < n; ++j) data[i * n + j] -= columns[j] + mean - all;
  }
  return kernel;
}

/**
 * The k largest eigenvalues of a centred kernel and their eigenvectors as columns, with 0 for what is not more than rounding.
 *
 * @param isPositive - Whether no eigenvalue can be negative, so that they are the singular values, too.
 * @throws {@link RangeError} if one is negative by more than rounding: of a function that is no kernel.
 */
export function kernelAxes(
  name: string,
  kernel: Matrix<Float64Array>,
  k: number,
  isPositive: boolean,
  options: EngineOptions,
): { values: Float64Array; vectors: Matrix<Float64Array> } {
  const m = kernel.rows;
  const few = isPositive && m > SMALL && k <= FEW * m;
  const { values, vectors, least } = few
    ? largest(name, kernel, k, options)
    : reversed(eigh(kernel, options), k);
  const most = values[0];
  if (-least > NEGATIVE * Math.max(most, 0)) {
    throw new RangeError(
      `${name}: expected a kernel, whose matrix has no negative eigenvalues, got ${least}`,
    );
  }
  makeSignsCanonical(vectors, new Matrix(k, 0, new Float64Array(0)));
  // Adding 0 makes +0 of −0, which JSON does not know.
  for (let at = 0; at < vectors.data.length; ++at) vectors.data[at] += 0;
  return { values: values.map((value) => (value > NEGLIGIBLE * most ? value : 0)), vectors };
}

function largest(name: string, kernel: Matrix<Float64Array>, k: number, options: EngineOptions) {
  const { s, U, converged } = svds(kernel, { ...options, k });
  if (!converged)
    throw new ConvergenceError(`${name}: the eigenvectors of the kernel do not settle`);
  return { values: s, vectors: U, least: 0 };
}

/** The last k of ascending eigenvalues, the largest first. */
function reversed(
  { values, vectors }: { values: Float64Array; vectors: Matrix<Float64Array> },
  k: number,
) {
  const m = values.length;
  const data = new Float64Array(m * k);
  for (let i = 0; i < m; ++i) {
    for (let j = 0; j < k; ++j) data[i * k + j] = vectors.data[i * m + (m - 1 - j)];
  }
  return {
    values: Float64Array.from({ length: k }, (_, j) => values[m - 1 - j]),
    vectors: new Matrix(m, k, data),
    least: values[0],
  };
}
