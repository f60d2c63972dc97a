import type { SVD } from "../../factors.ts";
import { PairSum } from "./pair.ts";

/** What least squares say about themselves. */
export class FitStatistics {
  /** One for each coefficient: √ of the diagonal of s² (AᵀWA)⁻¹. NaN where there are no more points than coefficients. */
  readonly standardErrors: Float64Array;
  /** y minus what the fit says. */
  readonly residuals: Float64Array;
  /** s = √(Σ w r² / degreesOfFreedom). NaN where there are none. */
  readonly residualStandardError: number;
  /** Points (of a weight above 0) minus coefficients. */
  readonly degreesOfFreedom: number;
  /** 1 − Σ w r² / Σ w (y − ȳ)²; without an intercept, ȳ is 0. 1 where all y are the same. */
  readonly rSquared: number;

  constructor(fields: FitStatistics) {
    this.standardErrors = fields.standardErrors;
    this.residuals = fields.residuals;
    this.residualStandardError = fields.residualStandardError;
    this.degreesOfFreedom = fields.degreesOfFreedom;
    this.rSquared = fields.rSquared;
  }
}

/**
 * @param residuals - y − A x, not weighted.
 * @param weights - One for each point, or undefined for ones.
 * @param factors - Of the weighted matrix that was solved for.
 * @param transform - Row j gives coefficient j as a combination of the unknowns that were solved for.
 */
export function statisticsOf(
  y: Float64Array,
  residuals: Float64Array,
  weights: Float64Array | undefined,
  factors: SVD<Float64Array>,
  transform: readonly Float64Array[],
  intercept: boolean,
): FitStatistics {
  const { s, Vt } = factors;
  const weight = (i: number) => weights?.[i] ?? 1;
  const points = weights ? weights.filter((w) => w > 0).length : y.length;
  const degreesOfFreedom = points - s.length;
  const squares = weightedSquares(residuals, 0, weight);
  const residualStandardError = degreesOfFreedom > 0 ? Math.sqrt(squares / degreesOfFreedom) : NaN;
  const mean = intercept ? weightedMean(y, weight) : 0;
  const total = weightedSquares(y, mean, weight);
  const standardErrors = Float64Array.from(transform, (row) => {
    let sum = 0;
    for (let k = 0; k < s.length; ++k) {
      const part = Vt.row(k).reduce((part, v, j) => part + v * row[j], 0) / s[k];
      sum += part * part;
    }
    return residualStandardError * Math.sqrt(sum);
  });
  const rSquared = total > 0 ? 1 - squares / total : 1;
  return { standardErrors, residuals, residualStandardError, degreesOfFreedom, rSquared };
}

/**
 * Reads weights, and their roots, by which rows are scaled.
 *
 * @throws {@link RangeError} if they are not as many as points, or not finite and ≥ 0.
 */
export function readWeights(
  name: string,
  count: number,
  weights: ArrayLike<number> | undefined,
): Float64Array | undefined {
  if (weights === undefined) return undefined;
  if (weights.length !== count) {
    throw new RangeError(
      `${name}: expected ${count} weights, one for each point, got ${weights.length}`,
    );
  }
  const read = Float64Array.from(weights);
  const wrong = read.findIndex((w) => !(w >= 0 && w < Infinity));
  if (wrong < 0) return read;
  throw new RangeError(`${name}: expected weights >= 0, got ${read[wrong]} at place ${wrong}`);
}

function weightedMean(y: Float64Array, weight: (i: number) => number): number {
  const [sum, weights] = [new PairSum(), new PairSum()];
  y.forEach((value, i) => {
    sum.addProduct(weight(i), value);
    weights.add(weight(i));
  });
  return weights.value > 0 ? sum.value / weights.value : 0;
}

function weightedSquares(x: Float64Array, mean: number, weight: (i: number) => number): number {
  const sum = new PairSum();
  x.forEach((value, i) => sum.add(weight(i) * (value - mean) * (value - mean)));
  return sum.value;
}
