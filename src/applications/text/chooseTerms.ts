import { sortByCodePoints } from "./codePoints.ts";
import type { TermCounts } from "./countTerms.ts";
import type { CountSettings } from "./vectorizerOptions.ts";

/**
 * Returns the terms that are neither too rare nor too frequent, in the order of their code points.
 *
 * @param terms - By their columns in `counted`.
 */
export function chooseTerms(
  name: string,
  terms: readonly string[],
  { rowStarts, columns, counts }: TermCounts,
  { minDf, maxDf, maxFeatures, binary }: CountSettings,
): string[] {
  if (terms.length === 0) {
    throw new RangeError(
      `${name}: expected documents with words, got none; are all of them stop words?`,
    );
  }
  const documents = rowStarts.length - 1;
  const [least, most] = [minDf, maxDf].map((df) => (df < 1 ? df * documents : df));
  if (most < least) {
    throw new RangeError(
      `${name}: maxDf ${maxDf} of ${documents} documents are fewer than minDf ${minDf}`,
    );
  }
  const frequencies = new Uint32Array(terms.length);
  const occurrences = new Float64Array(terms.length);
  columns.forEach((column, k) => {
    ++frequencies[column];
    occurrences[column] += binary ? 1 : counts[k];
  });
  const kept = new Map<string, number>();
  terms.forEach((term, column) => {
    const frequency = frequencies[column];
    if (frequency >= least && frequency <= most) kept.set(term, occurrences[column]);
  });
  if (kept.size === 0) {
    const range = most < Infinity ? `${least} to ${most}` : `at least ${least}`;
    throw new RangeError(
      `${name}: none of ${terms.length} terms is in ${range} of ${documents} documents; lower minDf or raise maxDf`,
    );
  }
  const sorted = sortByCodePoints([...kept.keys()]);
  if (sorted.length <= maxFeatures) return sorted;
  const byOccurrence = sorted.sort((a, b) => kept.get(b)! - kept.get(a)!);
  return sortByCodePoints(byOccurrence.slice(0, maxFeatures));
}
