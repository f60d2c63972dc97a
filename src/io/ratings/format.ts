import { FormatError } from "../formatError.ts";

/** The files of MovieLens: `u.data` with tabs, `ratings.csv` with commas, `ratings.dat` with `::`. */
export type RatingsFormat = "u.data" | "csv" | "dat";

/** What stands between the fields of each. */
export const SEPARATORS: Readonly<Record<RatingsFormat, string>> = {
  "u.data": "\t",
  csv: ",",
  dat: "::",
};

/**
 * Which format a line is in, by what stands between its fields.
 *
 * @throws {@link FormatError} if it is none of them.
 */
export function formatOfLine(line: string): RatingsFormat {
  if (line.includes("::")) return "dat";
  if (line.includes("\t")) return "u.data";
  if (line.includes(",")) return "csv";
  throw new FormatError(
    `ratings: line 1: expected fields between tabs, commas or "::", got ${JSON.stringify(line.slice(0, 60))}`,
  );
}

/** Whole numbers as numbers, as MovieLens has them; anything else as it is written. */
export function idOf(text: string): string | number {
  const number = Number(text);
  return Number.isSafeInteger(number) && String(number) === text ? number : text;
}

/** Text of UTF-8, or, as in older files of MovieLens, of Latin-1. */
export function textOf(source: Uint8Array | string): string {
  if (typeof source === "string") return source;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(source);
  } catch {
    return new TextDecoder("latin1").decode(source);
  }
}
