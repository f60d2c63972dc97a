import { cornerOf } from "./corner.ts";
import type { SpectralSystem } from "./spectralSystem.ts";
import { smallestAt } from "./smallestAt.ts";

/** The solutions that a method has for a system, by its parameter. */
export interface Family {
  /** Those that a curve is drawn through. */
  readonly parameters: Float64Array;
  /** The one that regularizes least. */
  readonly weakest: number;
  /** What x keeps of each term of the sum over singular values, from 0 to 1. */
  filters(parameter: number): Float64Array;
  residualNorm(this: void, parameter: number): number;
  solutionNorm(this: void, parameter: number): number;
  gcv(this: void, parameter: number): number;
  curvature?(this: void, parameter: number): number;
  minimumOfGcv(): number;
  corner(): number;
  /** The strongest parameter whose residual is no longer than the noise. */
  discrepancy(noise: number): number;
  check(name: string, parameter: number): number;
}

/** Places of the grid over λ. */
const POINTS = 200;

/** As far below σ₁ the grid starts where singular values reach as far. */
const FLOOR = 16 * 2 ** -52;

/** Truncation after k terms. */
export function tsvdFamily(system: SpectralSystem): Family {
  const { rows: m, rank, s, beta, outside } = system;
  const residuals = new Float64Array(rank + 1);
  residuals[rank] = outside;
  for (let k = rank; k > 0; --k) residuals[k - 1] = residuals[k] + beta[k - 1] ** 2;
  const solutions = new Float64Array(rank + 1);
  for (let k = 0; k < rank; ++k) solutions[k + 1] = solutions[k] + (beta[k] / s[k]) ** 2;
  const parameters = Float64Array.from({ length: rank }, (_, k) => k + 1);
  const residualNorm = (k: number) => Math.sqrt(residuals[k]);
  const solutionNorm = (k: number) => Math.sqrt(solutions[k]);
  const gcv = (k: number) => (k < m ? (m * residuals[k]) / (m - k) ** 2 : Infinity);
  return {
    parameters,
    weakest: rank,
    filters: (k) => new Float64Array(k).fill(1),
    residualNorm,
    solutionNorm,
    gcv,
    minimumOfGcv: () => parameters[smallestAt(parameters.map(gcv))],
    corner: () => {
      // Where nothing but rounding remains of b, the curve falls off to the left.
      const points = parameters.filter(
        (k) => k < m && residualNorm(k) > 2 ** -40 * residualNorm(0),
      );
      return points[cornerOf(points.map(residualNorm), points.map(solutionNorm))] ?? 1;
    },
    discrepancy: (noise) => parameters.find((k) => residualNorm(k) <= noise) ?? rank,
    check: (name, k) => {
      if (Number.isInteger(k) && k >= 1 && k <= rank) return k;
      throw new RangeError(`${name}: expected an integer from 1 to ${rank}, the rank, got ${k}`);
    },
  };
}

/** Tikhonov's method, by λ. */
export function tikhonovFamily(system: SpectralSystem): Family {
  const { rows: m, rank, s, beta, outside } = system;
  const filters = (lambda: number) =>
    Float64Array.from({ length: rank }, (_, i) => 1 / (1 + lambda / s[i] / s[i]));
  const sum = (lambda: number, term: (filter: number, i: number) => number) =>
    filters(lambda).reduce((total, filter, i) => total + term(filter, i), 0);
  const residual = (lambda: number) =>
    outside + sum(lambda, (filter, i) => ((1 - filter) * beta[i]) ** 2);
  const solution = (lambda: number) => sum(lambda, (filter, i) => ((filter * beta[i]) / s[i]) ** 2);
  const gcv = (lambda: number) => {
    const free = m - rank + sum(lambda, (filter) => 1 - filter);
    return (m * residual(lambda)) / free ** 2;
  };
  const curvature = (lambda: number) => {
    const root = Math.sqrt(lambda);
    const [rho, eta] = [residual(lambda), solution(lambda)];
    const slope =
      (-4 / root) * sum(lambda, (filter, i) => (1 - filter) * ((filter * beta[i]) / s[i]) ** 2);
    const top = lambda * slope * rho + 2 * root * eta * rho + lambda * lambda * eta * slope;
    return ((-2 * eta * rho) / slope) * (top / (lambda * lambda * eta * eta + rho * rho) ** 1.5);
  };
  const lowest = Math.max(s[rank - 1], FLOOR * s[0]);
  const parameters = Float64Array.from({ length: POINTS }, (_, i) => {
    return (s[0] * (lowest / s[0]) ** (1 - i / (POINTS - 1))) ** 2;
  });
  return {
    parameters,
    weakest: 0,
    filters,
    residualNorm: (lambda) => Math.sqrt(residual(lambda)),
    solutionNorm: (lambda) => Math.sqrt(solution(lambda)),
    gcv,
    curvature,
    minimumOfGcv: () => minimize(parameters, gcv),
    corner: () => minimize(parameters, (lambda) => -curvature(lambda)),
    discrepancy: (noise) => {
      let [low, high] = [0, s[0] ** 2];
      while (residual(high) <= noise * noise) [low, high] = [high, 4 * high];
      // Down to neighbouring numbers.
      for (;;) {
        const middle = low > 0 ? Math.sqrt(low) * Math.sqrt(high) : high * 2 ** -20;
        if (!(middle > low && middle < high) || middle < s[0] ** 2 * 2 ** -200) return low;
        if (residual(middle) <= noise * noise) low = middle;
        else high = middle;
      }
    },
    check: (name, lambda) => {
      if (lambda >= 0 && lambda < Infinity) return lambda;
      throw new RangeError(`${name}: expected λ to be a number >= 0, got ${lambda}`);
    },
  };
}

/** The smallest of the values on a grid, and by golden sections between its neighbours (in logarithms). */
function minimize(grid: Float64Array, f: (x: number) => number): number {
  const at = smallestAt(grid.map(f));
  let low = Math.log(grid[Math.max(0, at - 1)]);
  let high = Math.log(grid[Math.min(grid.length - 1, at + 1)]);
  const golden = (Math.sqrt(5) - 1) / 2;
  for (let step = 0; step < 40; ++step) {
    const [left, right] = [high - golden * (high - low), low + golden * (high - low)];
    if (f(Math.exp(left)) <= f(Math.exp(right))) high = right;
    else low = left;
  }
  const refined = Math.exp((low + high) / 2);
  return f(refined) < f(grid[at]) ? refined : grid[at];
}
