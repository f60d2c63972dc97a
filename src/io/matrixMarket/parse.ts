import type { Dense } from "../../real.ts";
import type { Triplets } from "../../sparse/triplets.ts";
import { allocateMatrix } from "../../matrixInput.ts";
import { readHeader, type MatrixMarketHeader } from "./header.ts";
import { Scanner } from "./scanner.ts";

/** What a Matrix Market file holds: entries, or all of a matrix. */
export type MatrixMarketData =
  { readonly triplets: Triplets<Float64Array> } | { readonly dense: Dense<Float64Array> };

/** The largest count of rows or columns. */
const MOST = 2 ** 32 - 1;

/** The fewest bytes of an entry: two indices, a blank and a line end; a number and its line end. */
const ENTRY_BYTES = 4;
const NUMBER_BYTES = 2;

/**
 * Parses a Matrix Market file (R. Boisvert, R. Pozo, K. Remington, The Matrix Market Exchange Formats: Initial
 * Design, NISTIR 5935, 1996). Of symmetric matrices either triangle may be given; the other is filled in.
 */
export function parseMatrixMarket(source: Uint8Array | string): MatrixMarketData {
  const bytes = typeof source === "string" ? new TextEncoder().encode(source) : source;
  const scanner = new Scanner(bytes);
  const header = readHeader(scanner);
  return header.format === "coordinate"
    ? { triplets: readCoordinates(scanner, header) }
    : { dense: readArray(scanner, header) };
}

function readCoordinates(
  scanner: Scanner,
  { field, symmetry }: MatrixMarketHeader,
): Triplets<Float64Array> {
  const [rows, columns, count] = readSizes(scanner, symmetry, "the number of entries");
  checkCount(scanner, count, ENTRY_BYTES, "entries");
  const rowIndices = new Uint32Array(count);
  const columnIndices = new Uint32Array(count);
  const values = new Float64Array(count);
  for (let k = 0; k < count; ++k) {
    if (!scanner.nextLine()) throw endsEarly(scanner, count, "entries", k);
    const i = scanner.integer("a row", 1, rows);
    const j = scanner.integer("a column", 1, columns);
    values[k] = field === "pattern" ? 1 : scanner.number();
    scanner.endLine();
    if (symmetry === "skew-symmetric" && i === j && values[k] !== 0) {
      throw scanner.error(
        `expected 0 on the diagonal of a skew-symmetric matrix, got ${values[k]}`,
      );
    }
    rowIndices[k] = i - 1;
    columnIndices[k] = j - 1;
  }
  if (scanner.nextLine()) throw scanner.error(`expected the end after ${count} entries, got more`);
  const triplets = { rows, columns, rowIndices, columnIndices, values };
  return symmetry === "general" ? triplets : mirror(triplets, symmetry === "symmetric" ? 1 : -1);
}

/** Adds the other triangle of a (skew-)symmetric matrix. */
function mirror(triplets: Triplets<Float64Array>, sign: number): Triplets<Float64Array> {
  const { rowIndices, columnIndices, values } = triplets;
  let outside = 0;
  for (let k = 0; k < values.length; ++k) if (rowIndices[k] !== columnIndices[k]) ++outside;
  const i = new Uint32Array(values.length + outside);
  const j = new Uint32Array(values.length + outside);
  const x = new Float64Array(values.length + outside);
  i.set(rowIndices);
  j.set(columnIndices);
  x.set(values);
  let to = values.length;
  for (let k = 0; k < values.length; ++k) {
    if (rowIndices[k] === columnIndices[k]) continue;
    i[to] = columnIndices[k];
    j[to] = rowIndices[k];
    // 0 − 0 is +0; −1 · 0 would not be.
    x[to++] = sign < 0 ? 0 - values[k] : values[k];
  }
  return { ...triplets, rowIndices: i, columnIndices: j, values: x };
}

/** Numbers column by column; of a symmetric matrix the lower triangle, of a skew-symmetric one without its diagonal. */
function readArray(scanner: Scanner, { symmetry }: MatrixMarketHeader): Dense<Float64Array> {
  const [rows, columns] = readSizes(scanner, symmetry);
  const skipped = symmetry === "skew-symmetric" ? 1 : 0;
  const count = symmetry === "general" ? rows * columns : (rows * (rows + 1)) / 2 - skipped * rows;
  checkCount(scanner, count, NUMBER_BYTES, "numbers");
  const a = allocateMatrix("matrixMarket", rows, columns, "float64");
  let read = 0;
  for (let j = 0; j < columns; ++j) {
    for (let i = symmetry === "general" ? 0 : j + skipped; i < rows; ++i, ++read) {
      if (!scanner.nextLine()) throw endsEarly(scanner, count, "numbers", read);
      const x = scanner.number();
      scanner.endLine();
      a.data[i * columns + j] = x;
      if (symmetry !== "general" && i !== j) a.data[j * columns + i] = skipped ? 0 - x : x;
    }
  }
  if (scanner.nextLine()) throw scanner.error(`expected the end after ${count} numbers, got more`);
  return a;
}

function readSizes(scanner: Scanner, symmetry: string, ...more: string[]): number[] {
  if (!scanner.nextLine())
    throw scanner.error("expected a line with the size, got the end of the file");
  const sizes = ["the number of rows", "the number of columns"].map((what) =>
    scanner.integer(what, 0, MOST),
  );
  for (const what of more) sizes.push(scanner.integer(what, 0, Number.MAX_SAFE_INTEGER));
  scanner.endLine();
  const [rows, columns] = sizes;
  if (symmetry !== "general" && rows !== columns) {
    throw scanner.error(`expected a ${symmetry} matrix to be square, got ${rows} × ${columns}`);
  }
  return sizes;
}

/** Throws before anything is allocated for more than the file can hold. */
function checkCount(scanner: Scanner, count: number, bytesEach: number, what: string): void {
  // The last line may have no end.
  const left = scanner.bytes.length - scanner.at + 1;
  if (count * bytesEach <= left) return;
  throw scanner.error(
    `expected ${count} ${what} to follow, which take ${bytesEach} bytes each or more, got ${left - 1} bytes`,
  );
}

function endsEarly(scanner: Scanner, count: number, what: string, read: number) {
  return scanner.error(`expected ${count} ${what}, got ${read} and then the end of the file`);
}
