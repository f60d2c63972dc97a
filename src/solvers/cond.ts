import { isComplexInput, toComplexMatrix, type ComplexInput } from "../complex/complexMatrix.ts";
import { complexValues } from "../complex/decompose.ts";
import { svdvalsOf } from "../decompositions/svdvals.ts";
import { toMatrix } from "../matrix.ts";
import type { MatrixInput } from "../matrixInput.ts";
import type { EngineOptions } from "../wasm/builds.ts";
import { conditionOf } from "./spectrum.ts";

/**
 * Returns the condition number σ₁ / σₖ of a matrix, with k = min(m, n): by how much
 * solving with it may magnify a relative error. Infinity if σₖ is 0; a singular
 * matrix often has a tiny σₖ instead, of rounding errors. Costs one `svdvals`.
 *
 * @param a - An m × n matrix of finite numbers, real or complex.
 *
 * @throws {@link RangeError} if the matrix is empty. Otherwise the errors of `svd`.
 *
 * @example
 * ```ts
 * import { cond } from "wasm-svd";
 *
 * cond([[4, 0], [0, 2]]); // 2
 * cond([[0, 0], [0, 0]]); // Infinity
 * ```
 */
export function cond(a: MatrixInput | ComplexInput, options: EngineOptions = {}): number {
  if (isComplexInput(a)) {
    return conditionOf("cond", complexValues("cond", toComplexMatrix("cond", a), options));
  }
  return conditionOf("cond", svdvalsOf("cond", toMatrix("cond", a), options));
}
