import { checkDelimiter, checkWidth, decodeUtf8, numberAt, parseNumber } from "../io/csv.ts";
import { type CsvRecord, csvRecords, detectDelimiter } from "../io/csvRecords.ts";
import { FormatError } from "../io/formatError.ts";
import { Matrix } from "../matrix.ts";
import type { Arguments } from "./command.ts";
import { UsageError } from "./errors.ts";
import { csvOptions } from "./matrixFile.ts";

/** The numbers of a table, and the words in it that name its rows. */
export interface LabelledTable {
  readonly matrix: Matrix<Float64Array>;
  /** Of the columns of numbers: as in the first line, or "column 3". */
  readonly names: readonly string[];
  /** A word for each row. */
  readonly labels?: readonly string[];
  /** The column of the labels. */
  readonly labelled?: string;
  /** Columns of words that nobody asked for. */
  readonly leftOut: readonly string[];
}

/**
 * Reads a table whose columns are of numbers or of words: which, its first row says.
 *
 * The labels are the column `wanted`, by its name or its number from 1; if none is wanted, the only column of words.
 *
 * @throws {@link FormatError} if a field in a column of numbers is none, or a line has more or fewer fields than the first.
 * @throws {@link UsageError} if there is no such column, or none of numbers.
 */
export function readLabelledTable(
  path: string,
  bytes: Uint8Array,
  options: Arguments["options"],
  wanted: string | undefined,
): LabelledTable {
  const text = decodeUtf8(bytes);
  const { delimiter = detectDelimiter(text), header } = csvOptions(options);
  checkDelimiter("csv", delimiter);
  const records = [...csvRecords(text, delimiter)];
  const named = records.length > 0 && (header ?? namesColumns(records));
  const rows = named ? records.slice(1) : records;
  if (rows.length === 0)
    throw new FormatError("csv: expected at least one line of numbers, got none");

  const width = records[0].fields.length;
  for (const record of records) checkWidth(record, width);
  const titles = rows[0].fields.map((_, j) =>
    named && records[0].fields[j] !== "" ? records[0].fields[j] : `column ${j + 1}`,
  );
  const words = rows[0].fields.flatMap((field, j) => (parseNumber(field) === undefined ? [j] : []));
  const label =
    wanted === undefined
      ? words.length === 1
        ? words[0]
        : undefined
      : columnNamed(path, titles, wanted);
  const numeric = titles.flatMap((_, j) => (words.includes(j) || j === label ? [] : [j]));
  if (numeric.length === 0) throw new UsageError(`${path}: expected a column of numbers, got none`);
  const data = rows.flatMap((record) => numeric.map((j) => numberAt(record, j)));
  return {
    matrix: new Matrix(rows.length, numeric.length, Float64Array.from(data)),
    names: numeric.map((j) => titles[j]),
    ...(label !== undefined && {
      labels: rows.map(({ fields }) => fields[label]),
      labelled: titles[label],
    }),
    leftOut: words.filter((j) => j !== label).map((j) => titles[j]),
  };
}

/**
 * Reads labels for rows: a file with one in each line, and perhaps a line more above them.
 *
 * @throws {@link UsageError} if there are not as many as rows.
 */
export function readLabels(path: string, bytes: Uint8Array, rows: number): string[] {
  const labels = decodeUtf8(bytes)
    .split(/\r\n?|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  if (labels.length === rows + 1) labels.shift();
  if (labels.length === rows) return labels;
  throw new UsageError(
    `--labels ${path}: expected ${rows} lines, one for each row, got ${labels.length}`,
  );
}

/** The column of that name, or of that number from 1; −1 if there is none. */
function columnOf(titles: readonly string[], wanted: string): number {
  const named = titles.indexOf(wanted);
  if (named >= 0 || !/^[1-9]\d*$/.test(wanted)) return named;
  return Number(wanted) <= titles.length ? Number(wanted) - 1 : -1;
}

function columnNamed(path: string, titles: readonly string[], wanted: string): number {
  const column = columnOf(titles, wanted);
  if (column >= 0) return column;
  throw new UsageError(
    `--labels ${wanted}: expected a file, or a column of ${path}: ${titles.join(", ")}`,
  );
}

/** Whether the first line names the columns: if a field is no number, where that below is one. */
function namesColumns([first, second]: readonly CsvRecord[]): boolean {
  if (!second) return first.fields.some((field) => parseNumber(field) === undefined);
  return first.fields.some(
    (field, j) =>
      parseNumber(field) === undefined && parseNumber(second.fields[j] ?? "") !== undefined,
  );
}
