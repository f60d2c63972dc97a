import { describe, expect, it } from "vitest";
import { Matrix, orth, qr, subspaceAngles } from "../../src/index.ts";
import { randomMatrix } from "../support/compare.ts";
import { fill, product } from "../support/dense.ts";
import { orthogonal } from "../support/orthogonal.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";

describe.each(precisions)("subspaceAngles, $name", (p) => {
  /** Two subspaces of ℝᵐ at the given angles, hidden by a rotation and by other bases of each. */
  function atAngles(angles: number[], m: number, more: number, seed: number) {
    const source = random(seed);
    const k = angles.length;
    const Q = orthogonal(m, source);
    const a = fill(m, k + more, (i, j) => Q.data[i * m + j]);
    const b = fill(m, k, (i, j) => {
      const aside = Q.data[i * m + k + more + j];
      return Math.cos(angles[j]) * Q.data[i * m + j] + Math.sin(angles[j]) * aside;
    });
    const mixed = (x: typeof a) => product(x, orthogonal(x.columns, source));
    const round = (x: typeof a) => new Matrix(x.rows, x.columns, p.array(x.data));
    return [round(mixed(a)), round(mixed(b))];
  }

  it.each([
    [[1.5, 1, 0.5], 10, 0],
    [[Math.PI / 2, 0.7, 0.1, 0], 12, 2],
    [[Math.PI / 2 - 1e-3, 1e-3, 1e-6, 1e-9], 9, 1],
  ])("finds the angles %o in ℝ^%i", (angles, m, more) => {
    const [a, b] = atAngles(angles, m, more, m);
    for (const found of [subspaceAngles(a, b), subspaceAngles(b, a)]) {
      expect(found.constructor).toBe(p.zeros(0).constructor);
      expect(found.length).toBe(angles.length);
      for (let i = 0; i < angles.length; ++i) {
        expect(Math.abs(found[i] - angles[i]), `angle ${i}`).toBeLessThan(20 * p.eps);
      }
    }
  });

  it("has relative accuracy where the angle is visible in the data", () => {
    for (const angle of [1e-3, 1e-10, 1e-20]) {
      const b = new Matrix(3, 1, p.array([1, 0, angle]));
      const plane = new Matrix(3, 2, p.array([1, 0, 0, 1, 0, 0]));
      expect(subspaceAngles(plane, b)[0] / Math.atan(angle)).toBeCloseTo(1, 5);
    }
  });

  it("agrees with scipy.linalg.subspace_angles on a Hadamard matrix", () => {
    // Its documentation: subspace_angles(H[:, :2], H[:, 2:]) is [π/2, π/2]; with itself 0.
    const h = [[1, 1, 1, 1], [1, -1, 1, -1], [1, 1, -1, -1], [1, -1, -1, 1]]; // prettier-ignore
    const [left, right] = [0, 2].map((at) => new Matrix(4, 2, p.array(h.flatMap((row) => row.slice(at, at + 2))))); // prettier-ignore
    for (const angle of subspaceAngles(left, right)) expect(angle / Math.PI).toBeCloseTo(0.5, 6);
    for (const angle of subspaceAngles(left, left)) expect(angle).toBeLessThan(4 * p.eps);
  });

  it("is that of the ranges: of ranks, not of columns", () => {
    const a = randomMatrix(p, 12, 6, 1, 3);
    const b = randomMatrix(p, 12, 4, 2);
    const angles = subspaceAngles(a, b);
    expect(angles.length).toBe(3);
    const same = subspaceAngles(orth(a), qr(b).Q);
    for (let i = 0; i < 3; ++i) expect(Math.abs(angles[i] - same[i])).toBeLessThan(500 * p.eps);
    expect(subspaceAngles(a, b, { tolerance: 1 }).length).toBe(0);
  });

  it("has no angles to nothing", () => {
    const a = randomMatrix(p, 5, 2, 1);
    expect(subspaceAngles(a, new Matrix(5, 2, p.zeros(10))).length).toBe(0);
    expect(subspaceAngles(new Matrix(5, 0, p.zeros(0)), a).length).toBe(0);
  });
});

describe("the angle itself", () => {
  it("is right to the last bits over the range", () => {
    for (let i = 0; i <= 200; ++i) {
      const angle = (Math.PI / 2) * (i / 200);
      const found = subspaceAngles([[1], [0]], [[Math.cos(angle)], [Math.sin(angle)]])[0];
      expect(Math.abs(found - angle), `${i}`).toBeLessThan(2 ** -50);
    }
  });
});

describe("the errors of subspaceAngles", () => {
  it("say what was expected", () => {
    expect(() => subspaceAngles([[1]], [[1], [2]])).toThrow(
      new RangeError("subspaceAngles: expected b to have 1 rows as a has, got 2"),
    );
    expect(() => subspaceAngles([[1]], [[NaN]])).toThrow(
      "subspaceAngles: b: expected finite numbers, got NaN at row 0, column 0",
    );
    expect(() => subspaceAngles([[1]], [[1]], { tolerance: -1 })).toThrow(
      "expected a tolerance >= 0, got -1",
    );
  });
});
