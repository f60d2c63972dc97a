import { describe, NonFiniteError, shape } from "../errors.ts";
import { readMatrix, type MatrixInput } from "../matrixInput.ts";
import type { Dense, Real } from "../real.ts";

/** Which entries of a matrix are known: 1 or true. */
export type Mask = MatrixInput | readonly (readonly boolean[])[];

/**
 * Reads how much each entry of A counts, from 0 (missing) to 1.
 *
 * Without a mask, the entries that are NaN are missing.
 */
export function readWeights(
  name: string,
  a: Dense,
  mask: Mask | undefined,
  weights: MatrixInput | undefined,
): Float64Array {
  const known = Float64Array.from(a.data, (x) => (mask === undefined && Number.isNaN(x) ? 0 : 1));
  if (mask !== undefined) {
    const given = readLike(`${name}: mask`, a, asNumbers(mask));
    given.forEach((x, at) => {
      if (x !== 0 && x !== 1) throw outOfRange(`${name}: mask`, "0 or 1 (false or true)", a, at, x);
      known[at] = x;
    });
  }
  if (weights !== undefined) {
    const given = readLike(`${name}: weights`, a, weights);
    given.forEach((x, at) => {
      if (!(x >= 0 && x <= 1))
        throw outOfRange(`${name}: weights`, "numbers from 0 to 1", a, at, x);
      known[at] *= x;
    });
  }
  known.forEach((weight, at) => {
    if (weight > 0 && !Number.isFinite(a.data[at])) {
      const [row, column] = placeOf(a, at);
      throw new NonFiniteError(
        `${name}: expected finite numbers where entries are known, got ${a.data[at]} at row ${row}, column ${column}`,
        row,
        column,
      );
    }
  });
  return known;
}

function readLike(subject: string, a: Dense, input: MatrixInput): Real {
  const { rows, columns, data } = readMatrix(subject, input);
  if (rows === a.rows && columns === a.columns) return data;
  throw new RangeError(
    `${subject}: expected ${shape(a.rows, a.columns)} as a is, got ${shape(rows, columns)}`,
  );
}

/** Rows of booleans as rows of numbers; anything else as it is. */
function asNumbers(mask: Mask): MatrixInput {
  if (!Array.isArray(mask)) return mask as MatrixInput;
  return (mask as readonly unknown[]).map((row) =>
    Array.isArray(row)
      ? (row as readonly unknown[]).map((x) => (typeof x === "boolean" ? Number(x) : x))
      : row,
  ) as MatrixInput;
}

function outOfRange(subject: string, expected: string, a: Dense, at: number, x: number) {
  const [row, column] = placeOf(a, at);
  return new RangeError(
    `${subject}: expected ${expected}, got ${describe(x)} at row ${row}, column ${column}`,
  );
}

function placeOf({ columns }: Dense, at: number): [row: number, column: number] {
  return [Math.floor(at / columns), at % columns];
}
