import { describe } from "../errors.ts";
import { distance, frobenius } from "../euclidean.ts";
import { SVD } from "../factors.ts";
import { checkFinite } from "../finite.ts";
import { Matrix, toMatrix } from "../matrix.ts";
import type { MatrixInput, RealOf } from "../matrixInput.ts";
import { largestMagnitude, powerOfTwo } from "../powerOfTwo.ts";
import { zerosLike, type Dense, type Real } from "../real.ts";
import { svdvalsOf } from "../decompositions/svdvals.ts";
import { iteration, report, shareOf } from "../progress.ts";
import { iterationOf, type IterationOptions } from "./iteration.ts";
import { softThreshold } from "./softThreshold.ts";

export interface RobustPcaOptions extends IterationOptions {
  /** λ > 0: what an entry of S costs, beside the singular values of L. By default 1 / √max(m, n). */
  readonly lambda?: number;
}

/** A ≈ L + S. */
export interface RobustPca<T extends Real> {
  /** m × n, of low rank. */
  readonly L: Matrix<T>;
  /** m × n, most entries of which are 0. */
  readonly S: Matrix<T>;
  /** The decomposition of L: U m × r, r singular values, Vt r × n. */
  readonly factors: SVD<T>;
  /**
   * By how much Σ σᵢ(L) + λ Σ |sᵢⱼ| is above a lower bound of all that is possible (the dual problem's value), relative
   * to itself: how far L and S are from the minimum at most.
   */
  readonly gap: number;
  readonly iterations: number;
  /** Whether ‖A − L − S‖ ≤ tolerance · ‖A‖, and S did not change much any more, within `maxIterations`. */
  readonly converged: boolean;
}

/** By what μ grows where L + S does not change much: ρ of the paper's Algorithm 5, whose authors take 1.5 … 6. */
const GROWTH = 1.5;

/** μ starts at this over ‖A‖₂ (p 11). */
const START = 1.25;

/**
 * S has settled where μ‖Sₖ₊₁ − Sₖ‖, by which Y misses a condition of the minimum, is below this, relative to ‖Y‖.
 * Only then may μ grow (p 13, with another scale), and the iteration end.
 */
const SETTLED = 1e-4;

/**
 * Parts a matrix into one of low rank and a sparse one (principal component pursuit): the minimum of
 *
 *     Σ σᵢ(L) + λ Σ |sᵢⱼ|   with   L + S = A.
 *
 * Few entries of A may be wrong by any amount, and L comes out as if they were not: exactly so, with high
 * probability, if the rank is low, the singular vectors are not sparse themselves, and the errors lie at random
 * places. Costs one `svd` for each iteration, of which there are some 30 to 90.
 *
 * E. Candès, X. Li, Y. Ma, J. Wright, Robust principal component analysis?, J. ACM 58 (2011) 11:1–37, Theorem 1.1.
 * By the inexact augmented Lagrange multiplier method: Z. Lin, M. Chen, Y. Ma, The augmented Lagrange multiplier method
 * for exact recovery of corrupted low-rank matrices, arXiv 1009.5055 (2010), Algorithm 5.
 *
 * @param a - An m × n matrix of finite numbers.
 * @param options - `change` of the progress is ‖A − L − S‖ / ‖A‖; `maxIterations`: by default 1000.
 *
 * @throws {@link RangeError} if an option is out of range. Otherwise the errors of `svd`.
 *
 * @example
 * ```ts
 * import { robustPca } from "wasm-svd";
 *
 * // Ones, and one entry that is wrong.
 * const a = Array.from({ length: 8 }, (_, i) => Array.from({ length: 8 }, (_, j) => (i === 2 && j === 5 ? 50 : 1)));
 * const { L, S, factors } = robustPca(a);
 * L.get(2, 5); // ≈ 1.000
 * S.get(2, 5); // ≈ 49.000
 * factors.s.length; // 1
 * ```
 */
export function robustPca<A extends MatrixInput>(
  a: A,
  options: RobustPcaOptions = {},
): RobustPca<RealOf<A>> {
  return iteration(() => pursue(toMatrix("robustPca", a), options));
}

