import { logarithm } from "../../random.ts";
import type { LanczosOptions } from "./blockLanczos.ts";
import type { Problem } from "./projection.ts";

/** When to look whether triplets have converged, which costs O(j³) for a basis of j vectors. */
export interface Checkpoints {
  isDue(iteration: number): boolean;
  /** Takes note of what was seen, to say when to look next. */
  note(iteration: number, j: number, residual: number): void;
}

/** With a goal, whenever the basis has grown by a part of this. */
const CHECKS = 8;

/** Of k, the vectors that a basis has when it is looked at for the first time. */
const FIRST = 1.25;

/** The part of the way that is waited for if residuals fall by equal factors in equal times: mostly they get faster. */
const CAUTION = 0.8;

/** Multiplications in the time of 1 of a product with one vector: of a look, times j³, and of making a vector orthogonal. */
const LOOK = 3;
const ORTHOGONALIZE = 1;

/** How often as much as for a look may be spent on iterations that may turn out to be too many, */
const WORTH = 2;

/**
 * or which part of the iterations so far. None was too many for a uniformly random sparse matrix of 20,000 × 10,000, k = 50,
 * which is looked at 15 times in place of 146, and takes three quarters of the time; 2 of 496 for k = 10.
 */
const PATIENCE = 1 / 4;

/**
 * Residuals fall about geometrically, also over restarts: the next time to look follows from the last two; but where
 * iterations cost more than a look, each one is followed by one.
 */
export function checkpoints({ a }: Problem, options: LanczosOptions): Checkpoints {
  const { k, width, tolerance, goal } = options;
  let due = goal ? 1 : Math.ceil((FIRST * k) / width);
  let last: { readonly iteration: number; readonly residual: number } | undefined;
  return {
    isDue: (iteration) => iteration >= due,
    note(iteration, j, residual) {
      const each = width * (2 * a.cost + ORTHOGONALIZE * j * a.columns);
      let wait = Math.floor((LOOK * j ** 3) / each);
      if (goal) wait = Math.ceil(j / CHECKS / width);
      else if (last && residual < last.residual && residual > tolerance && tolerance > 0) {
        const rate = logarithm(residual / last.residual) / (iteration - last.iteration);
        const left = Math.floor((CAUTION * logarithm(tolerance / residual)) / rate);
        wait = Math.min(left, Math.max(WORTH * wait, Math.ceil(PATIENCE * iteration)));
      }
      due = iteration + Math.max(1, wait);
      last = { iteration, residual };
    },
  };
}
