import { describe } from "../../errors.ts";
import type { Matrix } from "../../matrix.ts";
import type { MatrixInput } from "../../matrixInput.ts";
import { part } from "../../progress.ts";
import {
  allocateRanks,
  checkRequest,
  type RankChoice,
  rankFor,
  type RankRequest,
} from "./allocateRanks.ts";
import { assemble, type DecomposedLayer, decomposeLayer } from "./decomposedLayer.ts";
import type { InputOptions } from "./inputRoot.ts";
import { isWeight, type WeightLayoutOptions, type WeightInput } from "./weightInput.ts";

export interface FactorizeOptions extends RankRequest, InputOptions, WeightLayoutOptions {
  /** Of the layer, in y = W x + b; goes with the second factor unchanged. */
  readonly bias?: ArrayLike<number>;
}

export interface FactorizeLayersOptions extends RankRequest, WeightLayoutOptions {
  /** Whether the error of each layer counts relative to its norm when a budget is shared; by default it does not. */
  readonly relative?: boolean;
  /** Samples of the inputs of layers, by name: see `FactorizeOptions`. */
  readonly activations?: Readonly<Record<string, MatrixInput>>;
  readonly secondMoments?: Readonly<Record<string, MatrixInput>>;
  readonly biases?: Readonly<Record<string, ArrayLike<number>>>;
}

/** A layer y = W x + b as two: y = second · (first · x) + b. */
export interface FactorizedLinear {
  /** Weights of the first layer, rank × in. It has no bias. */
  readonly first: Matrix;
  /** Weights of the second layer, out × rank. */
  readonly second: Matrix;
  /** The bias of the second layer, if there was one. */
  readonly bias: ArrayLike<number> | undefined;
  readonly rank: number;
  /** Weights without biases: out · in. */
  readonly parametersBefore: number;
  /** rank · (out + in). */
  readonly parametersAfter: number;
  /**
   * ‖W − second · first‖_F, which is √E ‖y − y′‖² for x of independent entries of variance 1; with `activations`,
   * √Σ ‖y − y′‖² over them. It is what the discarded singular values say.
   */
  readonly error: number;
  /** The same relative to ‖W‖_F, or to √Σ ‖W x‖². */
  readonly relativeError: number;
}

/** A layer that two factors would make larger. */
export interface DenseLinear {
  readonly first: undefined;
  readonly second: undefined;
  readonly parametersBefore: number;
  readonly parametersAfter: number;
  readonly error: 0;
  readonly relativeError: 0;
}

/**
 * Replaces the weights W of a layer y = W x + b, out × in, by two thin factors, so that y ≈ second · (first · x) + b.
 *
 * Without inputs, second · first is the matrix of its rank that is nearest to W (Eckart–Young), split evenly: U√Σ and √Σ Vᵀ.
 * With `activations` X, it is the one with the smallest ‖(W − W′) X‖_F: W′ = Uᵣ Uᵣᵀ W with the left singular vectors of
 * W X, which needs no inverse, and so no full rank of the samples. Costs one `svd`, of W or of a matrix out × in.
 *
 * Several layers by name share a budget: see `budget`. There, a layer that would not become smaller stays as it is.
 *
 * C. Eckart, G. Young, Psychometrika 1 (1936) 211–218. X. Wang et al., SVD-LLM, ICLR 2025, §3.1 (the same minimum by whitening).
 *
 * @param w - A matrix out × in, a kernel `{ shape, data }` (see `layout`), or an object of them by name.
 *
 * @throws {@link RangeError} unless exactly one of `rank`, `energy` and `budget` is given and within its range, or if
 * inputs do not fit. Otherwise the errors of `svd`.
 *
 * @example
 * ```ts
 * import { factorizeLinear } from "wasm-svd";
 *
 * const w = [[2, 0, 0, 0], [0, 2, 0, 0], [0, 0, 0, 1]];
 * const { first, second, error } = factorizeLinear(w, { rank: 2 });
 * first.rows; // 2
 * second.rows; // 3
 * error; // 1
 *
 * // Where the first input is always 0, the first row need not be kept.
 * const activations = [[0, 1, 5, 1], [0, 3, 2, 7]];
 * factorizeLinear(w, { rank: 2, activations }).error; // < 1e-14
 * ```
 */
export function factorizeLinear(w: WeightInput, options: FactorizeOptions): FactorizedLinear;
export function factorizeLinear(
  layers: Readonly<Record<string, WeightInput>>,
  options: FactorizeLayersOptions,
): Record<string, FactorizedLinear | DenseLinear>;
export function factorizeLinear(
  w: WeightInput | Readonly<Record<string, WeightInput>>,
  options: FactorizeOptions | FactorizeLayersOptions,
): FactorizedLinear | Record<string, FactorizedLinear | DenseLinear> {
  const name = "factorizeLinear";
  checkRequest(name, options);
  if (!isWeight(w)) return factorizeLayers(name, w, options as FactorizeLayersOptions);
  const single = options as FactorizeOptions;
  const decomposed = decomposeLayer(name, w, single);
  return assemble(decomposed, rankWithin(name, decomposed, single), single.bias);
}

function factorizeLayers(
  name: string,
  layers: Readonly<Record<string, WeightInput>>,
  options: FactorizeLayersOptions,
): Record<string, FactorizedLinear | DenseLinear> {
  const { activations = {}, secondMoments = {}, biases = {}, relative, layout } = options;
  for (const key of [activations, secondMoments, biases].flatMap((given) => Object.keys(given))) {
    if (!Object.hasOwn(layers, key)) {
      throw new RangeError(`${name}: there is no layer ${JSON.stringify(key)}`);
    }
  }
  const decomposed = Object.entries(layers).map(([key, w], i, all) => {
    const inputs = { activations: activations[key], secondMoment: secondMoments[key] };
    const decompose = () => decomposeLayer(`${name}: ${key}`, w, { ...inputs, layout });
    return [key, part(i, all.length, decompose)] as const;
  });
  const spectra = decomposed.map(([, layer]) => layer);
  const ranks = allocateRanks(name, spectra, options, relative);
  return Object.fromEntries(
    decomposed.map(([key, layer], i) => [key, chosen(layer, ranks[i], biases[key])]),
  );
}

/** The largest rank within the budget, or the one asked for. */
function rankWithin(name: string, layer: DecomposedLayer, request: RankRequest): number {
  const { budget } = request;
  if (budget === undefined) return rankFor(name, layer, request);
  const { rows, columns, s } = layer;
  const allowed = budget <= 1 ? budget * rows * columns : budget;
  const rank = Math.min(s.length, Math.floor(allowed / (rows + columns)));
  if (rank >= 1) return rank;
  throw new RangeError(
    `${name}: rank 1 takes ${rows + columns} weights, the budget is ${describe(Math.floor(allowed))}`,
  );
}

function chosen(
  layer: DecomposedLayer,
  rank: RankChoice,
  bias: ArrayLike<number> | undefined,
): FactorizedLinear | DenseLinear {
  if (rank !== "dense") return assemble(layer, Math.min(rank, layer.s.length), bias);
  const parameters = layer.rows * layer.columns;
  return {
    ...{ first: undefined, second: undefined },
    ...{ parametersBefore: parameters, parametersAfter: parameters },
    ...{ error: 0, relativeError: 0 },
  };
}
