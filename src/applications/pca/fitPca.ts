import { requireNoOverflow } from "../../finite.ts";
import { Matrix } from "../../matrix.ts";
import { epsilon, type Real } from "../../real.ts";
import { centered } from "../../sparse/centered.ts";
import type { SparseMatrix } from "../../sparse/sparseMatrix.ts";
import { covarianceAxes, firstAxes, fullAxes, someAxes, tallAxes, type Axes } from "./axes.ts";
import { columnStatistics, standardize, totalSquares, type ColumnStatistics } from "./columns.ts";
import { readSamples, valuesOf, type Samples } from "./data.ts";
import { countForPart, mostProbableDimension } from "./dimension.ts";
import { noiseOf, sumOf, variancesOf, type PrincipalModel } from "./model.ts";
import { chooseSolver, type PCAOptions, type PCASolver } from "./pcaOptions.ts";

/** Rows that are centred at a time. */
const BLOCK = 512;

/** What `PCA` learns from samples, and how it was computed. */
export function fitPca(
  name: string,
  x: Samples,
  options: PCAOptions,
): { model: PrincipalModel; solver: PCASolver } {
  const samples = readSamples(name, x);
  const solver = chooseSolver(name, samples, options);
  const { rows: m, columns: n } = samples;
  const most = Math.min(m, n);
  const { components, scale = false } = options;
  const statistics = columnStatistics(name, samples, scale);
  const total = totalSquares(statistics) / (m - 1);
  const given = typeof components === "number" && components >= 1 ? components : undefined;

  const axes = axesOf(name, samples, statistics, given ?? most, solver, options);
  const { explainedVariance, explainedVarianceRatio } = variancesOf(axes.s, m, total);
  requireNoOverflow(name, { rows: 1, columns: axes.s.length, data: explainedVariance });
  const k = given ?? countOf(components, explainedVariance, total, m);
  const kept = firstAxes(axes, k);
  const rounding = (axes.rounding / (m - 1)) * axes.rounding;
  // Of a few axes, the variance that is left over is a difference, whose digits cancel.
  const noiseVariance =
    axes.s.length === most
      ? noiseOf(sumOf(explainedVariance.subarray(k)), most - k, rounding)
      : noiseOf(total - sumOf(explainedVariance), most - k, most * epsilon(axes.s) * total);
  return {
    solver,
    model: {
      components: kept.Vt,
      explainedVariance: explainedVariance.slice(0, k),
      explainedVarianceRatio: explainedVarianceRatio.slice(0, k),
      singularValues: kept.s,
      mean: statistics.mean,
      scale: statistics.scale,
      noiseVariance,
      rounding,
      samples: m,
    },
  };
}

function axesOf(
  name: string,
  samples: Matrix | SparseMatrix,
  standard: ColumnStatistics,
  k: number,
  solver: PCASolver,
  { seed, tolerance, reproducible }: PCAOptions,
): Axes {
  if (solver === "full" && samples instanceof Matrix && samples.rows > samples.columns) {
    return tallAxes(name, samples, standardRows(name, samples, standard), { reproducible });
  }
  const like = valuesOf(samples);
  const { mean, scale } = standard;
  const a =
    samples instanceof Matrix
      ? standardize(name, samples, standard)
      : centered(samples, scale ? { mean, scale } : { mean });
  if (solver === "full") return fullAxes(name, a as Matrix, { reproducible });
  if (solver === "covariance") return covarianceAxes(name, a, like, { reproducible });
  const request = {
    k,
    method: solver,
    ...(seed !== undefined && { seed }),
    ...(tolerance !== undefined && { tolerance }),
    ...(reproducible !== undefined && { reproducible }),
  };
  return someAxes(
    name,
    a,
    like,
    request,
    samples instanceof Matrix ? 1 : lossOf(samples, standard),
  );
}

/** Samples centred and scaled, some rows at a time: no copy of them all. */
function* standardRows(name: string, x: Matrix, standard: ColumnStatistics): Iterable<Matrix> {
  const { rows, columns, data } = x;
  for (let first = 0; first < rows; first += BLOCK) {
    const count = Math.min(BLOCK, rows - first);
    const part = data.subarray(first * columns, (first + count) * columns);
    yield standardize(name, new Matrix(count, columns, part), standard);
  }
}

/** What is taken off sparse samples in each product, relative to what is left. */
function lossOf({ rows }: SparseMatrix, { mean, scale, squares }: ColumnStatistics): number {
  let taken = 0;
  let left = 0;
  for (let j = 0; j < mean.length; ++j) {
    const square = scale ? scale[j] * scale[j] : 1;
    taken += (rows * mean[j] * mean[j]) / square;
    left += squares[j] / square;
  }
  return left > 0 ? 1 + Math.sqrt(taken / left) : 1;
}

/** How many components there are to keep, of all. */
function countOf(
  components: PCAOptions["components"],
  variances: Real,
  total: number,
  samples: number,
): number {
  if (components === undefined) return variances.length;
  return components === "mle"
    ? mostProbableDimension(variances, samples)
    : countForPart(variances, total, components);
}
