import { transposed } from "../../blocks.ts";
import { report } from "../../progress.ts";
import type { Columns, Small, Workspace } from "../../wasm/columns.ts";
import { orthonormalize } from "./orthonormalize.ts";
import type { Problem, Projection } from "./projection.ts";
import { multiplySmall, svdSmall, type SmallSvd } from "./small.ts";

export interface SubspaceOptions {
  readonly k: number;
  /** Dimensions of the subspace, k and more. */
  readonly width: number;
  /** How often to multiply by AᵀA, at most. */
  readonly iterations: number;
  /** Largest residual relative to σ₁ at which to stop before that; undefined: not to look. */
  readonly tolerance: number | undefined;
}

/**
 * Randomized subspace iteration: the range of (AᵀA)^q·Aᵀ·Ω for a random Ω, orthonormalized after every product,
 * without which all vectors would turn to the first.
 *
 * N. Halko, P. G. Martinsson, J. Tropp, Finding structure with randomness, SIAM Rev. 53 (2011) 217–288,
 * Algorithms 4.4 and 5.1 (of Aᵀ: the last product is A·Q).
 */
export function subspaceIteration(problem: Problem, options: SubspaceOptions): Projection {
  const { work, a, random, onProgress } = problem;
  const { k, width, tolerance } = options;
  const looks = tolerance !== undefined || onProgress !== undefined;
  const P = work.allocate(a.rows, width);
  let Q = work.allocate(a.columns, width);
  let next = work.allocate(a.columns, width);
  const noP = work.part(P, 0, 0);
  const noQ = work.part(Q, 0, 0);

  work.fill(P, () => 2 * random.uniform() - 1);
  work.apply(a, true, P, Q);
  orthonormalize(work, noQ, Q, random);
  let products = width;
  for (let iteration = 0; ; ++iteration) {
    work.apply(a, false, Q, P);
    const B = orthonormalize(work, noP, P, random).R;
    products += width;
    report("iterate", iteration / Math.max(1, options.iterations));
    const last = iteration >= options.iterations;
    const result = (converged: boolean, factors = svdSmall(B, problem.options)): Projection => {
      return {
        Q,
        factors,
        coupling: undefined,
        looseness: 0,
        converged,
        iterations: iteration,
        products,
        rank: k,
      };
    };
    if (last && !looks) return result(true);
    work.apply(a, true, P, next);
    products += width;
    if (looks) {
      const factors = svdSmall(B, problem.options);
      const residual = largestResidual(work, Q, next, B, factors, k);
      if (iteration > 0) onProgress?.({ iteration, residual, products, rank: width });
      const converged = tolerance !== undefined && residual <= tolerance;
      if (converged || last) return result(converged || tolerance === undefined, factors);
    }
    orthonormalize(work, noQ, next, random);
    [Q, next] = [next, Q];
  }
}

/** The largest ‖Aᵀuᵢ − σ̂ᵢvᵢ‖ of k triplets relative to σ₁, from Y = Aᵀ·P. */
function largestResidual(
  work: Workspace,
  Q: Columns,
  y: Columns,
  B: Small,
  { X, s }: SmallSvd,
  k: number,
): number {
  const gram = work.scope(() => {
    const rest = work.allocate(y.length, y.count);
    work.copy(y, rest);
    work.combine(-1, Q, transposed(B), 1, rest);
    return work.inner(rest, rest);
  });
  const gramX = multiplySmall(gram, X);
  let largest = 0;
  for (let i = 0; i < k; ++i) {
    let square = 0;
    for (let p = 0; p < X.rows; ++p) {
      square += X.data[p * X.columns + i] * gramX.data[p * X.columns + i];
    }
    largest = Math.max(largest, square);
  }
  return Math.sqrt(largest) / (s[0] || 1);
}
