import { Matrix } from "../../matrix.ts";
import { multiply } from "../../multiply.ts";
import { standardize } from "./columns.ts";
import { denseRows, readSamples, type EngineOptions, type Samples } from "./data.ts";
import type { Real } from "../../real.ts";
import type { PrincipalModel } from "./model.ts";

/*
 * Probabilistic PCA: samples are normally distributed about the mean, with the variances of the components along these, and
 * in each direction orthogonal to them with the noise variance σ². No variance is less than that.
 *
 * M. Tipping, C. Bishop, Probabilistic principal component analysis, J. R. Stat. Soc. B 61 (1999) 611–622, §3.
 * C. Bishop, Pattern Recognition and Machine Learning (2006), §12.2.1.
 */

/** Rows whose likelihood is computed at a time. */
const BLOCK = 1024;

/** Wᵀ·diag(λ − σ²)·W + σ²·I, n × n. */
export function covarianceOf<R extends Real>(
  model: PrincipalModel,
  options: EngineOptions,
): Matrix<R> {
  const { noiseVariance } = model;
  return gaussian(
    model,
    variancesOf(model).map((lambda) => lambda - noiseVariance),
    noiseVariance,
    options,
  );
}

/**
 * The inverse of the covariance, from the same axes: Wᵀ·diag(1/λ − 1/σ²)·W + I/σ².
 *
 * @throws {@link RangeError} if there is none.
 */
export function precisionOf<R extends Real>(
  name: string,
  model: PrincipalModel,
  options: EngineOptions,
): Matrix<R> {
  const variances = variancesOf(model);
  checkRegular(name, model, variances);
  const inverse = hasNoise(model) ? 1 / model.noiseVariance : 0;
  return gaussian(
    model,
    variances.map((lambda) => 1 / lambda - inverse),
    inverse,
    options,
  );
}

/**
 * ln p(x) of each sample, in double precision.
 *
 * @throws {@link RangeError} if the covariance is singular.
 */
export function logLikelihoods(
  name: string,
  model: PrincipalModel,
  x: Samples,
  options: EngineOptions,
): Float64Array {
  const { components, noiseVariance } = model;
  const n = components.columns;
  const samples = readSamples(name, x, n);
  const variances = variancesOf(model);
  checkRegular(name, model, variances);
  const noise = hasNoise(model);
  let constant = n * Math.log(2 * Math.PI);
  for (const lambda of variances) constant += Math.log(lambda);
  if (noise) constant += (n - variances.length) * Math.log(noiseVariance);

  const result = new Float64Array(samples.rows);
  for (let first = 0; first < samples.rows; first += BLOCK) {
    const rows = denseRows(samples, first, Math.min(samples.rows, first + BLOCK));
    const centred = standardize(name, rows, model);
    const z = multiply(centred, components.transpose(), options);
    // What is left of the samples off the axes: their lengths less those of z would cancel.
    const inside = noise ? multiply(z, components, options) : undefined;
    for (let i = 0; i < rows.rows; ++i) {
      let distance = 0;
      z.row(i).forEach((entry, k) => (distance += (entry / variances[k]) * entry));
      if (inside) {
        const within = inside.row(i);
        let square = 0;
        centred.row(i).forEach((entry, j) => (square += (entry - within[j]) ** 2));
        distance += square / noiseVariance;
      }
      result[first + i] = -(constant + distance) / 2;
    }
  }
  return result;
}

/** The variances along the components, of which none is less than the noise. */
function variancesOf({ explainedVariance, noiseVariance }: PrincipalModel): Float64Array {
  return Float64Array.from(explainedVariance, (lambda) => Math.max(lambda, noiseVariance));
}

/** Whether there are directions orthogonal to all components. */
function hasNoise({ components }: PrincipalModel): boolean {
  return components.rows < components.columns;
}

/** Wᵀ·diag(weights)·W + σ·I. */
function gaussian<R extends Real>(
  { components }: PrincipalModel,
  weights: Float64Array,
  sigma: number,
  { reproducible }: EngineOptions,
): Matrix<R> {
  const { rows: k, columns: n } = components;
  const weighted = new Matrix(
    k,
    n,
    components.data.map((x, at) => x * weights[Math.floor(at / n)]),
  );
  const result = multiply(components.transpose(), weighted, { reproducible });
  for (let i = 0; i < n; ++i) result.data[i * (n + 1)] += sigma;
  return result as Matrix<R>;
}

function checkRegular(name: string, model: PrincipalModel, variances: Float64Array): void {
  const flat = variances.findIndex((lambda) => !(lambda > model.rounding));
  if (flat < 0 && !(hasNoise(model) && model.noiseVariance === 0)) return;
  const what = flat < 0 ? "the noise variance" : `the variance of component ${flat}`;
  const remedy = flat < 0 ? "take fewer components" : `take fewer than ${flat + 1} components`;
  throw new RangeError(
    `${name}: ${what} is 0 but for rounding, so the covariance has no inverse; ${remedy}, or leave out constant columns`,
  );
}
