import { describe, expect, it } from "vitest";
import { Matrix, NonFiniteError, svd, svdBatch, type SVD } from "../../src/index.ts";
import { examine } from "../support/check.ts";
import { families } from "../support/families.ts";
import { sameBits } from "../support/judge.ts";
import { precisions, type Precision } from "../support/precisions.ts";
import { random } from "../support/random.ts";
import { valuesRatio } from "../support/ratios.ts";
import { some, thorough } from "../support/thorough.ts";

/** Every size that goes through the lanes (or some), and one beyond. */
const squares = Array.from({ length: 33 }, (_, i) => [i + 1, i + 1] as const).filter(
  ([n]) => thorough || n < 5 || n % 4 === 1,
);
const oblongs = [2, 3, 5, 8, 13, 31].flatMap((n) =>
  [n + 1, n + 4, 32].flatMap((m) => [[m, n] as const, [n, m] as const]),
);
const columns = [1, 2, 3, 4, 7].flatMap((m) => [[m, 1] as const, [1, m] as const]);
const beyond = [[40, 3] as const, [3, 40] as const];
const shapes = [...squares, ...oblongs, ...columns, ...beyond];

/** LAPACK's threshold is 50. Measured: up to 1.6 for the residual, 2.5 for orthogonality, 2 for values. */
const bounds = { ratios: 10, values: 3 };

/** Matrices one after the other, as svdBatch takes them. */
function stackOf(precision: Precision, m: number, n: number, matrices: ArrayLike<number>[]) {
  const data = precision.zeros(matrices.length * m * n);
  matrices.forEach((a, i) => data.set(precision.array(a), i * m * n));
  return { data, shape: [matrices.length, m, n] as const };
}

function normals(precision: Precision, count: number, m: number, n: number) {
  const { normal } = random(1000 * m + n);
  return stackOf(
    precision,
    m,
    n,
    Array.from({ length: count }, () => Array.from({ length: m * n }, normal)),
  );
}

function isCanonical({ U }: SVD): boolean {
  for (let j = 0; j < U.columns; ++j) {
    const column = Array.from(U.column(j));
    const first = column.reduce((best, x) => (Math.abs(x) > Math.abs(best) ? x : best), 0);
    if (first < 0) return false;
  }
  return true;
}

