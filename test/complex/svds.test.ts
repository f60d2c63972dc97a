import { describe, expect, it } from "vitest";
import { complexSvds } from "../../src/complex/svds.ts";
import { ComplexMatrix, svdvals } from "../../src/index.ts";
import {
  adjoint,
  complexColumnsRatio,
  complexFill,
  complexHidden,
  complexProduct,
  inPrecision,
} from "../support/complex.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";

const spectra: readonly (readonly [string, (i: number) => number])[] = [
  ["fast decay", (i) => 0.5 ** i],
  ["slow decay", (i) => 1 / Math.sqrt(1 + i)],
  ["a gap after 5", (i) => (i < 5 ? 10 - i : 1e-3)],
  ["clusters", (i) => [3, 3, 3, 2, 2, 1][Math.min(i, 5)]],
];

describe.each(precisions)("complexSvds, $name", (precision) => {
  const { eps } = precision;
  const shapes = [
    [80, 50],
    [40, 90],
  ] as const;

  it.each(spectra)("finds the largest values, with bounds that hold: %s", (_, value) => {
    for (const [m, n] of shapes) {
      const values = Array.from({ length: Math.min(m, n) }, (_, i) => value(i));
      const a = ComplexMatrix.from(inPrecision(complexHidden(m, n, values, random(m)), precision));
      const exact = svdvals(a);
      for (const k of [1, 5]) {
        const result = complexSvds("svds", a, { k });
        const message = `${m} × ${n}, k ${k}`;
        expect([result.s.length, result.U.columns, result.Vh.rows], message).toEqual([k, k, k]);
        expect(result.converged, message).toBe(true);
        expect(complexColumnsRatio(result.U, precision), message).toBeLessThan(20);
        expect(complexColumnsRatio(adjoint(result.Vh), precision), message).toBeLessThan(20);
        const rounding = m * n * eps * exact[0];
        result.s.forEach((sigma, i) => {
          const error = Math.abs(sigma - exact[i]);
          expect(error, message).toBeLessThanOrEqual(result.valueBounds[i] + 20 * eps * exact[0]);
          // The residuals that it reports are those of its triplets.
          const v = adjoint({ ...row(result.Vh, i) });
          const image = complexProduct(a, v);
          let square = 0;
          for (let j = 0; j < m; ++j) {
            square += (image.re[j] - sigma * result.U.re[j * k + i]) ** 2;
            square += (image.im[j] - sigma * result.U.im[j * k + i]) ** 2;
          }
          expect(Math.abs(Math.sqrt(square) - result.residuals[i]), message).toBeLessThan(rounding);
        });
        const left = result.reconstruct();
        const rest = new ComplexMatrix(
          m,
          n,
          a.re.map((x, i) => x - left.re[i]),
          a.im.map((x, i) => x - left.im[i]),
        );
        const error = svdvals(rest)[0];
        expect(error, message).toBeLessThanOrEqual(result.error.bound);
        expect(result.error.failureProbability).toBeLessThan(1e-7);
      }
    }
  });

  it("gives orthonormal vectors for the zeros of a matrix of low rank, and of one of zeros", () => {
    for (const values of [[2, 1], []]) {
      const a = ComplexMatrix.from(
        inPrecision(complexHidden(20, 12, values, random(3)), precision),
      );
      const result = complexSvds("svds", a, { k: 4 });
      expect(result.converged).toBe(true);
      expect(complexColumnsRatio(result.U, precision)).toBeLessThan(20);
      expect(complexColumnsRatio(adjoint(result.Vh), precision)).toBeLessThan(20);
      expect(result.s[2]).toBeLessThanOrEqual(200 * eps);
      expect(result.error.bound).toBeLessThanOrEqual(1000 * eps);
    }
  });

  it("scales, repeats itself, and takes every k", () => {
    const { normal } = random(4);
    const a = ComplexMatrix.from(
      inPrecision(
        complexFill(9, 7, () => [normal(), normal()]),
        precision,
      ),
    );
    const exact = svdvals(a);
    for (let k = 1; k <= 7; ++k) {
      const { s } = complexSvds("svds", a, { k });
      expect(Math.abs(s[k - 1] - exact[k - 1])).toBeLessThanOrEqual(1e4 * eps * exact[0]);
    }
    const factor = precision.dtype === "float64" ? 2 ** 900 : 2 ** 90;
    const times = (x: typeof a.re) => x.map((value) => value * factor);
    const large = new ComplexMatrix(9, 7, times(a.re), times(a.im));
    const [one, other] = [a, large].map((matrix) => complexSvds("svds", matrix, { k: 2 }));
    expect(Math.abs(other.s[0] / factor - one.s[0])).toBeLessThanOrEqual(20 * eps * one.s[0]);
    const again = complexSvds("svds", a, { k: 2 });
    expect([again.U, again.s, again.Vh]).toEqual([one.U, one.s, one.Vh]);
  });

  it("says what was not reached", () => {
    const values = Array.from({ length: 60 }, (_, i) => 1 - i / 100);
    const a = ComplexMatrix.from(inPrecision(complexHidden(70, 60, values, random(5)), precision));
    const options = { k: 3, oversampling: 0, maxIterations: 0 };
    const result = complexSvds("svds", a, options);
    expect(result.converged).toBe(false);
    expect(result.iterations).toBe(0);
    expect(Math.max(...result.residuals)).toBeGreaterThan(1e-3);
    expect(result.s[0] + result.valueBounds[0]).toBeGreaterThanOrEqual(1 - 100 * eps);
  });
});

describe("complexSvds", () => {
  it.each([
    [{ k: 0 }, "svds: expected k to be an integer from 1 to 2, got 0"],
    [{ k: 3 }, "svds: expected k to be an integer from 1 to 2, got 3"],
    [{ oversampling: -1 }, "svds: expected oversampling to be an integer >= 0, got -1"],
    [{ tolerance: NaN }, "svds: expected tolerance to be >= 0, got NaN"],
    [{ seed: 0.5 }, "expected seed to be an integer from"],
  ])("refuses %o", (options, message) => {
    expect(() => complexSvds("svds", ComplexMatrix.identity(2), options)).toThrow(message);
  });

  it("refuses what is not finite", () => {
    expect(() => complexSvds("svds", ComplexMatrix.from([[[1, NaN]]]))).toThrow(
      "svds: expected finite numbers, got 1 + NaNi at row 0, column 0",
    );
  });
});

function row(a: ComplexMatrix, i: number) {
  const part = (data: ComplexMatrix["re"]) => data.slice(i * a.columns, (i + 1) * a.columns);
  return { rows: 1, columns: a.columns, re: part(a.re), im: part(a.im) };
}
