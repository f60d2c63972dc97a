import { columnsOf, rowsOf } from "../blocks.ts";
import { describe } from "../errors.ts";
import { largestMagnitude } from "../powerOfTwo.ts";
import { iteration, report } from "../progress.ts";
import { epsilon, type Real } from "../real.ts";
import type { EngineOptions } from "../wasm/builds.ts";
import { scaled, scalingExponent } from "../wasm/scaling.ts";
import {
  appendColumns,
  appendRows,
  columnLengths,
  makePhasesCanonical,
  scaledColumns,
  subtract,
} from "./blocks.ts";
import { asComplexMatrix, toComplexMatrix, type ComplexInput } from "./complexMatrix.ts";
import { decomposeComplex } from "./decompose.ts";
import { checkFinitePlanes, eachPlane, type Planes } from "./planes.ts";
import { complexMultiply, type ComplexProductOptions } from "./product.ts";
import { randomBlocks } from "./randomBlock.ts";
import { ComplexTruncatedSVDResult } from "./truncatedSvd.ts";

/** Random vectors that the error is estimated with, and the factor by which each may be too optimistic. */
const PROBES = 16;
const DOUBT = 3;

export interface ComplexSvdsOptions extends EngineOptions {
  /** How many singular values, from 1 to min(m, n); by default 6, or as many as there are. */
  readonly k?: number;
  /** How many vectors more than k a block has; by default 10. */
  readonly oversampling?: number;
  /** ‖A vᵢ − σ̂ᵢ uᵢ‖ ≤ tolerance · σ̂₁ is asked for; by default 10⁻⁹, in single precision 10⁻⁴. */
  readonly tolerance?: number;
  /** Blocks of the Krylov space at most, after the first; by default 20. */
  readonly maxIterations?: number;
  /** The seed of the random block: an integer, by default 0. */
  readonly seed?: number;
}

/**
 * Computes the k largest singular values of a complex matrix and their vectors, by block Krylov iteration from a
 * random block Ω: Q is an orthonormal basis of AΩ, (AAᴴ)AΩ, …, and the decomposition that of QᴴA, times Q. Blocks are
 * added until the residuals are below the tolerance.
 *
 * Of QᴴA no singular value is larger than A's, and σᵢ² ≤ σ̂ᵢ² + ε² with ε = ‖A − QQᴴA‖₂ (Weyl), which bounds
 * |σ̂ᵢ − σᵢ|; ‖A − U Σ Vᴴ‖₂² ≤ σ̂ₖ₊₁² + ε². ε itself is estimated: for ω uniform in a cube of side 1 and a unit
 * vector v, Re vᴴω has a density of at most √2 (K. Ball, Cube slicing in Rⁿ, Proc. Amer. Math. Soc. 97 (1986)
 * 465–473), so |vᴴω| < t with a probability of at most 2√2·t. With v the first singular vector of the error,
 * ε ≤ 2√2·3·max ‖(A − QQᴴA) ωᵢ‖ for 16 of them but for a probability of 3⁻¹⁶. All bounds hold with that probability,
 * and have an allowance for rounding.
 *
 * C. Musco, C. Musco, Randomized block Krylov methods for stronger and faster approximate singular value
 * decomposition, NIPS 28 (2015) 1396–1404, algorithm 2. With b = k + oversampling, j iterations cost 16mnb(j + 1)
 * flops and the orthogonalization of as many vectors.
 *
 * @param name - What errors name.
 * @throws {@link RangeError} if an option is out of range. Otherwise the errors of `svd`.
 */
export function complexSvds<T extends Real>(
  name: string,
  a: ComplexInput<T>,
  options: ComplexSvdsOptions = {},
): ComplexTruncatedSVDResult<T> {
  return iteration(() => iterate(name, a, options));
}

