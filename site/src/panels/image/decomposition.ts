import { type JobOptions, type JobProgress, Matrix, SVD } from "wasm-svd";
import type { Pixels } from "../../parts/pictureCanvas.tsx";
import { pool } from "../../pool.ts";
import type { Picture } from "./picture.ts";
import { type Colour, inColour, PLANE_NAMES, planesOf } from "./planes.ts";
import { breathe } from "./slices.ts";

type Svd = SVD<Float32Array>;

/** A picture with the decomposition of each of its planes, and of the same picture at half the size, a quarter … */
export interface Decomposition {
  readonly picture: Picture;
  readonly colour: Colour;
  /** What is approximated: the picture, or without its colours. */
  readonly pixels: Pixels;
  /** One for each plane. */
  readonly svds: readonly Svd[];
  /** The planes at full size, then each half as large as the one before. */
  readonly levels: readonly (readonly Svd[])[];
}

/** The last level is no larger than this: thumbnails. */
const THUMBNAIL = 128 * 128;

/** Decomposes all planes side by side, in as many workers as there are. */
export async function decompose(
  picture: Picture,
  colour: Colour,
  { signal, onProgress }: JobOptions,
): Promise<Decomposition> {
  const pixels = await inColour(picture.pixels, colour, signal);
  const planes = await planesOf(pixels, colour, signal);
  const names = PLANE_NAMES[colour];
  const shares = planes.map(() => 0);
  const svds = await Promise.all(
    planes.map((plane, c) => {
      const tell = ({ phase, done, total }: JobProgress) => {
        shares[c] = total > 0 ? done / total : 0;
        const all = shares.reduce((sum, share) => sum + share, 0);
        onProgress?.({ phase: `${names[c]}, ${phase}`, done: all, total: shares.length });
      };
      return pool().svd(plane, { signal, onProgress: tell, transfer: true });
    }),
  );
  return { picture, colour, pixels, svds, levels: await halve(svds, signal) };
}

async function halve(svds: readonly Svd[], signal: AbortSignal | undefined): Promise<Svd[][]> {
  const levels = [[...svds]];
  for (;;) {
    const last = levels[levels.length - 1];
    if (last[0].U.rows * last[0].Vt.columns <= THUMBNAIL) return levels;
    const next: Svd[] = [];
    for (const svd of last) {
      next.push(halved(svd));
      await breathe();
      signal?.throwIfAborted();
    }
    levels.push(next);
  }
}

/**
 * The factors with each two rows of U and each two columns of Vt averaged. Their product is that of the large ones
 * with each 2 × 2 pixels averaged, at every rank, for a quarter of the operations.
 */
function halved({ U, s, Vt }: Svd): Svd {
  const k = s.length;
  const rows = new Float32Array(Math.ceil(U.rows / 2) * k);
  for (let i = 0; i < rows.length; ++i) {
    const upper = 2 * i - (i % k);
    const lower = upper + k < U.data.length ? upper + k : upper;
    rows[i] = (U.data[upper] + U.data[lower]) / 2;
  }
  const n = Math.ceil(Vt.columns / 2);
  const columns = new Float32Array(k * n);
  for (let i = 0; i < k; ++i) {
    for (let j = 0; j < n; ++j) {
      const left = i * Vt.columns + 2 * j;
      const right = 2 * j + 1 < Vt.columns ? left + 1 : left;
      columns[i * n + j] = (Vt.data[left] + Vt.data[right]) / 2;
    }
  }
  return new SVD(new Matrix(rows.length / k, k, rows), s, new Matrix(k, n, columns));
}
