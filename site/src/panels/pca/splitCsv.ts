export interface CsvLine {
  readonly fields: readonly string[];
  /** In the file, counted from 1. */
  readonly line: number;
}

/** The fields of comma-separated text (RFC 4180), or with the one of `;` and tab that its first line has more of. */
export function splitCsv(text: string): CsvLine[] {
  const source = text.replace(/^\uFEFF/, "");
  const first = /^.*/.exec(source)?.[0] ?? "";
  const count = (delimiter: string) => first.split(delimiter).length;
  const delimiter = [",", ";", "\t"].reduce((a, b) => (count(b) > count(a) ? b : a));
  // A field in quotes, in which two of them stand for one; or up to what ends it.
  const field = new RegExp(
    `(?:"((?:[^"]|"")*)"|((?!")[^${delimiter}\\r\\n]*))(${delimiter}|\\r?\\n|\\r|$)`,
    "y",
  );
  const lines: CsvLine[] = [];
  let fields: string[] = [];
  let line = 1;
  let start = 1;
  while (field.lastIndex < source.length) {
    const match = field.exec(source);
    if (!match)
      throw new Error(`Line ${line}: a quotation mark is not closed, or something follows it.`);
    const [whole, quoted, plain = "", end] = match;
    fields.push(quoted === undefined ? plain.trim() : quoted.replaceAll('""', '"'));
    line += whole.match(/\r\n|\n|\r/g)?.length ?? 0;
    if (end === delimiter && field.lastIndex < source.length) continue;
    if (end === delimiter) fields.push("");
    if (fields.length > 1 || fields[0] !== "") lines.push({ fields, line: start });
    [fields, start] = [[], line];
  }
  return lines;
}
