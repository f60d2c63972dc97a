import { FormatError } from "./formatError.ts";

/** Where a field starts, counted from 1 as editors do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface CsvRecord {
  /** Without the quotes, or the blanks around those that have none. */
  readonly fields: readonly string[];
  readonly positions: readonly Position[];
}

const DELIMITERS = [",", ";", "\t", "|"];

/** Characters in which the first line that holds anything is looked for. */
const SAMPLE = 65_536;

/** The delimiter that the first line with anything in it has most of; a blank where there is none. */
export function detectDelimiter(text: string): string {
  const unquoted = text.slice(0, SAMPLE).replace(/"[^"]*"?/g, '""');
  const first = /^(?!\s*#)[^\r\n]*\S[^\r\n]*/m.exec(unquoted)?.[0] ?? "";
  const counts = DELIMITERS.map((delimiter) => first.split(delimiter).length - 1);
  const most = Math.max(...counts);
  return most > 0 ? DELIMITERS[counts.indexOf(most)] : " ";
}

/**
 * Splits text into records, leaving out empty lines and those that start with `#`.
 *
 * @param line - The number of the line that the text begins with.
 * @param remarks - Whether lines that start with `#` are left out; among words, it is one sign of many.
 */
export function* csvRecords(
  text: string,
  delimiter: string,
  line = 1,
  remarks = true,
): Generator<CsvRecord> {
  const scanner = new Scanner(text, delimiter, line, remarks);
  while (!scanner.atEnd()) {
    const record = scanner.record();
    if (record) yield record;
  }
}

/** A cursor in the text that knows the line it is on. */
class Scanner {
  readonly #text: string;
  readonly #delimiter: string;
  readonly #remarks: boolean;
  #at: number;
  #line: number;
  #lineAt: number;

  constructor(text: string, delimiter: string, line: number, remarks: boolean) {
    this.#text = text;
    this.#line = line;
    this.#delimiter = delimiter;
    this.#remarks = remarks;
    this.#at = this.#lineAt = text.startsWith("\uFEFF") ? 1 : 0;
  }

  atEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  /** The record that starts here, or undefined for a line to leave out. */
  record(): CsvRecord | undefined {
    this.#skipBlanks();
    if (this.#remarks && this.#peek() === "#") while (!this.#atLineEnd()) ++this.#at;
    if (this.#atLineEnd()) {
      this.#nextLine();
      return undefined;
    }
    const fields: string[] = [];
    const positions: Position[] = [];
    for (;;) {
      this.#skipBlanks();
      positions.push({ line: this.#line, column: this.#at - this.#lineAt + 1 });
      fields.push(this.#peek() === '"' ? this.#quoted() : this.#bare());
      this.#skipBlanks();
      if (this.#atLineEnd()) break;
      if (this.#delimiter !== " ") this.#expectDelimiter();
    }
    this.#nextLine();
    return { fields, positions };
  }

  #peek(): string | undefined {
    return this.#text[this.#at];
  }

  #atLineEnd(): boolean {
    const c = this.#peek();
    return c === undefined || c === "\n" || c === "\r";
  }

  #nextLine(): void {
    if (this.#peek() === "\r" && this.#text[this.#at + 1] === "\n") ++this.#at;
    ++this.#at;
    ++this.#line;
    this.#lineAt = this.#at;
  }

  #skipBlanks(): void {
    for (let c = this.#peek(); c === " " || c === "\t"; c = this.#peek()) {
      if (c === this.#delimiter && c !== " ") return;
      ++this.#at;
    }
  }

  #bare(): string {
    const start = this.#at;
    const blank = this.#delimiter === " ";
    while (!this.#atLineEnd()) {
      const c = this.#peek();
      if (c === this.#delimiter || (blank && c === "\t")) break;
      ++this.#at;
    }
    return this.#text.slice(start, this.#at).trimEnd();
  }

  #quoted(): string {
    const opened = { line: this.#line, column: this.#at - this.#lineAt + 1 };
    let field = "";
    ++this.#at;
    for (;;) {
      const c = this.#peek();
      if (c === undefined) {
        throw new FormatError(
          `csv: line ${opened.line}, column ${opened.column}: expected a closing quote, got the end of the text`,
        );
      }
      if (c === '"') {
        ++this.#at;
        if (this.#peek() !== '"') return field;
      }
      field += c;
      if (this.#atLineEnd()) this.#nextLine();
      else ++this.#at;
    }
  }

  #expectDelimiter(): void {
    if (this.#peek() !== this.#delimiter) {
      const column = this.#at - this.#lineAt + 1;
      throw new FormatError(
        `csv: line ${this.#line}, column ${column}: expected ${JSON.stringify(this.#delimiter)} after a quoted field, got ${JSON.stringify(this.#peek())}`,
      );
    }
    ++this.#at;
  }
}
