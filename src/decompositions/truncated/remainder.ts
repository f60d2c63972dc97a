import type { Random } from "../../random.ts";
import type { Columns, Workspace } from "../../wasm/columns.ts";
import type { ResidentOperator } from "../../wasm/operators.ts";

/** The probability that the bound does not hold. */
export const FAILURE = 1e-6;

/**
 * Random vectors in single precision, whose rounding errors must not grow by more: each need fail only with
 * probability 10⁻⁶ᐟ⁸ = 0.18. In double precision it is one, which tells most for the products: of a remainder of norm 1 whose
 * values are close together, 96 products leave 1.02 with one vector of 10,000 entries, and 1.5 with eight.
 */
const PROBES_SINGLE = 8;

/** (10⁻⁶)^⅛, written out since a power may be rounded in different ways. */
const FAILURE_OF_EACH = 0.1778279410038923;

/** √(π/2). */
const ROOT_HALF_PI = 1.2533141373155003;

/** Fewest products with each vector, and after how many more to look what they tell. */
const FEWEST = 3;
const LOOK = 4;

/** Most products in single and in double precision: by then the bound is within a few percent. */
const MOST_SINGLE = 12;
const MOST = 160;

/** Rounding errors change a bound by about ε/t, that of the first vector over the component that is looked for. */
const GROWTH = 30;

export interface RemainderNorm {
  readonly bound: number;
  /** A lower bound: M has a singular value of this or more. */
  readonly atLeast: number;
  readonly products: number;
}

/**
 * Returns an upper bound of ‖M‖₂ for M = A·(I − QQᵀ), which holds with probability 1 − `FAILURE`.
 *
 * From each of some random directions q₁ = ω/‖ω‖, M is bidiagonalized by a few steps,
 * M·qⱼ = βⱼ₋₁·pⱼ₋₁ + αⱼ·pⱼ and Mᵀ·pⱼ = αⱼ·qⱼ + βⱼ·qⱼ₊₁. If τ = ‖M‖, with singular vectors x and y, then these equations,
 * multiplied by y and x, say what their components along all pⱼ and qⱼ are as multiples of xᵀq₁: `components`. None
 * can exceed 1, so |xᵀq₁| ≤ 1 / (the largest multiple) for that τ. That holds whether or not the qⱼ are orthogonal to those
 * long before. A random direction is within t of being orthogonal to x with a probability below t·√(2n/π), and all k of
 * them with one below its k-th power: the largest τ that leaves one of them more than t is the bound.
 *
 * M. Hochstenbach, Probabilistic upper bounds for the matrix two-norm, J. Sci. Comput. 57 (2013) 464–476, §2; with one
 * product it is Lemma 4.1 of Halko, Martinsson, Tropp (SIAM Rev. 53 (2011) 217–288).
 *
 * @param enough - Whether an upper and a lower bound are good enough to stop.
 * @param budget - How many products with vectors to spend if it is not.
 */
export function remainderNorm(
  work: Workspace,
  a: ResidentOperator,
  Q: Columns,
  random: Random,
  enough: (bound: number, atLeast: number) => boolean,
  budget: number,
): RemainderNorm {
  const n = a.columns;
  const single = work.eps > 1e-10;
  const [probes, most] = single ? [PROBES_SINGLE, MOST_SINGLE] : [1, MOST];
  // |xᵀq₁| ≤ t has a probability of at most 2t times the density at 0, which is less than √(n/(2π)).
  const t = ((single ? FAILURE_OF_EACH : FAILURE) / Math.sqrt(n)) * ROOT_HALF_PI;
  return work.scope(() => {
    const sides = [work.allocate(n, probes), work.allocate(a.rows, probes)];
    const spare = [work.allocate(n, probes), work.allocate(a.rows, probes)];
    work.fill(sides[0], () => random.normal());
    takeOff(work, Q, sides[0], work.norms(sides[0]));

    /** α₁, β₁, α₂, … of each probe. */
    const steps: number[][] = Array.from({ length: probes }, () => []);
    for (let count = 1; ; ++count) {
      const [from, to] = count % 2 === 1 ? [0, 1] : [1, 0];
      work.apply(a, count % 2 === 0, sides[from], spare[to]);
      if (to === 0) work.combine(-1, Q, work.inner(Q, spare[to]), 1, spare[to]);
      if (count > 1) work.addEach(sides[to], steps.map((x) => -x[count - 2]), spare[to]); // prettier-ignore
      const lengths = work.norms(spare[to]);
      work.scaleEach(spare[to], lengths.map(inverse));
      [sides[to], spare[to]] = [spare[to], sides[to]];
      steps.forEach((x, i) => x.push(lengths[i]));

      const last = count >= most || (count + 1) * probes > budget;
      if (count < FEWEST || (!last && (count - FEWEST) % LOOK !== 0)) continue;
      const highest = steps.map((x) => largestPossible(x, t));
      const bound = Math.max(...highest) * (1 + (GROWTH * work.eps) / t);
      const atLeast = Math.max(...steps.map(largestRitz));
      if (last || enough(bound, atLeast)) return { bound, atLeast, products: count * probes };
    }
  });
}

/** Takes off vectors their projection on Q, and divides them by lengths. */
function takeOff(work: Workspace, Q: Columns, x: Columns, lengths: Float64Array): void {
  work.scaleEach(x, lengths.map(inverse));
  work.combine(-1, Q, work.inner(Q, x), 1, x);
}

function inverse(x: number): number {
  return x > 0 ? 1 / x : 0;
}

/** The largest τ = ‖M‖ for which a probe can have a component of t, by bisection: to about 0.1 %. */
function largestPossible(steps: readonly number[], t: number): number {
  let high = steps[0] / t; // τ·|xᵀq₁| ≤ ‖M q₁‖.
  let low = 0;
  while (high - low > 0.001 * high) {
    const middle = (low + high) / 2;
    if (excluded(steps, middle, t)) high = middle;
    else low = middle;
  }
  return high;
}

/** The largest singular value of the bidiagonal matrix of a probe, to about 0.1 % from below. */
function largestRitz(steps: readonly number[]): number {
  let low = 0;
  let high = 2 * Math.max(...steps);
  while (high - low > 0.001 * high) {
    const middle = (low + high) / 2;
    if (isAbove(steps, middle)) high = middle;
    else low = middle;
  }
  return low;
}

/** Whether τ is above all singular values of the bidiagonal matrix of a probe: then all components are positive. */
function isAbove(steps: readonly number[], tau: number): boolean {
  let before = 0;
  let last = 1;
  for (const [i, step] of steps.entries()) {
    const next = (tau * last - (i > 0 ? steps[i - 1] * before : 0)) / step;
    if (!(next > 0)) return false;
    if (next > 1e200) return true; // step may be 0
    [before, last] = [last, next];
  }
  return true;
}

/**
 * Whether a component along some vector would exceed 1. As long as all are positive τ is above all singular values
 * of the bidiagonal matrix, and they grow with τ; where one is not, τ is below, and not to be excluded.
 */
function excluded(steps: readonly number[], tau: number, t: number): boolean {
  let before = 0;
  let last = t;
  let largest = t;
  for (const [i, step] of steps.entries()) {
    const next = (tau * last - (i > 0 ? steps[i - 1] * before : 0)) / step;
    if (!(next > 0)) return false;
    if (next > 1e100) return true; // step may be 0
    [before, last] = [last, next];
    largest = Math.max(largest, next);
  }
  return largest > 1;
}
