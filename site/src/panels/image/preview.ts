import { blankPixels, type Pixels } from "../../parts/pictureCanvas.tsx";
import { RankSum } from "../../parts/rankSum.ts";
import type { Decomposition } from "./decomposition.ts";
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
  readonly #levels: Level[];
  readonly #colour: Colour;
  /** Operations in a millisecond: a guess to begin with. */
  #speed = 2e6;

  constructor({ levels, colour }: Decomposition) {
    this.#colour = colour;
    this.#levels = levels.map((svds) => ({
      sums: svds.map((svd) => new RankSum(svd)),
      pixels: blankPixels(svds[0].Vt.columns, svds[0].U.rows),
    }));
  }

  /** The approximation with these terms of each plane; good until the next call. */
  at(ranks: readonly number[]): Pixels {
    const costs = this.#levels.map(({ sums, pixels }) => {
      const products = sums.reduce((total, sum, c) => total + sum.cost(ranks[c]), 0);
      return products + PER_PIXEL * pixels.width * pixels.height;
    });
    const fits = costs.findIndex((cost) => cost <= BUDGET * this.#speed);
    const index = fits < 0 ? costs.length - 1 : fits;
    const { sums, pixels } = this.#levels[index];
    const start = performance.now();
    const planes = sums.map((sum, c) => sum.moveTo(ranks[c]));
    writePixels(planes, this.#colour, pixels, 0, pixels.width * pixels.height);
    const took = Math.max(performance.now() - start, 0.1);
    this.#speed += (Math.min(costs[index] / took, 1e8) - this.#speed) / 4;
    return pixels;
  }
}
