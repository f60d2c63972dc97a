import { Matrix } from "wasm-svd";
import { blankPixels, type Pixels } from "../../parts/pictureCanvas.tsx";
import { rowsOf, scaledColumns } from "../../parts/rankSum.ts";
import { pool } from "../../pool.ts";
import type { Decomposition } from "./decomposition.ts";
import { writePixels } from "./planes.ts";
import { breathe, inSlices } from "./slices.ts";

/** The picture at full size that some terms of each plane add up to, and how near it comes. */
export interface Approximation {
  readonly pixels: Pixels;
  /** Of the rounded picture, in decibels. */
  readonly psnr: number;
}

/** Multiplies in the pool, and rounds and compares in slices: pictures of megapixels do not stop the page. */
export async function approximate(
  { svds, colour, pixels: original }: Decomposition,
  ranks: readonly number[],
  signal: AbortSignal,
): Promise<Approximation> {
  const planes: Float32Array[] = [];
  for (const [c, svd] of svds.entries()) {
    await breathe();
    signal.throwIfAborted();
    const left = scaledColumns(svd, 0, ranks[c]);
    const { rows, columns, data } = rowsOf(svd, 0, ranks[c]);
    // A copy, to be handed over: at full rank these are all rows that there are.
    const right = new Matrix(rows, columns, data.slice());
    const product = await pool().multiply(left, right, { signal, transfer: true });
    planes.push(product.data);
  }
  const { width, height } = original;
  const pixels = blankPixels(width, height);
  let squares = 0;
  const body = (from: number, to: number) => {
    writePixels(planes, colour, pixels, from, to);
    squares += squaredDistance(original, pixels, from, to);
  };
  await inSlices(width * height, body, signal);
  return { pixels, psnr: 10 * Math.log10((3 * width * height * 255 ** 2) / squares) };
}

function squaredDistance(
  { data: a }: Pixels,
  { data: b }: Pixels,
  from: number,
  to: number,
): number {
  let sum = 0;
  for (let i = 4 * from; i < 4 * to; ++i) {
    const difference = a[i] - b[i];
    sum += difference * difference;
  }
  return sum;
}
