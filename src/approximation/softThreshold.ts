import { columnsOf, rowsOf, scaleRows } from "../blocks.ts";
import { decompose } from "../decompositions/decompose.ts";
import { SVD } from "../factors.ts";
import { Matrix } from "../matrix.ts";
import type { Dense, Real } from "../real.ts";
import type { EngineOptions } from "../wasm/builds.ts";
import { multiply } from "../wasm/multiply.ts";

/** A matrix of low rank, and its decomposition. */
export interface LowRankIterate<T extends Real> {
  readonly factors: SVD<T>;
  readonly Z: Dense<T>;
}

/**
 * Returns the minimum of ½‖Z − A‖² + τ‖Z‖∗ over all matrices Z of rank up to `maxRank`: the decomposition of A with
 * max(σᵢ − τ, 0) for σᵢ.
 *
 * J.-F. Cai, E. Candès, Z. Shen, A singular value thresholding algorithm for matrix completion, SIAM J. Optim. 20
 * (2010) 1956–1982, Theorem 2.1.
 */
export function softThreshold<T extends Real>(
  name: string,
  a: Dense<T>,
  tau: number,
  maxRank: number,
  options: EngineOptions,
): LowRankIterate<T> {
  const { U, s, Vt } = decompose(name, a, options);
  let rank = 0;
  while (rank < Math.min(maxRank, s.length) && s[rank] > tau) ++rank;
  const left = columnsOf(U, 0, rank);
  const right = rowsOf(Vt, 0, rank);
  const values = s.slice(0, rank).map((sigma) => sigma - tau) as T;
  const factors = new SVD(
    new Matrix(left.rows, rank, left.data),
    values,
    new Matrix(rank, right.columns, right.data),
    options.reproducible,
  );
  return { factors, Z: productOf(name, factors, options) };
}

/** U · diag(s) · Vt. */
export function productOf<T extends Real>(
  name: string,
  { U, s, Vt }: SVD<T>,
  options: EngineOptions,
): Dense<T> {
  return multiply(name, U, scaleRows(rowsOf(Vt, 0, s.length), s), options);
}
