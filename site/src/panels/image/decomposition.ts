import { type JobOptions, type JobProgress, Matrix, SVD } from "wasm-svd";
import type { Pixels } from "../../parts/pictureCanvas.tsx";
import { pool } from "../../pool.ts";
import type { Picture } from "./picture.ts";
import { type Colour, inColour, PLANE_NAMES, planesOf } from "./planes.ts";
import { Preview } from "./preview.ts";
import { breathe, rowByRow } from "./slices.ts";

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
  readonly preview: Preview;
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
  const levels = await halve(svds, signal);
  const preview = new Preview(levels, colour);
  // The first product compiles the module: not while the panel is drawn.
  preview.at(planes.map(() => 1));
  await breathe();
  return { picture, colour, pixels, svds, levels, preview };
}

async function halve(svds: readonly Svd[], signal: AbortSignal | undefined): Promise<Svd[][]> {
  const levels = [[...svds]];
  for (;;) {
    const last = levels[levels.length - 1];
    if (last[0].U.rows * last[0].Vt.columns <= THUMBNAIL) return levels;
    const next: Svd[] = [];
    for (const { U, s, Vt } of last) {
      const left = await halfTheRows(U, signal);
      next.push(new SVD(left, s, await halfTheColumns(Vt, signal)));
    }
    levels.push(next);
  }
}

/**
 * Each two rows averaged. With each two columns of Vt averaged, too, the product of the factors is that of the large ones
 * with each 2 × 2 pixels averaged, at every rank, for a quarter of the operations.
 */
async function halfTheRows(
  { rows, columns, data }: Matrix<Float32Array>,
  signal: AbortSignal | undefined,
): Promise<Matrix<Float32Array>> {
  const half = Math.ceil(rows / 2);
  const means = new Float32Array(half * columns);
  const row = (i: number) => {
    const upper = 2 * i * columns;
    const lower = Math.min(2 * i + 1, rows - 1) * columns;
    for (let j = 0; j < columns; ++j) {
      means[i * columns + j] = (data[upper + j] + data[lower + j]) / 2;
    }
  };
  await rowByRow(half, columns, row, signal);
  return new Matrix(half, columns, means);
}

async function halfTheColumns(
  { rows, columns, data }: Matrix<Float32Array>,
  signal: AbortSignal | undefined,
): Promise<Matrix<Float32Array>> {
  const half = Math.ceil(columns / 2);
  const means = new Float32Array(rows * half);
  const row = (i: number) => {
    const at = i * columns;
    for (let j = 0; j < half; ++j) {
      means[i * half + j] = (data[at + 2 * j] + data[at + Math.min(2 * j + 1, columns - 1)]) / 2;
    }
  };
  await rowByRow(rows, half, row, signal);
  return new Matrix(rows, half, means);
}
