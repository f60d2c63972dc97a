import { Matrix } from "wasm-svd";
import type { Table } from "./data.ts";
import { splitCsv } from "./splitCsv.ts";

/** What one can still see as points, and what a table on a screen can name. */
const MOST_ROWS = 20_000;
const MOST_COLUMNS = 500;
/** Labels of which there are more, or more than half as many as rows, are names of rows and not of kinds. */
const MOST_KINDS = 20;

/**
 * Reads a table of comma-separated text, in which columns may be text: the first of these with few different values has
 * the labels of the rows. `readCsv` of the library takes numbers only.
 *
 * @throws {@link Error} with a sentence for who dropped the file.
 */
export function readTable(text: string): Table {
  const lines = splitCsv(text);
  const width = lines[0]?.fields.length ?? 0;
  const odd = lines.find(({ fields }) => fields.length !== width);
  if (odd) {
    throw new Error(`Line ${odd.line} has ${odd.fields.length} fields, the first has ${width}.`);
  }
  const hasHeader = lines[0]?.fields.every((field) => !isNumber(field)) ?? false;
  const body = hasHeader ? lines.slice(1) : lines;
  const names = Array.from({ length: width }, (_, j) =>
    hasHeader ? lines[0].fields[j] : `column ${j + 1}`,
  );
  const all = names.map((_, j) => j);
  const isText = all.map(
    (j) => 2 * body.filter(({ fields }) => isNumber(fields[j])).length < body.length,
  );
  const numeric = all.filter((j) => !isText[j]);
  checkSize(body.length, numeric.length);
  const kinds = (j: number) => new Set(body.map(({ fields }) => fields[j])).size;
  const labelled = all.find((j) => isText[j] && kinds(j) <= Math.min(MOST_KINDS, body.length / 2));
  const data = new Float64Array(body.length * numeric.length);
  body.forEach(({ fields, line }, i) => {
    numeric.forEach((j, place) => {
      data[i * numeric.length + place] = numberOf(fields[j], line, names[j]);
    });
  });
  return {
    rows: new Matrix(body.length, numeric.length, data),
    columns: numeric.map((j) => names[j]),
    labels: labelled === undefined ? undefined : body.map(({ fields }) => fields[labelled]),
    leftOut: all.filter((j) => isText[j] && j !== labelled).map((j) => names[j]),
  };
}

function checkSize(rows: number, columns: number): void {
  if (rows < 3) throw new Error(`The table needs 3 rows or more, this one has ${rows}.`);
  if (columns < 2) {
    throw new Error(`The table needs 2 columns of numbers or more, this one has ${columns}.`);
  }
  if (rows <= MOST_ROWS && columns <= MOST_COLUMNS) return;
  throw new Error(
    `The table has ${rows} rows and ${columns} columns of numbers; up to ${MOST_ROWS} and ${MOST_COLUMNS} can be shown here.`,
  );
}

function isNumber(field: string): boolean {
  return field.trim() !== "" && Number.isFinite(Number(field));
}

function numberOf(field: string, line: number, column: string): number {
  if (isNumber(field)) return Number(field);
  const got = field.trim() === "" ? "nothing" : `“${field}”`;
  throw new Error(`Line ${line}: “${column}” should be a number, but it is ${got}.`);
}
