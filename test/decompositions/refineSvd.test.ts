import { describe, expect, it } from "vitest";
import { Matrix, SVD, refineSvd, svd, type Pair, type RefinedSVD } from "../../src/index.ts";
import { randomMatrix } from "../support/compare.ts";
import { diagonal, fill, type Dense } from "../support/dense.ts";
import { hide } from "../support/orthogonal.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";
import { refined } from "./fixtures/refined.ts";

const asMatrix = ({ rows, columns, data }: Dense) => new Matrix(rows, columns, data);
const made = (m: number, n: number, values: number[], seed: number) =>
  asMatrix(hide(diagonal(m, n, values), random(seed)));

/** Binary places of the integers that stand for fractions below. */
const PLACES = 240;

/** hi + lo as an integer in units of 2^−PLACES: exactly, short of what is below that. */
function exactly(hi: number, lo: number): bigint {
  const unit = 2 ** PLACES;
  return BigInt(Math.trunc(hi * unit)) + BigInt(Math.trunc(lo * unit));
}

const entries = ({ hi, lo }: Pair<Matrix>) =>
  Array.from(hi.data, (x, at) => exactly(x, lo.data[at]));

/** The largest entries of A V − U Σ, Aᵀ U − V Σ, UᵀU − I and VᵀV − I, in exact arithmetic. */
function exactDefects(a: Matrix, f: RefinedSVD) {
  const [m, n] = [a.rows, a.columns];
  const k = f.s.hi.length;
  const A = Array.from(a.data, (x) => exactly(x, 0));
  const [U, Vt] = [entries(f.U), entries(f.Vt)];
  const s = Array.from(f.s.hi, (x, i) => exactly(x, f.s.lo[i]));
  const magnitude = (x: bigint) => Math.abs(Number(x)) / 2 ** PLACES / 2 ** PLACES;
  let [residual, orthogonality] = [0, 0];
  const sum = (length: number, term: (l: number) => bigint) => {
    let total = 0n;
    for (let l = 0; l < length; ++l) total += term(l);
    return total;
  };
  for (let j = 0; j < k; ++j) {
    for (let i = 0; i < m; ++i) {
      const AV = sum(n, (l) => A[i * n + l] * Vt[j * n + l]);
      residual = Math.max(residual, magnitude(AV - s[j] * U[i * k + j]));
    }
    for (let i = 0; i < n; ++i) {
      const AtU = sum(m, (l) => A[l * n + i] * U[l * k + j]);
      residual = Math.max(residual, magnitude(AtU - s[j] * Vt[j * n + i]));
    }
    for (let i = 0; i <= j; ++i) {
      const one = i === j ? 1n << BigInt(2 * PLACES) : 0n;
      const UtU = sum(m, (l) => U[l * k + i] * U[l * k + j]) - one;
      const VtV = sum(n, (l) => Vt[i * n + l] * Vt[j * n + l]) - one;
      orthogonality = Math.max(orthogonality, magnitude(UtU), magnitude(VtV));
    }
  }
  return { residual: residual / (f.s.hi[0] || 1), orthogonality };
}

describe.each(precisions)("refineSvd, from $name", (p) => {
  it.each([
    [10, 10],
    [24, 10],
    [10, 24],
    [40, 40],
    [1, 1],
    [3, 1],
    [1, 5],
  ])("is exact to 30 digits, %i × %i", (m, n) => {
    // prettier-ignore
    const a = randomMatrix(p, m, n, m + n);
    const f = refineSvd(a, svd(a));
    expect(f.converged).toBe(true);
    expect(f.clusters).toEqual([]);
    expect(f.iterations).toBeLessThanOrEqual(p.name === "float64" ? 3 : 4);
    const exact = exactDefects(a, f);
    expect(exact.residual).toBeLessThan(1e-30);
    expect(exact.orthogonality).toBeLessThan(1e-30);
    // And what it says of itself is so.
    expect(f.residual).toBeGreaterThanOrEqual(exact.residual * 0.9 - 1e-32);
    expect(f.orthogonality).toBeGreaterThanOrEqual(exact.orthogonality * 0.9 - 1e-32);
    expect(f.residual).toBeLessThan(1e-29);
    for (const { hi, lo } of [f.s, { hi: f.U.hi.data, lo: f.U.lo.data }]) {
      for (let at = 0; at < hi.length; ++at) expect(hi[at] + lo[at]).toBe(hi[at]);
    }
  });
});

