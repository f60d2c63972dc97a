import { describe, expect, it } from "vitest";
import { Matrix, gsvd, multiply, pinv, svdvals } from "../../src/index.ts";
import { randomMatrix } from "../support/compare.ts";
import {
  diagonal,
  distance,
  fill,
  frobenius,
  largest,
  product,
  transpose,
} from "../support/dense.ts";
import { families } from "../support/families.ts";
import { hide } from "../support/orthogonal.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";

describe.each(precisions)("gsvd, $name", (p) => {
  const rounded = (x: { rows: number; columns: number; data: ArrayLike<number> }) =>
    new Matrix(x.rows, x.columns, p.array(x.data));

  /** Says what is wrong with the decomposition, or "": LAPACK's ratios (DGSVTS3), and the order of the values. */
  function fault(a: Matrix, b: Matrix, f = gsvd(a, b)): string {
    const [m, n] = [a.rows, a.columns];
    const residual = (x: Matrix, left: Matrix, middle: Matrix) => {
      // In units of the largest entry: norms of huge and of denormal numbers.
      const unit = largest(x.data) || 1;
      const Xt = transpose(f.X).data.map((y) => y / unit);
      const back = product(product(left, middle), { rows: f.rank, columns: n, data: Xt });
      const scaled = Float64Array.from(x.data, (y) => y / unit);
      return (
        distance(back.data, scaled) / ((frobenius(scaled) || 1) * Math.max(m, n, b.rows) * p.eps)
      );
    };
    const orthonormal = (x: Matrix) =>
      distance(product(transpose(x), x).data, fill(x.columns, x.columns, (i, j) => (i === j ? 1 : 0)).data) / (Math.max(x.rows, 1) * p.eps); // prettier-ignore
    const ratios = {
      A: residual(a, f.U, f.C),
      B: residual(b, f.V, f.S),
      U: orthonormal(f.U),
      V: orthonormal(f.V),
      unit: Math.max(0, ...f.c.map((c, j) => Math.abs(c * c + f.s[j] ** 2 - 1))) / p.eps,
    };
    const wrong = Object.entries(ratios).filter(([, ratio]) => !(ratio < 20));
    if (wrong.length > 0) return JSON.stringify(Object.fromEntries(wrong));
    for (let j = 1; j < f.rank; ++j) {
      if (!(f.values[j] <= f.values[j - 1] * (1 + 100 * p.eps) + 100 * p.eps)) return `value ${j}`;
    }
    return "";
  }

  const shapes = [[6, 6, 6], [10, 7, 5], [4, 9, 6], [9, 3, 6], [3, 9, 6], [3, 2, 6], [12, 1, 4], [1, 1, 3], [8, 8, 1]]; // prettier-ignore

  it.each(shapes)("decomposes %i × n and %i × n, n = %i", (m, rows, n) => {
    for (let seed = 0; seed < 5; ++seed) {
      const [a, b] = [randomMatrix(p, m, n, seed), randomMatrix(p, rows, n, seed + 50)];
      const f = gsvd(a, b);
      expect(f.rank).toBe(Math.min(n, m + rows));
      expect([f.U.columns, f.V.columns]).toEqual([Math.min(m, f.rank), Math.min(rows, f.rank)]);
      expect(f.X.dtype).toBe(p.dtype);
      expect(fault(a, b, f), `seed ${seed}`).toBe("");
      expect(Array.from(f.values).filter((x) => x === Infinity).length).toBe(
        Math.max(0, f.rank - rows),
      );
      expect(f.values.filter((x) => x === 0).length).toBe(Math.max(0, f.rank - m));
    }
  });

  it("finds the values of A B⁻¹", () => {
    const a = randomMatrix(p, 9, 6, 1);
    const b = randomMatrix(p, 6, 6, 2);
    const expected = svdvals(multiply(a, pinv(b)));
    gsvd(a, b).values.forEach((x, j) => expect(x / expected[j]).toBeCloseTo(1, p.name === "float64" ? 10 : 3)); // prettier-ignore
  });

  it("finds the singular values of A, beside the identity", () => {
    for (const size of [1, 1000, 2 ** 40]) {
      const plain = randomMatrix(p, 8, 5, 3);
      const a = new Matrix(
        8,
        5,
        plain.data.map((x) => x * size),
      );
      const { values } = gsvd(a, rounded(diagonal(5, 5, [1, 1, 1, 1, 1])));
      const expected = svdvals(a);
      expect(distance(values, expected)).toBeLessThan(50 * p.eps * expected[0]);
    }
  });

  it("is MATLAB's on the example of its documentation", () => {
    const a = rounded(fill(5, 3, (i, j) => 1 + i + 5 * j));
    const b = new Matrix(3, 3, p.array([8, 1, 6, 3, 5, 7, 4, 9, 2]));
    const { values, c, s } = gsvd(a, b);
    [5.0123, 0.3325, 0].forEach((x, j) => expect(values[j]).toBeCloseTo(x, 3));
    [0.9807, 0.3155, 0].forEach((x, j) => expect(c[j]).toBeCloseTo(x, 4));
    [0.1957, 0.9489, 1].forEach((x, j) => expect(s[j]).toBeCloseTo(x, 4));
  });

  it("decides on the ranks of A, of B and of both", () => {
    for (let seed = 0; seed < 10; ++seed) {
      const source = random(seed);
      const [ra, rb, n] = [2, 3, 8];
      const a = randomMatrix(p, 7, n, seed, ra);
      const b = randomMatrix(p, 6, n, seed + 100, rb);
      const f = gsvd(a, b);
      expect(fault(a, b, f), `seed ${seed}`).toBe("");
      expect(f.rank).toBe(ra + rb);
      expect(Array.from(f.values)).toEqual([Infinity, Infinity, 0, 0, 0]);

      // With a common row space: the values between.
      const shared = randomMatrix(p, 4, n, source.integer(200, 300));
      const [x, y] = [randomMatrix(p, 7, 4, seed + 1), randomMatrix(p, 6, 4, seed + 2)];
      const g = gsvd(multiply(x, shared), multiply(y, shared));
      expect(g.rank).toBe(4);
      const direct = gsvd(x, y).values;
      g.values.forEach((value, j) => expect(value / direct[j], `seed ${seed}`).toBeCloseTo(1, p.name === "float64" ? 8 : 2)); // prettier-ignore
    }
  });

  it("keeps each matrix accurate relative to itself, whatever the other's size", () => {
    for (const size of [2 ** -80, 2 ** -20, 1e6, 2 ** 80]) {
      const a = randomMatrix(p, 7, 5, 4);
      const b = randomMatrix(p, 6, 5, 5);
      const small = new Matrix(
        6,
        5,
        b.data.map((x) => x * size),
      );
      const f = gsvd(a, small);
      expect(fault(a, small, f), `size ${size}`).toBe("");
      expect(f.values[2] / (gsvd(a, b).values[2] / size)).toBeCloseTo(
        1,
        p.name === "float64" ? 10 : 4,
      );
    }
  });

  it("holds for the families of matrices, beside a graded one", () => {
    const wrong: string[] = [];
    const [m, rows, n] = [9, 7, 6];
    families.forEach(({ name, make }, index) => {
      // X overflows, and the other's cosines, relative to such matrices, are denormal: rounded to few bits.
      if (name.includes("largest number") || name.includes("denormal")) return;
      const source = random(index);
      const a = rounded(make(m, n, p, source).a);
      const partners = {
        graded: hide(diagonal(rows, n, [1, 1e-2, 1e-4, 1e-5, 1e-6, 0]), source),
        random: fill(rows, n, () => source.normal()),
      };
      for (const [kind, partner] of Object.entries(partners)) {
        const b = rounded(partner);
        for (const [x, y] of [
          [a, b],
          [b, a],
        ]) {
          // prettier-ignore
          const failure = fault(x, y);
          if (failure) wrong.push(`${name}, ${kind} ${x === a ? "second" : "first"}: ${failure}`);
        }
      }
    });
    expect(wrong).toEqual([]);
  });

  it("takes zeros and nothing", () => {
    const zero = new Matrix(3, 2, p.zeros(6));
    expect(gsvd(zero, zero)).toMatchObject({ rank: 0, values: p.zeros(0) });
    expect(gsvd(zero, randomMatrix(p, 2, 2, 1)).values).toEqual(p.zeros(2));
    expect(gsvd(randomMatrix(p, 2, 2, 1), zero).values).toEqual(p.array([Infinity, Infinity]));
    expect(gsvd(new Matrix(0, 2, p.zeros(0)), randomMatrix(p, 2, 2, 1)).values).toEqual(p.zeros(2));
    expect(gsvd(new Matrix(3, 0, p.zeros(0)), new Matrix(2, 0, p.zeros(0))).rank).toBe(0);
  });
});

describe("the errors of gsvd", () => {
  it("say what was expected", () => {
    expect(() => gsvd([[1]], [[1, 2]])).toThrow(
      new RangeError("gsvd: expected b to have 1 columns as a has, got 2"),
    );
    expect(() => gsvd([[1]], [[NaN]])).toThrow("gsvd: b: expected finite numbers, got NaN");
    expect(() => gsvd([[1]], [[1]], { tolerance: -1 })).toThrow(
      new RangeError("gsvd: expected a tolerance from 0 to below 1, got -1"),
    );
  });
});
