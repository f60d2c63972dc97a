import { describe } from "../errors.ts";
import { checkFinite } from "../finite.ts";
import { Matrix } from "../matrix.ts";
import { readMatrix, type MatrixInput } from "../matrixInput.ts";
import { between } from "../progress.ts";
import type { Dense } from "../real.ts";
import { readRightSide, type VectorInput } from "./solve.ts";
import { combine, spectralSystem, type SpectralSystem } from "./spectralSystem.ts";
import type { ToleranceOptions } from "./tolerance.ts";
import { smallestAt } from "./smallestAt.ts";

export interface RidgePathOptions extends ToleranceOptions {
  /** Whether there is a constant, too, which is not shrunk; by default there is none. */
  readonly intercept?: boolean;
}

/** The solutions of min ‖A x − b‖² + λ ‖x‖² for many λ: entry or row i belongs to lambdas[i]. */
export interface RidgePath {
  readonly lambdas: Float64Array;
  /** One x in each row. */
  readonly coefficients: Matrix<Float64Array>;
  /** Zeros without one. */
  readonly intercepts: Float64Array;
  /** ‖A x − b‖. */
  readonly residualNorms: Float64Array;
  /** ‖x‖. */
  readonly solutionNorms: Float64Array;
  /** Σ σ² / (σ² + λ), and 1 for an intercept: how many parameters the fit amounts to. */
  readonly degreesOfFreedom: Float64Array;
  /** m ‖A x − b‖² / (m − degreesOfFreedom)²: generalized cross-validation. */
  readonly gcv: Float64Array;
  /** The mean of the squared errors at each point, with x fitted to all others. */
  readonly leaveOneOut: Float64Array;
  /** Where `gcv` and `leaveOneOut` are smallest. */
  readonly best: { readonly gcv: number; readonly leaveOneOut: number };
}

/** Values of λ by default, and how far below σ₁² they start. */
const POINTS = 61;
const LOWEST = 1e-12;

/**
 * Solves ridge regression for many λ at once, and says which to take. One `svd`; after that, each λ takes 2 mn flops.
 *
 * G. Golub, M. Heath, G. Wahba, Generalized cross-validation as a method for choosing a good ridge parameter,
 * Technometrics 21 (1979) 215–223; for the error without one point, r / (1 − h), D. Allen, Technometrics 16 (1974) 125–127.
 *
 * @param a - An m × n matrix, computed in double.
 * @param b - A vector with m entries.
 * @param lambdas - Numbers ≥ 0; by default 61 of them, evenly spread in the logarithm from 10⁻¹² σ₁² to σ₁².
 *
 * @throws {@link RangeError} if b does not have m entries, or a λ is negative. Otherwise the errors of `svd`.
 *
 * @example
 * ```ts
 * import { ridgePath } from "wasm-svd";
 *
 * const path = ridgePath([[1, 0], [0, 2], [0, 0]], [1, 2, 1], [0, 1, 4]);
 * path.coefficients.toArray(); // [[1, 1], [0.5, 0.8], [0.2, 0.5]]
 * path.degreesOfFreedom; // Float64Array [2, 1.3, 0.7]
 * ```
 */
export function ridgePath(
  a: MatrixInput,
  b: VectorInput,
  lambdas?: ArrayLike<number>,
  { intercept = false, tolerance }: RidgePathOptions = {},
): RidgePath {
  const name = "ridgePath";
  const { matrix, side, means, mean } = centred(name, a, b, intercept);
  const system = between(0, 0.5, () => spectralSystem(name, matrix, side, { tolerance }));
  const chosen = lambdas ? readLambdas(name, lambdas) : defaultLambdas(system.s);
  const steps = Array.from(chosen, (lambda) => solveFor(system, lambda, intercept));
  const data = new Float64Array(chosen.length * system.columns);
  steps.forEach(({ x }, i) => data.set(x, i * system.columns));
  const column = (of: (step: Step) => number) => Float64Array.from(steps, of);
  const gcv = column((step) => step.gcv);
  const leaveOneOut = column((step) => step.leaveOneOut);
  return {
    lambdas: chosen,
    coefficients: new Matrix(chosen.length, system.columns, data),
    intercepts: column(({ x }) => x.reduce((rest, value, j) => rest - value * means[j], mean)),
    residualNorms: column(({ residual }) => residual),
    solutionNorms: column(({ x }) => Math.sqrt(x.reduce((sum, value) => sum + value * value, 0))),
    degreesOfFreedom: column((step) => step.degreesOfFreedom),
    gcv,
    leaveOneOut,
    best: { gcv: smallestAt(gcv), leaveOneOut: smallestAt(leaveOneOut) },
  };
}

