import { FormatError } from "./formatError.ts";
import { type CsvRecord, csvRecords, detectDelimiter } from "./csvRecords.ts";
import type { NdArray } from "./ndarray.ts";

export interface ReadCsvOptions {
  /**
   * One character between the fields; `" "` stands for any run of blanks. By
   * default the one among `,` `;` tab `|` that the first line has most of, and
   * blanks where it has none of them.
   */
  readonly delimiter?: string;
  /** Whether the first line names the columns. By default: if it holds anything but numbers. */
  readonly header?: boolean;
}

/** A table of numbers, rows × columns, with the names of the columns if the file has them. */
export interface CsvTable extends NdArray {
  readonly shape: readonly [rows: number, columns: number];
  readonly data: Float64Array;
  readonly columns?: readonly string[];
}

/**
 * Reads a table of numbers from comma-separated text (RFC 4180, and what
 * spreadsheets and `numpy.savetxt` make of it).
 *
 * Fields may be quoted; lines that are empty or start with `#` are left out;
 * `nan` and `inf` are read as such. `svd` then says where they stand.
 *
 * @param text - The text, or its UTF-8 bytes.
 *
 * @throws {@link FormatError} naming line and column, if a field is no number
 * or a line has more or fewer fields than the first.
 *
 * @example
 * ```ts
 * import { readCsv } from "wasm-svd/io";
 *
 * const { columns, shape, data } = readCsv("height,width\n1,2\n3,4\n");
 * columns; // ["height", "width"]
 * shape; // [2, 2]
 * data; // Float64Array [1, 2, 3, 4]
 * ```
 */
export function readCsv(text: string | Uint8Array, options: ReadCsvOptions = {}): CsvTable {
  const source = typeof text === "string" ? text : decodeUtf8(text);
  const { delimiter = detectDelimiter(source) } = options;
  checkDelimiter("readCsv", delimiter);
  let columns: string[] | undefined;
  let width = -1;
  let rows = 0;
  const numbers: number[] = [];
  for (const record of csvRecords(source, delimiter)) {
    if (width < 0) {
      width = record.fields.length;
      if (options.header ?? isHeader(record)) {
        columns = [...record.fields];
        continue;
      }
    }
    checkWidth(record, width);
    for (let i = 0; i < width; ++i) numbers.push(numberAt(record, i));
    ++rows;
  }
  if (rows === 0) throw new FormatError("csv: expected at least one line of numbers, got none");
  return { shape: [rows, width], data: Float64Array.from(numbers), ...(columns && { columns }) };
}

export interface WriteCsvOptions {
  /** `,` by default. */
  readonly delimiter?: string;
  /** Names for the first line. By default there is none. */
  readonly columns?: readonly string[];
}

/**
 * Writes a matrix as comma-separated text, each number with as many digits as
 * it takes to read the same number back.
 *
 * @throws {@link RangeError} if there are not as many names as columns.
 *
 * @example
 * ```ts
 * import { writeCsv } from "wasm-svd/io";
 *
 * writeCsv({ rows: 2, columns: 2, data: Float64Array.of(1, 0.5, 3, 4) }); // "1,0.5\n3,4\n"
 * ```
 */
export function writeCsv(
  a: { readonly rows: number; readonly columns: number; readonly data: ArrayLike<number> },
  { delimiter = ",", columns }: WriteCsvOptions = {},
): string {
  if (columns && columns.length !== a.columns) {
    throw new RangeError(
      `writeCsv: ${a.columns} columns need as many names, got ${columns.length}`,
    );
  }
  // Also what a reader would leave out: nothing, blanks at the ends, and remarks.
  const special = (name: string) => /^$|^[\s#]|["\r\n]|\s$/.test(name) || name.includes(delimiter);
  const quote = (name: string) => (special(name) ? `"${name.replaceAll('"', '""')}"` : name);
  const lines = columns ? [columns.map(quote).join(delimiter)] : [];
  for (let i = 0; i < a.rows; ++i) {
    const row = Array.from({ length: a.columns }, (_, j) => a.data[i * a.columns + j]);
    lines.push(row.join(delimiter));
  }
  return lines.map((line) => `${line}\n`).join("");
}

export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new FormatError("csv: expected UTF-8 text, got other bytes");
  }
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const NOT_FINITE: Record<string, number> = { nan: NaN, inf: Infinity, infinity: Infinity };

/** @throws {@link RangeError} unless it is one character that can stand between fields. */
export function checkDelimiter(name: string, delimiter: string): void {
  if (delimiter.length === 1 && !/["\r\n]/.test(delimiter)) return;
  throw new RangeError(
    `${name}: expected one character as delimiter, got ${JSON.stringify(delimiter)}`,
  );
}

/** Whether a first line names the columns. */
export function isHeader({ fields }: CsvRecord): boolean {
  return fields.some((field) => parseNumber(field) === undefined);
}

/** The number that `field` spells, or undefined. */
export function parseNumber(raw: string): number | undefined {
  const field = raw.trim();
  if (NUMBER.test(field)) return Number(field);
  const [, sign, word] = /^([+-]?)([a-z]+)$/i.exec(field) ?? [];
  const value = NOT_FINITE[word?.toLowerCase()];
  return sign === "-" && value !== undefined ? -value : value;
}

export function numberAt(record: CsvRecord, i: number): number {
  const value = parseNumber(record.fields[i]);
  if (value !== undefined) return value;
  const { line, column } = record.positions[i];
  const got = record.fields[i] === "" ? "nothing" : JSON.stringify(record.fields[i]);
  throw new FormatError(`csv: line ${line}, column ${column}: expected a number, got ${got}`);
}

export function checkWidth({ fields, positions }: CsvRecord, width: number): void {
  if (fields.length === width) return;
  const { line } = positions[0];
  throw new FormatError(
    `csv: line ${line}: expected ${width} fields as in the first line, got ${fields.length}`,
  );
}
