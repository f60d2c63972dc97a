import { describe } from "../errors.ts";
import type { SVD } from "../factors.ts";
import { defaultTolerance } from "./tolerance.ts";

export interface VectorGapsOptions {
  /**
   * ‖E‖₂, in the units of A: how far A may be from the matrix that is meant. By default max(m, n) · ε · σ₁, which
   * rounding A and computing its decomposition may come to.
   */
  readonly perturbation?: number;

  /**
   * An upper bound of the singular values that were left out. By default the last one that is there. Not used where
   * all min(m, n) are there.
   */
  readonly rest?: number;

  /** Vectors stay in one cluster where their angle to one another may turn by a sine above this: by default 0.1. */
  readonly resolution?: number;
}

/** Neighbouring singular vectors, of which only the space that they span means something. */
export interface VectorCluster {
  /** The vectors from … to − 1, counted from 0. */
  readonly from: number;
  readonly to: number;
  /** The distance of their singular values to all others. */
  readonly gap: number;
  /** An upper bound of the sine of the largest angle by which their space may turn; 1 says nothing. */
  readonly sine: number;
}

/** What the singular vectors of one side are worth. */
export interface SideGaps {
  /** For each vector, the distance of its singular value to the nearest other one. */
  readonly gaps: Float64Array;
  /** For each, an upper bound of the sine of the angle by which it may turn; 1 says nothing. */
  readonly sines: Float64Array;
  /** All of them in groups, from the first to the last; a vector that means something is a group of its own. */
  readonly clusters: readonly VectorCluster[];
}

export interface VectorGaps {
  /** ‖E‖₂, that was assumed. */
  readonly perturbation: number;
  /** Of the columns of U. */
  readonly left: SideGaps;
  /** Of the rows of Vt. */
  readonly right: SideGaps;
}

/**
 * Says which singular vectors mean something: by what angle each may turn when the matrix changes by a matrix E.
 *
 * A singular value moves by ‖E‖₂ at most; its vectors turn by about ‖E‖₂ / gap, where the gap is the distance to the
 * nearest other singular value, and to 0 on the side that has more vectors than there are values (left for m > n,
 * right for m < n), where a small value's vector may turn into the null space. The bounds are
 *
 *     sin θ ≤ √(2c) · ‖E‖ / (gap − ‖E‖)
 *
 * for c vectors together (Wedin, in the Frobenius norm, with Weyl's bound for the values of A + E); on the other side,
 * where the distance to 0 does not count, they are bounds to first order in ‖E‖ / gap. O(k) operations.
 *
 * P.-Å. Wedin, Perturbation bounds in connection with singular value decomposition, BIT 12 (1972) 99–111, (3.1)–(3.3);
 * G. W. Stewart, J.-G. Sun, Matrix Perturbation Theory, 1990, Theorem V.4.1.
 *
 * @param decomposition - Of a matrix A; with `vectors: "none"`, too.
 *
 * @throws {@link RangeError} if an option is negative or not finite.
 *
 * @example
 * ```ts
 * import { svd, vectorGaps } from "wasm-svd";
 *
 * // Of the last two vectors, only the plane means something.
 * const { right } = vectorGaps(svd([[3, 0, 0], [0, 1, 0], [0, 0, 1]]));
 * right.clusters.map(({ from, to }) => to - from); // [1, 2]
 * right.sines[0] < 1e-14; // true
 * right.sines[2]; // 1
 * ```
 */
export function vectorGaps(decomposition: SVD, options: VectorGapsOptions = {}): VectorGaps {
  const { U, s, Vt } = decomposition;
  const [m, n] = [U.rows, Vt.columns];
  const {
    perturbation = defaultTolerance(m, n, s) * (s[0] ?? 0),
    rest = s[s.length - 1] ?? 0,
    resolution = 0.1,
  } = options;
  for (const [key, value] of Object.entries({ perturbation, rest, resolution })) {
    if (typeof value === "number" && value >= 0 && value < Infinity) continue;
    throw new RangeError(`vectorGaps: expected ${key} to be a number >= 0, got ${describe(value)}`);
  }
  const leftOut = s.length < Math.min(m, n) ? rest : undefined;
  const side = (vectors: number, others: number) => {
    // What comes below the last value: those left out, else the zeros that vectors beyond min(m, n) belong to.
    const below = leftOut ?? (vectors > others ? 0 : -Infinity);
    return gapsOf(s, below, perturbation, resolution);
  };
  return { perturbation, left: side(m, n), right: side(n, m) };
}

function gapsOf(s: ArrayLike<number>, below: number, size: number, resolution: number): SideGaps {
  const k = s.length;
  // steps[i] is from value i − 1 down to value i.
  const steps = new Float64Array(k + 1).fill(Infinity);
  for (let i = 1; i < k; ++i) steps[i] = s[i - 1] - s[i];
  if (k > 0) steps[k] = Math.max(0, s[k - 1] - below);

  const gaps = new Float64Array(k);
  for (let i = 0; i < k; ++i) gaps[i] = Math.min(steps[i], steps[i + 1]);
  const clusters: VectorCluster[] = [];
  for (let from = 0; from < k;) {
    let to = from + 1;
    while (to < k && sineOf(1, size, steps[to]) > resolution) ++to;
    const gap = Math.min(steps[from], steps[to]);
    clusters.push({ from, to, gap, sine: sineOf(to - from, size, gap) });
    from = to;
  }
  return { gaps, sines: gaps.map((gap) => sineOf(1, size, gap)), clusters };
}

function sineOf(count: number, size: number, gap: number): number {
  if (size === 0) return gap > 0 ? 0 : 1;
  return gap > size ? Math.min(1, (Math.sqrt(2 * count) * size) / (gap - size)) : 1;
}
