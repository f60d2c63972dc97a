import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Matrix, pinv, svdvals } from "../../src/index.ts";
import { assertProperty, ordinaryMatrices } from "../support/arbitraries.ts";
import { distance, frobenius, product, transpose } from "../support/dense.ts";
import { precisions } from "../support/precisions.ts";

const SIZE = 10;

describe.each(precisions)("Penrose's four conditions, $name", (precision) => {
  // R. Penrose, A generalized inverse for matrices, Proc. Camb. Phil. Soc. 51
  // (1955) 406–413. Rounding alone changes X by about ε‖X‖, and that changes A X A
  // by up to ε‖A‖²‖X‖ = ε·κ·‖A‖, X A X by ε·κ·‖X‖, and A X and X A by ε·κ.
  it("hold for pinv", () => {
    assertProperty(
      fc.property(ordinaryMatrices(precision, SIZE), (dense) => {
        const a = { ...dense, data: precision.array(dense.data) };
        const matrix = new Matrix(a.rows, a.columns, a.data);
        const x = pinv(matrix);
        expect([x.rows, x.columns]).toEqual([a.columns, a.rows]);

        const s = svdvals(matrix);
        const tolerance = Math.max(a.rows, a.columns) * precision.eps * s[0];
        const kept = s.filter((value) => value > tolerance);
        // A value next to the tolerance may fall on either side of it.
        fc.pre(s.every((value) => value > 4 * tolerance || value < tolerance / 4));
        if (kept.length === 0) {
          expect(frobenius(x.data)).toBe(0);
          return;
        }
        const unit = 10 * SIZE * precision.eps;
        const condition = kept[0] / kept[kept.length - 1];
        const [ax, xa] = [product(a, x), product(x, a)];
        expect(distance(product(ax, a).data, a.data)).toBeLessThanOrEqual(unit * condition * s[0]);
        expect(distance(product(xa, x).data, x.data)).toBeLessThanOrEqual(
          unit * condition * frobenius(x.data),
        );
        expect(distance(transpose(ax).data, ax.data)).toBeLessThanOrEqual(unit * condition);
        expect(distance(transpose(xa).data, xa.data)).toBeLessThanOrEqual(unit * condition);
      }),
    );
  });
});
