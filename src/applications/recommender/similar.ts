import { frobenius } from "../../euclidean.ts";
import type { Dense } from "../../real.ts";
import { type Scored, topN } from "./topN.ts";

/** The n rows nearest to one of them by the angle between them. A row of zeros is at a right angle to all. */
export function similarRows({ rows, columns, data }: Dense, place: number, n: number): Scored[] {
  const row = (i: number) => data.subarray(i * columns, (i + 1) * columns);
  const own = row(place);
  const ownLength = frobenius(own);
  const cosine = (i: number) => {
    const other = row(i);
    const lengths = ownLength * frobenius(other);
    if (lengths === 0) return 0;
    let sum = 0;
    for (let k = 0; k < columns; ++k) sum += own[k] * other[k];
    return Math.min(1, Math.max(-1, sum / lengths));
  };
  return topN(rows, n, cosine, (i) => i === place);
}
