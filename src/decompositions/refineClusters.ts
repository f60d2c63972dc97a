import { rowsOf } from "../blocks.ts";
import { addToPair, pairOf, pairRows, transposedPair, type PairMatrix } from "../doubleDouble.ts";
import { productOfSlices, sliced } from "../exactProduct.ts";
import { largestMagnitude } from "../powerOfTwo.ts";
import type { Dense } from "../real.ts";
import type { EngineOptions } from "../wasm/builds.ts";
import { multiply } from "../wasm/multiply.ts";
import { decompose } from "./decompose.ts";
import { eighOf } from "./eigh.ts";
import type { Defects, PairFactors } from "./refineStep.ts";

/** Neighbouring vectors from … to − 1. */
export type Range = readonly [from: number, to: number];

/** Joins the pairs (i, reach[i]) that overlap; −1 is none, and i a group of one. */
export function clustersOf(reach: Int32Array): Range[] {
  const clusters: Range[] = [];
  for (let from = 0; from < reach.length;) {
    let last = reach[from];
    for (let i = from + 1; i <= last; ++i) last = Math.max(last, reach[i]);
    if (last >= from) clusters.push([from, last + 1]);
    from = Math.max(from, last) + 1;
  }
  return clusters;
}

/** A value up to this, relative to σ₁, is 0 as far as pairs can tell. */
const NOTHING = 2 ** -95;

/** Where B is not smaller than this, relative to the first value of the cluster, the values are near 0 rather than equal. */
const NEAR_ZERO = 1e-3;

/**
 * Turns the vectors of clusters, in place, such that their part of UᵀAV becomes diagonal: by the eigenvectors of
 *
 *     B = (Uᵀ A V) − σ̄ I,   σ̄ the first value of the cluster,
 *
 * whose entries are known to all digits, tiny as they are. B is symmetric up to what the last correction left, U and V
 * being orthonormal by then. Near 0 it is not: see below.
 *
 * T. Ogita, K. Aishima, Iterative refinement for symmetric eigenvalue decomposition II: clustered eigenvalues, Japan J.
 * Indust. Appl. Math. 36 (2019) 435–459, §3 (of the symmetric eigenvalue problem).
 */
export function turnClusters(
  name: string,
  factors: PairFactors,
  { E, left, right }: Defects,
  clusters: readonly Range[],
  options: EngineOptions,
): void {
  const { Ut, s, Vt } = factors;
  const n = Ut.hi.rows;
  for (const [from, to] of clusters) {
    const count = to - from;
    const [high, low] = [s.hi.data[from], s.lo.data[from]];
    const B = new Float64Array(count * count);
    for (let i = from; i < to; ++i) {
      for (let j = from; j < to; ++j) {
        const [at, mirrored] = [i * n + j, j * n + i];
        const entry = (i - from) * count + j - from;
        const sum = left.data[at] + left.data[mirrored] + (right.data[at] + right.data[mirrored]);
        B[entry] = sum / 4;
      }
      B[(i - from) * (count + 1)] += s.hi.data[i] - high + (s.lo.data[i] - low);
    }
    if (largestMagnitude(B) > NEAR_ZERO * Math.abs(high) || count === 1) {
      renewNearZero(name, factors, E, [from, to], options);
      continue;
    }
    const turn = (rows: PairMatrix, by: Dense<Float64Array>) => {
      turnRows(name, rows, orthonormalPair(name, by, options), from, to, options);
    };
    const square = { rows: count, columns: count, data: B };
    const { values, vectors } = eighOf(name, square, options);
    turn(Ut, descendingRows(vectors));
    turn(Vt, descendingRows(vectors));
    for (let i = from; i < to; ++i) {
      s.hi.data[i] = high;
      s.lo.data[i] = low;
      addToPair(s.hi.data, s.lo.data, i, values[to - 1 - i]);
    }
  }
}

/**
 * Takes the singular vectors W D Zᵀ of A V, for the columns of V of values near 0: U ← W and V ← V Z. Where D is 0 even
 * among these, U keeps what of its range is orthogonal to the new vectors.
 */
function renewNearZero(
  name: string,
  { Ut, s, Vt }: PairFactors,
  E: Dense<Float64Array>,
  [from, to]: Range,
  options: EngineOptions,
): void {
  const [count, m] = [to - from, E.columns];
  const old = rowsOf(Ut.hi, from, to);
  const AV = rowsOf(E, from, to);
  AV.data.forEach((x, at) => {
    AV.data[at] = x + s.hi.data[from + Math.floor(at / m)] * old.data[at];
  });
  const { U: Z, s: D, Vt: W } = decompose(name, AV, options);
  turnRows(name, Vt, orthonormalPair(name, Z.transpose(), options), from, to, options);
  s.hi.data.set(D, from);
  s.lo.data.fill(0, from, to);

  const rank = D.filter((value) => value > NOTHING * s.hi.data[0]).length;
  if (rank === 0) return;
  const kept = rowsOf(W, 0, rank);
  const inside = multiply(name, old, kept, { ...options, transposeB: true });
  const projected = multiply(name, inside, kept, options);
  const rest = { ...old, data: old.data.map((x, at) => x - projected.data[at]) };
  Ut.hi.data.set(kept.data, from * m);
  if (rank < count) {
    const others = rowsOf(decompose(name, rest, options).Vt, 0, count - rank);
    Ut.hi.data.set(others.data, (from + rank) * m);
  }
  Ut.lo.data.fill(0, from * m, to * m);
}

/** The eigenvectors as rows, that of the largest eigenvalue first. */
function descendingRows({ rows: n, data }: Dense): Dense<Float64Array> {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; ++i) {
    for (let j = 0; j < n; ++j) out[i * n + j] = data[j * n + (n - 1 - i)];
  }
  return { rows: n, columns: n, data: out };
}

/** W + ½ (I − WWᵀ) W: orthonormal to twice the digits that W is. */
function orthonormalPair(name: string, W: Dense<Float64Array>, options: EngineOptions): PairMatrix {
  const n = W.rows;
  const pair = pairOf(W);
  const slices = sliced(pair);
  const { hi, lo } = productOfSlices(name, slices, slices, options);
  const half = new Float64Array(n * n);
  for (let at = 0; at < half.length; ++at) {
    half[at] = ((at % (n + 1) === 0 ? 1 : 0) - hi.data[at] - lo.data[at]) / 2;
  }
  const more = multiply(name, { rows: n, columns: n, data: half }, W, options);
  for (let at = 0; at < half.length; ++at) {
    addToPair(pair.hi.data, pair.lo.data, at, more.data[at]);
  }
  return pair;
}

/** Rows from … to − 1 ← turn · these rows. */
function turnRows(
  name: string,
  rows: PairMatrix,
  turn: PairMatrix,
  from: number,
  to: number,
  options: EngineOptions,
): void {
  const part = sliced(transposedPair(pairRows(rows, from, to)));
  const turned = productOfSlices(name, sliced(turn), part, options);
  rows.hi.data.set(turned.hi.data, from * rows.hi.columns);
  rows.lo.data.set(turned.lo.data, from * rows.lo.columns);
}