interface Step {
  readonly x: Float64Array;
  readonly residual: number;
  readonly degreesOfFreedom: number;
  readonly gcv: number;
  readonly leaveOneOut: number;
}

function solveFor(system: SpectralSystem, lambda: number, intercept: boolean): Step {
  const { rows: m, rank, s, U, b, beta, outside } = system;
  const width = s.length;
  const filters = Float64Array.from({ length: rank }, (_, i) => 1 / (1 + lambda / s[i] / s[i]));
  const x = combine(
    system,
    filters.map((filter, i) => (filter * beta[i]) / s[i]),
  );
  let squares = outside;
  filters.forEach((filter, i) => (squares += ((1 - filter) * beta[i]) ** 2));
  const constant = intercept ? 1 : 0;
  const degreesOfFreedom = filters.reduce((sum, filter) => sum + filter, constant);
  let errors = 0;
  for (let i = 0; i < m; ++i) {
    let fitted = 0;
    let leverage = constant / m;
    for (let k = 0; k < rank; ++k) {
      const u = U.data[i * width + k];
      fitted += u * filters[k] * beta[k];
      leverage += u * u * filters[k];
    }
    errors += ((b[i] - fitted) / (1 - leverage)) ** 2;
  }
  return {
    x,
    residual: Math.sqrt(squares),
    degreesOfFreedom,
    gcv: (m * squares) / (m - degreesOfFreedom) ** 2,
    leaveOneOut: errors / m,
  };
}

/** With an intercept, A and b without their means. */
function centred(name: string, a: MatrixInput, b: VectorInput, intercept: boolean) {
  const read = readMatrix(name, a);
  const { b: side, isVector } = readRightSide(name, b, read.rows);
  if (!isVector) throw new TypeError(`${name}: expected b to be a vector`);
  checkFinite(name, read);
  const { rows, columns } = read;
  const matrix: Dense<Float64Array> = { rows, columns, data: Float64Array.from(read.data) };
  const values = Float64Array.from(side.data);
  const means = new Float64Array(columns);
  if (!intercept || rows === 0) return { matrix, side: values, means, mean: 0 };
  for (let at = 0; at < matrix.data.length; ++at) means[at % columns] += matrix.data[at] / rows;
  for (let at = 0; at < matrix.data.length; ++at) matrix.data[at] -= means[at % columns];
  const mean = values.reduce((sum, value) => sum + value / rows, 0);
  return { matrix, side: values.map((value) => value - mean), means, mean };
}

function readLambdas(name: string, lambdas: ArrayLike<number>): Float64Array {
  const read = Float64Array.from(lambdas);
  const wrong = read.findIndex((lambda) => !(lambda >= 0 && lambda < Infinity));
  if (wrong < 0 && read.length > 0) return read;
  const got = read.length > 0 ? describe(read[wrong]) : "none";
  throw new RangeError(`${name}: expected lambdas to be numbers >= 0, got ${got}`);
}

function defaultLambdas(s: Float64Array): Float64Array {
  const largest = (s[0] ?? 0) ** 2 || 1;
  return Float64Array.from(
    { length: POINTS },
    (_, i) => largest * LOWEST ** (1 - i / (POINTS - 1)),
  );
}
