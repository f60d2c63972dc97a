import { addToPair, productError, sumError, type PairMatrix } from "../doubleDouble.ts";
import { frobenius } from "../euclidean.ts";
import { productOfSlices, sliced, type Slices } from "../exactProduct.ts";
import type { Dense } from "../real.ts";
import type { EngineOptions } from "../wasm/builds.ts";
import { multiply } from "../wasm/multiply.ts";

/** An approximate decomposition of an m × n matrix, m ≥ n, as pairs of doubles; vectors are rows. */
export interface PairFactors {
  /** n × m: the left vectors. */
  readonly Ut: PairMatrix;
  /** 1 × n. */
  readonly s: PairMatrix;
  /** n × n: the right vectors. */
  readonly Vt: PairMatrix;
}

/** The rows of A and of Aᵀ, in slices. */
export interface SlicedMatrix {
  readonly a: Slices;
  readonly at: Slices;
}

/** How far the factors are from a decomposition: computed as pairs, rounded to doubles. */
export interface Defects {
  /** n × m: row i is (A vᵢ − σᵢ uᵢ)ᵀ. */
  readonly E: Dense<Float64Array>;
  /** n × n: entry (i, j) is uᵢᵀ (A vⱼ − σⱼ uⱼ). */
  readonly left: Dense<Float64Array>;
  /** n × n: entry (i, j) is vᵢᵀ (Aᵀ uⱼ − σⱼ vⱼ). */
  readonly right: Dense<Float64Array>;
  /** I − UᵀU. */
  readonly R: Dense<Float64Array>;
  /** I − VᵀV. */
  readonly S: Dense<Float64Array>;
  /** The larger of ‖A V − U Σ‖ and ‖Aᵀ U − V Σ‖, in the Frobenius norm. */
  readonly residual: number;
  /** The larger of ‖R‖ and ‖S‖. */
  readonly orthogonality: number;
}

/** The turn of two vectors is made where it is no larger than this, and … */
const TRUSTED = 1e-4;

/** … than this times √(gap / σ₁): its square, times σ₁, is what the first order leaves out, and must be far below the gap. */
const TRUSTED_IN_GAP = 1e-2;

export function measure(
  name: string,
  { a, at }: SlicedMatrix,
  { Ut, s, Vt }: PairFactors,
  options: EngineOptions,
): Defects {
  const u = sliced(Ut);
  const v = sliced(Vt);
  const E = minusMultiples(productOfSlices(name, v, a, options), s, Ut);
  const E2 = minusMultiples(productOfSlices(name, u, at, options), s, Vt);
  const R = identityMinus(productOfSlices(name, u, u, options));
  const S = identityMinus(productOfSlices(name, v, v, options));
  return {
    E,
    left: multiply(name, Ut.hi, E, { ...options, transposeB: true }),
    right: multiply(name, Vt.hi, E2, { ...options, transposeB: true }),
    R,
    S,
    residual: Math.max(frobenius(E.data), frobenius(E2.data)),
    orthogonality: Math.max(frobenius(R.data), frobenius(S.data)),
  };
}

/**
 * Corrects the factors in place: U ← U (I + F), V ← V (I + G), and U by what A V has outside of its range.
 *
 * With α = uᵢᵀ(A vⱼ − σⱼuⱼ) and β = vᵢᵀ(Aᵀuⱼ − σⱼvⱼ), the equations of Ogita and Aishima ((12)–(15)) have the solution
 *
 *     fᵢⱼ = rᵢⱼ/2 + (x + y)/2,   x = ½ ((α + β)ᵢⱼ + (α + β)ⱼᵢ) / (σⱼ − σᵢ),
 *     gᵢⱼ = sᵢⱼ/2 + (x − y)/2,   y = ½ ((α − β)ᵢⱼ − (α − β)ⱼᵢ) / (σⱼ + σᵢ),
 *
 * where r and s make the vectors orthonormal, and x and y, with other signs for (j, i), turn them. Where x is too large,
 * σᵢ and σⱼ are a cluster, and it is left out; so is y, for two values near 0.
 *
 * @returns The size of the correction, and for each i the largest j of a pair (i, j) that was not resolved; −1 for none.
 */
