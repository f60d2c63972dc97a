import { describe, expect, it } from "vitest";
import { Matrix, SVD, svd, svdVjp, type SvdCotangents } from "../../src/index.ts";
import { difference, randomMatrix } from "../support/compare.ts";
import { diagonal, fill, product, transpose, type Dense } from "../support/dense.ts";
import { hide } from "../support/orthogonal.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";

const [double, single] = precisions;

/** A loss of the factors, and its derivative with respect to each. */
interface Loss {
  value(f: SVD): number;
  cotangents(f: SVD): SvdCotangents;
}

/** Σ wᵢⱼ xᵢⱼ. */
function inner(w: Dense<ArrayLike<number>>, x: Dense<ArrayLike<number>>): number {
  let sum = 0;
  for (let at = 0; at < w.data.length; ++at) sum += w.data[at] * x.data[at];
  return sum;
}

const columns = (x: Matrix, from: number, to: number) =>
  fill(x.rows, to - from, (i, j) => x.data[i * x.columns + from + j]);

/** x in columns from … of m × n zeros. */
const placed = (x: Dense, m: number, n: number, from: number) =>
  fill(m, n, (i, j) => (j >= from && j < from + x.columns ? x.data[i * x.columns + j - from] : 0));

/** ⟨W, UᵢUᵢᵀ⟩ for the columns from … to: a loss of the space that they span. */
function projector(side: "U" | "V", W: Dense, from: number, to: number): Loss {
  const symmetric = fill(W.rows, W.rows, (i, j) => W.data[i * W.rows + j] + W.data[j * W.rows + i]);
  const vectors = (f: SVD) => (side === "U" ? f.U : f.Vt.transpose());
  return {
    value: (f) => {
      const x = columns(vectors(f), from, to);
      return inner(W, product(x, transpose(x)));
    },
    cotangents: (f) => {
      const X = vectors(f);
      const dX = placed(product(symmetric, columns(X, from, to)), X.rows, X.columns, from);
      return side === "U" ? { dU: dX } : { dVt: transpose(dX) };
    },
  };
}

/** ⟨W, U diag(g(s)) Vt⟩, which knows no signs; g(σ) = σ² / (1 + σ). */
function spectral(W: Dense): Loss {
  const g = (x: number) => (x * x) / (1 + x);
  const slope = (x: number) => (x * x + 2 * x) / (1 + x) ** 2;
  const k = (f: SVD) => f.s.length;
  const scaled = (f: SVD) => fill(k(f), f.Vt.columns, (i, j) => g(f.s[i]) * f.Vt.get(i, j));
  return {
    value: (f) => inner(W, product(columns(f.U, 0, k(f)), scaled(f))),
    cotangents: (f) => {
      const right = product(W, transpose(f.Vt)); // m × rows of Vt
      const left = product(transpose(f.U), W);
      return {
        dU: fill(f.U.rows, f.U.columns, (i, j) => (j < k(f) ? right.data[i * f.Vt.rows + j] * g(f.s[j]) : 0)), // prettier-ignore
        ds: Array.from(f.s, (sigma, i) => {
          let sum = 0;
          for (let l = 0; l < W.rows; ++l) sum += f.U.get(l, i) * right.data[l * f.Vt.rows + i];
          return sum * slope(sigma);
        }),
        dVt: fill(f.Vt.rows, f.Vt.columns, (i, j) => (i < k(f) ? g(f.s[i]) * left.data[i * f.Vt.columns + j] : 0)), // prettier-ignore
      };
    },
  };
}

/** Σ sin(σᵢ), symmetric in the values. */
const symmetricValues: Loss = {
  value: (f) => Array.from(f.s, Math.sin).reduce((sum, x) => sum + x, 0),
  cotangents: (f) => ({ ds: Array.from(f.s, Math.cos) }),
};

/** The derivative by central differences, with the error of their fourth order. */
function numerical(a: Matrix, loss: Loss, vectors: "thin" | "full", h = 1e-3): Dense {
  const at = (i: number, j: number, x: number) => {
    const moved = Matrix.from(a);
    moved.set(i, j, a.get(i, j) + x);
    return loss.value(svd(moved, { vectors }));
  };
  return fill(a.rows, a.columns, (i, j) => {
    const near = (at(i, j, h) - at(i, j, -h)) / (2 * h);
    const far = (at(i, j, 2 * h) - at(i, j, -2 * h)) / (4 * h);
    return (4 * near - far) / 3;
  });
}

const made = (m: number, n: number, values: number[], seed: number) => {
  const a = hide(diagonal(m, n, values), random(seed));
  return new Matrix(m, n, a.data);
};
const weights = (m: number, n: number, seed: number) => randomMatrix(double, m, n, seed) as Dense;

