import { randomFrom } from "../../random.ts";
import type { Columns, Small, Workspace } from "../../wasm/columns.ts";
import { complements, errorBound, valueBounds } from "./bounds.ts";
import { orthonormalize } from "./orthonormalize.ts";
import type { Problem, Projection } from "./projection.ts";
import { FAILURE, remainderNorm } from "./remainder.ts";
import { block, multiplySmall, svdSmall, type SmallSvd } from "./small.ts";

/** Singular triplets and what is known of their errors, as yet in WebAssembly's memory. */
export interface Triplets {
  readonly U: Columns;
  readonly s: Float64Array;
  readonly V: Columns;
  /** ‖A vᵢ − σ̂ᵢ uᵢ‖. */
  readonly residuals: Float64Array;
  /** ‖Aᵀ uᵢ − σ̂ᵢ vᵢ‖. */
  readonly leftResiduals: Float64Array;
  readonly valueBounds: Float64Array;
  readonly error: { readonly bound: number; readonly failureProbability: number };
  readonly products: number;
  /** Whether there certainly is a larger singular value that none of the triplets is about. */
  readonly missed: boolean;
}

/** The stream of random numbers that no algorithm draws from: what checks a result must not depend on it. */
const CHECKING = 1;

/** Part of the products so far that the bound of the remainder may cost, where it gets sharper by that. */
const BUDGET = 1 / 5;

/** The same where they were with blocks of vectors, each of which took less time. */
const BLOCK_BUDGET = 1 / 15;

/** Products that it may cost in any case if each is of no more than CHEAP multiplications: a tenth of a millisecond. */
const LEAST_BUDGET = 60;
const CHEAP = 2e5;

/** A remainder is small enough if the next singular value is certainly below the last one by this factor, */
const SEPARATED = 0.9;

/** or by so much of the gap that there is at most, */
const MOST_OF_GAP = 0.5;

/** or if there is none, and the bound is larger than the remainder by no more than this factor. */
const NEAR = 1.1;

/** How much larger it must be: the lower bound of the remainder is computed to 0.1 %. */
const MISSED = 1.002;

/** The looseness of a projection is an order of magnitude. */
const LOOSE = 10;

/**
 * Makes singular triplets of a projection, A·Q = P·B, and checks them against A.
 *
 * U is made of A·V, so that A·V − U·Σ is down to rounding however P was made, and both residuals are computed from
 * products with A, one each.
 *
 * @param tolerance - Of the residuals, relative to σ₁: what is larger than the last value by no more is not missed.
 */
export function finish(
  { work, a, random, options }: Problem,
  projection: Projection,
  seed: number,
  tolerance: number,
): Triplets {
  const { Q, factors, coupling } = projection;
  const j = factors.s.length;
  const wanted = Math.min(projection.rank, j);
  // Where nothing is known of how the others are coupled, it is computed for all.
  const count = coupling ? wanted : j;

  const others = Array.from({ length: j - count }, (_, i) =>
    lengthOfColumn(coupling!, factors, count + i),
  );
  const more = accurateOnes(others, factors.s[wanted - 1]);
  const W = work.allocate(a.columns, count + more);
  work.combine(1, Q, block(factors.Z, 0, j, 0, count + more), 0, W);
  const V = work.part(W, 0, count);
  const image = work.allocate(a.rows, count);
  const U = work.allocate(a.rows, count);
  const s = makeTriplets({ work, a, random, options }, V, image, U);

  work.addEach(U, s.map((x) => -x), image); // prettier-ignore
  const residuals = work.norms(image);
  const leftResiduals = work.scope(() => {
    const y = work.allocate(a.columns, count);
    work.apply(a, true, U, y);
    work.addEach(V, s.map((x) => -x), y); // prettier-ignore
    return work.norms(y);
  });

  const values = Float64Array.from({ length: W.count }, (_, i) =>
    i < count ? s[i] : Math.min(factors.s[i], s[count - 1]),
  );
  const couplings = values.map((_, i) =>
    i < count ? Math.max(residuals[i], leftResiduals[i]) : others[i - count],
  );
  const spent = projection.products + 2 * count;
  const known = (remainder: number) => ({ values, couplings, remainder });
  const last = values[wanted - 1];
  const next = (remainder: number) => complements(known(remainder))[wanted];
  const enough = (bound: number, atLeast: number) => {
    const highest = next(bound);
    if (highest <= SEPARATED * last) return true;
    const gap = last - next(atLeast);
    return gap > 0 ? last - highest >= MOST_OF_GAP * gap : bound <= NEAR * atLeast;
  };
  const checking = randomFrom(seed, CHECKING);
  const least = a.cost <= CHEAP ? LEAST_BUDGET : 0;
  const part = coupling?.rows === 1 ? BUDGET : BLOCK_BUDGET;
  const norm = remainderNorm(work, a, W, checking, enough, Math.max(least, part * spent));
  const slack =
    rounding(work, a.rows + a.columns, values[0]) + LOOSE * projection.looseness * values[0];
  const all = known(norm.bound + slack);
  const h = complements(all);
  return {
    U: work.part(U, 0, wanted),
    s: s.slice(0, wanted),
    V: work.part(V, 0, wanted),
    residuals: residuals.slice(0, wanted),
    leftResiduals: leftResiduals.slice(0, wanted),
    valueBounds: valueBounds(all, h, wanted).map((x) => x + slack),
    error: { bound: errorBound(all, h, wanted) + slack, failureProbability: FAILURE },
    products: spent + norm.products,
    missed: norm.atLeast > last * MISSED + slack + tolerance * values[0],
  };
}

