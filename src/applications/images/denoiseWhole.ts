import { knownNoiseFactor, marchenkoPasturMedian } from "../../approximation/gavishDonoho.ts";
import { svd } from "../../decompositions/svd.ts";
import type { Matrix } from "../../matrix.ts";
import type { Real } from "../../real.ts";
import type { DenoiseOptions } from "./denoise.ts";

/** What was found out about a matrix, and done with it. */
export interface Denoising {
  /** The standard deviation of the noise, as given or as estimated. */
  readonly noise: number;
  /** Singular values up to here count as noise. */
  readonly threshold: number;
  /** How many were kept; with `"patches"`, of a group on average. */
  readonly rank: number;
}

/** Keeps the singular values that stand out of the noise: of the whole matrix. */
export function denoiseWhole<T extends Real>(
  a: Matrix<T>,
  { noise, reproducible }: DenoiseOptions,
): Denoising & { readonly matrix: Matrix<T> } {
  const factors = svd(a, { reproducible });
  const { s } = factors;
  const longer = Math.max(a.rows, a.columns);
  const beta = s.length / longer;
  const sigma =
    noise ?? (s.length === 0 ? 0 : median(s) / Math.sqrt(longer * marchenkoPasturMedian(beta)));
  const threshold = s.length === 0 ? 0 : knownNoiseFactor(beta) * Math.sqrt(longer) * sigma;
  const below = s.findIndex((value) => !(value > threshold));
  const rank = below < 0 ? s.length : below;
  return { matrix: factors.reconstruct(rank), noise: sigma, threshold, rank };
}

function median(s: Real): number {
  const middle = s.length >> 1;
  return s.length % 2 === 1 ? s[middle] : (s[middle - 1] + s[middle]) / 2;
}
