import { expect } from "vitest";
import { Matrix } from "../../../src/matrix.ts";
import digits from "../../fixtures/pca/digits.json" with { type: "json" };
import iris from "../../fixtures/pca/iris.json" with { type: "json" };
import wine from "../../fixtures/pca/wine.json" with { type: "json" };

/** What scikit-learn computes of three data sets: `fixtures/pca/make.py` says how. */
export const references = [
  { name: "iris", x: matrixOf(iris, iris.data), expected: iris },
  { name: "wine", x: matrixOf(wine, wine.data), expected: wine },
  { name: "digits", x: matrixOf(digits, pixels(digits.data)), expected: digits },
];

/** The two whose kernels are known, too. */
export const small = [
  { name: "iris", x: references[0].x, expected: iris },
  { name: "wine", x: references[1].x, expected: wine },
];

/** The classes of iris, 0, 1 and 2. */
export const species: readonly number[] = iris.target;

/** Rows 0, every, 2·every … */
export function everyRow(x: Matrix, every: number): Matrix<Float64Array> {
  const count = Math.ceil(x.rows / every);
  const data = new Float64Array(count * x.columns);
  for (let i = 0; i < count; ++i) data.set(x.row(i * every), i * x.columns);
  return new Matrix(count, x.columns, data);
}

/** Expects the same numbers, up to `tolerance` times the largest of them. */
export function expectClose(
  actual: ArrayLike<number>,
  expected: readonly number[],
  tolerance = 1e-10,
): void {
  expect(actual.length).toBe(expected.length);
  const scale = expected.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  const worst = expected.reduce((most, x, i) => Math.max(most, Math.abs(x - actual[i])), 0);
  expect(worst / scale).toBeLessThan(tolerance);
}

/** Makes the entry of largest magnitude in each column positive: for what is known up to sign. */
export function upToSign(numbers: ArrayLike<number>, columns: number): number[] {
  const result = Array.from(numbers);
  for (let j = 0; j < columns; ++j) {
    const column = result.filter((_, at) => at % columns === j);
    const largest = column.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a), 0);
    if (largest >= 0) continue;
    for (let at = j; at < result.length; at += columns) result[at] = -result[at];
  }
  return result;
}

function matrixOf({ rows, columns }: { rows: number; columns: number }, data: readonly number[]) {
  return new Matrix(rows, columns, Float64Array.from(data));
}

/** The letters a … q are 0 … 16. */
function pixels(rows: readonly string[]): number[] {
  return [...rows.join("")].map((letter) => letter.charCodeAt(0) - 97);
}
