import { epsilon, isFloat32, type Real } from "../../real.ts";
import { likeOf, shapeOf, type Source } from "../../wasm/resident.ts";
import { smallestDifference } from "./goal.ts";
import type { Request } from "./request.ts";

/** The algorithms of `svds`. */
export type TruncatedMethod = "svd" | "randomized" | "block-krylov" | "lanczos";

/** The smaller dimension up to which a matrix is decomposed as a whole, */
const SMALL = 200;

/** and the entries of a sparse one, zeros included: some 10 ms, and its result has no error but rounding. */
const SMALL_SPARSE = 4e5;

/** The part of the singular values from which on it pays to compute all of a dense matrix. */
const MANY = 1 / 8;

/**
 * Block Krylov of a dense matrix takes more products, each in less time. Times that of Lanczos, with relaxed SIMD, for
 * singular values 1/i, and for those of random numbers, which are close together:
 *
 *                        k = 10    k = 20         k = 50         k = 50, tolerance 10⁻¹⁰
 *     2,000 × 1,000      1.2       1.0, 1.2       0.7, 0.7       0.75, 1.6
 *     4,000 × 2,000      1.0       0.9, 0.7       0.65, 0.6      0.75, 1.0
 *
 * for tolerances of 3·10⁻⁶ and 10⁻². It is chosen from so many entries · k on, and down to this tolerance.
 */
const LARGE = 1e8;
const LOOSE = 1e-6;

/**
 * From this tolerance on it is block Krylov in any case. The residuals of all k triplets of a basis of k vectors that come of
 * one are below 0.1 for a flat spectrum, when none of them is near a large singular value.
 */
const CRUDE = 1e-2;

/** Chooses an algorithm: see `svds`. */
export function chooseMethod(source: Source, request: Request): TruncatedMethod {
  const { method, k, part } = request;
  const { rows, columns } = shapeOf(source);
  const n = Math.min(rows, columns);
  // A rank by error comes of a basis that grows by blocks.
  if (method !== "auto")
    return part !== undefined && method === "randomized" ? "block-krylov" : method;
  if (n <= SMALL && (source.kind === "dense" || fitsDense(source))) return "svd";
  if (part === undefined) {
    if (source.kind === "dense" && k > MANY * n) return "svd";
    if (request.tolerance >= CRUDE) return "block-krylov";
    if (source.kind !== "dense") return "lanczos";
    return paysInBlocks(rows * columns, request) ? "block-krylov" : "lanczos";
  }
  const eps = epsilon(likeOf(source));
  return source.kind === "dense" && Math.sqrt(part) < smallestDifference(eps)
    ? "svd"
    : "block-krylov";
}

function fitsDense(source: Source): boolean {
  return source.kind === "sparse" && source.matrix.rows * source.matrix.columns <= SMALL_SPARSE;
}

function paysInBlocks(entries: number, { k, tolerance }: Request): boolean {
  return entries * k >= LARGE && tolerance >= LOOSE;
}

/**
 * The largest residual relative to σ₁, if none is asked for.
 *
 * The errors of singular values are the squares of the residuals, over the gaps: at 10⁻¹⁰ they are down to rounding, and of
 * vectors ten digits are right where the gaps are large. ARPACK goes on to ε, which changes the vectors only.
 */
export function defaultTolerance(like: Real): number {
  return isFloat32(like) ? 1e-5 : 1e-10;
}

/** The part of the dimensions that a basis of a dense matrix may have before all of it is decomposed instead. */
export const GIVE_UP = 1 / 4;

/**
 * How many dimensions a basis may have before it restarts: three times k, and at least 30 more. Measured on uniformly random
 * sparse matrices, whose values are close together, k = 10 and 50: with 2·k and 20 more it takes 1.05 and 1.25 times as long.
 */
export function capacityFor(n: number, k: number, width: number): number {
  return Math.min(n, Math.max(k + 30, 3 * k, k + 12 * width));
}

/**
 * Vectors a block of block Krylov. Products with a dense matrix take much less time each in wide blocks. With a sparse one they
 * hardly do, and narrow blocks need fewer: of 5,000 × 2,000, density 10⁻², k = 50, tolerance 0.05, 587 products with 8
 * vectors a block and 651 with 16, with smaller errors; fewer than 8 miss more of the last values at loose tolerances.
 */
export function blockWidth(source: Source, k: number): number {
  const { rows, columns } = shapeOf(source);
  const width = source.kind === "sparse" ? 8 : Math.max(8, Math.min(k, 16));
  return Math.min(rows, columns, width);
}
