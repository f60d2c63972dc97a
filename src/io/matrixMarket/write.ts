import { toMatrix } from "../../matrix.ts";
import type { MatrixInput } from "../../matrixInput.ts";
import { SparseMatrix } from "../../sparse/sparseMatrix.ts";

export interface WriteMatrixMarketOptions {
  /** Lines of text for the head of the file. By default there are none. */
  readonly comment?: string;
}

/**
 * Writes a Matrix Market file: a `SparseMatrix` in coordinate format, everything else in array format. Each number has as
 * many digits as it takes to read the same number back.
 *
 * @returns The text in UTF-8.
 *
 * @throws {@link TypeError} if `a` is not a matrix.
 *
 * @example
 * ```ts
 * import { readMatrixMarket, writeMatrixMarket } from "wasm-svd/io";
 *
 * const bytes = writeMatrixMarket([[1, 2], [3, 4]]);
 * readMatrixMarket(bytes).get(1, 0); // 3
 * ```
 */
export function writeMatrixMarket(
  a: SparseMatrix | MatrixInput,
  { comment }: WriteMatrixMarketOptions = {},
): Uint8Array {
  const sparse = a instanceof SparseMatrix;
  const format = sparse ? "coordinate" : "array";
  const remarks =
    comment === undefined ? [] : comment.split(/\r\n|\r|\n/).map((line) => `% ${line}`);
  const head = [`%%MatrixMarket matrix ${format} real general`, ...remarks];
  const lines = sparse ? coordinates(a) : numbers(a);
  return encode(head, lines);
}

function* coordinates(a: SparseMatrix): Generator<string> {
  yield `${a.rows} ${a.columns} ${a.nonZeros}`;
  for (let i = 0; i < a.rows; ++i) {
    for (let k = a.rowStarts[i]; k < a.rowStarts[i + 1]; ++k) {
      yield `${i + 1} ${a.columnIndices[k] + 1} ${spell(a.values[k])}`;
    }
  }
}

function* numbers(a: MatrixInput): Generator<string> {
  const { rows, columns, data } = toMatrix("writeMatrixMarket", a);
  yield `${rows} ${columns}`;
  for (let j = 0; j < columns; ++j) {
    for (let i = 0; i < rows; ++i) yield spell(data[i * columns + j]);
  }
}

/** As JavaScript does it, but with the sign of −0. */
function spell(x: number): string {
  return Object.is(x, -0) ? "-0" : String(x);
}

/** Lines that are encoded together: a string of all would be too long for a large matrix. */
const LINES = 10_000;

function encode(head: readonly string[], lines: Iterable<string>): Uint8Array {
  const encoder = new TextEncoder();
  const parts: Uint8Array[] = [];
  let pending = [...head];
  const flush = () => parts.push(encoder.encode(pending.map((line) => `${line}\n`).join("")));
  for (const line of lines) {
    pending.push(line);
    if (pending.length < LINES) continue;
    flush();
    pending = [];
  }
  flush();
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