describe.each(precisions)("svdBatch, $name", (precision) => {
  const { eps, array } = precision;

  it.each(shapes)("decomposes every family at %i × %i", (m, n) => {
    const samples = families.map(({ make }, i) => make(m, n, precision, random(100 * i + m)));
    const stack = stackOf(
      precision,
      m,
      n,
      samples.map(({ a }) => a.data),
    );
    const before = stack.data.slice();
    const batch = svdBatch(stack);
    expect(sameBits(stack.data, before)).toBe(true);
    const values = svdBatch(stack, { vectors: "none" });
    expect(sameBits(values.s.data, batch.s.data)).toBe(true);
    samples.forEach(({ a, s }, i) => {
      const found = batch.at(i);
      const name = `${families[i].name}, ${m} × ${n}`;
      expect(examine(a, found, precision, "thin", bounds.ratios).wrong, name).toBe("");
      expect(isCanonical(found), `${name}: signs`).toBe(true);
      const expected = s ?? svd(new Matrix(m, n, array(a.data)), { vectors: "none" }).s;
      const error = valuesRatio(found.s, expected, Math.max(m, n), precision);
      expect(error, `${name}: values`).toBeLessThanOrEqual(bounds.values);
    });
  });

  it.each([...oblongs, [6, 6] as const, ...beyond])("completes the bases at %i × %i", (m, n) => {
    const samples = families.map(({ make }, i) => make(m, n, precision, random(100 * i + n)));
    const stack = stackOf(
      precision,
      m,
      n,
      samples.map(({ a }) => a.data),
    );
    const full = svdBatch(stack, { vectors: "full" });
    expect(full.U.shape).toEqual([samples.length, m, m]);
    expect(full.Vt.shape).toEqual([samples.length, n, n]);
    expect(sameBits(full.s.data, svdBatch(stack).s.data)).toBe(true);
    samples.forEach(({ a }, i) => {
      const { wrong } = examine(a, full.at(i), precision, "full", bounds.ratios);
      expect(wrong, `${families[i].name}, ${m} × ${n}`).toBe("");
      expect(isCanonical(full.at(i))).toBe(true);
    });
  });

  it.each([
    [3, 3],
    [4, 4],
    [8, 8],
    [5, 3],
    [2, 7],
    [17, 17],
    [32, 32],
  ])("gives a matrix of %i × %i the same bits alone and among a thousand", (m, n) => {
    const count = m > 8 ? 100 : 1000;
    const { data } = normals(precision, count, m, n);
    // Neighbours that converge at once, never rotate, are not finite or are computed anew.
    const length = m * n;
    data.fill(0, 3 * length, 4 * length);
    data.fill(NaN, 5 * length, 6 * length);
    data.fill(1, 8 * length, 9 * length);
    for (let i = 0; i < length; ++i) data[10 * length + i] *= i % (n + 1) === 0 ? 1 : 0;
    const all = svdBatch({ data, shape: [count, m, n] }, { checkFinite: false });
    for (let i = 0; i < count; ++i) {
      const own = data.slice(i * length, (i + 1) * length);
      const [U, s, Vt] = svdBatch({ data: own, shape: [1, m, n] }, { checkFinite: false }).at(0);
      const among = all.at(i);
      expect(sameBits(U.data, among.U.data), `U of ${i}`).toBe(true);
      expect(sameBits(s, among.s), `s of ${i}`).toBe(true);
      expect(sameBits(Vt.data, among.Vt.data), `Vt of ${i}`).toBe(true);
    }
  });

  it.each([
    [1, 1],
    [2, 2],
    [3, 3],
    [7, 4],
    [4, 7],
    [12, 12],
  ])("agrees with svd at %i × %i", (m, n) => {
    const count = 50;
    const { data } = normals(precision, count, m, n);
    const batch = svdBatch({ data, shape: [count, m, n] });
    for (let i = 0; i < count; ++i) {
      const a = new Matrix(m, n, data.slice(i * m * n, (i + 1) * m * n));
      const expected = svd(a);
      const found = batch.at(i);
      expect(valuesRatio(found.s, expected.s, Math.max(m, n), precision)).toBeLessThan(3);
      // Vectors are as good as the gaps between the values.
      const gap = Array.from(expected.s).reduce((least, x, j) => {
        const next = j + 1 < expected.s.length ? expected.s[j + 1] : -x;
        return Math.min(least, x - next);
      }, Infinity);
      const bound = (50 * eps * Math.max(m, n) * expected.s[0]) / gap;
      found.U.data.forEach((x, j) => {
        expect(Math.abs(x - expected.U.data[j])).toBeLessThan(bound);
      });
    }
  });

  it("scales: a power of two changes s by that power, and U and Vt not at all", () => {
    const { data, shape } = normals(precision, 20, 5, 4);
    const one = svdBatch({ data, shape });
    for (const power of [-40, 30]) {
      const scaled = svdBatch({ data: array(data.map((x) => x * 2 ** power)), shape });
      expect(sameBits(scaled.U.data, one.U.data)).toBe(true);
      expect(sameBits(scaled.Vt.data, one.Vt.data)).toBe(true);
      const s = one.s.data.map((x) => x * 2 ** power);
      expect(sameBits(scaled.s.data, s)).toBe(true);
    }
  });

  it("decomposes more matrices than one call of the module takes", () => {
    const { data, shape } = normals(precision, 5001, 3, 3);
    const batch = svdBatch({ data, shape });
    for (const i of [0, 1, 2500, 4999, 5000]) {
      const a = new Matrix(3, 3, data.slice(9 * i, 9 * i + 9));
      const { wrong } = examine(a, batch.at(i), precision, "thin", bounds.ratios);
      expect(wrong, `matrix ${i}`).toBe("");
    }
  });

  it("says which matrix is not finite, and where", () => {
    for (const [m, n] of [
      [3, 2],
      [40, 2],
    ]) {
      const { data: finite, shape } = normals(precision, 9000, m, n);
      for (const value of some([NaN, Infinity, -Infinity])) {
        const data = finite.slice();
        data[8001 * m * n + 3] = value;
        expect(() => svdBatch({ data, shape })).toThrow(
          new NonFiniteError(
            `svdBatch: expected finite numbers, got ${value} at row 1, column 1 of matrix 8001`,
            1,
            1,
          ),
        );
        const { U, s, Vt } = svdBatch({ data, shape }, { checkFinite: false });
        const k = 2;
        const isNaNIn = (x: ArrayLike<number>, i: number, length: number) =>
          Array.from({ length }, (_, j) => Number.isNaN(x[i * length + j]));
        for (const i of [8000, 8001, 8002]) {
          const all = [
            isNaNIn(U.data, i, m * k),
            isNaNIn(s.data, i, k),
            isNaNIn(Vt.data, i, k * n),
          ];
          expect(new Set(all.flat())).toEqual(new Set([i === 8001]));
        }
      }
    }
  });

  it("says that a singular value overflows", () => {
    const { max } = precision;
    const data = array([1, 0, 0, 1, max, max, max, max]);
    expect(() => svdBatch({ data, shape: [2, 2, 2] })).toThrow(
      new RangeError(
        "svdBatch: the largest singular value of matrix 1 is too large for its precision; scale the matrix down",
      ),
    );
  });

  it("takes empty stacks and empty matrices", () => {
    const zeros = (shape: [number, number, number], vectors: "thin" | "full" | "none" = "thin") =>
      svdBatch({ data: precision.zeros(0), shape }, { vectors });
    expect(zeros([0, 3, 2]).U.shape).toEqual([0, 3, 2]);
    expect(zeros([0, 3, 2]).s.shape).toEqual([0, 2]);
    expect(zeros([5, 0, 2]).s.shape).toEqual([5, 0]);
    expect(zeros([2, 0, 2], "full").at(1).Vt.toArray()).toEqual([
      [1, 0],
      [0, 1],
    ]);
    expect(zeros([2, 3, 0], "none").U.shape).toEqual([2, 3, 0]);
    expect(zeros([2, 3, 0]).U.data).toBeInstanceOf(precision.zeros(0).constructor);
    expect(svdBatch([]).count).toBe(0);
  });

  it("takes an array of matrices in any form", () => {
    const { data } = normals(precision, 2, 3, 2);
    const [a, b] = [data.slice(0, 6), data.slice(6)].map((x) => new Matrix(3, 2, x));
    const expected = svdBatch({ data, shape: [2, 3, 2] });
    const found = svdBatch([a, { data: b.data, shape: [3, 2] }]);
    expect(found.U).toEqual(expected.U);
    expect(found.s).toEqual(expected.s);
    expect(found.Vt).toEqual(expected.Vt);
  });

  it("shares the numbers of its decompositions", () => {
    const batch = svdBatch(normals(precision, 3, 4, 2));
    const { U, s, Vt } = batch.at(2);
    expect([U.data.buffer, s.buffer, Vt.data.buffer]).toEqual([
      batch.U.data.buffer,
      batch.s.data.buffer,
      batch.Vt.data.buffer,
    ]);
    expect(() => batch.at(3)).toThrow(
      new RangeError("SVDBatch.at: expected an integer from 0 to 2, got 3"),
    );
    expect(() => batch.at(-1)).toThrow(RangeError);
  });
});

