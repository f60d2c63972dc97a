import { Matrix } from "../matrix.ts";
import { checkDelimiter, checkWidth, isHeader, numberAt, type ReadCsvOptions } from "./csv.ts";
import { csvRecords, detectDelimiter } from "./csvRecords.ts";
import { FormatError } from "./formatError.ts";
import { fileSystem } from "./nodeFiles.ts";
import type { FileBlocks } from "./npyBlocks.ts";

/** Bytes that are read at once. */
const CHUNK_BYTES = 2 ** 18;

/** Characters of one record. What is longer has lost a quote, and would be read to the end of the file. */
const LONGEST = 2 ** 26;

export interface CsvBlocksOptions extends ReadCsvOptions {
  /** Rows of a block; by default as many as come with 256 KiB of text. */
  readonly rows?: number;
}

/**
 * Reads a table of numbers in comma-separated text (as `readCsv` does) by blocks of rows, for files larger than the
 * memory. Node only.
 *
 * @param path - The file. It is opened by each iteration anew, and closed at its end, also if that comes early.
 * @returns An async iterable of blocks, each in memory of its own.
 *
 * @throws {@link RangeError} if `rows` is not an integer ≥ 1, or the delimiter not one character.
 * @throws {@link TypeError} outside of Node.
 * @throws While it is read: {@link FormatError} naming line and column, as `readCsv`; what Node throws if it cannot be read.
 *
 * @example
 * ```ts
 * import { tsqr } from "wasm-svd";
 * import { readCsvBlocks } from "wasm-svd/io";
 *
 * const blocks = readCsvBlocks("measurements.csv", { rows: 10_000 });
 * const decompose = async () => (await tsqr(blocks)).s;
 * ```
 */
export function readCsvBlocks(
  path: string | URL,
  options: CsvBlocksOptions = {},
): FileBlocks<Float64Array> {
  const { rows = Infinity, delimiter } = options;
  if (rows !== Infinity && !(Number.isInteger(rows) && rows >= 1)) {
    throw new RangeError(`readCsvBlocks: expected rows to be an integer >= 1, got ${rows}`);
  }
  if (delimiter !== undefined) checkDelimiter("readCsvBlocks", delimiter);
  const { open } = fileSystem("readCsvBlocks");
  return {
    async *[Symbol.asyncIterator]() {
      const file = await open(path, "r");
      try {
        const table = new Table(options);
        for await (const text of completeRecords(
          file.createReadStream({ highWaterMark: CHUNK_BYTES, autoClose: false }),
        )) {
          table.read(text);
          // Without `rows` a block is what came; else what is over waits for more.
          yield* table.take(rows === Infinity ? Math.max(1, table.held) : rows);
        }
        yield* table.take(Math.max(1, table.held));
        table.checkNotEmpty();
      } finally {
        await file.close();
      }
    },
  };
}

/** The rows that were read and not taken yet. */
class Table {
  readonly #options: CsvBlocksOptions;
  #delimiter: string | undefined;
  #width = -1;
  #line = 1;
  #rows = 0;
  #numbers: number[] = [];

  constructor(options: CsvBlocksOptions) {
    this.#options = options;
    this.#delimiter = options.delimiter;
  }

  get held(): number {
    return this.#width > 0 ? this.#numbers.length / this.#width : 0;
  }

  read(text: string): void {
    // A text of remarks only says nothing of the delimiter: the next one will.
    if (this.#delimiter === undefined && /^(?!\s*#)[^\r\n]*\S/m.test(text)) {
      this.#delimiter = detectDelimiter(text);
    }
    for (const record of csvRecords(text, this.#delimiter ?? ",", this.#line)) {
      if (this.#width < 0) {
        this.#width = record.fields.length;
        if (this.#options.header ?? isHeader(record)) continue;
      }
      checkWidth(record, this.#width);
      for (let i = 0; i < this.#width; ++i) this.#numbers.push(numberAt(record, i));
      ++this.#rows;
    }
    this.#line += text.match(/\r\n?|\n/g)?.length ?? 0;
  }

  /** Blocks of so many rows, as long as there are as many. */
  *take(rows: number): Generator<Matrix<Float64Array>, void, undefined> {
    const count = rows * this.#width;
    let at = 0;
    while (count > 0 && at + count <= this.#numbers.length) {
      yield new Matrix(rows, this.#width, Float64Array.from(this.#numbers.slice(at, at + count)));
      at += count;
    }
    this.#numbers = this.#numbers.slice(at);
  }

  checkNotEmpty(): void {
    if (this.#rows > 0) return;
    throw new FormatError("csv: expected at least one line of numbers, got none");
  }
}

/** Cuts a file into texts that end where a record does: at an end of line outside of quotes. */
async function* completeRecords(
  chunks: AsyncIterable<unknown>,
): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let rest = "";
  for await (const chunk of chunks) {
    rest += decode(decoder, chunk as Uint8Array);
    const end = lastRecordEnd(rest);
    if (end > 0) {
      yield rest.slice(0, end);
      rest = rest.slice(end);
    }
    if (rest.length > LONGEST) {
      throw new FormatError(`csv: expected an end of line within ${LONGEST} characters, got none`);
    }
  }
  rest += decode(decoder);
  if (rest !== "") yield rest;
}

/** Behind the last end of line that ends a record, or 0. */
function lastRecordEnd(text: string): number {
  let end = 0;
  for (let at = 0; ;) {
    const lineFeed = text.indexOf("\n", at);
    if (lineFeed < 0) return end;
    const record = text.slice(end, lineFeed);
    at = lineFeed + 1;
    if (/^\s*#/.test(record) || quotes(record) % 2 === 0) end = at;
  }
}

function quotes(text: string): number {
  let count = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) ++count;
  return count;
}

function decode(decoder: TextDecoder, chunk?: Uint8Array): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
  } catch {
    throw new FormatError("csv: expected UTF-8 text, got other bytes");
  }
}