export function correct(
  name: string,
  { Ut, s, Vt }: PairFactors,
  { E, left, right, R, S }: Defects,
  options: EngineOptions,
): { change: number; reach: Int32Array } {
  const n = Ut.hi.rows;
  const sigma = s.hi.data;
  const F = R.data.map((r) => r / 2);
  const G = S.data.map((r) => r / 2);
  const reach = new Int32Array(n).fill(-1);
  const largest = sigma.reduce((x, y) => Math.max(x, y), 0);
  const isTrusted = (numerator: number, gap: number) =>
    Math.abs(numerator) <=
    gap * Math.min(TRUSTED, TRUSTED_IN_GAP * Math.sqrt(gap / (largest || 1)));

  for (let i = 0; i < n; ++i) {
    for (let j = i + 1; j < n; ++j) {
      const [at, mirrored] = [i * n + j, j * n + i];
      const apart = sigma[j] - sigma[i];
      const together = sigma[j] + sigma[i];
      const [alpha, beta] = [left.data[at], right.data[at]];
      const x = (alpha + beta + (left.data[mirrored] + right.data[mirrored])) / 2;
      const y = (alpha - beta - (left.data[mirrored] - right.data[mirrored])) / 2;
      let [turn, twist] = [0, 0];
      if (isTrusted(x, Math.abs(apart))) turn = x === 0 ? 0 : x / apart / 2;
      else reach[i] = j;
      if (isTrusted(y, together)) twist = y === 0 ? 0 : y / together / 2;
      else reach[i] = j;
      F[at] += turn + twist;
      F[mirrored] -= turn + twist;
      G[at] += turn - twist;
      G[mirrored] -= turn - twist;
    }
  }

  const square = (data: Float64Array) => ({ rows: n, columns: n, data });
  const transposeA = true;
  const dUt = multiply(name, square(F), Ut.hi, { ...options, transposeA });
  const dVt = multiply(name, square(G), Vt.hi, { ...options, transposeA });
  if (E.columns > n) {
    const inside = multiply(name, left, Ut.hi, { ...options, transposeA });
    const m = E.columns;
    for (let i = 0; i < n; ++i) {
      const outside = E.data.slice(i * m, (i + 1) * m);
      for (let j = 0; j < m; ++j) outside[j] -= inside.data[i * m + j];
      if (!isTrusted(frobenius(outside), sigma[i])) reach[i] = Math.max(reach[i], i);
      else if (sigma[i] > 0) outside.forEach((x, j) => (dUt.data[i * m + j] += x / sigma[i]));
    }
  }
  for (let i = 0; i < n; ++i) {
    addToPair(s.hi.data, s.lo.data, i, (left.data[i * (n + 1)] + right.data[i * (n + 1)]) / 2);
  }
  add(Ut, dUt);
  add(Vt, dVt);
  return { change: Math.max(largestRow(dUt), largestRow(dVt)), reach };
}

/** P − diag(s) X, rounded to doubles, of which the leading digits cancel. */
function minusMultiples(P: PairMatrix, s: PairMatrix, X: PairMatrix): Dense<Float64Array> {
  const { rows, columns } = P.hi;
  const data = new Float64Array(rows * columns);
  for (let at = 0; at < data.length; ++at) {
    const i = Math.floor(at / columns);
    const [sHigh, sLow] = [s.hi.data[i], s.lo.data[i]];
    const [xHigh, xLow] = [X.hi.data[at], X.lo.data[at]];
    const product = sHigh * xHigh;
    const low = productError(sHigh, xHigh, product) + (sHigh * xLow + sLow * xHigh);
    const rest = P.hi.data[at] - product;
    data[at] = rest + (sumError(P.hi.data[at], -product, rest) + (P.lo.data[at] - low));
  }
  return { rows, columns, data };
}

/** I − P, rounded to doubles. */
function identityMinus({ hi, lo }: PairMatrix): Dense<Float64Array> {
  const n = hi.rows;
  const data = new Float64Array(n * n);
  for (let at = 0; at < data.length; ++at) {
    data[at] = (at % (n + 1) === 0 ? 1 : 0) - hi.data[at] - lo.data[at];
  }
  return { rows: n, columns: n, data };
}

function add({ hi, lo }: PairMatrix, x: Dense): void {
  for (let at = 0; at < x.data.length; ++at) addToPair(hi.data, lo.data, at, x.data[at]);
}

function largestRow({ rows, columns, data }: Dense): number {
  let largest = 0;
  for (let i = 0; i < rows; ++i) {
    largest = Math.max(largest, frobenius(data.subarray(i * columns, (i + 1) * columns)));
  }
  return largest;
}
