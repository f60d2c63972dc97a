import { readdir, stat } from "node:fs/promises";
import { extname, join } from "node:path";
import { checkWidth } from "../io/csv.ts";
import { type CsvRecord, csvRecords, detectDelimiter } from "../io/csvRecords.ts";
import { FormatError } from "../io/formatError.ts";
import type { Arguments, Option } from "./command.ts";
import { UsageError } from "./errors.ts";
import { parseInput, readInput, sizeOfFile } from "./files.ts";
import { csvOptions } from "./matrixFile.ts";
import type { Progress } from "./progress.ts";

/** The options of commands that read texts. */
export const DOCUMENT_OPTIONS: Readonly<Record<string, Option>> = {
  column: { value: "NAME", help: "column of a .csv file that holds the texts (default: text)" },
  delimiter: { value: "C", help: "character between the fields of a .csv file" },
  lines: { help: "each line of a .txt file is a text" },
};

export interface Documents {
  /** Files without .txt; of lines their numbers, of records of a .csv file their numbers without the header. */
  readonly names: readonly string[];
  readonly texts: readonly string[];
}

type Options = Arguments["options"];

/**
 * Reads the .txt files of a folder, a column of a .csv file, or the lines of a .txt file.
 *
 * @throws {@link UsageError} if there are none, or they are not UTF-8.
 */
export async function readDocuments(
  path: string,
  options: Options,
  progress: Progress,
): Promise<Documents> {
  await sizeOfFile(path);
  if ((await stat(path)).isDirectory()) return readFolder(path, progress);
  const extension = extname(path).toLowerCase();
  if ([".csv", ".tsv"].includes(extension)) return readColumn(path, options);
  if ("lines" in options) return readLines(path);
  if (extension !== ".txt") {
    throw new UsageError(`cannot read ${path}: expected a folder of .txt files, a .csv or a .txt`);
  }
  throw new UsageError(`${path} is one text: --lines makes one of each of its lines`);
}

async function readFolder(path: string, progress: Progress): Promise<Documents> {
  const entries = await readdir(path, { withFileTypes: true });
  const files = entries
    .filter((entry) => !entry.isDirectory() && extname(entry.name).toLowerCase() === ".txt")
    .map(({ name }) => name)
    .sort();
  if (files.length === 0) throw new UsageError(`${path} has no .txt file in it`);
  const texts: string[] = [];
  for (const file of files) {
    texts.push(await readText(join(path, file)));
    progress.update(() => `read ${texts.length} of ${files.length} files`);
  }
  return { names: files.map((file) => file.slice(0, -".txt".length)), texts };
}

async function readLines(path: string): Promise<Documents> {
  const lines = (await readText(path)).split(/\r\n|\n|\r/);
  const numbered = lines
    .map((text, i) => ({ name: String(i + 1), text }))
    .filter(({ text }) => text.trim() !== "");
  if (numbered.length === 0) throw new UsageError(`${path} has no line with text`);
  return { names: numbered.map(({ name }) => name), texts: numbered.map(({ text }) => text) };
}

async function readColumn(path: string, options: Options): Promise<Documents> {
  const text = await readText(path);
  const found = detectDelimiter(text);
  // A file of one column has no delimiter, but blanks between its words.
  const { delimiter = found === " " ? "," : found } = csvOptions(options);
  const [header, ...records] = parseInput(path, () => {
    const all: CsvRecord[] = [];
    for (const record of csvRecords(text, delimiter, 1, false)) {
      if (all.length > 0) checkWidth(record, all[0].fields.length);
      all.push(record);
    }
    if (all.length > 1) return all;
    throw new FormatError("csv: expected a line of names and at least one of texts");
  });
  const { column = "text" } = options;
  const at = header.fields.indexOf(column);
  if (at < 0) {
    const names = header.fields.map((name) => JSON.stringify(name)).join(", ");
    throw new UsageError(`${path}: --column ${column}: expected one of ${names}`);
  }
  return {
    names: records.map((_, i) => String(i + 1)),
    texts: records.map(({ fields }) => fields[at]),
  };
}

/**
 * Reads a text that the user named, without the mark that some editors put before UTF-8.
 *
 * @throws {@link UsageError} if it is not UTF-8.
 */
export async function readText(path: string): Promise<string> {
  const bytes = await readInput(path);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError(`cannot read ${path}: expected UTF-8 text, got other bytes`);
  }
}
