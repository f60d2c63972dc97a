import { Matrix, multiply, svdvals, type TruncatedSVDResult } from "../../src/index.ts";
import { diagonal } from "./dense.ts";
import { hide } from "./orthogonal.ts";
import type { Precision } from "./precisions.ts";
import { random } from "./random.ts";

/** Spectra that are hard in different ways; σᵢ from i = 0, up to n. */
export const spectra: Record<string, (i: number, n: number) => number> = {
  "1/√i": (i) => 1 / Math.sqrt(i + 1),
  "1/i": (i) => 1 / (i + 1),
  "10⁻ⁱ": (i) => 10 ** -i,
  "a step": (i) => (i < 5 ? 1 : 0.1),
  pairs: (i) => 1 / (1 + Math.floor(i / 2)),
  "a cluster": (i) => (i < 4 ? 1 + 1e-9 * i : 0.5),
  "rank three": (i) => Math.max(0, 3 - i),
  "all alike": () => 1,
  nothing: () => 0,
};

/** An m × n matrix with random singular vectors and given singular values. */
export function withSpectrum(
  p: Precision,
  m: number,
  n: number,
  values: (i: number, n: number) => number,
  seed: number,
): Matrix {
  const k = Math.min(m, n);
  const d = diagonal(
    m,
    n,
    Array.from({ length: k }, (_, i) => values(i, k)),
  );
  return new Matrix(m, n, p.array(hide(d, random(seed)).data));
}

/** The same numbers in double precision. */
export function double({ rows, columns, data }: Matrix): Matrix<Float64Array> {
  return new Matrix(rows, columns, Float64Array.from(data));
}

/** A − U Σ Vᵀ, in double precision. */
export function remainder(a: Matrix, { U, s, Vt }: TruncatedSVDResult): Matrix {
  const right = Float64Array.from(Vt.data, (x, at) => x * s[Math.floor(at / Vt.columns)]);
  const product = multiply(double(U), new Matrix(Vt.rows, Vt.columns, right));
  return new Matrix(
    a.rows,
    a.columns,
    Float64Array.from(a.data, (x, at) => x - product.data[at]),
  );
}

/** What is wrong with the errors that a result states: "" if nothing. `values` are those of A. */
export function boundFault(
  a: Matrix,
  values: ArrayLike<number>,
  result: TruncatedSVDResult,
): string {
  for (let i = 0; i < result.s.length; ++i) {
    const error = Math.abs(result.s[i] - values[i]);
    if (!(error <= result.valueBounds[i])) {
      return `σ${i + 1} is wrong by ${error}, more than ${result.valueBounds[i]}`;
    }
  }
  const norm = svdvals(remainder(a, result))[0] ?? 0;
  return norm <= result.error.bound ? "" : `‖A − UΣVᵀ‖ is ${norm}, more than ${result.error.bound}`;
}

/** The largest |A v − σ u| and |Aᵀu − σ v| of each triplet, in double precision. */
export function residualsOf(a: Matrix, { U, s, Vt }: TruncatedSVDResult): [number[], number[]] {
  const [d, u, vt] = [double(a), double(U), double(Vt)];
  const right = multiply(d, vt.transpose());
  const left = multiply(d.transpose(), u);
  const lengths = (y: Matrix, x: Matrix) =>
    Array.from(s, (sigma, j) => {
      let sum = 0;
      for (let i = 0; i < y.rows; ++i) sum += (y.get(i, j) - sigma * x.get(i, j)) ** 2;
      return Math.sqrt(sum);
    });
  return [lengths(right, u), lengths(left, vt.transpose())];
}
