import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lstsq, Matrix, svd } from "../../src/index.ts";
import { assertProperty, ordinaryMatrices } from "../support/arbitraries.ts";
import { frobenius, product, transpose } from "../support/dense.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";

const SIZE = 10;

describe.each(precisions)("least squares, $name", (precision) => {
  const { array, eps } = precision;
  const problems = fc
    .tuple(ordinaryMatrices(precision, SIZE), fc.integer({ min: 1, max: 3 }), fc.nat(1000))
    .map(([{ rows, columns, data }, count, seed]) => {
      const b = array(Array.from({ length: rows * count }, random(seed).normal));
      return { a: new Matrix(rows, columns, array(data)), b: new Matrix(rows, count, b) };
    });

  it("leaves a residual at right angles to the range", () => {
    assertProperty(
      fc.property(problems, ({ a, b }) => {
        const { x } = lstsq(a, b) as { x: Matrix };
        const r = product(a, x).data.map((value, i) => value - b.data[i]);
        const normal = product(transpose(a), { ...b, data: r });
        const [aNorm, xNorm, bNorm] = [a, x, b].map(({ data }) => frobenius(data));
        const bound = 10 * SIZE * eps * aNorm * (aNorm * xNorm + bNorm);
        expect(frobenius(normal.data)).toBeLessThanOrEqual(bound);
      }),
    );
  });

  it("takes the shortest solution: nothing of it lies in the null space", () => {
    assertProperty(
      fc.property(problems, ({ a, b }) => {
        const { x, rank } = lstsq(a, b) as { x: Matrix; rank: number };
        const { Vt, s } = svd(a, { vectors: "full" });
        expect(rank).toBe(
          s.filter((value) => value > Math.max(a.rows, a.columns) * eps * s[0]).length,
        );
        const along = product(Vt, x).data.subarray(rank * x.columns);
        expect(frobenius(along)).toBeLessThanOrEqual(10 * SIZE * eps * frobenius(x.data));
      }),
    );
  });
});
