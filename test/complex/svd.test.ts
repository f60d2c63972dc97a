import { afterAll, describe, expect, it } from "vitest";
import { ComplexMatrix, NonFiniteError, svd, svdvals } from "../../src/index.ts";
import { fnv1a } from "../support/hash.ts";
import { complexFill, complexHidden, examineComplex, inPrecision } from "../support/complex.ts";
import { sameBits } from "../support/judge.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";
import { valuesRatio } from "../support/ratios.ts";
import { Report } from "../support/report.ts";
import { spectrum } from "../support/spectra.ts";
import { some } from "../support/thorough.ts";

const SIZES = [...Array.from({ length: 40 }, (_, i) => i + 1), 65, 129];
const METHODS = ["auto", "divide-and-conquer", "qr"] as const;

/** Of U, s and Vh of a 70 × 50 matrix. */
const HASH = {
  float64: "351fc35544b6b668 275c9bfff3d3893d 2a8e3d1c809889f9 0bb6f70c59817b3b feef20db608862e9",
  float32: "acefbb0d80118eb9 f5167faa15521de4 600a450ff6f8eed4 c8db6dea0db4c00b b2d70c1a530b2eb8",
};

/** Measured: up to 2.6. */
const BOUND = 8;

function normal(m: number, n: number, seed: number) {
  const { normal: next } = random(seed);
  return complexFill(m, n, () => [next(), next()]);
}

