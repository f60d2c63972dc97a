import { columnsOf, rowsOf } from "../blocks.ts";
import { pairOf, transposedPair, type PairMatrix } from "../doubleDouble.ts";
import { describe, shape } from "../errors.ts";
import { sliced } from "../exactProduct.ts";
import type { SVD } from "../factors.ts";
import { checkFinite } from "../finite.ts";
import { Matrix, toMatrix } from "../matrix.ts";
import type { MatrixInput } from "../matrixInput.ts";
import { largestMagnitude, powerOfTwo } from "../powerOfTwo.ts";
import { convert } from "../product.ts";
import { iteration, report, shareOf } from "../progress.ts";
import type { Dense } from "../real.ts";
import type { EngineOptions } from "../wasm/builds.ts";
import { clustersOf, turnClusters } from "./refineClusters.ts";
import { correct, measure, type Defects, type PairFactors } from "./refineStep.ts";

export interface RefineSvdOptions extends EngineOptions {
  /** The most corrections to make: by default 8. Two are usual, four where values are close. */
  readonly iterations?: number;
}

/** The sum hi + lo of two doubles for each entry: about 32 decimal digits. */
export interface Pair<X> {
  readonly hi: X;
  readonly lo: X;
}

export interface RefinedSVD {
  /** m × k, with k = min(m, n). */
  readonly U: Pair<Matrix<Float64Array>>;
  /** k values, largest first. */
  readonly s: Pair<Float64Array>;
  /** k × n. */
  readonly Vt: Pair<Matrix<Float64Array>>;
  /** The larger of ‖A V − U Σ‖ and ‖Aᵀ U − V Σ‖ (Frobenius), relative to σ₁, computed with pairs. */
  readonly residual: number;
  /** The larger of ‖I − UᵀU‖ and ‖I − VᵀV‖ (Frobenius), computed with pairs. */
  readonly orthogonality: number;
  /** How many corrections were made. */
  readonly iterations: number;
  /** Whether `residual` and `orthogonality` are down to max(m, n) · 2⁻¹⁰⁵: what rounding errors of pairs come to. */
  readonly converged: boolean;
  /**
   * Vectors [from, to) whose values are too close to tell them apart: only their space is as accurate as the rest. With
   * one of 0 (up to rounding) and m ≠ n, on the longer side not even that.
   */
  readonly clusters: readonly (readonly [from: number, to: number])[];
}

/** Residuals this small, relative to σ₁ and m, are the rounding errors of pairs: 2⁻¹⁰⁶, and of the sums. */
const SMALL = 2 ** -105;

/** Values nearer than this, relative to σ₁, cannot be told apart by pairs, whose errors turn their vectors. */
const CLOSE = 2 ** -93;

/** A correction this small leaves but its square: the time to turn clusters, that need accurate vectors beside them … */
const SETTLED = 1e-20;

/** … or after so many corrections, since rounding errors of pairs, divided by small gaps, are larger. */
const PATIENCE = 3;