describe("refineSvd", () => {
  const integers = (m: number, n: number) =>
    asMatrix(fill(m, n, (i, j) => ((i * i * 7 + j * j * j * 13 + i * j * 5) % 101) - 50));
  it.each<[string, Matrix]>([
    ["dense 12 × 10", integers(12, 10)],
    ["dense 9 × 9", integers(9, 9)],
    ["Hilbert 8 × 8", asMatrix(fill(8, 8, (i, j) => 1 / (i + j + 1)))],
  ])("finds the values that mpmath finds: %s", (name, a) => {
    const expected = refined[name];
    const plain = svd(a);
    const { s } = refineSvd(a, plain);
    expect(s.hi.length).toBe(expected.length);
    expected.forEach(([high, low], i) => {
      const error = Math.abs(s.hi[i] - high + (s.lo[i] - low));
      expect(error / expected[0][0], `value ${i}`).toBeLessThan(1e-31);
    });
    // Far from what it started with.
    const before = expected.map(([high], i) => Math.abs(plain.s[i] - high));
    expect(Math.max(...before)).toBeGreaterThan(0);
  });

  it("starts from anything near, not only from svd", () => {
    const a = made(8, 6, [6, 5, 4, 3, 2, 1], 1);
    const f = svd(a);
    const source = random(2);
    const blurred = (x: Matrix) =>
      new Matrix(
        x.rows,
        x.columns,
        x.data.map((y) => y + 1e-6 * source.normal()),
      );
    const near = new SVD(blurred(f.U), f.s.map((x) => x + 1e-6), blurred(f.Vt)); // prettier-ignore
    const one = refineSvd(a, f);
    const two = refineSvd(a, near);
    expect(two.converged).toBe(true);
    for (let i = 0; i < 6; ++i) {
      expect(Math.abs(one.s.hi[i] - two.s.hi[i] + (one.s.lo[i] - two.s.lo[i]))).toBeLessThan(1e-30);
    }
  });

  it.each<[string, Matrix, number]>([
    ["values that differ by rounding", made(8, 8, [3, 2, 2, 1, 1, 1, 0.5, 0.25], 3), 0],
    ["the same, tall", made(12, 8, [3, 2, 2, 1, 1, 1, 0.5, 0.25], 3), 0],
    ["close values", made(8, 8, [3, 2, 2 - 1e-10, 2 - 2e-13, 1, 1 - 1e-15, 0.5, 0.25], 3), 0],
    ["tiny values", made(8, 8, [3, 2, 1, 1e-3, 1e-8, 0, 0, 0], 3), 0],
    ["tiny values, tall", made(12, 8, [3, 2, 1, 1e-3, 1e-8, 0, 0, 0], 3), 0],
    [
      "graded values",
      made(
        14,
        10,
        [0, 2, 4, 6, 8, 10, 12, 14, 15, 16].map((x) => 10 ** -x),
        3,
      ),
      0,
    ],
    ["exactly repeated values", asMatrix(diagonal(6, 5, [3, 2, 2, 2, 1])), 1],
    ["rank 1", asMatrix(fill(7, 7, () => 1)), 1],
    ["rank 2, tall", asMatrix(fill(9, 5, (i, j) => i + j)), 1],
    ["rank 2, wide", asMatrix(fill(5, 9, (i, j) => i * j + 1)), 1],
    ["zeros", Matrix.zeros(4, 3), 1],
  ])("is as good for %s, and says which it cannot tell apart", (_, a, clusters) => {
    const f = refineSvd(a, svd(a));
    expect(f.converged).toBe(true);
    expect(f.clusters.length).toBe(clusters);
    const exact = exactDefects(a, f);
    expect(exact.residual).toBeLessThan(1e-30);
    expect(exact.orthogonality).toBeLessThan(1e-30);
    for (let i = 1; i < f.s.hi.length; ++i) {
      expect(f.s.hi[i] - f.s.hi[i - 1] + (f.s.lo[i] - f.s.lo[i - 1])).toBeLessThanOrEqual(0);
    }
    expect(Math.min(...f.s.hi)).toBeGreaterThanOrEqual(0);
  });

  it("names the clusters", () => {
    const a = asMatrix(diagonal(6, 6, [3, 2, 2, 1, 0, 0]));
    expect(refineSvd(a, svd(a)).clusters).toEqual([[1, 3], [4, 6]]); // prettier-ignore
    // A single 0: its left vector is one of many where A is tall, the only one where it is square.
    const one = (m: number) => asMatrix(diagonal(m, 2, [1, 0]));
    expect(refineSvd(one(2), svd(one(2))).clusters).toEqual([]);
    expect(refineSvd(one(4), svd(one(4))).clusters).toEqual([[1, 2]]);
  });

  it("scales with A, and takes full decompositions", () => {
    const a = randomMatrix(precisions[0], 7, 4, 5) as Matrix<Float64Array>;
    const one = refineSvd(a, svd(a, { vectors: "full" }));
    for (const size of [2 ** -500, 2 ** 600]) {
      const scaled = new Matrix(
        7,
        4,
        a.data.map((x) => x * size),
      );
      const other = refineSvd(scaled, svd(scaled));
      expect(other.s.hi).toEqual(one.s.hi.map((x) => x * size));
      expect(other.s.lo).toEqual(one.s.lo.map((x) => x * size));
    }
  });

  it("does nothing to nothing, and no more than it is told", () => {
    const none = new Matrix(0, 3, new Float64Array(0));
    expect(refineSvd(none, svd(none))).toMatchObject({
      converged: true,
      iterations: 0,
      residual: 0,
    });
    const a = randomMatrix(precisions[0], 5, 5, 6);
    const asItWas = refineSvd(a, svd(a), { iterations: 0 });
    expect(asItWas).toMatchObject({ converged: false, iterations: 0 });
    expect(asItWas.s).toEqual({ hi: svd(a).s, lo: new Float64Array(5) });
    expect(asItWas.residual).toBeGreaterThan(1e-17);
    expect(asItWas.residual).toBeLessThan(1e-14);
  });

  it("refuses what does not fit", () => {
    const a = [[1, 2], [3, 4]]; // prettier-ignore
    expect(() => refineSvd([[1]], svd(a))).toThrow(
      new RangeError("refineSvd: expected all 1 singular values of a 1 × 1 matrix, got 2 of a 2 × 2 one"),
    ); // prettier-ignore
    expect(() => refineSvd(a, svd(a).truncate(1))).toThrow("expected all 2 singular values");
    expect(() => refineSvd(a, svd(a, { vectors: "none" }))).toThrow(
      new TypeError('refineSvd: expected singular vectors, got svd with vectors: "none"'),
    );
    expect(() => refineSvd(a, svd(a), { iterations: -1 })).toThrow(
      new RangeError("refineSvd: expected iterations to be an integer >= 0, got -1"),
    );
    expect(() => refineSvd([[1, NaN], [1, 2]], svd(a))).toThrow("got NaN at row 0, column 1"); // prettier-ignore
  });
});