describe.each(precisions)("svd of a ComplexMatrix, $name", (precision) => {
  const report = new Report(`${precision.name}, random complex matrices`);
  afterAll(() => report.print());
  const { array, eps } = precision;
  const matrixOf = (m: number, n: number, seed: number) =>
    ComplexMatrix.from(inPrecision(normal(m, n, seed), precision));

  it.each(some(SIZES))("%i: square, tall, very tall and wide", (n) => {
    const large = n > 40;
    for (const [m, columns] of [
      [n, n],
      [n + 2, n],
      [n, n + 3],
      ...(large
        ? []
        : [
            [3 * n + 1, n],
            [n, 3 * n],
          ]),
    ]) {
      const a = matrixOf(m, columns, 100 * m + columns);
      const values = svdvals(a);
      for (const method of n > 12 && n % 8 > 0 ? METHODS.slice(0, 1) : METHODS) {
        const message = `${method}, ${m} × ${columns}`;
        const thin = svd(a, { method });
        expect(examineComplex(a, thin, precision, BOUND, report), message).toBe("");
        expect(sameBits(thin.s, values), message).toBe(true);
        const full = svd(a, { method, vectors: "full" });
        expect([full.U.columns, full.Vh.rows], message).toEqual([m, columns]);
        expect(examineComplex(a, full, precision, BOUND), message).toBe("");
        expect(sameBits(full.s, values), message).toBe(true);
        const none = svd(a, { method, vectors: "none" });
        expect([none.U.columns, none.Vh.rows], message).toEqual([0, 0]);
        expect(sameBits(none.s, values), message).toBe(true);
      }
    }
  });

  it("200: beyond a leaf of divide and conquer, and clustered", () => {
    const values = Array.from({ length: 200 }, (_, i) => 1 + eps * (i % 7) + (i % 3));
    const a = ComplexMatrix.from(
      inPrecision(complexHidden(200, 200, values, random(1)), precision),
    );
    const factors = svd(a);
    expect(examineComplex(a, factors, precision, BOUND, report)).toBe("");
    const expected = Float64Array.from(values).sort().reverse();
    expect(valuesRatio(factors.s, expected, 200, precision)).toBeLessThanOrEqual(1);
  });

  it("700 × 40 and 40 × 700: several panels, and blocks of reflections", () => {
    for (const a of [matrixOf(700, 40, 1), matrixOf(40, 700, 2)]) {
      expect(examineComplex(a, svd(a), precision, BOUND, report)).toBe("");
    }
  });

  it("A real matrix has the singular values that it has as a real one", () => {
    for (const n of [1, 2, 7, 40, 130]) {
      const { re } = normal(n + 3, n, n);
      const data = array(re);
      const s = svdvals({ rows: n + 3, columns: n, data });
      for (const a of [
        new ComplexMatrix(
          n + 3,
          n,
          data,
          data.map(() => 0),
        ),
        new ComplexMatrix(
          n + 3,
          n,
          data.map(() => 0),
          data,
        ),
      ]) {
        const factors = svd(a);
        expect(valuesRatio(factors.s, s, n + 3, precision)).toBeLessThanOrEqual(1);
        expect(examineComplex(a, factors, precision, BOUND)).toBe("");
      }
      // A real matrix has real vectors, and zeros that are +0.
      const { U, Vh } = svd(ComplexMatrix.from({ rows: n + 3, columns: n, data }));
      for (const im of [U.im, Vh.im]) expect(im.every((x) => Object.is(x, 0))).toBe(true);
    }
  });

  it("A power of two scales s exactly, and leaves the vectors as they are", () => {
    for (const exponent of precision.dtype === "float64" ? [-900, -37, 900] : [-90, -37, 100]) {
      const a = matrixOf(9, 7, 5);
      const factor = 2 ** exponent;
      const times = (x: (typeof a)["re"]) => x.map((value) => value * factor);
      const b = new ComplexMatrix(9, 7, times(a.re), times(a.im));
      const [one, other] = [svd(a), svd(b)];
      expect(sameBits(other.s, times(one.s))).toBe(true);
      for (const [x, y] of [
        [one.U, other.U],
        [one.Vh, other.Vh],
      ]) {
        expect(sameBits(x.re, y.re) && sameBits(x.im, y.im)).toBe(true);
      }
    }
  });

  it("A is not modified, and plain builds give the same bits everywhere", () => {
    const a = matrixOf(70, 50, 3);
    const before = a.toInterleaved();
    const { U, s, Vh } = svd(a, { reproducible: true });
    expect(sameBits(a.toInterleaved(), before)).toBe(true);
    const hashes = [U.re, U.im, s, Vh.re, Vh.im].map(fnv1a);
    expect(hashes.join(" ")).toBe(HASH[precision.dtype]);
  });

  it("Zeros", () => {
    for (const [m, n] of [
      [1, 1],
      [3, 2],
      [5, 40],
      [30, 3],
    ]) {
      const zeros = ComplexMatrix.zeros(m, n, precision.dtype);
      const factors = svd(zeros, { vectors: "full" });
      expect(examineComplex(zeros, factors, precision, BOUND)).toBe("");
      expect(factors.s.every((x) => Object.is(x, 0))).toBe(true);
    }
  });

  it("Empty matrices", () => {
    for (const [m, n] of [
      [0, 0],
      [0, 3],
      [4, 0],
    ]) {
      const { U, s, Vh } = svd(ComplexMatrix.zeros(m, n, precision.dtype), { vectors: "full" });
      expect(s.length).toBe(0);
      expect(U.toArray()).toEqual(ComplexMatrix.identity(m).toArray());
      expect(Vh.toArray()).toEqual(ComplexMatrix.identity(n).toArray());
    }
  });

  it.each([NaN, Infinity, -Infinity])("%f is refused, with its place", (bad) => {
    for (const part of ["re", "im"] as const) {
      const a = matrixOf(4, 3, 1);
      a[part][2 * 3 + 1] = bad;
      for (const compute of [() => svd(a), () => svdvals(a)]) {
        let error: unknown;
        try {
          compute();
        } catch (thrown) {
          error = thrown;
        }
        expect(error).toBeInstanceOf(NonFiniteError);
        const { row, column, message } = error as NonFiniteError;
        expect([row, column]).toEqual([2, 1]);
        expect(message).toMatch(/^svd(vals)?: expected finite numbers, got .* at row 2, column 1$/);
      }
      const { U, s, Vh } = svd(a, { checkFinite: false });
      for (const data of [U.re, U.im, s, Vh.re, Vh.im]) expect(data.every(Number.isNaN)).toBe(true);
    }
  });

  it("says which methods there are", () => {
    expect(() => svd(matrixOf(2, 2, 1), { method: "jacobi" })).toThrow(
      'svd: expected method, for a complex matrix, to be "auto", "divide-and-conquer", "qr", got "jacobi"',
    );
  });

  it("finds values that a spectrum of LAPACK was made of", () => {
    for (const mode of [1, 2, 3, 4, 5]) {
      const values = spectrum(mode, 50, 1e3, random(mode));
      const a = ComplexMatrix.from(
        inPrecision(complexHidden(60, 50, values, random(10 + mode)), precision),
      );
      const expected = values.slice().sort().reverse();
      expect(valuesRatio(svd(a).s, expected, 60, precision), `${mode}`).toBeLessThanOrEqual(1);
    }
  });
});

describe("svd of complex matrices by duck typing", () => {
  it("takes planes with rows and columns, or with a shape", () => {
    const planes = { re: Float64Array.of(0, 3), im: Float64Array.of(4, 0) };
    expect(svd({ rows: 2, columns: 1, ...planes }).s).toEqual(Float64Array.of(5));
    expect(svd({ shape: [1, 2], ...planes }).s).toEqual(Float64Array.of(5));
    expect(() => svd({ rows: 2, columns: 2, ...planes })).toThrow(
      "svd: a 2 × 2 matrix has 4 entries, got 2",
    );
    expect(() => svd({ shape: [2], ...planes })).toThrow(
      "expected an array of 2 dimensions, got 1",
    );
  });
});
