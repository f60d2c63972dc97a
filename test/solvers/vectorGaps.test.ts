import { describe, expect, it } from "vitest";
import { Matrix, norm, subspaceAngles, svd, vectorGaps } from "../../src/index.ts";
import { columnsOf, rowsOf } from "../../src/blocks.ts";
import { randomMatrix } from "../support/compare.ts";
import { diagonal } from "../support/dense.ts";
import { hide } from "../support/orthogonal.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";

describe.each(precisions)("vectorGaps, $name", (p) => {
  const made = (m: number, n: number, values: number[], seed: number) =>
    new Matrix(m, n, p.array(hide(diagonal(m, n, values), random(seed)).data));

  it.each([
    [8, 8, [5, 4, 4 - 1e-7, 2, 1, 0.5, 0.5, 1e-3]],
    [12, 5, [3, 2, 1, 1e-3, 2e-9]],
    [5, 12, [3, 2, 2, 1, 1e-3]],
    [9, 4, [1, 1, 1, 1]],
  ])("bounds what perturbations do, %i × %i with the values %o", (m, n, values) => {
    const a = made(m, n, values, m);
    const exact = svd(a);
    for (let seed = 0; seed < 30; ++seed) {
      const e = randomMatrix(p, m, n, seed);
      const size = 10 ** random(seed).between(p.name === "float64" ? -10 : -4, -1);
      const factor = size / norm(e, 2);
      const near = svd(
        new Matrix(
          m,
          n,
          a.data.map((x, at) => x + factor * e.data[at]),
        ),
      );
      // The bound is for A + E; rounding adds to it.
      const perturbation = size + 20 * m * p.eps;
      const { left, right } = vectorGaps(exact, { perturbation });
      const failure = `seed ${seed}, ‖E‖ ${size}`;
      for (const { from, to, sine } of left.clusters) {
        const angles = subspaceAngles(columnsOf(exact.U, from, to), columnsOf(near.U, from, to));
        expect(Math.sin(angles[0]), failure).toBeLessThanOrEqual(sine * 1.01 + 20 * p.eps);
      }
      for (const { from, to, sine } of right.clusters) {
        const rows = (Vt: Matrix) => {
          const { rows, columns, data } = rowsOf(Vt, from, to);
          return new Matrix(rows, columns, data).transpose();
        };
        const angles = subspaceAngles(rows(exact.Vt), rows(near.Vt));
        expect(Math.sin(angles[0]), failure).toBeLessThanOrEqual(sine * 1.01 + 20 * p.eps);
      }
    }
  });

  it("is not far above what the worst perturbation does", () => {
    // diag(1, 0.9) + E with E antidiagonal turns the vectors by about ‖E‖ / 0.1.
    const a = new Matrix(2, 2, p.array([1, 0, 0, 0.9]));
    const e = 1e-3;
    const near = svd(new Matrix(2, 2, p.array([1, e, e, 0.9])));
    const { left } = vectorGaps(svd(a), { perturbation: e });
    const turned = Math.abs(near.U.get(1, 0));
    expect(left.sines[0]).toBeGreaterThan(turned);
    expect(left.sines[0]).toBeLessThan(1.6 * turned);
  });

  it("counts the distance to 0 on the side of the null space only", () => {
    const tall = vectorGaps(svd(made(6, 3, [4, 2, 0.25], 1)));
    expect(tall.left.gaps[2]).toBeCloseTo(0.25, 5);
    expect(tall.right.gaps[2]).toBeCloseTo(1.75, 5);
    expect(tall.right.gaps[1]).toBeCloseTo(1.75, 5);
    expect(tall.right.gaps[0]).toBeCloseTo(2, 5);
    const square = vectorGaps(svd(made(3, 3, [4, 2, 0.25], 1)));
    expect([square.left.gaps[2], square.right.gaps[2]]).toEqual([square.left.gaps[1], square.left.gaps[1]]); // prettier-ignore
  });

  it("knows clusters, and what was left out", () => {
    const f = svd(made(7, 7, [4, 2, 2, 2, 1, 0, 0], 2));
    const groups = ({ left }: ReturnType<typeof vectorGaps>) =>
      left.clusters.map(({ from, to }) => [from, to]);
    expect(groups(vectorGaps(f))).toEqual([[0, 1], [1, 4], [4, 5], [5, 7]]); // prettier-ignore
    const cut = f.truncate(3);
    expect(vectorGaps(cut).left.clusters[1]).toMatchObject({ gap: 0, sine: 1 });
    expect(vectorGaps(f.truncate(4), { rest: 1 }).left.clusters[1].sine).toBeLessThan(1e-4);
    expect(groups(vectorGaps(f, { perturbation: 3 }))).toEqual([[0, 7]]);
    expect(vectorGaps(f, { perturbation: 0 }).left.sines[0]).toBe(0);
  });

  it("takes matrices of one column, of zeros, and none", () => {
    expect(vectorGaps(svd(new Matrix(3, 1, p.array([3, 0, 4]))))).toMatchObject({
      left: { gaps: Float64Array.of(5) },
      right: { gaps: Float64Array.of(Infinity), sines: Float64Array.of(0) },
    });
    expect(vectorGaps(svd(new Matrix(3, 2, p.zeros(6)))).left.sines).toEqual(Float64Array.of(1, 1));
    expect(vectorGaps(svd(new Matrix(0, 2, p.zeros(0)))).left.clusters).toEqual([]);
    expect(vectorGaps(svd(new Matrix(1, 1, p.array([2])), { vectors: "none" })).perturbation).toBe(2 * p.eps); // prettier-ignore
  });
});

describe("the errors of vectorGaps", () => {
  it.each([
    ["perturbation", -1],
    ["rest", NaN],
    ["resolution", Infinity],
  ])("%s %d", (key, value) => {
    // prettier-ignore
    expect(() => vectorGaps(svd([[1]]), { [key]: value })).toThrow(
      new RangeError(`vectorGaps: expected ${key} to be a number >= 0, got ${value}`),
    );
  });
});
