import { countKept } from "../../approximation/truncation.ts";
import { svdvals } from "../../decompositions/svdvals.ts";
import { part } from "../../progress.ts";
import type { Real } from "../../real.ts";
import { conditionOf, cumulativeEnergy, normOf } from "../../solvers/spectrum.ts";
import { rankOf } from "../../solvers/tolerance.ts";
import { type NoiseEstimate, noiseOf } from "./marchenkoPastur.ts";
import { type PowerLaw, powerLawOf } from "./tailExponent.ts";
import {
  isWeight,
  type WeightLayoutOptions,
  type TensorSource,
  type WeightInput,
  weightMatrix,
} from "./weightInput.ts";

export interface AnalyzeOptions extends WeightLayoutOptions {
  /** Parts of Σ σ² of which to say how many singular values hold them: by default 0.9, 0.95 and 0.99. */
  readonly energies?: readonly number[];
  /** Singular values up to `tolerance` · σ₁ count as zero: see `rank`. */
  readonly tolerance?: number;
}

/** What the singular values of the weights of a layer say. */
export interface WeightAnalysis {
  /** Outputs of the layer. */
  readonly rows: number;
  /** Inputs of the layer; for a convolution, times the size of its kernel. */
  readonly columns: number;
  /** rows · columns. */
  readonly parameters: number;
  /** All of them, largest first. */
  readonly singularValues: Real;
  /** σ₁: how much the layer can lengthen an input. */
  readonly spectralNorm: number;
  /** √Σ σ². */
  readonly frobeniusNorm: number;
  /** How many do not count as zero. */
  readonly rank: number;
  /** ‖W‖_F² / ‖W‖₂², from 1 to the rank: it hardly changes where small values do. */
  readonly stableRank: number;
  /** exp of the entropy of σ / Σ σ, from 1 to the rank (O. Roy, M. Vetterli, The effective rank, EUSIPCO 2007, (5)). */
  readonly effectiveRank: number;
  /** σ₁ / σₖ. */
  readonly condition: number;
  /** For each of `energies`, the fewest values that hold it. */
  readonly energyRanks: readonly { readonly energy: number; readonly rank: number }[];
  /** What stands out of white noise. */
  readonly noise: NoiseEstimate;
  /** The power law of the largest eigenvalues of WᵀW; undefined for fewer than ten. */
  readonly powerLaw: PowerLaw | undefined;
}

/**
 * Says what the singular values of the weights of layers tell about them: norms, ranks of several kinds, what stands out
 * of noise, and the power law of the tail. Costs one `svdvals` for each layer.
 *
 * @param w - A matrix out × in, a kernel `{ shape, data }` (see `layout`), or an object of them by name.
 * @returns The analysis, or an object of them by name.
 *
 * @throws {@link TypeError} if weights have fewer than two dimensions.
 * @throws {@link NonFiniteError} if an entry is NaN or ±Infinity. Otherwise the errors of `svdvals`.
 *
 * @example
 * ```ts
 * import { analyzeWeights } from "wasm-svd";
 *
 * const { stableRank, effectiveRank, energyRanks } = analyzeWeights([[4, 0], [0, 3]]);
 * stableRank; // 1.5625
 * effectiveRank; // ≈ 1.98
 * energyRanks[0]; // { energy: 0.9, rank: 2 }
 * ```
 */
export function analyzeWeights(w: WeightInput, options?: AnalyzeOptions): WeightAnalysis;
export function analyzeWeights(
  layers: Readonly<Record<string, WeightInput>>,
  options?: AnalyzeOptions,
): Record<string, WeightAnalysis>;
export function analyzeWeights(
  w: WeightInput | Readonly<Record<string, WeightInput>>,
  options: AnalyzeOptions = {},
): WeightAnalysis | Record<string, WeightAnalysis> {
  if (isWeight(w)) return analyze("analyzeWeights", w, options);
  const named = Object.entries(w).map(([name, weights], i, all) => {
    const analyzed = () => analyze(`analyzeWeights: ${name}`, weights, options);
    return [name, part(i, all.length, analyzed)] as const;
  });
  return Object.fromEntries(named);
}

export interface AnalyzeLayersOptions extends AnalyzeOptions {
  /** Which tensors; by default all of two dimensions and more. */
  readonly only?: RegExp;
}

/**
 * The same for a network that does not fit into memory, one tensor at a time.
 *
 * @param source - Such as a `SafetensorsFile` of `wasm-svd/io`.
 * @returns An async iterable of names and analyses. Tensors of fewer than two dimensions are passed over.
 *
 * @example
 * ```ts
 * import { analyzeLayers } from "wasm-svd";
 * import { openSafetensors, writeSafetensors } from "wasm-svd/io";
 *
 * const w = { shape: [2, 2], data: Float32Array.of(2, 0, 0, 1) };
 * const file = await openSafetensors(writeSafetensors({ w, bias: Float32Array.of(1, 2) }));
 * for await (const { name, stableRank } of analyzeLayers(file)) {
 *   name; // "w"
 *   stableRank; // 1.25
 * }
 * ```
 */
export async function* analyzeLayers(
  source: TensorSource,
  { only, ...options }: AnalyzeLayersOptions = {},
): AsyncGenerator<WeightAnalysis & { readonly name: string }, void, undefined> {
  for (const name of source.names) {
    if (only && !matches(only, name)) continue;
    const tensor = await source.tensor(name);
    if (tensor.shape.length < 2) continue;
    yield { name, ...analyze(`analyzeLayers: ${name}`, tensor, options) };
  }
}

/** Also for expressions with the flags g and y, which remember where they stopped. */
export function matches(expression: RegExp, name: string): boolean {
  expression.lastIndex = 0;
  return expression.test(name);
}

function analyze(
  subject: string,
  w: WeightInput,
  { energies = [0.9, 0.95, 0.99], tolerance, ...layout }: AnalyzeOptions,
): WeightAnalysis {
  const matrix = weightMatrix(subject, w, layout);
  const { rows, columns } = matrix;
  const s = svdvals(matrix);
  return {
    rows,
    columns,
    parameters: rows * columns,
    singularValues: s,
    spectralNorm: normOf(subject, s, 2),
    frobeniusNorm: normOf(subject, s, "fro"),
    rank: rankOf(subject, rows, columns, s, tolerance),
    stableRank: cumulativeEnergy(s)[s.length],
    effectiveRank: effectiveRank(s),
    condition: s.length > 0 ? conditionOf(subject, s) : 1,
    energyRanks: energies.map((energy) => ({
      energy,
      rank: countKept(subject, rows, columns, s, { energy }),
    })),
    noise: noiseOf(rows, columns, s),
    powerLaw: powerLawOf(s),
  };
}

function effectiveRank(s: Real): number {
  if (!(s[0] > 0)) return 0;
  // In units of σ₁: the sum may overflow otherwise.
  const parts = Float64Array.from(s, (sigma) => sigma / s[0]);
  const sum = parts.reduce((sum, part) => sum + part, 0);
  const entropy = parts.reduce((entropy, part) => {
    return part > 0 ? entropy - (part / sum) * Math.log(part / sum) : entropy;
  }, 0);
  return Math.exp(entropy);
}
