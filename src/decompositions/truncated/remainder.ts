import type { Random } from "../../random.ts";
import type { Columns, Workspace } from "../../wasm/columns.ts";
import type { ResidentOperator } from "../../wasm/operators.ts";

/** The probability that the bound does not hold. */
export const FAILURE = 1e-6;

/** Random vectors. So few are one block of a product, and each need fail only with probability 10⁻⁶ᐟ⁸ = 0.18. */
const PROBES = 8;

/** (10⁻⁶)^⅛, written out since a power may be rounded in different ways. */
const FAILURE_OF_EACH = 0.1778279410038923;

/** √(π/2). */
const ROOT_HALF_PI = 1.2533141373155003;

/** Fewest and most products. Beyond, the vectors that are not kept might turn back to those before. */
const FEWEST = 3;
const MOST = 12;

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
 * can exceed 1, so |xᵀq₁| ≤ 1 / (the largest multiple) for that τ. A random direction is within t of being orthogonal to x
 * with a probability below t·√(2n/π), and all eight with one below the eighth power: the largest τ that leaves one of them
 * more than t is the bound. M. Hochstenbach, Probabilistic upper bounds for the matrix two-norm, J. Sci. Comput. 57
 * (2013) 464–476, §2; with one product it is Lemma 4.1 of Halko, Martinsson, Tropp (SIAM Rev. 53 (2011) 217–288).
 *
 * @param enough - Whether a bound is good enough to stop.
 * @param budget - How many products with vectors to spend if it is not.
 */
export function remainderNorm(
  work: Workspace,
  a: ResidentOperator,
  Q: Columns,
  random: Random,
  enough: (bound: number) => boolean,
  budget: number,
): RemainderNorm {
  const n = a.columns;
  // |xᵀq₁| ≤ t has a probability of at most 2t times the density at 0, which is less than √(n/(2π)).
  const t = (FAILURE_OF_EACH / Math.sqrt(n)) * ROOT_HALF_PI;
  return work.scope(() => {
    const sides = [work.allocate(n, PROBES), work.allocate(a.rows, PROBES)];
    const spare = [work.allocate(n, PROBES), work.allocate(a.rows, PROBES)];
    work.fill(sides[0], () => random.normal());
    work.scaleEach(sides[0], work.norms(sides[0]).map(inverse));

    /** α₁, β₁, α₂, … of each probe. */
    const steps: Float64Array[] = [];
    for (let step = 0; ; ++step) {
      const [from, to] = step % 2 === 0 ? [0, 1] : [1, 0];
      applyRemainder(work, a, Q, step % 2 === 1, sides[from], spare[to]);
      if (step > 0) work.addEach(sides[to], steps[step - 1].map((x) => -x), spare[to]); // prettier-ignore
      const lengths = work.norms(spare[to]);
      work.scaleEach(spare[to], lengths.map(inverse));
      [sides[to], spare[to]] = [spare[to], sides[to]];
      steps.push(lengths);

      const count = step + 1;
      if (count < FEWEST) continue;
      let bound = 0;
      for (let i = 0; i < PROBES; ++i) {
        bound = Math.max(bound, largestPossible(steps.map((x) => x[i]), t)); // prettier-ignore
      }
      if (enough(bound) || count >= MOST || (count + 1) * PROBES > budget) {
        let atLeast = 0;
        for (let i = 0; i < PROBES; ++i) {
          atLeast = Math.max(atLeast, largestRitz(steps.map((x) => x[i]))); // prettier-ignore
        }
        return { bound, atLeast, products: count * PROBES };
      }
    }
  });
}

function inverse(x: number): number {
  return x > 0 ? 1 / x : 0;
}

/** Y = M·X or Mᵀ·X. */
function applyRemainder(
  work: Workspace,
  a: ResidentOperator,
  Q: Columns,
  flip: boolean,
  x: Columns,
  y: Columns,
): void {
  const takeOff = (z: Columns) => work.combine(-1, Q, work.inner(Q, z), 1, z);
  // X is not changed by more than rounding: it lies in the range of Mᵀ, but for the first one.
  if (!flip) takeOff(x);
  work.apply(a, flip, x, y);
  if (flip) takeOff(y);
}

/** The largest τ = ‖M‖ for which a probe can have a component of t, by bisection: to about 1 %. */
function largestPossible(steps: readonly number[], t: number): number {
  let high = steps[0] / t; // τ·|xᵀq₁| ≤ ‖M q₁‖.
  let low = 0;
  while (high - low > 0.01 * high) {
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
