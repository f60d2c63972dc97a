import { describe } from "../../errors.ts";
import { chebyshev, chebyshevPowers, type Range, rangeOf, scaled } from "./chebyshev.ts";
import { readNumbers } from "./numbers.ts";
import { addPairs, multiplyPairs, type Pair } from "./pair.ts";
import { refinedLstsq } from "./refinedLstsq.ts";
import { FitStatistics, readWeights, statisticsOf } from "./statistics.ts";

export interface FitOptions {
  /** Weights w ≥ 0 in Σ w (y − fit)², such as 1 / variance of each y; by default 1. */
  readonly weights?: ArrayLike<number>;
  /** Columns count as dependent on each other where a singular value is up to `tolerance` · σ₁: see `rank`. */
  readonly tolerance?: number;
}

/** Σ cₖ Tₖ(t), t from −1 to 1 over the range. */
export interface ChebyshevSeries {
  readonly range: Range;
  readonly coefficients: readonly Pair[];
}

/** A polynomial that was fitted to points. */
export class PolynomialFit extends FitStatistics {
  /** c₀, c₁, …: the polynomial is Σ cₖ xᵏ. */
  readonly coefficients: Float64Array;
  /** σ₁ / σₙ of the system that was solved, in Chebyshev polynomials. */
  readonly condition: number;
  /** The same polynomial, in pairs of doubles. */
  readonly series: ChebyshevSeries;

  constructor(fields: Omit<PolynomialFit, "predict">) {
    super(fields);
    this.coefficients = fields.coefficients;
    this.condition = fields.condition;
    this.series = fields.series;
  }

  /**
   * The value of the polynomial at x, from its Chebyshev coefficients: without the cancellation in Σ cₖ xᵏ. By itself, too:
   * `places.map(fit.predict)`.
   */
  get predict(): (x: number) => number {
    const { range, coefficients } = this.series;
    return (x) => dotPairs(chebyshev(scaled(x, range), coefficients.length - 1), coefficients);
  }
}

/**
 * Fits a polynomial to points by least squares.
 *
 * Solved in Chebyshev polynomials over the range of x, by an `svd` that is then refined with sums in twice the precision;
 * also the way back to powers of x is in twice the precision. So the coefficients are right to nearly all digits of a double,
 * given the points, also where those of the usual way are lost: on the data sets of NIST (StRD) for it, to 13 and more, on Filip to 8 or
 * more, which is what rounding its points to doubles leaves.
 *
 * G. Forsythe, J. SIAM 5 (1957) 74–88 (orthogonal polynomials); Å. Björck, BIT 7 (1967) 257–278 (refinement).
 *
 * @param x - Places, as many as y.
 * @param y - Values.
 * @param degree - An integer ≥ 0, below the number of different places.
 *
 * @throws {@link RangeError} if there are too few different places, or lengths or options do not fit.
 * @throws {@link NonFiniteError} if a number is NaN or ±Infinity.
 *
 * @example
 * ```ts
 * import { polyfit } from "wasm-svd";
 *
 * const fit = polyfit([0, 1, 2, 3], [1, 2, 5, 10], 2);
 * fit.coefficients; // Float64Array [1, 0, 1], that is 1 + x²
 * fit.predict(4); // 17
 * fit.rSquared; // 1
 * ```
 */
export function polyfit(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  degree: number,
  { weights, tolerance }: FitOptions = {},
): PolynomialFit {
  return new PolynomialFit(fitPolynomial("polyfit", x, y, degree, { weights, tolerance }));
}

/** A line that was fitted to points. */
export class LineFit extends PolynomialFit {
  readonly intercept: number;
  readonly slope: number;

  constructor(fields: Omit<PolynomialFit, "predict">) {
    super(fields);
    [this.intercept, this.slope] = this.coefficients;
  }
}

/**
 * Fits the line y = intercept + slope · x by least squares, as `polyfit` of degree 1. For errors in x, too, see
 * `totalLeastSquares`.
 *
 * @example
 * ```ts
 * import { linefit } from "wasm-svd";
 *
 * const { intercept, slope, standardErrors } = linefit([0, 1, 2], [1, 3, 5.3]);
 * slope; // 2.15
 * intercept; // 0.95
 * standardErrors[1]; // 0.0866…
 * ```
 */
export function linefit(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  options: FitOptions = {},
): LineFit {
  return new LineFit(fitPolynomial("linefit", x, y, 1, options));
}

function fitPolynomial(
  name: string,
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  degree: number,
  { weights: given, tolerance }: FitOptions,
): Omit<PolynomialFit, "predict"> {
  const [x, y] = [readNumbers(`${name}: x`, xs), readNumbers(`${name}: y`, ys)];
  if (x.length !== y.length) {
    throw new RangeError(`${name}: expected as many x as y, got ${x.length} and ${y.length}`);
  }
  if (!Number.isSafeInteger(degree) || degree < 0) {
    throw new RangeError(`${name}: expected a degree >= 0, got ${describe(degree)}`);
  }
  const weights = readWeights(name, x.length, given);
  const used = weights ? x.filter((_, i) => weights[i] > 0) : x;
  const places = new Set(used).size;
  if (places <= degree) {
    throw new RangeError(
      `${name}: degree ${degree} needs ${degree + 1} different places, got ${places}`,
    );
  }
  const range = rangeOf(used);
  const basis = Array.from(x, (value) => chebyshev(scaled(value, range), degree));
  const roots = weights?.map(Math.sqrt);
  const { hi, lo } = pairMatrix(basis, degree + 1, roots);
  const side = roots ? y.map((value, i) => value * roots[i]) : y;
  const solution = refinedLstsq(name, { hi, lo }, side, tolerance);
  const pairs = Array.from(solution.x.hi, (value, k): Pair => [value, solution.x.lo[k]]);
  const powers = chebyshevPowers(range, degree);
  const coefficients = Float64Array.from(powers, (_, j) => {
    const terms = pairs.map((pair, k) => multiplyPairs(pair, powers[k][j]));
    return terms.reduce(addPairs)[0];
  });
  const residuals = roots
    ? y.map((value, i) => value - dotPairs(basis[i], pairs))
    : solution.residuals;
  const transform = powers.map((_, j) => Float64Array.from(powers, (power) => power[j][0]));
  const { s } = solution.factors;
  return {
    coefficients,
    ...statisticsOf(y, residuals, weights, solution.factors, transform, true),
    condition: s[0] / s[s.length - 1],
    series: { range, coefficients: pairs },
  };
}

function dotPairs(a: readonly Pair[], b: readonly Pair[]): number {
  return a.map((pair, k) => multiplyPairs(pair, b[k])).reduce(addPairs)[0];
}

function pairMatrix(
  rows: readonly (readonly Pair[])[],
  columns: number,
  scales: Float64Array | undefined,
) {
  const hi = new Float64Array(rows.length * columns);
  const lo = new Float64Array(rows.length * columns);
  rows.forEach((row, i) => {
    row.forEach((pair, j) => {
      const [high, low] = scales ? multiplyPairs(pair, [scales[i], 0]) : pair;
      hi[i * columns + j] = high;
      lo[i * columns + j] = low;
    });
  });
  const shape = { rows: rows.length, columns };
  return { hi: { ...shape, data: hi }, lo: { ...shape, data: lo } };
}
