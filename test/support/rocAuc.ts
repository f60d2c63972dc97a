/**
 * The area under the ROC curve: the part of the pairs of one of each kind in which the positive one has the larger score, ties
 * counting half.
 */
export function rocAuc(negatives: readonly number[], positives: readonly number[]): number {
  let sum = 0;
  for (const p of positives) for (const n of negatives) sum += p > n ? 1 : p === n ? 0.5 : 0;
  return sum / (negatives.length * positives.length);
}