describe("svdBatch refuses", () => {
  const bad = (stack: unknown, options?: object) => () => svdBatch(stack as never, options);

  it.each([
    [
      { data: [1, 2, 3], shape: [2, 2, 1] },
      RangeError,
      "svdBatch: 2 matrices of 2 × 1 have 4 entries, got 3",
    ],
    [
      { data: [1, 2, 3], shape: [3, 1] },
      RangeError,
      "svdBatch: expected an array of 3 dimensions, got 2 (3 × 1)",
    ],
    [
      { data: [1, 2, 3], shape: [3, 1, 0.5] },
      RangeError,
      "svdBatch: expected a shape of integers >= 0, got 3 × 1 × 0.5",
    ],
    [
      { data: [1, 2, 3, "4"], shape: [2, 1, 2] },
      TypeError,
      'svdBatch: expected a number at row 0, column 1 of matrix 1, got "4"',
    ],
    [[[[1, 2]], [[1], [2]]], RangeError, "svdBatch: matrix 1 is 2 × 1, expected 1 × 2 as matrix 0"],
    [
      [[[1, 2]], [[1, null]]],
      TypeError,
      "svdBatch: matrix 1: expected a number at row 0, column 1, got null",
    ],
    [
      new Float64Array(4),
      TypeError,
      "svdBatch: expected { data, shape: [count, rows, columns] } or an array of matrices, got a Float64Array",
    ],
    [
      null,
      TypeError,
      "svdBatch: expected { data, shape: [count, rows, columns] } or an array of matrices, got null",
    ],
  ])("%j", (stack, kind, message) => {
    expect(bad(stack)).toThrow(new kind(message));
  });

  it("an option that is none", () => {
    expect(bad([], { vectors: "both" })).toThrow(
      new TypeError('svdBatch: expected vectors to be "thin", "full" or "none", got "both"'),
    );
  });
});
