import type { SVD } from "wasm-svd";
import { blankPixels, type Pixels } from "../../parts/pictureCanvas.tsx";
import { RankSum } from "../../parts/rankSum.ts";
import { type Colour, writePixels } from "./planes.ts";

/** Milliseconds that an answer to a slider may take; with what the browser does for it, it stays within a frame. */
const BUDGET = 9;

/** To turn a pixel of all planes into one on the screen takes about as long as so many operations of a product. */
const PER_PIXEL = 60;

interface Level {
  readonly sums: readonly RankSum[];
  readonly pixels: Pixels;
}

/** Approximations at once: as large as can be had in one frame on this machine, which it measures as it goes. */
export class Preview {
  readonly #factors: readonly (readonly SVD<Float32Array>[])[];
  readonly #colour: Colour;
  /** Those that were needed yet: the largest ones of a photograph of megapixels may never be. */
  readonly #levels: (Level | undefined)[] = [];
  /** Operations in a millisecond: a guess to begin with. */
  #speed = 2e6;

  /** @param factors - The planes at full size, then each half as large as the one before. */
  constructor(factors: readonly (readonly SVD<Float32Array>[])[], colour: Colour) {
    this.#factors = factors;
    this.#colour = colour;
  }

  /** The approximation with these terms of each plane; good until the next call. */
  at(ranks: readonly number[]): Pixels {
    const costs = this.#factors.map((svds, index) => {
      const area = svds[0].U.rows * svds[0].Vt.columns;
      const terms = ranks.reduce((sum, rank, c) => {
        return sum + Math.min(Math.abs(rank - this.#rankOf(index, c)), rank);
      }, 0);
      return (2 * terms + PER_PIXEL) * area;
    });
    const fits = costs.findIndex((cost) => cost <= BUDGET * this.#speed);
    const index = fits < 0 ? costs.length - 1 : fits;
    const start = performance.now();
    const pixels = this.#draw(index, ranks);
    const took = Math.max(performance.now() - start, 0.1);
    this.#speed += (Math.min(costs[index] / took, 1e8) - this.#speed) / 4;
    return pixels;
  }

  #rankOf(index: number, c: number): number {
    return this.#levels[index]?.sums[c].rank ?? 0;
  }

  #draw(index: number, ranks: readonly number[]): Pixels {
    const { sums, pixels } = (this.#levels[index] ??= makeLevel(this.#factors[index]));
    const planes = sums.map((sum, c) => sum.moveTo(ranks[c]));
    writePixels(planes, this.#colour, pixels, 0, pixels.width * pixels.height);
    return pixels;
  }
}

function makeLevel(svds: readonly SVD<Float32Array>[]): Level {
  return {
    sums: svds.map((svd) => new RankSum(svd)),
    pixels: blankPixels(svds[0].Vt.columns, svds[0].U.rows),
  };
}
