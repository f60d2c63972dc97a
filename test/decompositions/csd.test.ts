import { describe, expect, it } from "vitest";
import { Matrix, csd, type EngineOptions } from "../../src/index.ts";
import { rowsOf } from "../../src/blocks.ts";
import { distance, fill, product, transpose, zeros } from "../support/dense.ts";
import { orthogonal } from "../support/orthogonal.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";

describe.each(precisions)("csd, $name", (p) => {
  /** Two blocks with orthonormal columns and the given sines (n of them), m + rows ≥ n. */
  function blocks(m: number, rows: number, sines: number[], seed: number): [Matrix, Matrix] {
    const source = random(seed);
    const n = sines.length;
    const Z = orthogonal(n, source);
    const C = fill(m, n, (i, j) => (i === j ? Math.sqrt((1 - sines[j]) * (1 + sines[j])) : 0));
    // From the right, as in the result.
    const S = fill(rows, n, (i, j) => (rows - i === n - j ? sines[j] : 0));
    const round = (x: { rows: number; columns: number; data: Float64Array }) =>
      new Matrix(x.rows, x.columns, p.array(x.data));
    return [
      round(product(product(orthogonal(m, source), C), Z)),
      round(product(product(orthogonal(rows, source), S), Z)),
    ];
  }

  /** The largest of all errors, in units of n·ε. */
  function worst(q1: Matrix, q2: Matrix, f: ReturnType<typeof csd>): number {
    const n = q1.columns;
    const orthonormal = (x: { rows: number; columns: number; data: ArrayLike<number> }) =>
      distance(product(transpose(x), x).data, fill(x.columns, x.columns, (i, j) => (i === j ? 1 : 0)).data); // prettier-ignore
    const errors = [
      orthonormal(f.U),
      orthonormal(f.V),
      orthonormal(f.Zt),
      distance(product(product(f.U, f.C), f.Zt).data, q1.data),
      distance(product(product(f.V, f.S), f.Zt).data, q2.data),
      ...Array.from(f.c, (c, j) => Math.abs(c * c + f.s[j] * f.s[j] - 1)),
    ];
    return Math.max(...errors) / (Math.max(n, q1.rows, q2.rows) * p.eps);
  }

  it.each<[m: number, rows: number, sines: number[]]>([
    [4, 4, [0.1, 0.3, 0.6, 0.9]],
    [7, 3, [0, 0.2, 0.71]],
    [4, 9, [0.2, 0.7, 0.8, 1]],
    [6, 3, [0, 0, 0, 1e-3, 0.7, 1]],
    [3, 6, [0.1, 0.2, 0.9, 1, 1, 1]],
    [3, 2, [0, 0, 0, 1, 1]],
    [5, 5, [1e-20, 1e-12, 1e-8, 1e-4, 1e-3]],
    [5, 5, [0, 0, 0, 0, 0]],
    [5, 5, [1, 1, 1, 1, 1]],
    [6, 6, [0.3, 0.3, 0.3, Math.SQRT1_2, Math.SQRT1_2, 0.9]],
    [1, 1, [0.5]],
  ])("%i and %i rows with the sines %o", (m, rows, sines) => {
    const [q1, q2] = blocks(m, rows, sines, m + rows);
    const f = csd(q1, q2);
    const n = sines.length;
    expect([f.U.columns, f.V.columns]).toEqual([Math.min(m, n), Math.min(rows, n)]);
    expect(f.C.dtype).toBe(p.dtype);
    expect(worst(q1, q2, f)).toBeLessThan(10);
    for (let j = 0; j < n; ++j) {
      expect(Math.abs(f.s[j] - sines[j]), `sine ${j}`).toBeLessThan(20 * p.eps);
      expect(Math.abs(f.c[j] - Math.sqrt((1 - sines[j]) * (1 + sines[j])))).toBeLessThan(
        20 * p.eps,
      );
    }
  });

  it("holds for random matrices and all ways to cut them", () => {
    for (let seed = 0; seed < 40; ++seed) {
      const source = random(seed);
      const n = source.integer(1, 12);
      const all = n + source.integer(0, 10);
      const whole = orthogonal(all, source);
      const q = new Matrix(all, n, p.array(fill(all, n, (i, j) => whole.data[i * all + j]).data));
      for (const m of [0, 1, n >> 1, n, all - 1, all]) {
        const [top, bottom] = [rowsOf(q, 0, m), rowsOf(q, m, all)];
        const [q1, q2] = [top, bottom].map((x) => new Matrix(x.rows, n, x.data));
        expect(worst(q1, q2, csd(q1, q2)), `seed ${seed}, ${m} of ${all} × ${n}`).toBeLessThan(10);
      }
    }
  });

  it("takes the rows of the identity, and nothing", () => {
    const q1 = new Matrix(2, 3, p.array([1, 0, 0, 0, 0, 1]));
    const q2 = new Matrix(1, 3, p.array([0, 1, 0]));
    expect([csd(q1, q2).c, csd(q1, q2).s]).toEqual([p.array([1, 1, 0]), p.array([0, 0, 1])]);
    const none = new Matrix(4, 0, p.zeros(0));
    expect(csd(none, none).Zt.rows).toBe(0);
  });
});

describe("the errors of csd", () => {
  it.each<[q1: number[][], q2: number[][], message: string]>([
    [[[1]], [[0, 1]], "expected q2 to have 1 columns as q1 has, got 2"],
    [
      [[1, 0]],
      [[0, 0.9]],
      "expected q1 and q2, one below the other (2 × 2), to have orthonormal columns; columns 1 and 1 miss it by",
    ],
    [[[NaN]], [[1]], "q1: expected finite numbers, got NaN at row 0, column 0"],
  ])("%o, %o", (q1, q2, message) => {
    expect(() => csd(q1, q2)).toThrow(message);
  });

  it("say that there are too few rows", () => {
    const options: EngineOptions = {};
    expect(() => csd(zeros(0, 1), zeros(0, 1), options)).toThrow(RangeError);
  });
});
