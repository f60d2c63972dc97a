import { type JobOptions, Matrix, type SVD } from "wasm-svd";
import { pool } from "../../pool.ts";
import type { Clean } from "./data.ts";
import { signalOf, trajectory } from "./hankel.ts";
import { normalNumbers } from "./normal.ts";

type Real = Float64Array;

/** How the noise is made, and what the cleaning knows of it. */
export interface Noise {
  readonly sigma: number;
  readonly seed: number;
  /** Whether it is told how strong the noise is, or has to find out. */
  readonly known: boolean;
}

interface Common {
  readonly noise: Noise;
  readonly svd: SVD<Real>;
  /** Of `denoise`: σ as known or estimated, the threshold, and how many singular values are above it. */
  readonly found: { readonly noise: number; readonly threshold: number; readonly rank: number };
  /** The mean squared error against what is clean, with the first k terms kept: for k = 0, 1 … */
  readonly errors: Real;
  /** That of what is noisy. */
  readonly before: number;
  /** The mean square of what is clean. */
  readonly power: number;
}

export interface PictureAnalysis extends Common {
  readonly kind: "picture";
  readonly clean: Matrix<Real>;
  readonly noisy: Matrix<Real>;
}

export interface SignalAnalysis extends Common {
  readonly kind: "signal";
  readonly clean: Real;
  readonly noisy: Real;
  /** The signals that the terms stand for, which add up to the noisy one. */
  readonly parts: readonly Real[];
}

export type Analysis = PictureAnalysis | SignalAnalysis;

/** Adds noise, decomposes, and finds out what every rank would do. */
export async function analyse(clean: Clean, noise: Noise, job: JobOptions): Promise<Analysis> {
  if (clean.kind === "picture") {
    const { rows, columns, data } = clean.matrix;
    const noisy = new Matrix(rows, columns, withNoise(data, noise));
    const { svd, found } = await decompose(noisy, noise, job);
    const errors = await errorsOfRanks(clean.matrix, svd, job);
    const before = meanSquare(data, noisy.data);
    const power = meanSquare(data);
    return {
      kind: "picture",
      noise,
      clean: clean.matrix,
      noisy,
      svd,
      found,
      errors,
      before,
      power,
    };
  }
  const { signal } = clean;
  const noisy = withNoise(signal, noise);
  const { svd, found } = await decompose(trajectory(noisy), noise, job);
  const parts = Array.from(svd.s, (sigma, i) => signalOf(sigma, svd.U.column(i), svd.Vt.row(i)));
  const errors = errorsOfSums(signal, parts);
  const before = meanSquare(signal, noisy);
  const power = meanSquare(signal);
  return { kind: "signal", noise, clean: signal, noisy, parts, svd, found, errors, before, power };
}

async function decompose(noisy: Matrix<Real>, { sigma, known }: Noise, { signal }: JobOptions) {
  const options = { method: "svd", ...(known && { noise: sigma }), signal } as const;
  const [svd, denoised] = await Promise.all([
    pool().svd(noisy, { signal }),
    pool().denoise(noisy, options),
  ]);
  const { noise, threshold, rank } = denoised;
  return { svd, found: { noise, threshold, rank } };
}

/**
 * ‖A − Σᵢ σᵢ uᵢ vᵢᵀ‖² for the first k terms, k = 0, 1 …, of another matrix than A. Each term adds σᵢ² − 2 σᵢ uᵢᵀ A vᵢ,
 * so one product A · V gives the error of every rank.
 */
async function errorsOfRanks(
  a: Matrix<Real>,
  { U, s, Vt }: SVD<Real>,
  { signal }: JobOptions,
): Promise<Real> {
  const av = await pool().multiply(a, Vt.transpose(), { signal });
  const errors = new Float64Array(s.length + 1);
  errors[0] = meanSquare(a.data);
  for (let k = 0; k < s.length; ++k) {
    let along = 0;
    for (let i = 0; i < a.rows; ++i)
      along += U.data[i * U.columns + k] * av.data[i * av.columns + k];
    errors[k + 1] = errors[k] + (s[k] ** 2 - 2 * s[k] * along) / a.data.length;
  }
  return errors;
}

function errorsOfSums(clean: Real, parts: readonly Real[]): Real {
  const left = clean.slice();
  const after = parts.map((part) => {
    for (let i = 0; i < left.length; ++i) left[i] -= part[i];
    return meanSquare(left);
  });
  return Float64Array.of(meanSquare(clean), ...after);
}

function withNoise(clean: Real, { sigma, seed }: Noise): Real {
  const normal = normalNumbers(clean.length, seed);
  return clean.map((x, i) => x + sigma * normal[i]);
}

/** Of a, or of its differences from b. */
export function meanSquare(a: Real, b?: Real): number {
  let sum = 0;
  for (let i = 0; i < a.length; ++i) sum += (a[i] - (b ? b[i] : 0)) ** 2;
  return sum / a.length;
}

/** The rank of the least error. */
export function bestRank({ errors }: Analysis): number {
  return errors.indexOf(Math.min(...errors));
}

/** Decibels: for a picture the peak signal-to-noise ratio, for a signal the signal-to-noise ratio. */
export function decibels({ kind, power }: Analysis, error: number): number {
  return 10 * Math.log10((kind === "picture" ? 255 ** 2 : power) / error);
}
