import { logarithm } from "../../random.ts";

/**
 * Root of the mean squared difference of two lists.
 *
 * @throws {@link RangeError} if they are empty, or of different lengths.
 *
 * @example
 * ```ts
 * import { rmse } from "wasm-svd";
 *
 * rmse([4, 2, 5], [3, 2, 3]); // ≈ 1.29099
 * ```
 */
export function rmse(actual: ArrayLike<number>, predicted: ArrayLike<number>): number {
  return Math.sqrt(mean("rmse", actual, predicted, (difference) => difference * difference));
}

/**
 * Mean absolute difference of two lists.
 *
 * @throws {@link RangeError} if they are empty, or of different lengths.
 *
 * @example
 * ```ts
 * import { mae } from "wasm-svd";
 *
 * mae([4, 2, 5], [3, 2, 3]); // 1
 * ```
 */
export function mae(actual: ArrayLike<number>, predicted: ArrayLike<number>): number {
  return mean("mae", actual, predicted, Math.abs);
}

/**
 * The part of the first k recommendations that is relevant.
 *
 * @param ranked - What is recommended, the best first. Fewer than k count as k.
 * @param k - 10 by default.
 *
 * @example
 * ```ts
 * import { precisionAtK } from "wasm-svd";
 *
 * precisionAtK(["a", "b", "c", "d"], new Set(["a", "d", "e"]), 4); // 0.5
 * ```
 */
export function precisionAtK<I>(ranked: readonly I[], relevant: ReadonlySet<I>, k = 10): number {
  return hits("precisionAtK", ranked, relevant, k) / k;
}

/**
 * The part of what is relevant that is among the first k recommendations; 0 if nothing is relevant.
 *
 * @example
 * ```ts
 * import { recallAtK } from "wasm-svd";
 *
 * recallAtK(["a", "b", "c"], new Set(["a", "c", "d", "e"]), 2); // 0.25
 * ```
 */
export function recallAtK<I>(ranked: readonly I[], relevant: ReadonlySet<I>, k = 10): number {
  const found = hits("recallAtK", ranked, relevant, k);
  return relevant.size === 0 ? 0 : found / relevant.size;
}

/**
 * Normalized discounted cumulative gain: relevant items count by 1/log₂(1 + place), relative to the best order; 0 if nothing
 * is relevant.
 *
 * K. Järvelin, J. Kekäläinen, Cumulated gain-based evaluation of IR techniques, ACM Trans. Inf. Syst. 20 (2002) 422–446.
 *
 * @example
 * ```ts
 * import { ndcgAtK } from "wasm-svd";
 *
 * ndcgAtK(["a", "b"], new Set(["a"]), 2); // 1
 * ndcgAtK(["b", "a"], new Set(["a"]), 2); // ≈ 0.63093
 * ```
 */
export function ndcgAtK<I>(ranked: readonly I[], relevant: ReadonlySet<I>, k = 10): number {
  checkK("ndcgAtK", k);
  let gain = 0;
  let best = 0;
  for (let place = 0; place < k; ++place) {
    // −1/ln: the base of the logarithm is in both sums.
    const weight = -1 / logarithm(1 / (place + 2));
    if (place < ranked.length && relevant.has(ranked[place])) gain += weight;
    if (place < relevant.size) best += weight;
  }
  return best === 0 ? 0 : gain / best;
}

function hits<I>(name: string, ranked: readonly I[], relevant: ReadonlySet<I>, k: number): number {
  checkK(name, k);
  return ranked.slice(0, k).filter((item) => relevant.has(item)).length;
}

function checkK(name: string, k: number): void {
  if (Number.isInteger(k) && k >= 1) return;
  throw new RangeError(`${name}: expected k to be an integer >= 1, got ${k}`);
}

function mean(
  name: string,
  actual: ArrayLike<number>,
  predicted: ArrayLike<number>,
  cost: (difference: number) => number,
): number {
  const { length } = actual;
  if (length === 0 || predicted.length !== length) {
    throw new RangeError(
      `${name}: expected two lists of one length >= 1, got ${length} and ${predicted.length}`,
    );
  }
  let sum = 0;
  for (let i = 0; i < length; ++i) sum += cost(actual[i] - predicted[i]);
  return sum / length;
}
