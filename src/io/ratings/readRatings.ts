import { fileSystem } from "../nodeFiles.ts";
import { textOf } from "./format.ts";
import { RatingsParser, type RatingsTable, type ReadRatingsOptions } from "./parser.ts";

/** Bytes that are read at once. */
const CHUNK_BYTES = 2 ** 18;

/**
 * Reads ratings in one of the formats of MovieLens: `u.data` (tabs), `ratings.csv` (commas, with or without a header) or
 * `ratings.dat` (`::`), each line user, item, rating, and maybe a timestamp. Ids that are whole numbers become numbers.
 *
 * @throws {@link FormatError} naming the line, and what was expected there.
 * @throws {@link RangeError} if there is no such format.
 *
 * @example
 * ```ts
 * import { readRatings } from "wasm-svd/io";
 *
 * const { users, items, ratings } = readRatings("196\t242\t3\t881250949\n186\t302\t3\t891717742\n");
 * users; // [196, 186]
 * ratings[0]; // 3
 * ```
 */
export function readRatings(
  source: Uint8Array | string,
  options: ReadRatingsOptions = {},
): RatingsTable {
  const parser = new RatingsParser(options);
  parser.push(textOf(source));
  return parser.finish();
}

/**
 * Reads a file of ratings piece by piece, as `readRatings` does; a million lines take half a second. Node only.
 *
 * @throws {@link TypeError} outside of Node; what Node throws if the file cannot be read; the errors of `readRatings`.
 *
 * @example
 * ```ts
 * import { Recommender } from "wasm-svd";
 * import { readRatingsFile } from "wasm-svd/io";
 *
 * const fit = async () => new Recommender().fit(await readRatingsFile("ml-1m/ratings.dat"));
 * ```
 */
export async function readRatingsFile(
  path: string | URL,
  options: ReadRatingsOptions = {},
): Promise<RatingsTable> {
  const parser = new RatingsParser(options);
  const file = await fileSystem("readRatingsFile").open(path, "r");
  try {
    const decoder = new TextDecoder("utf-8");
    const stream = file.createReadStream({ highWaterMark: CHUNK_BYTES, autoClose: false });
    for await (const chunk of stream) {
      parser.push(decoder.decode(chunk as Uint8Array, { stream: true }));
    }
    parser.push(decoder.decode());
    return parser.finish();
  } finally {
    await file.close();
  }
}
