import { describe, expect, it } from "vitest";
import { FrequentDirections, Matrix, NonFiniteError, svd } from "../../src/index.ts";
import { randomMatrix } from "../support/compare.ts";
import { diagonal } from "../support/dense.ts";
import { hide } from "../support/orthogonal.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";
import { cut } from "../support/streams.ts";

const M = 240;
const D = 20;

/** The eigenvalues of AᵀA − BᵀB, largest first and smallest last. */
function gap(a: Matrix, b: Matrix): [largest: number, smallest: number] {
  const gram = (x: Matrix) => x.transpose().multiply(x);
  const difference = new Matrix(D, D, Float64Array.from(gram(a).data));
  gram(b).data.forEach((x, i) => (difference.data[i] -= x));
  const { U, s, Vt } = svd(difference);
  // Of a symmetric matrix: the sign of an eigenvalue is that of uᵀv.
  const values = Array.from(s, (sigma, i) => {
    let product = 0;
    for (let j = 0; j < D; ++j) product += U.get(j, i) * Vt.get(i, j);
    return Math.sign(product) * sigma;
  });
  return [Math.max(...values), Math.min(...values)];
}

const spectra: Record<string, (i: number) => number> = {
  "1/i": (i) => 1 / (i + 1),
  "2⁻ⁱ": (i) => 2 ** -i,
  "no decay": () => 1,
  "a step": (i) => (i < 6 ? 1 : 1e-3),
};

describe.each(precisions)("FrequentDirections, $name", (p) => {
  it.each(Object.keys(spectra))("keeps what it promises, σ: %s", (name) => {
    const s = Float64Array.from({ length: D }, (_, i) => spectra[name](i));
    const exact = hide(diagonal(M, D, s), random(1));
    const a = new Matrix(M, D, p.array(exact.data));
    const double = Matrix.from(a, "float64");
    for (const l of [1, 3, 8, 15]) {
      for (const rows of [1, 7, M]) {
        const fd = new FrequentDirections(l);
        for (const block of cut(a, rows)) fd.append(block);
        const { sketch, bound } = fd;
        const [largest, smallest] = gap(double, sketch);
        const rounding = 1e-13;
        expect(smallest, `ℓ = ${l}, never more than A`).toBeGreaterThan(-rounding);
        expect(largest, `ℓ = ${l}, the bound`).toBeLessThan(bound + rounding);
        for (let k = 0; k <= l; ++k) {
          const tail = s.subarray(k).reduce((sum, x) => sum + x * x, 0) / (l + 1 - k);
          expect(bound, `ℓ = ${l}, k = ${k}, the theorem`).toBeLessThan(
            tail * (1 + 1e-5) + rounding,
          );
        }
        expect([sketch.rows, sketch.columns, fd.rows, fd.columns]).toEqual([l, D, M, D]);
        expect(fd.energy / s.reduce((sum, x) => sum + x * x, 0)).toBeCloseTo(1, 5);
      }
    }
  });

  it("is exact where the rank is less than ℓ", () => {
    const a = randomMatrix(p, M, D, 2, 4);
    const fd = new FrequentDirections(5).append(Matrix.from(a, "float64"));
    expect(fd.bound / fd.energy).toBeLessThan(1e-12);
    const { s } = svd(Matrix.from(a, "float64"));
    for (let i = 0; i < 4; ++i)
      expect(fd.svd().s[i] / s[i]).toBeCloseTo(1, p.dtype === "float64" ? 12 : 5);
  });

  it("merges: the sketch of both keeps the sum of the bounds, and what merging takes off", () => {
    const a = Matrix.from(randomMatrix(p, M, D, 3), "float64");
    const [top, bottom] = cut(a, 100);
    const fd = new FrequentDirections(6).append(top);
    fd.merge(new FrequentDirections(9).append(bottom)).merge(new FrequentDirections(4));
    const [largest, smallest] = gap(a, fd.sketch);
    expect(largest).toBeLessThan(fd.bound + 1e-11);
    expect(smallest).toBeGreaterThan(-1e-11);
    expect(fd.rows).toBe(100 + bottom.rows);
    expect(fd.bound).toBeLessThan(fd.energy / 7 + fd.energy / 10);
  });
});

describe("FrequentDirections", () => {
  it("says what is wrong", () => {
    expect(() => new FrequentDirections(0)).toThrow(
      "FrequentDirections: expected a size that is an integer >= 1, got 0",
    );
    const fd = new FrequentDirections(2).append([[1, 2]]);
    expect(() => fd.append([[1, 2, 3]])).toThrow(
      "FrequentDirections.append: expected 2 columns, got 3",
    );
    expect(() => fd.merge(new FrequentDirections(2).append([[1]]))).toThrow(
      "FrequentDirections.merge: expected 2 columns, got 1",
    );
    expect(() =>
      fd.append([
        [0, 0],
        [NaN, 2],
      ]),
    ).toThrow(NonFiniteError);
    expect(() =>
      fd.append([
        [0, 0],
        [NaN, 2],
      ]),
    ).toThrow("got NaN at row 2, column 0");
    expect(fd.rows).toBe(1);
  });

  it("has rows of zeros before there are as many", () => {
    expect(new FrequentDirections(2).sketch.rows).toBe(2);
    expect(new FrequentDirections(2).append([[1, 2, 3]]).sketch.toArray()).toEqual([
      [1, 2, 3],
      [0, 0, 0],
    ]);
  });
});