describe("svdVjp agrees with finite differences", () => {
  const spread = [4, 3, 2.2, 1.5, 0.8];

  describe.each([
    [5, 5],
    [8, 5],
    [5, 8],
    [1, 1],
    [4, 1],
    [1, 4],
  ])("%i × %i", (m, n) => {
    const k = Math.min(m, n);
    const a = made(m, n, spread.slice(0, k), m + n);
    const losses: [string, Loss][] = [
      ["Σ sin σ", symmetricValues],
      ["a product of all factors", spectral(weights(m, n, 1))],
      ["a projector of U", projector("U", weights(m, m, 2), 0, Math.min(2, k))],
      ["a projector of V", projector("V", weights(n, n, 3), k - 1, k)],
    ];
    it.each(losses)("of %s", (_, loss) => {
      for (const vectors of ["thin", "full"] as const) {
        const f = svd(a, { vectors });
        const exact = svdVjp(f, loss.cotangents(f));
        const close = numerical(a, loss, vectors);
        const error = Math.max(...exact.data.map((x, at) => Math.abs(x - close.data[at])));
        expect(error, vectors).toBeLessThan(1e-8);
      }
    });
  });

  it("of vectors of the null space, of a full decomposition", () => {
    for (const [m, n, side] of [
      [6, 3, "U"],
      [3, 6, "V"],
    ] as const) {
      // prettier-ignore
      const a = made(m, n, [3, 2, 1], 9);
      const loss = projector(side, weights(6, 6, 4), 3, 6);
      const f = svd(a, { vectors: "full" });
      const close = numerical(a, loss, "full");
      expect(difference(svdVjp(f, loss.cotangents(f)), close)).toBeLessThan(1e-8);
    }
  });

  it.each<[string, number[], Loss]>([
    ["the space of a double value", [3, 3, 1, 0.5], projector("U", weights(6, 6, 5), 0, 2)],
    ["what is beside a triple value", [3, 1, 1, 1], projector("V", weights(4, 4, 6), 0, 1)],
    ["the space of a triple value", [3, 1, 1, 1], projector("V", weights(4, 4, 6), 1, 4)],
    ["nearly equal values", [3, 3 - 1e-13, 1, 0.5], projector("U", weights(6, 6, 7), 0, 2)],
    ["the vectors beside zeros", [3, 1, 0, 0], projector("U", weights(6, 6, 8), 0, 2)],
    ["equal values", [2, 2, 2, 0.5], symmetricValues],
  ])("of a loss of %s", (_, values, loss) => {
    const a = made(6, 4, values, 11);
    const f = svd(a);
    const close = numerical(a, loss, "thin");
    const tolerance = 1e-11;
    expect(difference(svdVjp(f, loss.cotangents(f), { tolerance }), close)).toBeLessThan(1e-8);
    const { U, s, Vt } = f;
    expect(difference(svdVjp(new SVD(U, s, Vt), loss.cotangents(f), { broadening: 1e-6 }), close)).toBeLessThan(1e-5); // prettier-ignore
  });

  it("does not depend on which vectors of a repeated value came out", () => {
    const a = made(6, 4, [2, 2, 2, 1], 12);
    const { U, s, Vt } = svd(a);
    const loss = projector("U", weights(6, 6, 9), 0, 3);
    const turn = hide(diagonal(3, 3, [1, 1, 1]), random(5));
    const Q = fill(4, 4, (i, j) => (i < 3 && j < 3 ? turn.data[3 * i + j] : Number(i === j)));
    const asMatrix = (x: Dense) => new Matrix(x.rows, x.columns, x.data);
    const turned = new SVD(asMatrix(product(U, Q)), s, asMatrix(product(transpose(Q), Vt)));
    const one = svdVjp(new SVD(U, s, Vt), loss.cotangents(new SVD(U, s, Vt)));
    expect(difference(svdVjp(turned, loss.cotangents(turned)), one)).toBeLessThan(1e-13);
  });
});

describe("svdVjp", () => {
  it("is linear, and 0 of nothing", () => {
    const f = svd(made(5, 3, [3, 2, 1], 1));
    const [dU, dVt] = [weights(5, 3, 1), weights(3, 3, 2)];
    const ds = [1, -2, 3];
    const all = svdVjp(f, { dU, ds, dVt });
    const parts = [{ dU }, { ds }, { dVt }].map((part) => svdVjp(f, part));
    const sum = new Matrix(5, 3, all.data.map((_, at) => parts.reduce((x, part) => x + part.data[at], 0))); // prettier-ignore
    expect(difference(sum, all)).toBeLessThan(1e-14);
    expect(svdVjp(f, {}).data).toEqual(new Float64Array(15));
    const none = svd(new Matrix(0, 3, new Float64Array(0)));
    expect(svdVjp(none, { ds: [] })).toMatchObject({ rows: 0, columns: 3 });
  });

  it("is finite for zeros, and in single precision what it is in double", () => {
    const zero = svd(Matrix.zeros(4, 3));
    expect(svdVjp(zero, { dU: weights(4, 3, 1), dVt: weights(3, 3, 1) }).data).toEqual(new Float64Array(12)); // prettier-ignore
    const a = made(5, 4, [4, 3, 2, 1], 3);
    const loss = spectral(weights(5, 4, 4));
    const near = svd(new Matrix(5, 4, single.array(a.data)));
    const exact = svd(a);
    const dA = svdVjp(near, loss.cotangents(near));
    expect(dA.dtype).toBe("float32");
    expect(difference(dA, svdVjp(exact, loss.cotangents(exact)))).toBeLessThan(1e-5);
  });

  it.each<[cotangents: object, options: object, error: string]>([
    [{ dU: [[1]] }, {}, "svdVjp: dU: expected 2 × 2 as the factor is, got 1 × 1"],
    [{ dVt: [[1, 2]] }, {}, "svdVjp: dVt: expected 2 × 2 as the factor is, got 1 × 2"],
    [{ ds: [1] }, {}, "svdVjp: ds: expected 2 numbers as s has, got 1"],
    [{ ds: [1, NaN] }, {}, "svdVjp: ds: expected finite numbers, got NaN at row 0, column 1"],
    [{}, { tolerance: -1 }, "svdVjp: expected tolerance to be a number >= 0, got -1"],
    [{}, { broadening: NaN }, "svdVjp: expected broadening to be a number >= 0, got NaN"],
  ])("refuses %o, %o", (cotangents, options, message) => {
    expect(() => svdVjp(svd([[2, 0], [0, 1]]), cotangents, options)).toThrow(message); // prettier-ignore
  });

  it("needs vectors", () => {
    expect(() => svdVjp(svd([[1]], { vectors: "none" }), {})).toThrow(
      new TypeError('svdVjp: expected singular vectors, got svd with vectors: "none"'),
    );
  });
});
