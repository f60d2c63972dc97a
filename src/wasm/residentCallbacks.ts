import { NonFiniteError, shape } from "../errors.ts";
import { allFinite } from "../finite.ts";
import type { LinearOperator } from "../linearOperator.ts";
import { Matrix } from "../matrix.ts";
import { readMatrix } from "../matrixInput.ts";
import type { Dense, Real } from "../real.ts";
import type { Engine } from "./engine.ts";
import type { ResidentOperator } from "./operators.ts";
import { scaled } from "./scaling.ts";

/**
 * An operator of JavaScript's. What it returns is checked before it is used.
 *
 * The first product that is not zero decides by which power of two all are scaled, so that no square
 * overflows: the scale is known after it, by `exponent()`.
 */
export function residentCallbacks<T extends Real>(
  name: string,
  engine: Engine<T>,
  operator: LinearOperator<T>,
  scalingOf: (largest: number) => number,
): ResidentOperator & { exponent(): number } {
  const { rows: m, columns: n } = operator;
  let exponent: number | undefined;
  const call = (
    which: "multiply" | "multiplyTransposed",
    [from, to]: [number, number],
    b: number,
    xAt: number,
    yAt: number,
  ) => {
    const subject = `${name}: operator.${which}`;
    const x = new Matrix(from, b, engine.pull(xAt, from * b));
    const y = readMatrix(subject, operator[which](x));
    checkProduct(subject, y, to, b);
    if (exponent === undefined) {
      let largest = 0;
      for (let i = 0; i < y.data.length; ++i) largest = Math.max(largest, Math.abs(y.data[i]));
      if (largest > 0) exponent = scalingOf(largest);
    }
    engine.write(yAt, exponent ? scaled(y.data as T, exponent) : (y.data as T));
  };
  return {
    rows: m,
    columns: n,
    cost: Infinity,
    multiply: (b, xAt, yAt) => call("multiply", [n, m], b, xAt, yAt),
    multiplyTransposed: (b, xAt, yAt) => call("multiplyTransposed", [m, n], b, xAt, yAt),
    exponent: () => exponent ?? 0,
  };
}

function checkProduct(subject: string, y: Dense, rows: number, columns: number): void {
  if (y.rows !== rows || y.columns !== columns) {
    throw new RangeError(
      `${subject}: expected a ${shape(rows, columns)} matrix to be returned, got ${shape(y.rows, y.columns)}`,
    );
  }
  if (allFinite(y.data)) return;
  const at = y.data.findIndex((x) => !Number.isFinite(x));
  const [row, column] = [Math.floor(at / columns), at % columns];
  throw new NonFiniteError(
    `${subject}: expected finite numbers, got ${y.data[at]} at row ${row}, column ${column}`,
    row,
    column,
  );
}
