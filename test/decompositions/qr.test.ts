import { describe, expect, it } from "vitest";
import { Matrix, qr, svdvals } from "../../src/index.ts";
import { difference, identity, randomMatrix } from "../support/compare.ts";
import { product, transpose } from "../support/dense.ts";
import { precisions } from "../support/precisions.ts";

describe.each(precisions)("qr, $name", (p) => {
  const shapes = [[1, 1], [1, 4], [4, 1], [5, 5], [40, 7], [7, 40], [70, 66]]; // prettier-ignore
  const modes = ["reduced", "complete"] as const;

  it.each(shapes.flatMap(([m, n]) => modes.map((mode) => ({ m, n, mode }))))(
    "factors $m × $n, $mode",
    ({ m, n, mode }) => {
      const a = randomMatrix(p, m, n, 1);
      const { Q, R } = qr(a, { mode });
      const c = mode === "complete" ? m : Math.min(m, n);
      expect([Q.rows, Q.columns, R.rows, R.columns, Q.dtype]).toEqual([m, c, c, n, p.dtype]);
      const tolerance = 10 * Math.max(m, n) * p.eps;
      expect(difference(product(Q, R), a)).toBeLessThan(tolerance);
      expect(difference(product(transpose(Q), Q), identity(c))).toBeLessThan(tolerance);
      for (let i = 0; i < c; ++i) {
        for (let j = 0; j < Math.min(i, n); ++j) expect(R.get(i, j)).toBe(0);
      }
    },
  );

  it("is reduced by default, and does not modify the matrix", () => {
    const a = randomMatrix(p, 6, 4, 2);
    const before = Matrix.from(a);
    expect(qr(a)).toEqual(qr(a, { mode: "reduced" }));
    expect(a).toEqual(before);
  });

  it.each([
    [0, 3],
    [3, 0],
    [0, 0],
  ])("of %i × %i has the shapes of numpy", (m, n) => {
    const a = new Matrix(m, n, p.zeros(0));
    const { Q, R } = qr(a);
    expect([Q.rows, Q.columns, R.rows, R.columns]).toEqual([m, 0, 0, n]);
    const complete = qr(a, { mode: "complete" });
    expect(difference(complete.Q, identity(m))).toBe(0);
    expect([complete.R.rows, complete.R.columns]).toEqual([m, n]);
  });

  // What the error for a matrix that does not fit proposes.
  it("of blocks, stacked, keeps the singular values", () => {
    const a = randomMatrix(p, 60, 5, 3);
    const blocks = [0, 20, 40].map(
      (from) => qr(new Matrix(20, 5, a.data.slice(from * 5, (from + 20) * 5))).R,
    );
    const stacked = new Matrix(15, 5, p.array(blocks.flatMap(({ data }) => Array.from(data))));
    const [s, expected] = [svdvals(stacked), svdvals(a)];
    s.forEach((sigma, i) =>
      expect(Math.abs(sigma - expected[i])).toBeLessThan(50 * p.eps * expected[0]),
    );
  });
});

describe("the errors of qr", () => {
  it("name the mode", () => {
    expect(() => qr([[1]], { mode: "full" as never })).toThrow(
      new TypeError('qr: expected mode to be "reduced" or "complete", got "full"'),
    );
  });

  it("name the place that is not finite", () => {
    expect(() => qr([[1], [-Infinity]])).toThrow(
      "qr: expected finite numbers, got -Infinity at row 1, column 0",
    );
  });
});
