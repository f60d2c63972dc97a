import { describe, expect, it } from "vitest";
import { multiply } from "../../src/multiply.ts";
import { Matrix } from "../../src/matrix.ts";
import { lstsq } from "../../src/solvers/lstsq.ts";
import { project } from "../../src/solvers/project.ts";
import { random } from "../support/random.ts";

describe("project", () => {
  const { normal } = random(1);
  const a = new Matrix(12, 4, Float64Array.from({ length: 48 }, normal));
  const b = Float64Array.from({ length: 12 }, normal);
  const found = project(a, b);

  it("parts b into what A reaches and what stands at a right angle to it", () => {
    const { projection, residual, x, norms } = found;
    const right = multiply(a.transpose(), new Matrix(12, 1, residual)).data;
    expect(Math.max(...right.map(Math.abs))).toBeLessThan(1e-14);
    projection.forEach((value, i) => expect(value + residual[i]).toBeCloseTo(b[i], 14));
    const reached = multiply(a, new Matrix(4, 1, x)).data;
    reached.forEach((value, i) => expect(value).toBeCloseTo(projection[i], 13));
    lstsq(a, b).x.forEach((value, j) => expect(value).toBeCloseTo(x[j], 13));
    expect(norms.projection ** 2 + norms.residual ** 2).toBeCloseTo(norms.b ** 2, 13);
    expect(Math.cos(found.angle)).toBeCloseTo(norms.projection / norms.b, 14);
  });

  it("knows the leverage of each entry", () => {
    const total = found.leverage.reduce((sum, h) => sum + h, 0);
    expect(total).toBeCloseTo(4, 13);
    // How far the projection moves with its entry of b.
    const moved = project(
      a,
      b.map((value, i) => (i === 3 ? value + 1 : value)),
    );
    expect(moved.projection[3] - found.projection[3]).toBeCloseTo(found.leverage[3], 13);
  });

  it("knows dependent columns, and b in and across the space", () => {
    const flat = [
      [1, 2],
      [2, 4],
      [0, 0],
    ];
    expect(project(flat, [1, 2, 0])).toMatchObject({ rank: 1 });
    expect(project(flat, [1, 2, 0]).angle).toBeLessThan(1e-15);
    expect(project(flat, [0, 0, 3]).angle).toBe(Math.PI / 2);
    expect(project(flat, [0, 0, 0]).angle).toBe(0);
    expect(() => project(flat, [1])).toThrow("project: b: expected 3 rows, as A has, got 1");
  });
});
