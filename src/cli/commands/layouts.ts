import type { ImageLayoutOptions } from "../../applications/images.ts";
import { colourChannels, type Image } from "../../image.ts";
import type { Arguments, Option } from "../command.ts";
import { UsageError } from "../errors.ts";
import { numberOf } from "../numbers.ts";

const COLOURS = ["rgb", "stacked", "ycbcr"] as const;

/** How a picture becomes matrices: the options of `compressImage`. */
export const LAYOUT_OPTIONS: Readonly<Record<string, Option>> = {
  colour: {
    value: "HOW",
    help: "rgb: one matrix each (default); stacked: one for all;\nycbcr: brightness, and colour with fewer terms",
  },
  chroma: {
    value: "PART",
    help: "of ycbcr: terms of colour for each of brightness (default: 0.25)",
  },
  block: {
    value: "B",
    help: "cut it into blocks of B × B pixels, one column each; 8 compresses best",
  },
};

/** @throws {@link UsageError} if a value is none of those possible. */
export function layoutFrom(
  { colour, chroma, block }: Arguments["options"],
  image: Image,
): ImageLayoutOptions {
  const how = COLOURS.find((one) => one === colour);
  if (colour !== undefined && how === undefined) {
    throw new UsageError(`--colour ${colour}: expected ${COLOURS.join(", ")}`);
  }
  if (chroma !== undefined && how !== "ycbcr") {
    throw new UsageError("--chroma goes with --colour ycbcr");
  }
  const chromaRank = numberOf("--chroma", chroma, {
    what: "a number above 0 and up to 1",
    holds: (value) => value > 0 && value <= 1,
  });
  const most = Math.max(image.width, image.height);
  const side = numberOf("--block", block, {
    what: `a whole number from 2 to ${most}`,
    holds: (value) => Number.isInteger(value) && value >= 2 && value <= most,
  });
  return {
    ...(how && { colour: how }),
    ...(chromaRank !== undefined && { chromaRank }),
    ...(side !== undefined && { block: side }),
  };
}

/** The most terms that a picture has. */
export function highestRankOf(image: Image, { colour, block }: ImageLayoutOptions): number {
  const { width, height } = image;
  const stacked = colour === "stacked" ? colourChannels(image) : 1;
  if (block === undefined) return Math.min(height, stacked * width);
  return Math.min(stacked * block * block, Math.ceil(width / block) * Math.ceil(height / block));
}
