import { describe, expect, expectTypeOf, it } from "vitest";
import { Matrix, SVD, svd } from "../src/index.ts";
import { difference, identity, randomMatrix } from "./support/compare.ts";
import { product, transpose } from "./support/dense.ts";
import { precisions } from "./support/precisions.ts";

describe.each(precisions)("an SVD, $name", (p) => {
  const shapes = [[6, 6], [9, 4], [4, 9]]; // prettier-ignore
  const both = shapes.flatMap(([m, n]) =>
    (["thin", "full"] as const).map((vectors) => ({ m, n, vectors })),
  );
  const tolerance = 100 * p.eps;

  it("is taken apart by iteration", () => {
    const factors = svd(randomMatrix(p, 5, 3, 1));
    const [U, s, Vt] = factors;
    expect(U).toBe(factors.U);
    expect(s).toBe(factors.s);
    expect(Vt).toBe(factors.Vt);
    expect([...factors].length).toBe(3);
  });

  it("can be cloned and made again from the clone", () => {
    const factors = svd(randomMatrix(p, 5, 3, 1), { reproducible: true });
    const { U, s, Vt, reproducible } = structuredClone(factors);
    const again = new SVD(Matrix.from(U), s, Matrix.from(Vt), reproducible);
    expect(again).toEqual(factors);
    expect(again.reconstruct()).toEqual(factors.reconstruct());
  });

  it.each(both)("reconstructs $m × $n, $vectors", ({ m, n, vectors }) => {
    const a = randomMatrix(p, m, n, 2);
    const factors = svd(a, { vectors });
    const before = structuredClone(factors);
    expect(factors.reconstruct().dtype).toBe(p.dtype);
    expect(difference(factors.reconstruct(), a)).toBeLessThan(tolerance);
    expect(factors.reconstruct(0)).toEqual(new Matrix(m, n, p.zeros(m * n)));
    expect(factors.reconstruct(2)).toEqual(factors.truncate(2).reconstruct());
    expect(structuredClone(factors)).toEqual(before);
  });

  it.each(both)("inverts $m × $n, $vectors", ({ m, n, vectors }) => {
    const a = randomMatrix(p, m, n, 3);
    const inverse = svd(a, { vectors }).pinv();
    expect([inverse.rows, inverse.columns]).toEqual([n, m]);
    const unit = m >= n ? product(inverse, a) : product(a, inverse);
    expect(difference(unit, identity(Math.min(m, n)))).toBeLessThan(100 * tolerance);
  });

  it.each(both)("solves $m × $n, $vectors, for vectors and matrices", ({ m, n, vectors }) => {
    const a = randomMatrix(p, m, n, 4);
    const b = randomMatrix(p, m, 3, 5);
    const factors = svd(a, { vectors });
    const x = factors.solve(b);
    expect([x.rows, x.columns, x.dtype]).toEqual([n, 3, p.dtype]);
    expect(difference(x, product(factors.pinv(), b))).toBeLessThan(100 * tolerance);
    const first = factors.solve(b.column(0));
    expect(first.constructor).toBe(p.zeros(0).constructor);
    expect(difference(column(first), column(x.column(0)))).toBeLessThan(tolerance);
    expect(factors.solve(Array.from(b.column(0)))).toEqual(first);
  });

  it("measures", () => {
    const factors = svd(new Matrix(2, 2, p.array([3, 0, 0, -4])));
    expect(factors.norm()).toBeCloseTo(5, 6);
    expect(factors.norm("fro")).toBe(factors.norm());
    expect(factors.norm(2)).toBe(4);
    expect(factors.norm("nuclear")).toBe(7);
    expect(factors.cond()).toBe(4 / 3);
    expect(factors.rank()).toBe(2);
    expect(factors.energy(0)).toBe(0);
    expect(factors.energy(1)).toBeCloseTo(16 / 25, 6);
    expect(factors.energy(2)).toBe(1);
    expect(factors.explainedVarianceRatio()).toEqual(p.array([16 / 25, 9 / 25]));
  });

  it("measures where squares would over- or underflow", () => {
    for (const x of [p.max / 8, p.safeMin]) {
      const factors = svd(new Matrix(2, 2, p.array([3 * x, 0, 0, -4 * x])));
      expect(factors.norm() / x).toBeCloseTo(5, 5);
      expect(factors.energy(1)).toBeCloseTo(16 / 25, 5);
    }
  });

  it("measures zeros without NaN", () => {
    const factors = svd(new Matrix(3, 2, p.zeros(6)));
    expect([factors.norm(), factors.norm(2), factors.norm("nuclear")]).toEqual([0, 0, 0]);
    expect([factors.rank(), factors.cond(), factors.energy(1)]).toEqual([0, Infinity, 1]);
    expect(factors.explainedVarianceRatio()).toEqual(p.zeros(2));
    expect(factors.pinv()).toEqual(new Matrix(2, 3, p.zeros(6)));
    expect(factors.solve([1, 2, 3])).toEqual(p.zeros(2));
  });

  it.each([
    [0, 3],
    [3, 0],
    [0, 0],
  ])("of %i × %i measures nothing", (m, n) => {
    const factors = svd(new Matrix(m, n, p.zeros(0)));
    expect([factors.norm(), factors.norm(2), factors.rank(), factors.energy(0)]).toEqual([
      0, 0, 0, 1,
    ]);
    expect(() => factors.cond()).toThrow(
      new RangeError("SVD.cond: an empty matrix has no condition number"),
    );
    expect(factors.reconstruct()).toEqual(new Matrix(m, n, p.zeros(0)));
    expect(factors.pinv()).toEqual(new Matrix(n, m, p.zeros(0)));
    expect(factors.explainedVarianceRatio()).toEqual(p.zeros(0));
  });

  it.each([
    [7, 5],
    [5, 7],
    [6, 6],
  ])("has four subspaces that fit together, %i × %i of rank 3", (m, n) => {
    const a = randomMatrix(p, m, n, 6, 3);
    const { range, rowSpace, nullSpace, leftNullSpace } = svd(a, { vectors: "full" }).subspaces();
    expect([range.rows, range.columns, rowSpace.rows, rowSpace.columns]).toEqual([m, 3, n, 3]);
    expect([nullSpace.rows, nullSpace.columns]).toEqual([n, n - 3]);
    expect([leftNullSpace.rows, leftNullSpace.columns]).toEqual([m, m - 3]);
    const zero = (x: { data: ArrayLike<number> }) => Math.max(0, ...Array.from(x.data, Math.abs));
    expect(zero(product(a, nullSpace))).toBeLessThan(100 * tolerance);
    expect(zero(product(transpose(a), leftNullSpace))).toBeLessThan(100 * tolerance);
    expect(zero(product(transpose(range), leftNullSpace))).toBeLessThan(tolerance);
    expect(zero(product(transpose(rowSpace), nullSpace))).toBeLessThan(tolerance);
    expect(difference(product(product(range, transpose(range)), a), a)).toBeLessThan(tolerance);
    expect(difference(product(a, product(rowSpace, transpose(rowSpace))), a)).toBeLessThan(
      tolerance,
    );
  });

  it("drops zeros when compact", () => {
    const a = randomMatrix(p, 8, 6, 7, 2);
    const { U, s, Vt } = svd(a, { vectors: "full" }).compact();
    expect([U.rows, U.columns, s.length, Vt.rows, Vt.columns]).toEqual([8, 2, 2, 2, 6]);
    expect(difference(new SVD(U, s, Vt).reconstruct(), a)).toBeLessThan(tolerance);
    expect(svd(a).compact(0.999999).s.length).toBeLessThan(2);
  });

  it("transforms to coordinates and back", () => {
    const a = randomMatrix(p, 10, 4, 8);
    const factors = svd(a);
    const scores = factors.transform(a);
    expect(difference(scores, product(a, transpose(factors.Vt)))).toBeLessThan(tolerance);
    expect(difference(factors.inverseTransform(scores), a)).toBeLessThan(tolerance);
    const two = factors.transform(a, 2);
    expect([two.rows, two.columns, two.dtype]).toEqual([10, 2, p.dtype]);
    expect(difference(factors.inverseTransform(two), factors.reconstruct(2))).toBeLessThan(
      tolerance,
    );
    expect(factors.transform(Matrix.zeros(0, 4)).rows).toBe(0);
  });

  it("counts as zero what the caller says", () => {
    const factors = svd(new Matrix(3, 3, p.array([4, 0, 0, 0, 2, 0, 0, 0, 1])));
    expect([0, 0.25, 0.3, 0.5, 1].map((relative) => factors.rank(relative))).toEqual([
      3, 2, 2, 1, 0,
    ]);
    expect(factors.pinv({ tolerance: 0.3 }).toArray()).toEqual([[0.25, 0, 0], [0, 0.5, 0], [0, 0, 0]]); // prettier-ignore
    expect(factors.solve([4, 4, 4], { tolerance: 0.5 })).toEqual(p.array([1, 0, 0]));
  });
});

