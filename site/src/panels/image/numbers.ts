import type { Decomposition } from "./decomposition.ts";
import { SQUARES } from "./planes.ts";

/** The most terms that there are. */
export function mostTerms({ svds }: Decomposition): number {
  return svds[0].s.length;
}

/** Terms of each plane if the first gets `rank`: as in `compressImage`, planes of colour get a share, and at full rank all. */
export function ranksAt(decomposition: Decomposition, rank: number, chromaRank: number): number[] {
  const share =
    decomposition.colour === "ycbcr" && rank < mostTerms(decomposition) ? chromaRank : 1;
  return decomposition.svds.map((_, c) => (c === 0 ? rank : Math.ceil(share * rank)));
}

/** What can be said about an approximation without computing it. */
export interface Numbers {
  /** The part of the sum of the squares of all planes that is kept. */
  readonly energy: number;
  /** In decibels, from the singular values left out: before rounding. */
  readonly expectedPsnr: number;
  readonly stored: number;
  /** Numbers of the picture. */
  readonly all: number;
}

export function numbersAt(
  { svds, colour, pixels }: Decomposition,
  ranks: readonly number[],
): Numbers {
  let [left, total, squares, stored] = [0, 0, 0, 0];
  svds.forEach(({ U, s, Vt }, c) => {
    const tails = tailsOf(s);
    left += tails[ranks[c]];
    total += tails[0];
    squares += SQUARES[colour][c] * tails[ranks[c]];
    stored += ranks[c] * (U.rows + Vt.columns + 1);
  });
  const count = pixels.width * pixels.height;
  return {
    energy: total === 0 ? 1 : 1 - left / total,
    expectedPsnr: 10 * Math.log10((3 * count * 255 ** 2) / squares),
    stored,
    all: count * (colour === "grey" ? 1 : 3),
  };
}

/** Σ σᵢ² beyond the first k, for k = 0, 1 …: added from the smallest up to lose no digits. */
export function tailsOf(s: Float32Array): Float64Array {
  const tails = new Float64Array(s.length + 1);
  for (let i = s.length - 1; i >= 0; --i) tails[i] = tails[i + 1] + s[i] ** 2;
  return tails;
}
