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

/** A remainder is small enough if the next singular value is certainly below the last one by this factor. */
const SEPARATED = 0.9;

/** How much larger it must be: the lower bound of the remainder is computed to 0.1 %. */
const MISSED = 1.002;

/** The looseness of a projection is an order of magnitude. */
const LOOSE = 10;

/**
 * Makes singular triplets of a projection, A·Q = P·B, and checks them against A.
 *
 * U and V are orthonormalized once more: W = A·V = U·R, and the decomposition of R rotates both. Then A·V − U·Σ is
 * down to rounding however P was made, and both residuals are computed from products with A, one each.
 */
export function finish(
  { work, a, random, options }: Problem,
  projection: Projection,
  seed: number,
): Triplets {
  const { Q, B, coupling } = projection;
  const factors = svdSmall(B, options);
  const j = factors.s.length;
  const wanted = Math.min(projection.rank, j);
  // Where nothing is known of how the others are coupled, it is computed for all.
  const count = coupling ? wanted : j;

  const V = work.allocate(a.columns, count);
  work.combine(1, Q, block(factors.Z, 0, j, 0, count), 0, V);
  orthonormalize(work, work.part(V, 0, 0), V, random);
  const image = work.allocate(a.rows, count);
  work.apply(a, false, V, image);
  const U = work.allocate(a.rows, count);
  work.copy(image, U);
  const { R } = orthonormalize(work, work.part(U, 0, 0), U, random);
  const { X, s, Z } = svdSmall(R, options);
  for (const vectors of [image, V]) work.rotate(vectors, Z);
  work.rotate(U, X);

  work.addEach(U, s.map((x) => -x), image); // prettier-ignore
  const residuals = work.norms(image);
  const leftResiduals = work.scope(() => {
    const y = work.allocate(a.columns, count);
    work.apply(a, true, U, y);
    work.addEach(V, s.map((x) => -x), y); // prettier-ignore
    return work.norms(y);
  });

  const values = factors.s.map((x, i) => (i < count ? s[i] : Math.min(x, s[count - 1])));
  const couplings = values.map((_, i) =>
    i < count ? Math.max(residuals[i], leftResiduals[i]) : lengthOfColumn(coupling!, factors, i),
  );
  const spent = projection.products + 2 * count;
  const known = (remainder: number) => ({ values, couplings, remainder });
  const enough = (remainder: number) =>
    complements(known(remainder))[wanted] <= SEPARATED * values[wanted - 1];
  const checking = randomFrom(seed, CHECKING);
  const norm = remainderNorm(work, a, Q, checking, enough, BUDGET * spent);
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
    missed: norm.atLeast > values[wanted - 1] * MISSED + slack,
  };
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
