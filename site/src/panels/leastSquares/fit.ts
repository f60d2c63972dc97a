import { cond, Matrix, multiply, pinv, rank, ridgePath, totalLeastSquares } from "wasm-svd";
import type { Point } from "./points.ts";

/** The coefficients of a polynomial, that of x⁰ first. */
export type Polynomial = Float64Array;

/** A polynomial that is as near to the points as one of its degree comes. */
export interface Fit {
  /** One row 1, x, x² … for each point. */
  readonly A: Matrix<Float64Array>;
  readonly b: Float64Array;
  /** The coefficients, A⁺ b. */
  readonly x: Polynomial;
  /** A x: what the polynomial says at each point. */
  readonly fitted: Float64Array;
  /** b − A x. */
  readonly residual: Float64Array;
  readonly rank: number;
  readonly cond: number;
}

export function fitPolynomial(points: readonly Point[], degree: number): Fit {
  const A = powersOf(points, degree);
  const b = Float64Array.from(points, ({ y }) => y);
  const x = multiply(pinv(A), columnOf(b)).data;
  return { A, b, x, ...misfit(A, b, x), rank: rank(A), cond: cond(A) };
}

/** λ is from 10^LOWEST to 10^HIGHEST. */
export const [LOWEST, HIGHEST] = [-3, 3];

const LAMBDAS = Float64Array.from({ length: 61 }, (_, i) => 10 ** (LOWEST + i / 10));

/** The coefficients but the constant, which is not shrunk, for each λ. */
export interface ShrunkenPath {
  readonly lambdas: Float64Array;
  readonly coefficients: Matrix<Float64Array>;
}

export function shrunkenPath({ A, b }: Fit): ShrunkenPath {
  return ridgePath(withoutConstant(A), b, LAMBDAS, { intercept: true });
}

/** The polynomial that minimizes ‖A x − b‖² + λ ‖x‖², the constant aside. */
export function ridgeFit({ A, b }: Fit, lambda: number): Polynomial {
  const path = ridgePath(withoutConstant(A), b, [lambda], { intercept: true });
  return Float64Array.of(path.intercepts[0], ...path.coefficients.data);
}

/** The line nearest to the points by distances at a right angle to it; undefined where none is. */
export function nearestLine(points: readonly Point[]): Polynomial | undefined {
  try {
    const places = points.map(({ x }) => [x]);
    const { x, intercept } = totalLeastSquares(
      places,
      points.map(({ y }) => y),
      { intercept: true },
    );
    return Float64Array.of(intercept[0], x[0]);
  } catch (error) {
    // Too few points, or a line that would stand upright: no function of x.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** What a polynomial says at the points, and what it leaves. */
export function misfit(A: Matrix<Float64Array>, b: Float64Array, x: Polynomial) {
  const fitted = multiply(A, columnOf(x)).data;
  return { fitted, residual: b.map((value, i) => value - fitted[i]) };
}

export function valueAt(polynomial: Polynomial, x: number): number {
  return polynomial.reduceRight((value, coefficient) => value * x + coefficient, 0);
}

export function lengthOf(vector: Float64Array): number {
  return Math.hypot(...vector);
}

/** The share of the variance that is explained; NaN where there is none to explain. */
export function rSquared(b: Float64Array, residual: Float64Array): number {
  const mean = b.reduce((sum, value) => sum + value, 0) / b.length;
  const variation = b.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return variation > 0 ? 1 - lengthOf(residual) ** 2 / variation : Number.NaN;
}

/** Aᵀ r: zeros, up to rounding, where r is at a right angle to all columns. */
export function alongColumns(A: Matrix<Float64Array>, r: Float64Array): Float64Array {
  return multiply(A.transpose(), columnOf(r)).data;
}

/** The cosine of the angle between two vectors; NaN if one of them is zero. */
export function cosine(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i], 0) / (lengthOf(a) * lengthOf(b));
}

function powersOf(points: readonly Point[], degree: number): Matrix<Float64Array> {
  const rows = points.flatMap(({ x }) => Array.from({ length: degree + 1 }, (_, k) => x ** k));
  return new Matrix(points.length, degree + 1, Float64Array.from(rows));
}

function withoutConstant(A: Matrix<Float64Array>): Matrix<Float64Array> {
  const data = A.data.filter((_, at) => at % A.columns > 0);
  return new Matrix(A.rows, A.columns - 1, data);
}

function columnOf(vector: Float64Array): Matrix<Float64Array> {
  return new Matrix(vector.length, 1, vector);
}
