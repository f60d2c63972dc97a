import type { ImageTruncation } from "../../applications/images.ts";
import type { Image } from "../../image.ts";
import type { Arguments } from "../command.ts";
import { UsageError } from "../errors.ts";

/** Far enough apart to see the difference on most photographs. */
const DEFAULT_RANKS = [5, 20, 50, 100];

export interface Request {
  readonly truncation: ImageTruncation;
  /** What to say about it in the table; a rank speaks for itself. */
  readonly why: string;
}

/**
 * Reads -k, --energy and --psnr. Which ranks there are, only the picture tells: it
 * is given to the function that comes back, with the highest rank, when the rest is known to be right.
 *
 * @throws {@link UsageError} if a value is no number, or outside of its range.
 */
export function parseTruncations(
  options: Arguments["options"],
): (image: Image, most: number) => Request[] {
  const ranks = options.rank === undefined ? undefined : numbers("-k", options.rank);
  const energies = numbers("--energy", options.energy);
  const decibels = numbers("--psnr", options.psnr);
  const wrong = energies.find((energy) => !(energy > 0 && energy <= 1));
  if (wrong !== undefined) {
    throw new UsageError(`--energy ${wrong}: expected a part above 0 and up to 1, such as 0.95`);
  }
  const others: Request[] = [
    ...energies.map((energy) => ({
      truncation: { energy },
      why: `energy ≥ ${Number((100 * energy).toPrecision(12))} %`,
    })),
    ...decibels.map((psnr) => ({ truncation: { psnr }, why: `PSNR ≥ ${psnr} dB` })),
  ];
  return ({ width, height }, most) => {
    const unfit = ranks?.find((rank) => !Number.isInteger(rank) || rank < 1 || rank > most);
    if (unfit !== undefined) {
      throw new UsageError(
        `-k ${unfit}: expected whole numbers from 1 to ${most}, as the picture has ${width} × ${height} pixels`,
      );
    }
    const chosen = ranks ?? (others.length > 0 ? [] : defaultRanks(most));
    return [...chosen.map((rank) => ({ truncation: { rank }, why: "" })), ...others];
  };
}

function defaultRanks(most: number): number[] {
  const smaller = DEFAULT_RANKS.filter((rank) => rank < most);
  return smaller.length > 0 ? smaller : [most];
}

function numbers(option: string, list: string | undefined): number[] {
  if (list === undefined) return [];
  return list.split(",").map((item) => {
    const value = Number(item);
    if (item.trim() !== "" && Number.isFinite(value)) return value;
    throw new UsageError(`${option} ${list}: expected numbers with commas between, got '${item}'`);
  });
}
