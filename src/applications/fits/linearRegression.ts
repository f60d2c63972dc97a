import { productError } from "../../doubleDouble.ts";
import { checkFinite } from "../../finite.ts";
import { toMatrix } from "../../matrix.ts";
import type { MatrixInput } from "../../matrixInput.ts";
import { largestMagnitude, powerOfTwo } from "../../powerOfTwo.ts";
import { readNumbers } from "./numbers.ts";
import type { FitOptions } from "./polyfit.ts";
import { refinedLstsq } from "./refinedLstsq.ts";
import { FitStatistics, readWeights, statisticsOf } from "./statistics.ts";

export interface LinearRegressionOptions extends FitOptions {
  /** Whether the fit has a constant, too; by default it has. */
  readonly intercept?: boolean;
}

/** A linear function that was fitted to points. The standard errors are those of `parameters`. */
export class LinearRegression extends FitStatistics {
  /** One for each column. */
  readonly coefficients: Float64Array;
  /** 0 without one. */
  readonly intercept: number;
  /** The intercept, if there is one, and the coefficients. */
  readonly parameters: Float64Array;
  /** σ₁ / σₙ of the system that was solved, its columns scaled. */
  readonly condition: number;

  constructor(fields: Omit<LinearRegression, "predict">) {
    super(fields);
    this.coefficients = fields.coefficients;
    this.intercept = fields.intercept;
    this.parameters = fields.parameters;
    this.condition = fields.condition;
  }

  /** The value at a row of as many numbers as there are columns. By itself, too: `rows.map(fit.predict)`. */
  get predict(): (row: ArrayLike<number>) => number {
    return (row) => valueAt(row, this.coefficients, this.intercept);
  }
}

function valueAt(row: ArrayLike<number>, coefficients: Float64Array, intercept: number): number {
  const { length } = coefficients;
  if (row.length !== length) {
    throw new RangeError(`LinearRegression.predict: expected ${length} numbers, got ${row.length}`);
  }
  return coefficients.reduce((sum, value, j) => sum + value * row[j], intercept);
}

/**
 * Fits y ≈ intercept + A · coefficients by least squares, with standard errors and R².
 *
 * By an `svd` that is refined with sums in twice the precision: all digits of a double are right for conditions up to about
 * 10¹⁵, as on NIST's Longley data.
 *
 * Å. Björck, Iterative refinement of linear least squares solutions I, BIT 7 (1967) 257–278.
 *
 * @param a - m × n: one row for each point. Computed in double.
 * @param y - m values.
 *
 * @throws {@link RangeError} if columns depend on each other, or lengths or options do not fit.
 * @throws {@link NonFiniteError} if a number is NaN or ±Infinity.
 *
 * @example
 * ```ts
 * import { linearRegression } from "wasm-svd";
 *
 * const fit = linearRegression([[0, 1], [1, 0], [1, 1], [2, 1]], [4, 3, 6, 8]);
 * fit.intercept; // 1
 * fit.coefficients; // Float64Array [2, 3]
 * fit.predict([10, 10]); // 51
 * ```
 */
export function linearRegression(
  a: MatrixInput,
  y: ArrayLike<number>,
  { intercept = true, weights: given, tolerance }: LinearRegressionOptions = {},
): LinearRegression {
  const name = "linearRegression";
  const matrix = toMatrix(name, a);
  const { rows: m, columns: n } = matrix;
  checkFinite(name, matrix);
  const side = readNumbers(`${name}: y`, y);
  if (side.length !== m) {
    throw new RangeError(`${name}: y: expected ${m} numbers, as A has rows, got ${side.length}`);
  }
  const weights = readWeights(name, m, given);
  const first = intercept ? 1 : 0;
  const width = n + first;
  if (width === 0 || m < width) {
    throw new RangeError(`${name}: ${width} parameters need as many points, got ${m}`);
  }
  // Powers of two round nothing, and make columns comparable.
  const units = Float64Array.from({ length: width }, (_, j) =>
    j < first ? 1 : powerOfTwo(largestMagnitude(matrix.column(j - first))),
  );
  const root = (i: number) => (weights ? Math.sqrt(weights[i]) : 1);
  const data = new Float64Array(m * width);
  const rest = new Float64Array(m * width);
  for (let i = 0; i < m; ++i) {
    const scale = root(i);
    if (intercept) data[i * width] = scale;
    for (let j = 0; j < n; ++j) {
      const entry = matrix.data[i * n + j];
      const product = scale * entry;
      data[i * width + first + j] = product / units[first + j];
      rest[i * width + first + j] = productError(scale, entry, product) / units[first + j];
    }
  }
  const shape = { rows: m, columns: width };
  const pair = { hi: { ...shape, data }, lo: { ...shape, data: rest } };
  const weighted = weights ? side.map((value, i) => value * root(i)) : side;
  const { x, residuals, factors } = refinedLstsq(name, pair, weighted, tolerance);
  const parameters = x.hi.map((value, j) => value / units[j]);
  const coefficients = parameters.slice(first);
  const constant = intercept ? parameters[0] : 0;
  const plain = weights
    ? side.map((value, i) => value - valueAt(matrix.row(i), coefficients, constant))
    : residuals;
  const transform = Array.from(units, (unit, j) => new Float64Array(width).with(j, 1 / unit));
  return new LinearRegression({
    ...{ coefficients, intercept: constant, parameters },
    ...statisticsOf(side, plain, weights, factors, transform, intercept),
    condition: factors.s[0] / factors.s[width - 1],
  });
}
