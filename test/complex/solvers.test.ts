import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ComplexMatrix,
  ComplexSVD,
  cond,
  lowRank,
  lstsq,
  norm,
  pinv,
  rank,
  svd,
  svdvals,
} from "../../src/index.ts";
import { assertProperty, ordinaryMatrices } from "../support/arbitraries.ts";
import {
  adjoint,
  complexDistance,
  complexFill,
  complexHidden,
  complexProduct,
  inPrecision,
  oneNorm,
} from "../support/complex.ts";
import { precisions, type Precision } from "../support/precisions.ts";
import { random } from "../support/random.ts";

const SIZE = 8;

/** Complex matrices of ordinary numbers, some with zero or repeated rows and columns. */
function complexMatrices(precision: Precision): fc.Arbitrary<ComplexMatrix> {
  return fc.tuple(ordinaryMatrices(precision, SIZE), fc.integer({ min: 0, max: 3 })).map(
    // Phases that are exact: a power of i for each entry, which keeps zero rows and the precision.
    ([{ rows, columns, data }, turn]) => {
      const a = ComplexMatrix.zeros(rows, columns, precision.dtype);
      for (let i = 0; i < rows; ++i) {
        for (let j = 0; j < columns; ++j) {
          const x = data[i * columns + j];
          const [re, im] = [
            [x, 0],
            [0, x],
            [x, x],
            [-x, 2 * x],
          ][(i * turn + j) % 4];
          a.set(i, j, re, im);
        }
      }
      return a;
    },
  );
}