function iterate<T extends Real>(
  name: string,
  a: ComplexInput<T>,
  options: ComplexSvdsOptions,
): ComplexTruncatedSVDResult<T> {
  const matrix = toComplexMatrix(name, a);
  const most = Math.min(matrix.rows, matrix.columns);
  const k = inRange(name, "k", options.k ?? Math.min(6, most), 1, most);
  const extra = inRange(name, "oversampling", options.oversampling ?? 10, 0, Infinity);
  const limit = inRange(name, "maxIterations", options.maxIterations ?? 20, 0, Infinity);
  const seed = inRange(name, "seed", options.seed ?? 0, -(2 ** 31), 2 ** 32 - 1);
  const single = matrix.dtype === "float32";
  const { tolerance = single ? 1e-4 : 1e-9, reproducible } = options;
  if (!(tolerance >= 0 && tolerance < Infinity)) {
    throw new RangeError(`${name}: expected tolerance to be >= 0, got ${describe(tolerance)}`);
  }
  checkFinitePlanes(name, matrix);

  const entries = Math.max(largestMagnitude(matrix.re), largestMagnitude(matrix.im));
  const exponent = scalingExponent(matrix.re, entries);
  const A = eachPlane(matrix, (plane) => ({ ...plane, data: scaled(plane.data, exponent) }));
  const { rows: m, columns: n } = A;
  const eps = epsilon(A.re);
  const random = randomBlocks(seed);
  const times = (x: Planes<T>, y: Planes<T>, flags: ComplexProductOptions = {}) =>
    complexMultiply(name, x, y, { ...flags, reproducible });

  /** An orthonormal basis of the columns of Y, less what lies in Q and what is rounding. */
  const orthonormal = (y: Planes<T>, q: Planes<T>): Planes<T> => {
    // First relative to Y; what is orthonormal but for rounding has no singular value below ½.
    let smallest = 100 * eps * largest(columnLengths(y));
    let block = y;
    for (let pass = 0; pass < 2; ++pass) {
      block = subtract(block, times(q, times(q, block, { adjointA: true })));
      const { U, s } = decomposeComplex(name, block, { reproducible });
      block = firstColumns(U, s.filter((value) => value > smallest).length);
      smallest = 0.5;
    }
    return block;
  };

  const width = Math.min(k + extra, most);
  const none = firstColumns(random(A.re, m, 1), 0);
  let last = orthonormal(times(A, random(A.re, n, width)), none);
  let Q = last;
  let B = times(last, A, { adjointA: true });
  let products = width + last.columns;
  for (let iterations = 0; ; ++iterations) {
    const inner = decomposeComplex(name, B, { reproducible });
    const found = Math.min(k, inner.s.length);
    let U = times(Q, firstColumns(inner.U, found));
    let Vh = eachPlane(inner.Vh, (plane) => rowsOf(plane, 0, found));
    report("iterate", iterations / Math.max(1, limit));
    const residuals = new Float64Array(k);
    residuals.set(
      columnLengths(subtract(times(A, Vh, { adjointB: true }), scaledColumns(U, inner.s))),
    );
    products += found;
    const first = inner.s[0] ?? 0;
    const converged = residuals.every((residual) => residual <= tolerance * first);

    if (!converged && iterations < limit && Q.columns < most) {
      const rowsOfLast = eachPlane(B, (plane) => rowsOf(plane, B.rows - last.columns, B.rows));
      const y = times(A, rowsOfLast, { adjointB: true });
      const next = orthonormal(y, Q);
      products += last.columns;
      last = firstColumns(next, Math.min(next.columns, most - Q.columns));
      if (last.columns > 0) {
        Q = appendColumns(Q, last);
        B = appendRows(B, times(last, A, { adjointA: true }));
        products += last.columns;
        continue;
      }
    }

    const omega = random(A.re, n, PROBES);
    const missed = largest(columnLengths(subtract(times(A, omega), times(Q, times(B, omega)))));
    products += PROBES;
    const rounding = Math.max(m, n) * eps * first;
    const V = asComplexMatrix(Vh).conjugateTranspose();
    const leftResiduals = new Float64Array(k);
    leftResiduals.set(
      columnLengths(subtract(times(A, U, { adjointA: true }), scaledColumns(V, inner.s))),
    );
    products += found;
    const outside = 2 * Math.SQRT2 * DOUBT * missed + rounding;
    if (found < k) {
      // A has a lower rank: any orthonormal vectors belong to its zeros.
      U = appendColumns(U, orthonormal(random(A.re, m, k - found), U));
      const more = orthonormal(random(A.re, n, k - found), V);
      Vh = appendRows(Vh, asComplexMatrix(more).conjugateTranspose());
    }
    makePhasesCanonical(U, Vh);
    const s = A.re.slice(0, k).fill(0) as T;
    s.set(inner.s.subarray(0, found));
    const valueBounds = Float64Array.from(s, (value) => {
      const sum = Math.hypot(value, outside) + value;
      return sum === 0 ? 0 : outside * (outside / sum) + rounding;
    });
    const bound = Math.hypot(inner.s[k] ?? 0, outside) + rounding;
    const back = <X extends Real>(x: X) => scaled(x, -exponent);
    return new ComplexTruncatedSVDResult<T>(
      asComplexMatrix(U),
      back(s),
      asComplexMatrix(Vh),
      {
        residuals: back(residuals),
        leftResiduals: back(leftResiduals),
        valueBounds: back(valueBounds),
        error: { bound: back(Float64Array.of(bound))[0], failureProbability: DOUBT ** -PROBES },
        converged,
        method: "block-krylov",
        iterations,
        products,
      },
      reproducible,
    );
  }
}

function inRange(name: string, key: string, x: number, from: number, to: number): number {
  if (Number.isInteger(x) && x >= from && x <= to) return x;
  const range = to === Infinity ? `>= ${from}` : `from ${from} to ${to}`;
  throw new RangeError(`${name}: expected ${key} to be an integer ${range}, got ${describe(x)}`);
}

function firstColumns<T extends Real>(a: Planes<T>, count: number): Planes<T> {
  return eachPlane(a, (plane) => columnsOf(plane, 0, count));
}

function largest(values: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < values.length; ++i) most = Math.max(most, values[i]);
  return most;
}
