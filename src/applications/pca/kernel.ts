import { describe } from "../../errors.ts";
import { allFinite } from "../../finite.ts";
import { Matrix } from "../../matrix.ts";
import { multiply } from "../../multiply.ts";
import { checkChoice, type EngineOptions } from "./data.ts";

/** How alike two samples are; symmetric, and the same for the same pair. */
export type KernelFunction = (x: Float64Array, y: Float64Array) => number;

/** A kernel with its parameters. */
export interface Kernel {
  readonly kernel: "linear" | "polynomial" | "rbf" | "cosine" | KernelFunction;
  readonly gamma: number;
  readonly degree: number;
  readonly coef0: number;
}

const NAMES = ["linear", "polynomial", "rbf", "cosine"];

/** Throws unless it is a kernel, with a gamma or not. */
export function checkKernel(name: string, options: Partial<Kernel>): void {
  const { kernel = "linear", gamma = 1, degree = 3, coef0 = 1 } = options;
  if (typeof kernel !== "function") checkChoice(name, "kernel", kernel, NAMES);
  for (const [what, value] of Object.entries({ gamma, degree, coef0 })) {
    const positive = what !== "coef0";
    if (Number.isFinite(value) && (!positive || value > 0)) continue;
    const expected = positive ? "a finite number above 0" : "a finite number";
    throw new RangeError(`${name}: expected ${what} to be ${expected}, got ${describe(value)}`);
  }
}

/** Whether its matrix is certain to have no negative eigenvalues. */
export function isPositive({ kernel, degree, coef0 }: Kernel): boolean {
  if (kernel === "polynomial") return Number.isInteger(degree) && coef0 >= 0;
  return typeof kernel !== "function";
}

/** The kernel of each row of X with each row of Y, in double precision. */
export function kernelMatrix(
  name: string,
  kernel: Kernel,
  x: Matrix<Float64Array>,
  y: Matrix<Float64Array>,
  options: EngineOptions,
): Matrix<Float64Array> {
  const result = evaluate(kernel, x, y, options);
  if (allFinite(result.data)) return result;
  const at = result.data.findIndex((value) => !Number.isFinite(value));
  throw new RangeError(
    `${name}: expected the kernel of samples to be finite, got ${result.data[at]} of rows ${Math.floor(at / result.columns)} and ${at % result.columns}`,
  );
}

function evaluate(
  { kernel, gamma, degree, coef0 }: Kernel,
  x: Matrix<Float64Array>,
  y: Matrix<Float64Array>,
  options: EngineOptions,
): Matrix<Float64Array> {
  if (typeof kernel === "function") return byPairs(kernel, x, y);
  switch (kernel) {
    case "linear":
      return multiply(x, y.transpose(), options);
    case "polynomial": {
      const products = multiply(x, y.transpose(), options);
      return mapped(products, (product) => (gamma * product + coef0) ** degree);
    }
    case "cosine":
      return multiply(unitRows(x), unitRows(y).transpose(), options);
    case "rbf": {
      const products = multiply(x, y.transpose(), options);
      const [xx, yy] = [squares(x), squares(y)];
      return mapped(products, (product, i, j) =>
        // The square of a distance, which rounding may make negative.
        Math.exp(-gamma * Math.max(0, xx[i] - 2 * product + yy[j])),
      );
    }
  }
}

function byPairs(
  kernel: KernelFunction,
  x: Matrix<Float64Array>,
  y: Matrix<Float64Array>,
): Matrix<Float64Array> {
  const data = new Float64Array(x.rows * y.rows);
  for (let i = 0; i < x.rows; ++i) {
    // Of the samples with themselves, half of the pairs.
    for (let j = x === y ? i : 0; j < y.rows; ++j) {
      const value = kernel(x.row(i), y.row(j));
      data[i * y.rows + j] = value;
      if (x === y) data[j * y.rows + i] = value;
    }
  }
  return new Matrix(x.rows, y.rows, data);
}

/** Applies f to each entry, in place. */
function mapped(
  a: Matrix<Float64Array>,
  f: (entry: number, i: number, j: number) => number,
): Matrix<Float64Array> {
  const { rows, columns, data } = a;
  for (let i = 0; i < rows; ++i) {
    for (let j = 0; j < columns; ++j) data[i * columns + j] = f(data[i * columns + j], i, j);
  }
  return a;
}

function squares(x: Matrix<Float64Array>): Float64Array {
  return Float64Array.from({ length: x.rows }, (_, i) => {
    let sum = 0;
    for (const entry of x.row(i)) sum += entry * entry;
    return sum;
  });
}

/** Rows of length 1; of zeros, zeros. */
function unitRows(x: Matrix<Float64Array>): Matrix<Float64Array> {
  const lengths = squares(x).map((square) => Math.sqrt(square) || 1);
  const data = x.data.map((entry, at) => entry / lengths[Math.floor(at / x.columns)]);
  return new Matrix(x.rows, x.columns, data);
}
