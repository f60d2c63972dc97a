import { shape } from "../../errors.ts";
import { allFinite, overflow, requireNoOverflow } from "../../finite.ts";
import { Matrix } from "../../matrix.ts";
import { zeros } from "../../real.ts";
import { firstAxes, fullAxes } from "./axes.ts";
import { denseMeans, squaredDeviations, standardize } from "./columns.ts";
import type { EngineOptions } from "./data.ts";
import { noiseOf, sumOf, variancesOf, type PrincipalModel } from "./model.ts";

/** A model that takes in samples by batches. */
export interface GrowingModel extends PrincipalModel {
  /** Σ (xᵢⱼ − meanⱼ)² of each column. */
  readonly squares: Float64Array;
}

/**
 * The model of k components (or as many as there are) of the samples of `before` and those of a batch.
 *
 * With the p samples before as diag(s)·V, the q new ones less their own mean below, and one row more,
 * √(pq/(p + q))·(mean before − mean of the batch), the covariance is that of all: D. Ross, J. Lim, R. Lin, M. Yang, Int. J.
 * Comput. Vis. 77 (2008) 125–141, lemma 1 p 128.
 */
export function update(
  name: string,
  before: GrowingModel | undefined,
  batch: Matrix,
  k: number | undefined,
  options: EngineOptions,
): GrowingModel {
  const { rows: q, columns: n } = batch;
  if (n < (k ?? 1)) {
    const expected = k === undefined ? "a column" : `${k} columns or more, one for each component`;
    throw new RangeError(`${name}: expected ${expected}, got ${shape(q, n)}`);
  }
  const own = denseMeans(batch);
  const centred = standardize(name, batch, { mean: own, scale: undefined });
  const p = before?.samples ?? 0;
  const samples = p + q;
  const step = own.map((mean, j) => mean - (before?.mean[j] ?? 0));
  const mean = step.map((x, j) => (before ? before.mean[j] + x * (q / samples) : own[j]));
  const squares = squaredDeviations(batch, own).map(
    (sum, j) => sum + (before ? before.squares[j] + step[j] * step[j] * (p / samples) * q : 0),
  );
  if (!allFinite(squares)) throw overflow(name, "a variance");
  const stack = before ? stacked(before, centred, step, Math.sqrt((p / samples) * q)) : centred;
  const axes = fullAxes(name, stack, options);

  const total = sumOf(squares) / Math.max(1, samples - 1);
  const { explainedVariance, explainedVarianceRatio } = variancesOf(axes.s, samples, total);
  requireNoOverflow(name, { rows: 1, columns: axes.s.length, data: explainedVariance });
  const kept = Math.min(k ?? n, samples, axes.s.length);
  const { s, Vt } = firstAxes(axes, kept);
  const rounding = (axes.rounding / Math.max(1, samples - 1)) * axes.rounding;
  const left = sumOf(explainedVariance.subarray(kept));
  return {
    components: Vt,
    explainedVariance: explainedVariance.slice(0, kept),
    explainedVarianceRatio: explainedVarianceRatio.slice(0, kept),
    singularValues: s,
    mean,
    scale: undefined,
    noiseVariance: noiseOf(left, axes.s.length - kept, rounding),
    rounding,
    samples,
    squares,
  };
}

/** [diag(s)·V; centred; factor·step]. */
function stacked(
  { components, singularValues }: GrowingModel,
  centred: Matrix,
  step: Float64Array,
  factor: number,
): Matrix {
  const { rows: k, columns: n } = components;
  const rows = k + centred.rows + 1;
  // A batch in single precision is decomposed so: double, if it or one before it was.
  const double = components.dtype === "float64" || centred.dtype === "float64";
  const data = zeros(double ? "float64" : "float32", rows * n);
  for (let at = 0; at < k * n; ++at) {
    data[at] = components.data[at] * singularValues[Math.floor(at / n)];
  }
  data.set(centred.data, k * n);
  step.forEach((x, j) => (data[(rows - 1) * n + j] = factor * x));
  return new Matrix(rows, n, data);
}