/**
 * Refines a decomposition to about twice the digits of double precision, as sums of two doubles each.
 *
 * Each step computes A V − U Σ, Aᵀ U − V Σ, I − UᵀU and I − VᵀV without the rounding errors of ordinary products (all
 * matrices cut into slices whose products are exact, so that the work is done by `multiply`), and corrects U, s and Vt to
 * first order: the errors are squared, relative to the gaps between singular values. Values too close for that are first
 * taken apart by an eigenvalue decomposition of their own; where they agree to 28 digits, or are 0, their vectors are
 * orthonormal, but else as they were, and are reported as `clusters`.
 *
 * A in single precision is taken as the matrix of doubles that it is, and refined to the same accuracy.
 *
 * Costs some 120 products of n × n matrices for each step, and so much more than the decomposition: 60 × 60 takes some 25 ms.
 *
 * T. Ogita, K. Aishima, Iterative refinement for singular value decomposition based on matrix multiplication, J. Comput.
 * Appl. Math. 369 (2020) 112512, Algorithm 1; clusters: Japan J. Indust. Appl. Math. 36 (2019) 435–459; products: K. Ozaki,
 * T. Ogita, S. Oishi, S. Rump, Numer. Algorithms 59 (2012) 95–118.
 *
 * @param a - The m × n matrix of finite numbers that was decomposed.
 * @param decomposition - `svd(a)`, thin or full.
 *
 * @throws {@link RangeError} if the decomposition is not shaped as A, or truncated, or `iterations` out of range.
 * @throws {@link TypeError} if it has no vectors.
 *
 * @example
 * ```ts
 * import { refineSvd, svd } from "wasm-svd";
 *
 * const a = [[1, 1], [0, 1]]; // σ₁ is the golden ratio, 1.61803398874989484820458683436563811772…
 * const { s, residual } = refineSvd(a, svd(a));
 * s.hi[0]; // 1.618033988749895
 * s.lo[0]; // -5.4321152036825055e-17
 * residual; // < 1e-30
 * ```
 */
export function refineSvd(
  a: MatrixInput,
  decomposition: SVD,
  options: RefineSvdOptions = {},
): RefinedSVD {
  const name = "refineSvd";
  const { iterations = 8, reproducible } = options;
  if (!Number.isInteger(iterations) || iterations < 0) {
    throw new RangeError(
      `${name}: expected iterations to be an integer >= 0, got ${describe(iterations)}`,
    );
  }
  const given: Dense = toMatrix(name, a);
  checkFinite(name, given);
  checkFactors(name, given, decomposition);

  const unit = powerOfTwo(largestMagnitude(given.data));
  const data = Float64Array.from(given.data, (x) => x / unit);
  const matrix = new Matrix(given.rows, given.columns, data);
  const wide = given.rows < given.columns;
  const tall = wide ? matrix.transpose() : matrix;
  const factors = startFrom(decomposition, unit, wide);
  const found =
    data.length === 0
      ? NOTHING
      : iteration(() => refine(name, tall, factors, iterations, { reproducible }));

  const { Ut, s, Vt } = factors;
  const largest = s.hi.data[0] ?? 0;
  const [left, right] = wide ? [Vt, Ut] : [Ut, Vt];
  const asMatrices = ({ hi, lo }: PairMatrix) => ({
    hi: new Matrix(hi.rows, hi.columns, hi.data),
    lo: new Matrix(lo.rows, lo.columns, lo.data),
  });
  return {
    U: asMatrices(transposedPair(left)),
    s: { hi: s.hi.data.map((x) => x * unit), lo: s.lo.data.map((x) => x * unit) },
    Vt: asMatrices(right),
    ...found,
    residual: found.residual === 0 ? 0 : found.residual / largest,
  };
}

type Found = Pick<
  RefinedSVD,
  "residual" | "orthogonality" | "iterations" | "converged" | "clusters"
>;

const NOTHING: Found = {
  residual: 0,
  orthogonality: 0,
  iterations: 0,
  converged: true,
  clusters: [],
};

