/**
 * An iteration stopped before its result was accurate, or a result failed the
 * check that it has to pass before it is returned.
 *
 * The only error of this library that a correct program may want to catch;
 * wrong arguments throw a `TypeError` or `RangeError` instead. No finite matrix
 * is known to provoke it.
 */
export class ConvergenceError extends Error {
  override readonly name = "ConvergenceError";
}

/**
 * A matrix or vector holds NaN or ±Infinity, and no decomposition exists.
 *
 * @example
 * ```ts
 * import { NonFiniteError, svd } from "wasm-svd";
 *
 * try {
 *   svd([[1, 2], [3, NaN]]);
 * } catch (error) {
 *   if (!(error instanceof NonFiniteError)) throw error;
 *   error.row; // 1
 *   error.column; // 1
 *   error.message; // "svd: expected finite numbers, got NaN at row 1, column 1"
 * }
 * ```
 */
export class NonFiniteError extends RangeError {
  override readonly name = "NonFiniteError";

  /** The first such place, row by row, counted from 0. */
  readonly row: number;
  readonly column: number;

  constructor(message: string, row: number, column: number) {
    super(message);
    this.row = row;
    this.column = column;
  }
}

/** How error messages write a shape. */
export function shape(rows: number, columns: number): string {
  return `${rows} × ${columns}`;
}

/** How error messages write the value that came instead of what was expected. */
export function describe(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function") return "a function";
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) return `an array of length ${value.length}`;
  const name = Object.prototype.toString.call(value).slice("[object ".length, -1);
  if (ArrayBuffer.isView(value)) return `a ${name}`;
  return name === "Object" ? "an object" : `a ${name}`;
}
