import { describe } from "../errors.ts";
import { distance, frobenius } from "../euclidean.ts";
import { SVD } from "../factors.ts";
import { Matrix, toMatrix } from "../matrix.ts";
import type { MatrixInput, RealOf } from "../matrixInput.ts";
import { largestMagnitude, powerOfTwo } from "../powerOfTwo.ts";
import { iteration, part, report, shareOf } from "../progress.ts";
import { zerosLike, type Dense, type Real } from "../real.ts";
import type { EngineOptions } from "../wasm/builds.ts";
import { iterationOf, type IterationOptions } from "./iteration.ts";
import { readWeights, type Mask } from "./observed.ts";
import { softThreshold, type LowRankIterate } from "./softThreshold.ts";

export interface SoftImputeOptions extends IterationOptions {
  /** Which entries of A are known: m × n, of 0 and 1 or of booleans. By default those that are not NaN. */
  readonly mask?: Mask;

  /** How much each known entry counts, from 0 to 1: m × n. By default 1. An entry of weight 0 is missing. */
  readonly weights?: MatrixInput;

  /**
   * λ ≥ 0, in the units of A: by how much the singular values are shrunk. From the 2-norm of A, with 0 where an
   * entry is missing, on (of W ∘ A, with weights) the result is 0. Several numbers are gone through from the
   * largest to the smallest, each from the result of the last. By default 0 where `rank` is given.
   */
  readonly lambda?: number | readonly number[];

  /** The largest rank of the result, from 1. By default there is none. */
  readonly rank?: number;
}

/** The result for one λ. */
export interface SoftImputeStep<T extends Real> {
  readonly lambda: number;
  /** U m × r, r singular values, Vt r × n, of the matrix Z that was found. */
  readonly factors: SVD<T>;
  /** ½ Σ wᵢⱼ (aᵢⱼ − zᵢⱼ)² + λ Σ σᵢ. */
  readonly objective: number;
  readonly iterations: number;
  /** Whether `tolerance` was reached within `maxIterations`. */
  readonly converged: boolean;
}

/** The result for the smallest λ, and those before it. */
export interface SoftImpute<T extends Real> extends SoftImputeStep<T> {
  /** A where its entries are known, and Z where they are missing. */
  readonly completed: Matrix<T>;
  /** The results for all λ, the largest first. */
  readonly path: readonly SoftImputeStep<T>[];
}

/**
 * Fills in the missing entries of a matrix by a matrix of low rank: the Z that minimizes
 *
 *     ½ Σ wᵢⱼ (aᵢⱼ − zᵢⱼ)² + λ Σ σᵢ(Z),
 *
 * the first sum over the entries that are known. With λ > 0 and no `rank` the problem is convex. With `rank` alone
 * it is the weighted low-rank approximation, for which only a local minimum can be promised.
 *
 * Each step shrinks the singular values of Z + W ∘ (A − Z) by λ. It is taken from a point ahead of Z (Nesterov's
 * acceleration); where that would raise the objective, from Z itself, from where it never does. The `change` that
 * has to fall to `tolerance` is the length of a step from where it was taken, relative to ‖Z‖, which is 0 only where
 * the conditions of the minimum hold. Costs one `svd` for each iteration, few of which are wasted.
 *
 * R. Mazumder, T. Hastie, R. Tibshirani, Spectral regularization algorithms for learning large incomplete matrices,
 * J. Mach. Learn. Res. 11 (2010) 2287–2322, Algorithm 1; weights: N. Srebro, T. Jaakkola, Weighted low-rank
 * approximations, ICML 2003, 720–727, §3; acceleration: A. Beck, M. Teboulle, SIAM J. Imaging Sci. 2 (2009) 183–202,
 * (4.1)–(4.3), with the restarts of B. O'Donoghue, E. Candès, Found. Comput. Math. 15 (2015) 715–732, §3.2.
 *
 * @param a - An m × n matrix. What is NaN is missing, unless `mask` says what is.
 * @param options - `lambda` or `rank` (or both); `maxIterations` for each λ, by default 500.
 *
 * @throws {@link TypeError} if neither `lambda` nor `rank` is given.
 * @throws {@link RangeError} if an option is out of range, or of another shape than A.
 * @throws {@link NonFiniteError} if an entry that counts is ±Infinity, or NaN by `mask`. Otherwise the errors of `svd`.
 *
 * @example
 * ```ts
 * import { softImpute } from "wasm-svd";
 *
 * // A multiplication table, of rank 1, with a hole.
 * const { completed, converged } = softImpute([[1, 2, 3], [2, NaN, 6], [3, 6, 9]], { rank: 1 });
 * completed.get(1, 1); // ≈ 4.0000
 * converged; // true
 * ```
 */
export function softImpute<A extends MatrixInput>(
  a: A,
  options: SoftImputeOptions,
): SoftImpute<RealOf<A>> {
  return complete(toMatrix("softImpute", a), options ?? {});
}

