import { describe, expect, it } from "vitest";
import { Matrix, lowRank, svd, svdvals, type Truncation } from "../../src/index.ts";
import { difference, randomMatrix } from "../support/compare.ts";
import { distance, fill, product } from "../support/dense.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";

/** Singular values 8, 4, 2, 1, 0 with the energies 64, 16, 4, 1, 0 of 85. */
const powers = fill(6, 5, (i, j) => (i === j ? [8, 4, 2, 1, 0][i] : 0));

describe.each(precisions)("lowRank, $name", (p) => {
  const a = new Matrix(6, 5, p.array(powers.data));

  it.each<[by: Truncation, kept: number]>([
    [0, 0],
    [3, 3],
    [5, 5],
    [{ energy: 0 }, 0],
    [{ energy: 64 / 85 }, 1],
    [{ energy: 64 / 85 + 1e-9 }, 2],
    [{ energy: 0.98 }, 3],
    [{ energy: 1 }, 4],
    [{ error: 1 }, 0],
    [{ error: Math.sqrt(21 / 85) + 1e-9 }, 1],
    [{ error: Math.sqrt(21 / 85) - 1e-9 }, 2],
    [{ error: 0 }, 4],
    [{ tolerance: 0.2 }, 3],
    [{ tolerance: 0.25 }, 2],
    [{ tolerance: 0 }, 4],
    [{ tolerance: 1 }, 0],
  ])("by %o keeps %i", (by, kept) => {
    const { U, s, Vt } = lowRank(a, by);
    expect(s).toEqual(p.array([8, 4, 2, 1, 0].slice(0, kept)));
    expect([U.rows, U.columns, Vt.rows, Vt.columns]).toEqual([6, kept, kept, 5]);
    expect(svd(a).truncate(by).s).toEqual(s);
    expect(svd(a, { vectors: "full" }).truncate(by).U).toEqual(U);
    expect(svd(a, { vectors: "none" }).truncate(by).s).toEqual(s);
  });

  it.each([
    [12, 7],
    [7, 12],
  ])("is at the distance that Eckart and Young give, %i × %i", (m, n) => {
    const matrix = randomMatrix(p, m, n, 1);
    const s = svdvals(matrix);
    for (let k = 0; k <= 7; ++k) {
      const error = distance(lowRank(matrix, k).reconstruct().data, matrix.data);
      const expected = Math.hypot(...s.slice(k));
      expect(Math.abs(error - expected)).toBeLessThan(50 * p.eps * s[0]);
    }
  });

  it("keeps the promised error and energy, with as few values as possible", () => {
    const matrix = randomMatrix(p, 20, 15, 2);
    const factors = svd(matrix);
    for (const wanted of [0.9, 0.5, 0.2, 0.05]) {
      const byError = lowRank(matrix, { error: wanted });
      const k = byError.s.length;
      expect(difference(byError.reconstruct(), matrix)).toBeLessThanOrEqual(wanted + 20 * p.eps);
      expect(difference(factors.reconstruct(k - 1), matrix)).toBeGreaterThan(wanted);

      const byEnergy = lowRank(matrix, { energy: wanted }).s.length;
      expect(factors.energy(byEnergy)).toBeGreaterThanOrEqual(wanted);
      expect(factors.energy(byEnergy - 1)).toBeLessThan(wanted);
    }
  });

  it.each([
    [100, 100],
    [200, 80],
    [60, 150],
  ])("finds the rank below noise, %i × %i", (m, n) => {
    const source = random(3);
    const normal = (rows: number, columns: number) => fill(rows, columns, () => source.normal());
    const signal = product(normal(m, 4), normal(4, n));
    const noise = normal(m, n);
    const matrix = new Matrix(m, n, p.array(signal.data.map((x, i) => x + 0.5 * noise.data[i])));
    expect(lowRank(matrix, "gavish-donoho").s.length).toBe(4);
    expect(lowRank(new Matrix(m, n, p.array(noise.data)), "gavish-donoho").s.length).toBe(0);
  });

  it("keeps nothing of zeros and of empty matrices", () => {
    const nothing = [new Matrix(3, 4, p.zeros(12)), new Matrix(0, 4, p.zeros(0))];
    for (const matrix of nothing) {
      for (const by of [
        { energy: 0.9 },
        { error: 0.1 },
        { tolerance: 0 },
        "gavish-donoho",
      ] as const) {
        expect(lowRank(matrix, by).s.length).toBe(0);
      }
    }
  });

  it("neither over- nor underflows on the way", () => {
    for (const size of [p.max / 8, p.safeMin]) {
      const extreme = new Matrix(6, 5, p.array(powers.data.map((x) => (x * size) / 8)));
      expect(lowRank(extreme, { energy: 0.98 }).s.length).toBe(3);
      expect(lowRank(extreme, { error: 0.3 }).s.length).toBe(2);
    }
  });
});

describe("the errors of lowRank", () => {
  const a = Matrix.from([[1, 2], [3, 4], [5, 6]]); // prettier-ignore

  it.each<[by: unknown, message: string]>([
    [3, "expected k to be an integer from 0 to 2, got 3"],
    [-1, "expected k to be an integer from 0 to 2, got -1"],
    [1.5, "expected k to be an integer from 0 to 2, got 1.5"],
    [NaN, "expected k to be an integer from 0 to 2, got NaN"],
    [{ energy: 1.1 }, "expected energy to be a number from 0 to 1, got 1.1"],
    [{ energy: "0.5" }, 'expected energy to be a number from 0 to 1, got "0.5"'],
    [{ error: -0.1 }, "expected error to be a number from 0 to 1, got -0.1"],
    [{ error: NaN }, "expected error to be a number from 0 to 1, got NaN"],
    [{ tolerance: -1 }, "expected a tolerance >= 0, got -1"],
  ])("%o is out of range", (by, message) => {
    expect(() => lowRank(a, by as never)).toThrow(new RangeError(`lowRank: ${message}`));
    expect(() => svd(a).truncate(by as never)).toThrow(new RangeError(`SVD.truncate: ${message}`));
  });

  it.each<[by: unknown, got: string]>([
    [undefined, "undefined"],
    [null, "null"],
    ["all", '"all"'],
    [{ rank: 2 }, "an object"],
  ])("%o is no truncation", (by, got) => {
    expect(() => lowRank(a, by as never)).toThrow(
      new TypeError(
        `lowRank: expected a number, { energy }, { error }, { tolerance } or "gavish-donoho", got ${got}`,
      ),
    );
  });

  it("say that a threshold for noise needs all values", () => {
    expect(() => svd(a).truncate(1).truncate("gavish-donoho")).toThrow(
      new RangeError(
        'SVD.truncate: "gavish-donoho" needs the median of all 2 singular values, but only 1 were kept',
      ),
    );
  });
});
