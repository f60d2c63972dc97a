import { svd } from "wasm-svd";
import { type Matrix2, determinant } from "./plane.ts";
import type { Factors } from "./steps.ts";

/** What the library says of a matrix. */
export interface Decomposition extends Factors {
  readonly rank: number;
  readonly cond: number;
  readonly norms: { readonly two: number; readonly frobenius: number; readonly nuclear: number };
}

export function decompose([a, b, c, d]: Matrix2): Decomposition {
  const factors = svd([
    [a, b],
    [c, d],
  ]);
  const rank = factors.rank();
  return {
    ...withShortTurns(
      factors.U.data as unknown as Matrix2,
      factors.s as unknown as Factors["s"],
      factors.Vt.data as unknown as Matrix2,
      rank,
    ),
    rank,
    cond: factors.cond(),
    norms: {
      two: factors.norm(2),
      frobenius: factors.norm("fro"),
      nuclear: factors.norm("nuclear"),
    },
  };
}

/**
 * The signs of uᵢ and vᵢ may be changed together. Chosen so that Vᵀ rotates, by a right angle at most; then U reflects
 * just if A does. Where σ₂ is zero, up to rounding, the sign of u₂ is free by itself, and U rotates.
 */
function withShortTurns(U: Matrix2, s: Factors["s"], Vt: Matrix2, rank: number): Factors {
  const first = Vt[0] < 0 ? -1 : 1;
  const second = first * determinant(Vt) < 0 ? -1 : 1;
  const free = rank < 2 && first * second * determinant(U) < 0 ? -1 : 1;
  return {
    U: [U[0] * first, U[1] * second * free, U[2] * first, U[3] * second * free],
    s,
    Vt: [Vt[0] * first, Vt[1] * first, Vt[2] * second, Vt[3] * second],
  };
}
