import type { Side } from "../../../approximation/ratings/fitFactors.ts";
import type { SVD } from "../../../factors.ts";
import { zerosLike, type Real } from "../../../real.ts";
import type { RatingModel } from "../model.ts";

/** A model of biases, and the first `rank` triplets of a decomposition on top: √Σ goes to either side. */
export function withTriplets<T extends Real>(
  base: RatingModel<T>,
  { U, s, Vt }: SVD,
  rank: number,
): RatingModel<T> {
  const k = Math.min(rank, s.length);
  const roots = Array.from(s.subarray(0, k), Math.sqrt);
  const side = ({ biases }: Side<T>, entry: (i: number, j: number) => number): Side<T> => {
    const rows = biases.length;
    const data = zerosLike(biases, rows * k);
    for (let i = 0; i < rows; ++i) {
      for (let j = 0; j < k; ++j) data[i * k + j] = roots[j] * entry(i, j);
    }
    return { factors: { rows, columns: k, data }, biases };
  };
  return {
    mean: base.mean,
    users: side(base.users, (i, j) => U.get(i, j)),
    items: side(base.items, (i, j) => Vt.get(j, i)),
  };
}
