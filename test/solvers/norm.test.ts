import { describe, expect, it } from "vitest";
import { Matrix, norm, svdvals, type NormKind } from "../../src/index.ts";
import { randomMatrix } from "../support/compare.ts";
import { precisions } from "../support/precisions.ts";

const kinds: NormKind[] = ["fro", 2, "nuclear", 1, Infinity];

describe.each(precisions)("norm, $name", (p) => {
  const a = new Matrix(2, 3, p.array([1, -2, 3, -4, 5, -6]));

  it("knows five norms", () => {
    const s = svdvals(a);
    expect(norm(a)).toBe(norm(a, "fro"));
    expect(norm(a)).toBeCloseTo(Math.sqrt(91), 5);
    expect(norm(a, 2)).toBe(s[0]);
    expect(norm(a, "nuclear")).toBe(s[0] + s[1]);
    expect(norm(a, 1)).toBe(9);
    expect(norm(a, Infinity)).toBe(15);
  });

  it("of Frobenius is accurate to the last digits", () => {
    const b = randomMatrix(p, 37, 23, 1);
    let exact = 0;
    for (const x of b.data) exact += x * x;
    expect(Math.abs(norm(b) / Math.sqrt(exact) - 1)).toBeLessThan(851 * p.eps);
  });

  it.each(kinds)("%s is 0 for zeros and for empty matrices", (kind) => {
    expect(norm(new Matrix(2, 2, p.zeros(4)), kind)).toBe(0);
    expect(norm(new Matrix(0, 2, p.zeros(0)), kind)).toBe(0);
    expect(norm(new Matrix(2, 0, p.zeros(0)), kind)).toBe(0);
  });

  it.each(kinds)("%s scales with the matrix, up and down to the limits", (kind) => {
    const [huge, tiny] = [2 ** Math.floor(Math.log2(p.max / 64)), p.safeMin];
    for (const x of [huge, tiny]) {
      const scaled = new Matrix(2, 3, p.array(Array.from(a.data, (entry) => entry * x)));
      expect(norm(scaled, kind) / x / norm(a, kind)).toBeCloseTo(1, 5);
    }
  });

  it.each(kinds)("%s says where the matrix is not finite", (kind) => {
    const b = Matrix.from(a);
    b.set(1, 1, NaN);
    expect(() => norm(b, kind)).toThrow(
      "norm: expected finite numbers, got NaN at row 1, column 1",
    );
  });
});

describe("the errors of norm", () => {
  it("name the norms", () => {
    for (const kind of [3, "frobenius", null]) {
      expect(() => norm([[1]], kind as never)).toThrow(
        new TypeError(
          `norm: expected "fro", 1, 2, Infinity or "nuclear", got ${JSON.stringify(kind)}`,
        ),
      );
    }
  });

  it.each<[kind: NormKind, a: number[][]]>([
    ["fro", [[1.7e308, 1.7e308]]],
    ["nuclear", [[1.7e308, 0], [0, 1.7e308]]],
    [1, [[1.7e308], [1.7e308]]],
    [Infinity, [[1.7e308, 1.7e308]]],
  ])("say that %s overflows", (kind, a) => {
    expect(() => norm(a, kind)).toThrow(
      new RangeError("norm: the norm is too large for its precision; scale the matrix down"),
    );
  }); // prettier-ignore
});