describe("the types of an SVD", () => {
  it("follow the data", () => {
    const factors = svd(Matrix.from([[1]], "float32"));
    expectTypeOf(factors.s).toEqualTypeOf<Float32Array>();
    expectTypeOf(factors.solve([1])).toEqualTypeOf<Float32Array>();
    expectTypeOf(factors.solve([[1]])).toEqualTypeOf<Matrix<Float32Array>>();
    const [U, s] = factors;
    expect(U.rows + s.length).toBe(2);
  });
});

describe("the errors of an SVD", () => {
  const factors = svd([[1, 2], [3, 4], [5, 6]]); // prettier-ignore
  const valuesOnly = svd([[1, 2], [3, 4], [5, 6]], { vectors: "none" }); // prettier-ignore

  it.each<[method: string, call: (x: SVD) => unknown]>([
    ["reconstruct", (x) => x.reconstruct()],
    ["pinv", (x) => x.pinv()],
    ["solve", (x) => x.solve([1, 2, 3])],
    ["transform", (x) => x.transform([[1, 2]])],
    ["inverseTransform", (x) => x.inverseTransform([[1, 2]])],
  ])("%s needs vectors", (method, call) => {
    expect(() => call(valuesOnly)).toThrow(
      new TypeError(`SVD.${method}: expected singular vectors, got svd with vectors: "none"`),
    );
  });

  it("values alone answer the rest", () => {
    expect(valuesOnly.rank()).toBe(2);
    expect(valuesOnly.cond()).toBe(factors.cond());
    expect(valuesOnly.norm("nuclear")).toBe(factors.norm("nuclear"));
  });

  it("subspaces need all vectors", () => {
    expect(() => factors.subspaces()).toThrow(
      new TypeError(
        'SVD.subspaces: expected all singular vectors (svd with vectors: "full"), got U 3 × 2 and Vt 2 × 2',
      ),
    );
    expect(() => valuesOnly.subspaces()).toThrow(TypeError);
    expect(svd([[1, 2], [2, 4]]).subspaces().nullSpace.columns).toBe(1); // prettier-ignore
  });

  it.each<[call: () => unknown, message: string]>([
    [() => factors.reconstruct(3), "SVD.reconstruct: expected k to be an integer from 0 to 2, got 3"],
    [() => factors.energy(-1), "SVD.energy: expected k to be an integer from 0 to 2, got -1"],
    [() => factors.transform([[1, 2]], 0.5), "SVD.transform: expected k to be an integer from 0 to 2, got 0.5"],
    [() => factors.transform([[1, 2, 3]]), "SVD.transform: x: expected 2 columns, got 3"],
    [() => factors.transform([[1, NaN]]), "SVD.transform: x: expected finite numbers, got NaN at row 0, column 1"],
    [() => factors.inverseTransform([[1, 2, 3]]), "SVD.inverseTransform: z: expected up to 2 columns, got 3"],
    [() => factors.solve([1, 2]), "SVD.solve: b: expected 3 rows, as A has, got 2"],
    [() => factors.solve([[1], [2]]), "SVD.solve: b: expected 3 rows, as A has, got 2"],
    [() => factors.solve([1, 2, Infinity]), "SVD.solve: b: expected finite numbers, got Infinity at row 2, column 0"],
    [() => factors.solve([1, 2, 3], { ridge: -1 }), "SVD.solve: expected ridge to be a number >= 0, got -1"],
    [() => factors.solve([1, 2, 3], { tolerance: NaN }), "SVD.solve: expected a tolerance >= 0, got NaN"],
    [() => factors.rank(-1), "SVD.rank: expected a tolerance >= 0, got -1"],
    [() => factors.pinv({ tolerance: Infinity }), "SVD.pinv: expected a tolerance >= 0, got Infinity"],
    [() => svd([[1e-310]]).pinv(), "SVD.pinv: an entry of the result is too large for its precision; scale the matrix up"],
    [() => svd([[1.5e308, 0], [0, 1.5e308]]).norm(), "SVD.norm: the norm is too large for its precision; scale the matrix down"],
  ])("%#: %s", (call, message) => {
    expect(call).toThrow(RangeError);
    expect(call).toThrow(message);
  }); // prettier-ignore

  it("name the norms and what is no vector", () => {
    expect(() => factors.norm(1 as never)).toThrow(
      new TypeError('SVD.norm: expected "fro", 2 or "nuclear", got 1'),
    );
    expect(() => factors.solve([1, "2", 3] as never)).toThrow(
      new TypeError('SVD.solve: b: expected a number at row 1, column 0, got "2"'),
    );
  });
});

function column(data: ArrayLike<number>) {
  return { rows: data.length, columns: 1, data };
}