describe.each(precisions)("solvers for complex matrices, $name", (precision) => {
  const { eps } = precision;
  const matrixOf = (m: number, n: number, seed: number) => {
    const { normal } = random(seed);
    return ComplexMatrix.from(
      inPrecision(
        complexFill(m, n, () => [normal(), normal()]),
        precision,
      ),
    );
  };

  // As test/properties/pinv.test.ts has them for real matrices.
  it("pinv meets Penrose's four conditions", () => {
    assertProperty(
      fc.property(complexMatrices(precision), (a) => {
        const x = pinv(a);
        expect([x.rows, x.columns]).toEqual([a.columns, a.rows]);
        const s = svdvals(a);
        const tolerance = Math.max(a.rows, a.columns) * eps * s[0];
        const kept = s.filter((value) => value > tolerance);
        fc.pre(s.every((value) => value > 4 * tolerance || value < tolerance / 4));
        if (kept.length === 0) {
          expect(complexDistance(x)).toBe(0);
          return;
        }
        const unit = (10 * SIZE * eps * kept[0]) / kept[kept.length - 1];
        const [ax, xa] = [complexProduct(a, x), complexProduct(x, a)];
        expect(complexDistance(complexProduct(ax, a), a)).toBeLessThanOrEqual(unit * s[0]);
        const size = complexDistance(x);
        expect(complexDistance(complexProduct(xa, x), x)).toBeLessThanOrEqual(unit * size);
        expect(complexDistance(adjoint(ax), ax)).toBeLessThanOrEqual(unit);
        expect(complexDistance(adjoint(xa), xa)).toBeLessThanOrEqual(unit);
      }),
    );
  });

  it("lstsq: the residual is orthogonal to the columns of A, and x to its null space", () => {
    assertProperty(
      fc.property(complexMatrices(precision), fc.integer({ min: 1, max: 3 }), (a, p) => {
        const b = matrixOf(a.rows, p, a.rows + p);
        const { x, residuals, rank: r, s } = lstsq(a, b);
        expect([x.rows, x.columns, residuals.length]).toEqual([a.columns, p, p]);
        const tolerance = Math.max(a.rows, a.columns) * eps * s[0];
        fc.pre(s.every((value) => value > 4 * tolerance || value < tolerance / 4));
        expect(r).toBe(s.filter((value) => value > tolerance).length);
        const product = complexProduct(a, x);
        const error = complexFill(a.rows, p, (i, j) => [
          b.re[i * p + j] - product.re[i * p + j],
          b.im[i * p + j] - product.im[i * p + j],
        ]);
        const condition = r === 0 ? 1 : s[0] / s[r - 1];
        const unit = 20 * SIZE * eps * condition * complexDistance(b);
        expect(complexDistance(complexProduct(adjoint(a), error))).toBeLessThanOrEqual(unit * s[0]);
        const sum = Array.from(residuals).reduce((total, value) => total + value, 0);
        expect(Math.abs(Math.sqrt(sum) - complexDistance(error))).toBeLessThanOrEqual(unit);
        // x = A⁺ A x.
        const projected = complexProduct(complexProduct(pinv(a), a), x);
        const largest = complexDistance(x) * condition;
        expect(complexDistance(projected, x)).toBeLessThanOrEqual(20 * SIZE * eps * largest);
      }),
      150,
    );
  });

  it("lstsq takes real and complex sides, and a ridge", () => {
    const a = matrixOf(5, 3, 1);
    const b = [1, -2, 3, 4, 5];
    const { x } = lstsq(a, b);
    expect([x.rows, x.columns]).toEqual([3, 1]);
    const other = lstsq(a, { rows: 5, columns: 1, data: b }).x;
    expect(x.toArray()).toEqual(other.toArray());
    expect(x.dtype).toBe("float64");

    const real = [
      [2, 0],
      [0, 4],
    ];
    const side = ComplexMatrix.from([[[2, 2]], [[0, 8]]]);
    const solution = lstsq(real, side).x.toArray();
    expect(
      complexDistance(ComplexMatrix.from(solution), ComplexMatrix.from([[[1, 1]], [[0, 2]]])),
    ).toBeLessThan(1e-15);

    // (AᴴA + λI) x = Aᴴb
    const right = matrixOf(5, 2, 2);
    const ridge = 0.5;
    const xr = lstsq(a, right, { ridge }).x;
    const gram = complexProduct(adjoint(a), a);
    for (let i = 0; i < 3; ++i) gram.re[4 * i] += ridge;
    const error = complexDistance(complexProduct(gram, xr), complexProduct(adjoint(a), right));
    expect(error).toBeLessThanOrEqual(100 * eps * complexDistance(right) * complexDistance(a) ** 2);
    expect(() => lstsq(a, right, { ridge: -1 })).toThrow(
      "lstsq: expected ridge to be a number >= 0, got -1",
    );
    expect(() => lstsq(a, [1, 2])).toThrow(
      "lstsq: b: expected 5 rows, as A has, got a 2 × 1 matrix",
    );
    expect(() =>
      lstsq(a, ComplexMatrix.from([[[NaN, 0]], [[0, 0]], [[0, 0]], [[0, 0]], [[0, 0]]])),
    ).toThrow("lstsq: b: expected finite numbers, got NaN + 0i at row 0, column 0");
  });

  it("rank, cond, norm and lowRank", () => {
    const values = [4, 2, 1, 0, 0];
    const a = ComplexMatrix.from(inPrecision(complexHidden(7, 5, values, random(3)), precision));
    const close = (x: number, y: number) =>
      expect(Math.abs(x - y)).toBeLessThanOrEqual(40 * eps * y);
    expect(rank(a)).toBe(3);
    expect(rank(a, { tolerance: 0.3 })).toBe(2);
    expect(cond(a)).toBeGreaterThan(1 / (100 * eps));
    close(norm(a), Math.sqrt(21));
    close(norm(a, 2), 4);
    close(norm(a, "nuclear"), 7);
    close(norm(a, 1), oneNorm(a));
    close(norm(a, Infinity), oneNorm(adjoint(a)));
    expect(() => norm(a, 3)).toThrow('norm: expected "fro", 1, 2, Infinity or "nuclear", got 3');

    const nearest = lowRank(a, 2);
    expect(nearest.s.length).toBe(2);
    close(complexDistance(nearest.reconstruct(), a), 1);
    expect(lowRank(a, { energy: 0.9 }).s.length).toBe(2);
    expect(lowRank(a, { error: 0 }).s.length).toBeLessThanOrEqual(5);
    expect(() => lowRank(a, 6)).toThrow("lowRank: expected k to be an integer from 0 to 5, got 6");
  });

  it("ComplexSVD has what follows from the factors", () => {
    const a = matrixOf(6, 4, 9);
    const factors = svd(a);
    expect(factors).toBeInstanceOf(ComplexSVD);
    const [U, s, Vh] = factors;
    expect([U, s, Vh]).toEqual([factors.U, factors.s, factors.Vh]);
    const near = (x: ComplexMatrix, y: ComplexMatrix) =>
      expect(complexDistance(x, y)).toBeLessThanOrEqual(100 * eps * complexDistance(y));
    near(factors.reconstruct(), a);
    near(factors.pinv(), pinv(a));
    near(factors.solve(a), ComplexMatrix.identity(4));
    expect(factors.solve([1, 2, 3, 4, 5, 6]).columns).toBe(1);
    expect(factors.solve([1, 2, 3, 4, 5, 6]).dtype).toBe(precision.dtype);
    expect(factors.rank()).toBe(4);
    expect(factors.cond()).toBe(s[0] / s[3]);
    expect(factors.energy(4)).toBe(1);
    expect(factors.truncate(2).U.columns).toBe(2);
    expect(factors.truncate(2).reconstruct().rows).toBe(6);
    expect(Math.abs(factors.norm() - complexDistance(a))).toBeLessThanOrEqual(
      20 * eps * complexDistance(a),
    );
    const none = svd(a, { vectors: "none" });
    for (const call of [() => none.pinv(), () => none.reconstruct(), () => none.solve(a)]) {
      expect(call).toThrow('expected singular vectors, got svd with vectors: "none"');
    }
    expect(none.rank()).toBe(4);
  });
});
