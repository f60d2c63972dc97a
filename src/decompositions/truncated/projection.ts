import type { Random } from "../../random.ts";
import type { EngineOptions } from "../../wasm/builds.ts";
import type { Columns, Small, Workspace } from "../../wasm/columns.ts";
import type { ResidentOperator } from "../../wasm/operators.ts";
import type { SmallSvd } from "./small.ts";

/** How far an algorithm has come. */
export interface Progress {
  /** Counted from 1. */
  readonly iteration: number;
  /** The largest residual of the triplets wanted, relative to σ₁. */
  readonly residual: number;
  /** How many vectors A and Aᵀ were multiplied by so far. */
  readonly products: number;
  /** How many dimensions the basis has. */
  readonly rank: number;
}

/** What all algorithms get. */
export interface Problem {
  readonly work: Workspace;
  /** m × n with m ≥ n. */
  readonly a: ResidentOperator;
  readonly random: Random;
  readonly options: EngineOptions;
  readonly onProgress: ((progress: Progress) => void) | undefined;
}

/**
 * What all algorithms return: an orthonormal basis Q (n × j), and B with A·Q = P·B for an orthonormal P (m × j).
 *
 * The singular triplets of P·B·Qᵀ are the approximations of those of A, and only the other side,
 * Aᵀ·P = Q·Bᵀ + (what is orthogonal to Q), has a residual. P itself nobody asks for: P·B·Qᵀ = A·QQᵀ.
 */
export interface Projection {
  readonly Q: Columns;
  /** Of B. */
  readonly factors: SmallSvd;
  /** Where it is known, b × j: the columns of (I − QQᵀ)·Aᵀ·P are as long as those of this. */
  readonly coupling: Small | undefined;
  /** By how much, relative to σ₁, B and the coupling may be wrong, beyond rounding. */
  readonly looseness: number;
  readonly converged: boolean;
  readonly iterations: number;
  readonly products: number;
  /** How many triplets to return. */
  readonly rank: number;
}
