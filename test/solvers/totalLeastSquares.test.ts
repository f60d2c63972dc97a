import { describe, expect, it } from "vitest";
import { Matrix } from "../../src/matrix.ts";
import { multiply } from "../../src/multiply.ts";
import { totalLeastSquares } from "../../src/solvers/totalLeastSquares.ts";
import data from "../fixtures/leastSquares/leastSquares.json" with { type: "json" };
import { random } from "../support/random.ts";

function noise(rows: number, columns: number, seed: number): Matrix<Float64Array> {
  const { normal } = random(seed);
  return new Matrix(rows, columns, Float64Array.from({ length: rows * columns }, normal));
}

function sum(a: Matrix, b: Matrix, factor = 1): Matrix<Float64Array> {
  return new Matrix(
    a.rows,
    a.columns,
    Float64Array.from(a.data, (x, i) => x + factor * b.data[i]),
  );
}

describe("totalLeastSquares", () => {
  it("is what scipy.odr finds for a line, by another way", () => {
    const { x, y, beta, sumOfSquares } = data.odr;
    const line = totalLeastSquares(
      x.map((value) => [value]),
      y,
      { intercept: true },
    );
    // An iteration that stops where the sum of squares changes no more has half the digits of the parameters.
    expect(Math.abs(line.x[0] - beta[1])).toBeLessThan(1e-7);
    expect(Math.abs(line.intercept[0] - beta[0])).toBeLessThan(1e-7);
    expect(Math.abs(line.distance ** 2 - sumOfSquares)).toBeLessThan(1e-12);
  });

  it.each([1, 3])("makes the system solvable, for %i right-hand sides", (p) => {
    const a = noise(20, 4, 1);
    const b = sum(multiply(a, noise(4, p, 2)), noise(20, p, 3), 0.1);
    const { x, correctionA, correctionB, distance, s } = totalLeastSquares(a, b);
    const solvable = multiply(sum(a, correctionA), x);
    expect(Math.max(...sum(solvable, sum(b, correctionB), -1).data.map(Math.abs))).toBeLessThan(
      1e-13,
    );
    const size = Math.hypot(...correctionA.data, ...correctionB.data);
    expect(Math.abs(size - distance)).toBeLessThan(1e-13);
    expect(s).toHaveLength(4 + p);
    // No other solution is as near: for one right-hand side, ‖A x − b‖² / (1 + ‖x‖²) is the square of the distance.
    if (p > 1) return;
    for (let seed = 10; seed < 20; ++seed) {
      const other = sum(x, noise(4, 1, seed), 1e-3);
      const residual = sum(multiply(a, other), b, -1);
      const far = Math.hypot(...residual.data) / Math.hypot(1, ...other.data);
      expect(far).toBeGreaterThan(distance);
    }
  });

  it("gives a vector for a vector, exactly where there are no errors", () => {
    const { x, distance } = totalLeastSquares(
      [
        [1, 0],
        [0, 1],
        [1, 1],
      ],
      [2, 3, 5],
    );
    expect(x).toBeInstanceOf(Float64Array);
    expect(Math.abs(x[0] - 2) + Math.abs(x[1] - 3)).toBeLessThan(1e-14);
    expect(distance).toBeLessThan(1e-15);
  });

  it("says where there is no solution", () => {
    // b stands at a right angle to A, and is longer than it: any rotation of the plane of both is a worse one.
    expect(() => totalLeastSquares([[1], [0]], [0, 2])).toThrow(
      /^totalLeastSquares: there is no solution \(nongeneric\): the smallest singular value of A, 1/,
    );
    expect(() =>
      totalLeastSquares(
        [
          [1, 1],
          [1, 1],
          [1, 1],
        ],
        [1, 2, 3],
      ),
    ).toThrow("nongeneric");
    expect(() => totalLeastSquares([[1, 2]], [1])).toThrow("expected 3 rows or more, got 1");
    expect(() => totalLeastSquares([[1], [2]], [1])).toThrow("expected 2 rows, as A has, got 1");
  });
});
