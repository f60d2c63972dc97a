/** A place, and how good it is. */
export interface Scored {
  readonly place: number;
  readonly score: number;
}

/** The n places with the largest scores, the largest first, and of equal ones the first; without those to skip. */
export function topN(
  count: number,
  n: number,
  score: (place: number) => number,
  skip: (place: number) => boolean,
): Scored[] {
  const best: Scored[] = [];
  for (let place = 0; place < count && n > 0; ++place) {
    if (skip(place)) continue;
    const one = { place, score: score(place) };
    if (best.length === n && one.score <= best[n - 1].score) continue;
    let at = best.length;
    while (at > 0 && best[at - 1].score < one.score) --at;
    best.splice(at, 0, one);
    if (best.length > n) best.pop();
  }
  return best;
}
