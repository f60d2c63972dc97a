import { isComplexInput, toComplexMatrix, type ComplexInput } from "../complex/complexMatrix.ts";
import { decomposeComplex } from "../complex/decompose.ts";
import type { ComplexSVD } from "../complex/factors.ts";
import { decompose } from "../decompositions/decompose.ts";
import type { SVD } from "../factors.ts";
import { toMatrix } from "../matrix.ts";
import type { MatrixInput, RealOf } from "../matrixInput.ts";
import type { Real } from "../real.ts";
import type { EngineOptions } from "../wasm/builds.ts";
import { countKept, type Truncation } from "./truncation.ts";

/**
 * Returns the best approximation of lower rank, as a decomposition: A itself is
 * `lowRank(a, by).reconstruct()`. Of all m × n matrices of rank k it is the nearest
 * to A, at the distance √Σ σᵢ² (i > k) in the Frobenius norm and σₖ₊₁ in the 2-norm.
 * Costs one `svd`.
 *
 * C. Eckart, G. Young, The approximation of one matrix by another of lower rank,
 * Psychometrika 1 (1936) 211–218.
 *
 * @param a - An m × n matrix of finite numbers, real or complex.
 * @param by - How far to go:
 * a number k from 0 to min(m, n);
 * `{ energy }`: the fewest singular values with at least this share of Σ σᵢ², from 0 to 1;
 * `{ error }`: the fewest with ‖A − Aₖ‖ ≤ error · ‖A‖ in the Frobenius norm, from 0 to 1;
 * `{ tolerance }`: those above tolerance · σ₁;
 * `"gavish-donoho"`: those above ω(β) · median(σ), which is optimal for a low-rank matrix in white noise of
 * unknown strength (M. Gavish, D. Donoho, IEEE Trans. Inf. Theory 60 (2014) 5040–5053).
 * @returns U m × k, k singular values, Vt k × n.
 *
 * @throws {@link RangeError} if `by` is out of range, {@link TypeError} if it is none of these. Otherwise the errors of `svd`.
 *
 * @example
 * ```ts
 * import { lowRank } from "wasm-svd";
 *
 * const a = [[9, 0, 0], [0, 2, 0], [0, 0, 1]];
 * lowRank(a, 1).reconstruct().toArray(); // [[9, 0, 0], [0, 0, 0], [0, 0, 0]]
 * lowRank(a, { energy: 0.95 }).s; // Float64Array [9, 2]
 * lowRank(a, { error: 0.5 }).s; // Float64Array [9]
 * lowRank(a, { tolerance: 0.2 }).s; // Float64Array [9, 2]
 * ```
 */
export function lowRank<A extends MatrixInput>(
  a: A,
  by: Truncation,
  options?: EngineOptions,
): SVD<RealOf<A>>;
export function lowRank<T extends Real>(
  a: ComplexInput<T>,
  by: Truncation,
  options?: EngineOptions,
): ComplexSVD<T>;
export function lowRank(
  a: MatrixInput | ComplexInput,
  by: Truncation,
  options: EngineOptions = {},
): SVD | ComplexSVD {
  if (isComplexInput(a)) {
    const complex = decomposeComplex("lowRank", toComplexMatrix("lowRank", a), options);
    const { U, s, Vh } = complex;
    return complex.truncate(countKept("lowRank", U.rows, Vh.columns, s, by));
  }
  const factors = decompose("lowRank", toMatrix("lowRank", a), options);
  const { U, s, Vt } = factors;
  return factors.truncate(countKept("lowRank", U.rows, Vt.columns, s, by));
}