/**
 * Writes A·V to `image`, and makes U·diag(s) of it: returns s. Mostly A·V is orthogonal to rounding, and in order. Otherwise
 * U and V are orthonormalized, A·V = U·R, and the decomposition of R rotates all three.
 */
function makeTriplets(
  { work, a, random, options }: Pick<Problem, "work" | "a" | "random" | "options">,
  V: Columns,
  image: Columns,
  U: Columns,
): Float64Array {
  const good = isDiagonal(work.inner(V, V), work.eps);
  if (!good) orthonormalize(work, work.part(V, 0, 0), V, random);
  work.apply(a, false, V, image);
  work.copy(image, U);
  if (good && isDiagonal(work.inner(image, image), work.eps)) {
    const lengths = work.norms(image);
    if (lengths.every((x, i) => x > 0 && (i === 0 || x <= lengths[i - 1]))) {
      work.scaleEach(U, lengths.map((x) => 1 / x)); // prettier-ignore
      return lengths;
    }
  }
  const { R } = orthonormalize(work, work.part(U, 0, 0), U, random);
  const { X, s, Z } = svdSmall(R, options);
  for (const vectors of [image, V]) work.rotate(vectors, Z);
  work.rotate(U, X);
  return s;
}

/**
 * How many of the triplets behind those wanted, whose couplings are given, are known well enough to be kept apart from
 * the remainder. Together they are coupled to it by no more than a part of the last value.
 */
function accurateOnes(couplings: readonly number[], last: number): number {
  let square = 0;
  const end = couplings.findIndex((x) => Math.sqrt((square += x * x)) > ACCURATE * last);
  return end < 0 ? couplings.length : end;
}

const ACCURATE = 0.01;

/** Cosines of angles, in units of rounding, up to which vectors are as good as orthogonal. */
const ORTHOGONAL = 32;

/** Whether a Gram matrix is that of vectors which are orthogonal to each other up to rounding. */
function isDiagonal({ rows: n, data }: Small, eps: number): boolean {
  for (let i = 0; i < n; ++i) {
    for (let j = 0; j < i; ++j) {
      const cosine = Math.abs(data[i * n + j]);
      if (!(cosine <= ORTHOGONAL * eps * Math.sqrt(data[i * n + i] * data[j * n + j])))
        return false;
    }
  }
  return true;
}

/**
 * What rounding may have added to a bound: of products, of orthogonality, of the residuals themselves.
 * On the spectra of test/support/truncated.ts an eighth of it was needed.
 */
export function rounding(work: Workspace, dimensions: number, largest: number): number {
  return (20 + 2 * Math.sqrt(dimensions)) * work.eps * largest;
}

/** The length of the coupling of triplet i: of column i of coupling·X. */
function lengthOfColumn(coupling: Small, { X }: SmallSvd, i: number): number {
  const column = multiplySmall(coupling, block(X, 0, X.rows, i, 1));
  return Math.sqrt(column.data.reduce((sum, x) => sum + x * x, 0));
}