function complete<T extends Real>(a: Dense<T>, options: SoftImputeOptions): SoftImpute<T> {
  const name = "softImpute";
  const lambdas = readLambdas(name, options);
  const maxRank = readRank(name, options);
  const limits = iterationOf(name, a.data, options, 500);
  const weights = readWeights(name, a, options.mask, options.weights);

  // In units of the largest entry that counts, no square overflows or is lost.
  const known = a.data.map((x, at) => (weights[at] > 0 ? x : 0)) as T;
  const unit = powerOfTwo(largestMagnitude(known));
  const problem: Problem<T> = {
    name,
    a: { ...a, data: known.map((x) => x / unit) as T },
    weights,
    maxRank,
    ...limits,
    options,
  };

  const path: SoftImputeStep<T>[] = [];
  let z: LowRankIterate<T> = zeroIterate(a);
  let before = 0;
  for (const [step, lambda] of lambdas.entries()) {
    const solve = () => minimize(problem, lambda / unit, z, before);
    const found = part(step, lambdas.length, () => iteration(solve));
    z = found.z;
    before += found.iterations;
    const { U, s, Vt } = z.factors;
    path.push({
      lambda,
      factors: new SVD(U, s.map((sigma) => sigma * unit) as T, Vt, options.reproducible),
      objective: found.objective * unit * unit,
      iterations: found.iterations,
      converged: found.converged,
    });
  }
  const filled = a.data.map((x, at) => (weights[at] > 0 ? x : z.Z.data[at] * unit)) as T;
  return { ...path[path.length - 1], completed: new Matrix(a.rows, a.columns, filled), path };
}

interface Problem<T extends Real> {
  readonly name: string;
  readonly a: Dense<T>;
  readonly weights: Float64Array;
  readonly maxRank: number;
  readonly tolerance: number;
  readonly maxIterations: number;
  readonly options: IterationOptions & EngineOptions;
}

/** The iteration for one λ, from `z` on. */
function minimize<T extends Real>(
  problem: Problem<T>,
  lambda: number,
  z: LowRankIterate<T>,
  before: number,
) {
  const { name, maxRank, tolerance, maxIterations, options } = problem;
  const { onProgress, reproducible } = options;
  const stepFrom = (y: Dense<T>) =>
    softThreshold(name, pulled(problem, y), lambda, maxRank, { reproducible });

  let objective = objectiveOf(problem, lambda, z);
  let y = z.Z;
  let momentum = 1;
  let iterations = 0;
  let change = Infinity;
  while (change > tolerance && iterations < maxIterations) {
    let from = y;
    let next = stepFrom(from);
    let value = objectiveOf(problem, lambda, next);
    if (value > objective && momentum > 1) {
      momentum = 1;
      from = z.Z;
      next = stepFrom(from);
      value = objectiveOf(problem, lambda, next);
      ++iterations;
    }
    ++iterations;
    change = relativeChange(next.Z.data, from.data);
    const larger = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
    y = ahead(next.Z, z.Z, (momentum - 1) / larger);
    momentum = larger;
    z = next;
    objective = value;
    report("iterate", shareOf(change, tolerance), change);
    onProgress?.({ iteration: before + iterations, change, rank: z.factors.s.length });
  }
  return { z, objective, iterations, converged: change <= tolerance };
}

/** Z + W ∘ (A − Z). Where the weight is 1, just A: no rounding. */
function pulled<T extends Real>({ a, weights }: Problem<T>, z: Dense<T>): Dense<T> {
  const data = zerosLike(a.data, a.data.length);
  for (let at = 0; at < data.length; ++at) {
    const w = weights[at];
    data[at] = w === 1 ? a.data[at] : z.data[at] + w * (a.data[at] - z.data[at]);
  }
  return { ...a, data };
}

/** next + β (next − last). */
function ahead<T extends Real>(next: Dense<T>, last: Dense<T>, beta: number): Dense<T> {
  if (beta === 0) return next;
  const data = next.data.map((x, at) => x + beta * (x - last.data[at])) as T;
  return { ...next, data };
}

function objectiveOf<T extends Real>(
  { a, weights }: Problem<T>,
  lambda: number,
  { Z, factors }: LowRankIterate<T>,
): number {
  let misfit = 0;
  for (let at = 0; at < weights.length; ++at) {
    const difference = a.data[at] - Z.data[at];
    misfit += weights[at] * difference * difference;
  }
  let nuclear = 0;
  for (const sigma of factors.s) nuclear += sigma;
  return misfit / 2 + lambda * nuclear;
}

/** ‖X − Y‖ / ‖X‖ in the Frobenius norm; 0 where both are 0. */
function relativeChange(x: Real, y: Real): number {
  const length = distance(x, y);
  return length === 0 ? 0 : length / frobenius(x);
}

function zeroIterate<T extends Real>({ rows: m, columns: n, data }: Dense<T>): LowRankIterate<T> {
  const zeros = (rows: number, columns: number) =>
    new Matrix(rows, columns, zerosLike(data, rows * columns));
  return { factors: new SVD(zeros(m, 0), zerosLike(data, 0), zeros(0, n)), Z: zeros(m, n) };
}

/** The λ to go through, the largest first. */
function readLambdas(name: string, { lambda, rank }: SoftImputeOptions): Float64Array {
  if (lambda === undefined && rank === undefined) {
    throw new TypeError(`${name}: expected options with lambda or rank, got neither`);
  }
  const given: readonly number[] = typeof lambda === "object" ? lambda : [lambda ?? 0];
  for (const x of given) {
    if (typeof x === "number" && x >= 0 && x < Infinity) continue;
    throw new RangeError(`${name}: expected lambda to be a number >= 0, got ${describe(x)}`);
  }
  if (given.length === 0) throw new RangeError(`${name}: expected at least one lambda, got none`);
  return Float64Array.from(given).sort().reverse();
}

function readRank(name: string, { rank = Infinity }: SoftImputeOptions): number {
  if (rank === Infinity || (Number.isInteger(rank) && rank >= 1)) return rank;
  throw new RangeError(`${name}: expected rank to be an integer >= 1, got ${describe(rank)}`);
}
