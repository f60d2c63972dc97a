import type { LatentSpace } from "./latentSpace.ts";

/** A direction in which documents differ: what it makes more of on one side, and on the other. */
export interface Topic {
  readonly singularValue: number;
  /** Which part of the variance of the documents it has. */
  readonly explainedVarianceRatio: number;
  /** The terms with the largest weights by magnitude, the largest first; the squares of all weights add up to 1. */
  readonly terms: readonly { readonly term: string; readonly weight: number }[];
}

export function topicsOf(
  { singularValues, components }: LatentSpace,
  ratios: Float64Array,
  featureNames: readonly string[] | undefined,
  count: number,
  words: number,
): Topic[] {
  const shown = Math.min(count, singularValues.length);
  return Array.from({ length: shown }, (_, i) => {
    const weights = components.row(i);
    // A stable sort: equal weights keep the order of their columns.
    const order = Uint32Array.from(weights.keys()).sort(
      (a, b) => Math.abs(weights[b]) - Math.abs(weights[a]),
    );
    return {
      singularValue: singularValues[i],
      explainedVarianceRatio: ratios[i],
      terms: Array.from(order.subarray(0, words), (column) => ({
        term: featureNames ? featureNames[column] : String(column),
        weight: weights[column],
      })),
    };
  });
}
