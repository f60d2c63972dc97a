import { countKept } from "../../approximation/truncation.ts";
import { describe } from "../../errors.ts";
import type { Real } from "../../real.ts";

/** How far to factorize. Exactly one of them. */
export interface RankRequest {
  /** The rank of each layer, at most the smaller of its sides. */
  readonly rank?: number;
  /** As many singular values of each layer as hold this part of Σ σ², above 0 and up to 1. */
  readonly energy?: number;
  /** Weights of all layers together: up to 1 as a part of those before, above 1 as their number. */
  readonly budget?: number;
}

/** A layer, as far as its rank is concerned. */
export interface LayerSpectrum {
  readonly rows: number;
  readonly columns: number;
  /** All singular values, largest first. */
  readonly s: Real;
}

/** A rank, or that the layer stays as it is. */
export type RankChoice = number | "dense";

/** @throws {@link RangeError} unless exactly one request is there, and within its range. */
export function checkRequest(name: string, { rank, energy, budget }: RankRequest): void {
  const given = Object.entries({ rank, energy, budget }).filter(([, value]) => value !== undefined);
  if (given.length !== 1) {
    throw new RangeError(
      `${name}: expected one of rank, energy and budget, got ${given.map(([key]) => key).join(", ") || "none"}`,
    );
  }
  const [[key, value]] = given;
  const holds =
    key === "rank" ? Number.isSafeInteger(value) && value! >= 1 : value! > 0 && value! < Infinity;
  if (holds && !(key === "energy" && value! > 1)) return;
  const expected = { rank: "an integer >= 1", energy: "above 0 and up to 1", budget: "above 0" };
  throw new RangeError(
    `${name}: expected ${key} to be ${expected[key as keyof typeof expected]}, got ${describe(value)}`,
  );
}

/**
 * The rank of a layer alone, which is 1 at least.
 *
 * @throws {@link RangeError} if it has fewer singular values.
 */
export function rankFor(name: string, layer: LayerSpectrum, { rank, energy }: RankRequest): number {
  const { rows, columns, s } = layer;
  const most = s.length;
  if (rank !== undefined) {
    if (rank <= most) return rank;
    throw new RangeError(`${name}: expected a rank of at most ${most}, got ${rank}`);
  }
  return Math.min(most, Math.max(1, countKept(name, rows, columns, s, { energy: energy ?? 1 })));
}

/**
 * Chooses the ranks of several layers. Of a layer out × in, rank r takes r · (out + in) weights; where that is not fewer than
 * out · in, the layer stays as it is. With a budget, Σ of the discarded σ² over all layers is made small: the next singular
 * values are always those with the largest Σ σ² for the weights that they take, along the concave hulls of what the layers
 * keep against what they take, which is optimal up to the last step; what remains is filled up.
 *
 * @param relative - Whether the error of each layer counts relative to its norm.
 * @throws {@link RangeError} if the budget does not suffice for rank 1 in each layer.
 */
export function allocateRanks(
  name: string,
  layers: readonly LayerSpectrum[],
  request: RankRequest,
  relative = false,
): RankChoice[] {
  checkRequest(name, request);
  const { budget } = request;
  if (budget === undefined) {
    return layers.map((layer) => {
      const most = Math.min(request.rank ?? Infinity, layer.s.length);
      const rank = request.rank === undefined ? rankFor(name, layer, request) : most;
      return rank * (layer.rows + layer.columns) < layer.rows * layer.columns ? rank : "dense";
    });
  }
  const before = layers.reduce((sum, { rows, columns }) => sum + rows * columns, 0);
  const allowed = budget <= 1 ? budget * before : budget;
  const choices = layers.map((layer) => choicesOf(layer, relative));
  const taken = choices.map(() => 0);
  let left = allowed - choices.reduce((sum, points) => sum + points[0].cost, 0);
  if (left < 0) {
    throw new RangeError(
      `${name}: rank 1 in each layer takes ${allowed - left} weights, the budget is ${Math.floor(allowed)}`,
    );
  }
  const stuck = new Set<number>();
  for (const { layer, to } of steps(choices)) {
    if (stuck.has(layer)) continue;
    const points = choices[layer];
    const from = points[taken[layer]].cost;
    let reached = to;
    while (points[reached].cost - from > left) --reached;
    if (reached < to) stuck.add(layer);
    left -= points[reached].cost - from;
    taken[layer] = reached;
  }
  for (;;) {
    const { layer, to, cost } = bestWithin(choices, taken, left);
    if (to < 0) return choices.map((points, i) => points[taken[i]].rank);
    left -= cost;
    taken[layer] = to;
  }
}

/** A rank of a layer: the weights that it takes, and what it keeps of Σ σ². */
interface Choice {
  readonly rank: RankChoice;
  readonly cost: number;
  readonly kept: number;
}

function choicesOf({ rows, columns, s }: LayerSpectrum, relative: boolean): Choice[] {
  const squares = Float64Array.from(s, (sigma) => sigma * sigma);
  const total = squares.reduce((sum, square) => sum + square, 0);
  const unit = relative && total > 0 ? total : 1;
  const choices: Choice[] = [];
  let kept = 0;
  for (let rank = 1; rank * (rows + columns) < rows * columns; ++rank) {
    // Fewer samples of the input than its size leave fewer values: the others are zero.
    kept += (squares[rank - 1] ?? 0) / unit;
    choices.push({ rank, cost: rank * (rows + columns), kept });
  }
  choices.push({ rank: "dense", cost: rows * columns, kept: Math.max(total / unit, kept) });
  return choices;
}

interface Step {
  readonly layer: number;
  readonly to: number;
  readonly cost: number;
}

/** The edges of the upper hulls of all layers, the steepest first. */
function steps(layers: readonly (readonly Choice[])[]): Step[] {
  const edges = layers.flatMap((points, layer) => {
    const hull: number[] = [];
    points.forEach((_, i) => {
      for (; hull.length > 1; hull.pop()) {
        const [before, last] = hull.slice(-2);
        if (slope(points, before, i) < slope(points, before, last)) break;
      }
      hull.push(i);
    });
    return hull.slice(1).map((to, i) => ({
      layer,
      to,
      cost: points[to].cost - points[hull[i]].cost,
      slope: slope(points, hull[i], to),
    }));
  });
  return edges.sort((a, b) => b.slope - a.slope);
}

function slope(points: readonly Choice[], from: number, to: number): number {
  return (points[to].kept - points[from].kept) / (points[to].cost - points[from].cost);
}

/** Of what the rest of the budget still pays for, what keeps the most; `to` is −1 if it pays for nothing. */
function bestWithin(
  layers: readonly (readonly Choice[])[],
  taken: readonly number[],
  left: number,
): Step {
  let best: Step = { layer: 0, to: -1, cost: 0 };
  let most = 0;
  layers.forEach((points, layer) => {
    const from = points[taken[layer]];
    for (let to = taken[layer] + 1; to < points.length; ++to) {
      const cost = points[to].cost - from.cost;
      if (cost > left) break;
      const gain = points[to].kept - from.kept;
      if (gain > most) [most, best] = [gain, { layer, to, cost }];
    }
  });
  return best;
}
