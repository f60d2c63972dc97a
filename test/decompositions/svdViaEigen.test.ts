import { describe, expect, it } from "vitest";
import { Matrix, svd, svdViaEigen } from "../../src/index.ts";
import { difference, randomMatrix } from "../support/compare.ts";
import { precisions } from "../support/precisions.ts";

describe.each(precisions)("svdViaEigen, $name", (p) => {
  it.each([
    [1, 1],
    [6, 6],
    [9, 4],
    [4, 9],
  ])("is right for a well-conditioned %i × %i", (m, n) => {
    const a = randomMatrix(p, m, n, 7);
    const factors = svdViaEigen(a);
    const { s } = svd(a);
    const k = Math.min(m, n);
    expect([factors.U.columns, factors.s.length, factors.Vt.rows]).toEqual([k, k, k]);
    expect(difference(factors.reconstruct(), a)).toBeLessThan(100 * k * p.eps);
    s.forEach((sigma, i) => {
      const error = Math.abs(factors.s[i] - sigma);
      // Squaring: ε σ₁² in σ², hence ε σ₁²/σ in σ.
      expect(error).toBeLessThan((20 * k * p.eps * s[0] ** 2) / sigma);
    });
  });

  it("loses what lies below √ε·σ₁, which svd does not", () => {
    // Läuchli's matrix: singular values √2 and δ. AᵀA = [1 + δ², 1; 1, 1 + δ²] rounds to [1, 1; 1, 1].
    const delta = Math.sqrt(p.eps) / 8;
    const a = new Matrix(3, 2, p.array([1, 1, delta, 0, 0, delta]));
    const right = svd(a).s[1];
    const wrong = svdViaEigen(a).s[1];
    expect(Math.abs(right - delta)).toBeLessThan(4 * p.eps);
    expect(Math.abs(wrong - delta)).toBeGreaterThan(delta / 2);
  });

  it("keeps what lies above", () => {
    const delta = 64 * Math.sqrt(p.eps);
    const a = new Matrix(3, 2, p.array([1, 1, delta, 0, 0, delta]));
    expect(Math.abs(svdViaEigen(a).s[1] - delta)).toBeLessThan(delta / 100);
  });

  it("leaves a zero column in U where A v is zero", () => {
    const { U, s } = svdViaEigen(new Matrix(2, 2, p.array([1, 0, 0, 0])));
    expect(s).toEqual(p.array([1, 0]));
    expect(U.column(1)).toEqual(p.zeros(2));
  });

  it("overflows where svd does not", () => {
    const large = Math.sqrt(p.max) * 2;
    const a = new Matrix(1, 1, p.array([large]));
    expect(svd(a).s).toEqual(p.array([large]));
    expect(() => svdViaEigen(a)).toThrow(
      new RangeError(
        "svdViaEigen: an entry of AᵀA is too large for its precision; scale the matrix down",
      ),
    );
  });

  it.each([
    [0, 3],
    [3, 0],
  ])("of %i × %i has no values", (m, n) => {
    const { U, s, Vt } = svdViaEigen(new Matrix(m, n, p.zeros(0)));
    expect([U.rows, U.columns, s.length, Vt.rows, Vt.columns]).toEqual([m, 0, 0, 0, n]);
  });
});