function pursue<T extends Real>(a: Dense<T>, options: RobustPcaOptions): RobustPca<T> {
  const name = "robustPca";
  const { rows: m, columns: n } = a;
  const { lambda = 1 / Math.sqrt(Math.max(m, n, 1)), onProgress, reproducible } = options;
  if (typeof lambda !== "number" || !(lambda > 0) || lambda === Infinity) {
    throw new RangeError(`${name}: expected lambda to be a number > 0, got ${describe(lambda)}`);
  }
  const { tolerance, maxIterations } = iterationOf(name, a.data, options, 1000);
  checkFinite(name, a);

  // In units of the largest entry, no square overflows or is lost.
  const unit = powerOfTwo(largestMagnitude(a.data));
  const D = a.data.map((x) => x / unit) as T;
  const size = frobenius(D);
  const norm2 = svdvalsOf(name, { ...a, data: D }, { reproducible })[0] ?? 0;
  // The dual matrix, feasible from the start: ‖Y‖₂ ≤ 1, |yᵢⱼ| ≤ λ.
  const start = Math.max(norm2, largestMagnitude(D) / lambda) || 1;
  let Y = D.map((x) => x / start) as T;
  let mu = START / (norm2 || 1);
  let S = zerosLike(D, D.length);
  let low = softThreshold(name, { ...a, data: S }, 0, 0, { reproducible });

  let iterations = 0;
  let change = size === 0 ? 0 : Infinity;
  let settled = size === 0;
  while (!(settled && change <= tolerance) && iterations < maxIterations) {
    ++iterations;
    const shifted = D.map((x, at) => x - S[at] + Y[at] / mu) as T;
    low = softThreshold(name, { ...a, data: shifted }, 1 / mu, Infinity, { reproducible });
    const L = low.Z.data;
    const next = D.map((x, at) => shrink(x - L[at] + Y[at] / mu, lambda / mu)) as T;
    const moved = mu * distance(next, S);
    S = next;
    const rest = D.map((x, at) => x - L[at] - S[at]) as T;
    Y = Y.map((y, at) => y + mu * rest[at]) as T;
    change = frobenius(rest) / size;
    settled = moved <= SETTLED * frobenius(Y);
    if (settled) mu *= GROWTH;
    report("iterate", shareOf(change, tolerance), change);
    onProgress?.({ iteration: iterations, change, rank: low.factors.s.length });
  }

  const { U, s, Vt } = low.factors;
  const dual = size === 0 ? 0 : dualValue(name, { ...a, data: Y }, D, lambda, reproducible);
  const primal = sumOfMagnitudes(s) + lambda * sumOfMagnitudes(S);
  const inUnits = (data: T) => data.map((x) => x * unit) as T;
  return {
    L: new Matrix(m, n, inUnits(low.Z.data)),
    S: new Matrix(m, n, inUnits(S)),
    factors: new SVD(U, inUnits(s), Vt, reproducible),
    gap: primal === 0 ? 0 : Math.abs(primal - dual) / primal,
    iterations,
    converged: settled && change <= tolerance,
  };
}

/** ⟨Y, D⟩, for the multiple of Y that is feasible: ‖Y‖₂ ≤ 1 and |yᵢⱼ| ≤ λ. */
function dualValue(
  name: string,
  Y: Dense,
  D: Real,
  lambda: number,
  reproducible: boolean | undefined,
): number {
  const [norm2] = svdvalsOf(name, Y, { reproducible });
  let sum = 0;
  for (let at = 0; at < D.length; ++at) sum += Y.data[at] * D[at];
  return sum / Math.max(norm2, largestMagnitude(Y.data) / lambda);
}

/** The minimum over z of ½(z − x)² + τ|z|. */
function shrink(x: number, tau: number): number {
  if (x > tau) return x - tau;
  return x < -tau ? x + tau : 0;
}

function sumOfMagnitudes(x: Real): number {
  let sum = 0;
  for (let at = 0; at < x.length; ++at) sum += Math.abs(x[at]);
  return sum;
}
