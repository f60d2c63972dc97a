import { csvRecords } from "../csvRecords.ts";
import { FormatError } from "../formatError.ts";
import { idOf, textOf } from "./format.ts";

/** What stands between the fields of `u.item` and `movies.dat`. */
const SEPARATORS = ["::", "|"];

/**
 * Reads the titles of items in one of the formats of MovieLens: `u.item` (`|`), `movies.dat` (`::`), both of which may be
 * Latin-1, or `movies.csv`; the id is the first field, the title the second one.
 *
 * @throws {@link FormatError} naming the line, and what was expected there.
 *
 * @example
 * ```ts
 * import { readTitles } from "wasm-svd/io";
 *
 * readTitles("1::Toy Story (1995)::Animation|Children's|Comedy\n").get(1); // "Toy Story (1995)"
 * ```
 */
export function readTitles(source: Uint8Array | string): Map<string | number, string> {
  const text = textOf(source);
  const separator = SEPARATORS.find((one) => /^[^\n]*/.exec(text)?.[0].includes(one));
  const titles = separator === undefined ? fromCsv(text) : fromLines(text, separator);
  if (titles.size > 0) return titles;
  throw new FormatError("titles: expected at least one line, got none");
}

function fromLines(text: string, separator: string): Map<string | number, string> {
  const titles = new Map<string | number, string>();
  text.split("\n").forEach((line, i) => {
    if (line.trim() === "") return;
    const [id, title] = line.trim().split(separator);
    titles.set(idOf(id), checked(title, i + 1, `id${separator}title`, line));
  });
  return titles;
}

function fromCsv(text: string): Map<string | number, string> {
  const titles = new Map<string | number, string>();
  for (const { fields, positions } of csvRecords(text, ",")) {
    const [id, title] = fields;
    // The header of movies.csv.
    if (titles.size === 0 && title === "title") continue;
    titles.set(idOf(id), checked(title, positions[0].line, "id,title", fields.join(",")));
  }
  return titles;
}

function checked(title: string | undefined, line: number, expected: string, got: string): string {
  if (title !== undefined && title !== "") return title;
  throw new FormatError(
    `titles: line ${line}: expected ${expected}, got ${JSON.stringify(got.slice(0, 60))}`,
  );
}