/** Corrects the factors of a tall matrix in place until there is nothing left to correct. */
function refine(
  name: string,
  a: Matrix<Float64Array>,
  factors: PairFactors,
  limit: number,
  options: EngineOptions,
): Found {
  const slices = { a: sliced(pairOf(a)), at: sliced(pairOf(a.transpose())) };
  const isDone = ({ residual, orthogonality }: Defects) =>
    residual <= a.rows * SMALL * factors.s.hi.data[0] && orthogonality <= a.rows * SMALL;
  const look = () => {
    const found = measure(name, slices, factors, options);
    const residual = found.residual / factors.s.hi.data[0];
    report("refine", shareOf(residual, a.rows * SMALL), residual);
    return found;
  };
  let defects = look();
  let iterations = 0;
  let sinceTurn = 0;
  let reach: Int32Array = new Int32Array(a.columns).fill(-1);
  while (iterations < limit && !isDone(defects)) {
    const step = correct(name, factors, defects, options);
    reach = step.reach;
    ++iterations;
    ++sinceTurn;
    defects = look();
    const settled = step.change <= SETTLED || sinceTurn >= PATIENCE;
    const clusters = clustersOf(reach);
    if (clusters.length > 0 && settled && !isDone(defects)) {
      turnClusters(name, factors, defects, clusters, options);
      defects = look();
      sinceTurn = 0;
      reach.fill(-1);
    }
  }
  inOrder(factors);
  markClose(reach, factors.s, a.rows > a.columns);
  const { residual, orthogonality } = defects;
  const clusters = clustersOf(reach);
  return { residual, orthogonality, iterations, converged: isDone(defects), clusters };
}

/** Marks the values that are not apart from the next, and from 0 where more vectors than these belong to it. */
function markClose(reach: Int32Array, s: PairMatrix, tall: boolean): void {
  const [high, low] = [s.hi.data, s.lo.data];
  const least = CLOSE * high[0];
  for (let i = 0; i < reach.length; ++i) {
    const next = i + 1;
    if (next < reach.length) {
      if (high[i] - high[next] + (low[i] - low[next]) <= least) reach[i] = Math.max(reach[i], next);
    } else if (tall && high[i] <= least) reach[i] = Math.max(reach[i], i);
  }
}

function startFrom({ U, s, Vt }: SVD, unit: number, wide: boolean): PairFactors {
  const k = s.length;
  const left = convert(columnsOf<typeof s>(U, 0, k), "float64");
  const rightRows = pairOf(convert(rowsOf<typeof s>(Vt, 0, k), "float64"));
  const leftRows = transposedPair(pairOf(left));
  const values = Float64Array.from(s, (sigma) => sigma / unit);
  return {
    Ut: wide ? rightRows : leftRows,
    s: pairOf({ rows: 1, columns: k, data: values }),
    Vt: wide ? leftRows : rightRows,
  };
}

/** Makes all values positive, and puts them in order, in place: corrections may have crossed close ones. */
function inOrder({ Ut, s, Vt }: PairFactors): void {
  const n = s.hi.columns;
  const negate = (x: Float64Array, i: number, width: number) => {
    for (let at = i * width; at < (i + 1) * width; ++at) x[at] = x[at] === 0 ? 0 : -x[at];
  };
  for (let i = 0; i < n; ++i) {
    if (s.hi.data[i] >= 0) continue;
    for (const { hi, lo } of [s, Ut]) {
      const width = hi === s.hi ? 1 : hi.columns;
      negate(hi.data, i, width);
      negate(lo.data, i, width);
    }
  }
  const order = Array.from({ length: n }, (_, i) => i).sort(
    (i, j) => s.hi.data[j] - s.hi.data[i] || s.lo.data[j] - s.lo.data[i],
  );
  if (order.every((from, to) => from === to)) return;
  for (const { hi, lo } of [s, Ut, Vt]) {
    const width = hi === s.hi ? 1 : hi.columns;
    for (const { data } of [hi, lo]) {
      const before = data.slice();
      order.forEach((from, to) => {
        data.set(before.subarray(from * width, (from + 1) * width), to * width);
      });
    }
  }
}

function checkFactors(name: string, { rows: m, columns: n }: Dense, { U, s, Vt }: SVD): void {
  const k = Math.min(m, n);
  if (U.rows !== m || Vt.columns !== n || s.length !== k) {
    throw new RangeError(
      `${name}: expected all ${k} singular values of a ${shape(m, n)} matrix, got ${s.length} of a ${shape(U.rows, Vt.columns)} one`,
    );
  }
  if (U.columns < k || Vt.rows < k) {
    throw new TypeError(`${name}: expected singular vectors, got svd with vectors: "none"`);
  }
}
