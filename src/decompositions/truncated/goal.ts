import type { Columns, Workspace } from "../../wasm/columns.ts";
import type { ResidentOperator } from "../../wasm/operators.ts";
import type { Random } from "../../random.ts";

/** A rank that is not given, but follows from what it has to reach. */
export interface Goal {
  /** Takes note of new vectors of the basis Q. */
  grow(Q: Columns): void;

  /**
   * The fewest triplets that reach the goal, or undefined as long as that cannot be said.
   *
   * @param s - Singular values of A·Q.
   * @param residuals - Of each triplet.
   */
  rank(s: Float64Array, residuals: Float64Array): number | undefined;
}

/** Probes of ‖A − A·QQᵀ‖_F; the estimate of its square has a standard deviation of at most √(2/16) = 0.35. */
const PROBES = 16;

/**
 * ‖A‖²_F − ‖A·Q‖²_F cancels: below this error, relative to ‖A‖_F, it is rounding (√ε, with some room). It is computed
 * only down to here (E. Hallman, A block bidiagonalization method for fixed-accuracy low-rank matrix approximation,
 * SIAM J. Matrix Anal. Appl. 43 (2022) 661–680, § 4).
 */
export function smallestDifference(eps: number): number {
  return 16 * Math.sqrt(eps);
}

/** What the difference may be too small by, in units of ε·‖A‖²_F: 1.3 was seen. */
const ROUNDING = 8;

/** The rank may be too large by this part, or by 1, when the basis stops growing: it would cost more than it saves. */
const EXCESS = 0.02;

/**
 * Returns the goal ‖A − U Σ Vᵀ‖²_F ≤ part·‖A‖²_F.
 *
 * If ‖A‖_F is known and part not too small, what is left follows from ‖A‖²_F = ‖A·Q‖²_F + ‖A − A·QQᵀ‖²_F. Otherwise it is
 * estimated, by random probes Y = Aᵀ·Ω, from which each new block of Q is taken off: E‖(I − QQᵀ)·Y‖²_F is PROBES times it
 * (H. Avron, S. Toledo, Randomized algorithms for estimating the trace, J. ACM 58 (2011) 8, § 4).
 */
export function errorGoal(
  work: Workspace,
  a: ResidentOperator,
  random: Random,
  frobenius: number | undefined,
  part: number,
): Goal & { readonly products: number } {
  const exact = frobenius !== undefined && Math.sqrt(part) >= smallestDifference(work.eps);
  let y: Columns | undefined;
  if (!exact) {
    y = work.allocate(a.columns, PROBES);
    const probes = y;
    work.scope(() => {
      const omega = work.allocate(a.rows, PROBES);
      work.fill(omega, () => random.normal());
      work.apply(a, true, omega, probes);
    });
  }
  const left = (captured: number) =>
    y ? work.norm(y) ** 2 / PROBES : Math.max(0, frobenius! ** 2 - captured);
  return {
    products: y ? PROBES : 0,
    grow(Q) {
      if (y) work.combine(-1, Q, work.inner(Q, y), 1, y);
    },
    rank(s, residuals) {
      const captured = s.reduce((sum, x) => sum + x * x, 0);
      const rest = left(captured);
      const total = exact ? frobenius ** 2 : captured + rest;
      const allowed = (exact ? part - ROUNDING * work.eps : part) * total;
      if (rest > allowed) return undefined;
      let r = s.length;
      for (let tail = rest; r > 1 && tail + s[r - 1] ** 2 <= allowed; --r) tail += s[r - 1] ** 2;
      // The triplets' singular values are still growing: at most by about so much. Would fewer do then?
      let fewest = 0;
      for (let sum = 0; fewest < r && sum < total - allowed; ++fewest) {
        sum += s[fewest] ** 2 + 2 * residuals[fewest] ** 2;
      }
      return r - fewest <= Math.max(1, EXCESS * r) || s.length > 4 * r + PROBES ? r : undefined;
    },
  };
}
