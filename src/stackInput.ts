import { describe, shape } from "./errors.ts";
import { readMatrix } from "./matrixInput.ts";
import { isFloat32, isReal, isTyped, zeros, type Real } from "./real.ts";

/** Matrices of one shape as one flat array, one after the other, each by rows. */
export interface StackInput<D extends ArrayLike<number> = ArrayLike<number>> {
  readonly data: D;
  readonly shape: readonly [count: number, m: number, n: number] | ArrayLike<number>;
}

/** A stack of matrices as plain data: entry (i, j) of matrix l is data[(l·rows + i)·columns + j]. */
export interface Stack<T extends Real = Real> {
  readonly count: number;
  readonly rows: number;
  readonly columns: number;
  readonly data: T;
}

/**
 * Reads a stack of matrices. Its data are those of `stack` where these are laid out so already, and a copy
 * where they are not.
 *
 * @param subject - What an error message starts with.
 */
export function readStack(subject: string, stack: unknown): Stack {
  if (Array.isArray(stack)) return fromMatrices(subject, stack);
  if (typeof stack === "object" && stack !== null) {
    const { data, shape: dimensions } = stack as Partial<Record<string, unknown>>;
    if ((isTyped(data) || Array.isArray(data)) && isList(dimensions)) {
      return fromFlat(subject, data, Array.from(dimensions));
    }
  }
  throw new TypeError(
    `${subject}: expected { data, shape: [count, rows, columns] } or an array of matrices, got ${describe(stack)}`,
  );
}

function fromFlat(subject: string, data: ArrayLike<unknown>, dimensions: unknown[]): Stack {
  if (dimensions.length !== 3) {
    throw new RangeError(
      `${subject}: expected an array of 3 dimensions, got ${dimensions.length} (${dimensions.join(" × ")})`,
    );
  }
  if (!dimensions.every((x) => Number.isSafeInteger(x) && (x as number) >= 0)) {
    throw new RangeError(
      `${subject}: expected a shape of integers >= 0, got ${dimensions.join(" × ")}`,
    );
  }
  const [count, rows, columns] = dimensions as [number, number, number];
  if (data.length !== count * rows * columns) {
    throw new RangeError(
      `${subject}: ${count} matrices of ${shape(rows, columns)} have ${count * rows * columns} entries, got ${data.length}`,
    );
  }
  if (isReal(data)) return { count, rows, columns, data };
  const copy = zeros("float64", data.length);
  for (let i = 0; i < data.length; ++i) {
    const x = data[i];
    if (typeof x !== "number") {
      const [matrix, at] = [Math.floor(i / (rows * columns)), i % (rows * columns)];
      const place = `row ${Math.floor(at / columns)}, column ${at % columns} of matrix ${matrix}`;
      throw new TypeError(`${subject}: expected a number at ${place}, got ${describe(x)}`);
    }
    copy[i] = x;
  }
  return { count, rows, columns, data: copy };
}

function fromMatrices(subject: string, list: readonly unknown[]): Stack {
  const matrices = list.map((a, i) => readMatrix(`${subject}: matrix ${i}`, a));
  const { rows, columns } = matrices[0] ?? { rows: 0, columns: 0 };
  const other = matrices.findIndex((a) => a.rows !== rows || a.columns !== columns);
  if (other > 0) {
    const { rows: m, columns: n } = matrices[other];
    throw new RangeError(
      `${subject}: matrix ${other} is ${shape(m, n)}, expected ${shape(rows, columns)} as matrix 0`,
    );
  }
  const single = matrices.length > 0 && matrices.every(({ data }) => isFloat32(data));
  const length = rows * columns;
  const data = zeros(single ? "float32" : "float64", matrices.length * length);
  matrices.forEach((a, i) => data.set(a.data, i * length));
  return { count: matrices.length, rows, columns, data };
}

function isList(x: unknown): x is ArrayLike<unknown> {
  return Array.isArray(x) || isTyped(x);
}
