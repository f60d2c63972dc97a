import { isComplexInput, toComplexMatrix, type ComplexInput } from "../complex/complexMatrix.ts";
import { complexValues } from "../complex/decompose.ts";
import { svdvalsOf } from "../decompositions/svdvals.ts";
import { toMatrix } from "../matrix.ts";
import type { MatrixInput } from "../matrixInput.ts";
import type { EngineOptions } from "../wasm/builds.ts";
import { rankOf, type ToleranceOptions } from "./tolerance.ts";

/**
 * Returns the rank of a matrix: the number of singular values that do not count as
 * zero. Costs one `svdvals`.
 *
 * @param a - An m × n matrix of finite numbers, real or complex.
 * @param options - `tolerance`: which singular values count as zero.
 *
 * @throws {@link RangeError} if `tolerance` is negative. Otherwise the errors of `svd`.
 *
 * @example
 * ```ts
 * import { rank } from "wasm-svd";
 *
 * rank([[1, 2], [2, 4]]); // 1
 * rank([[1, 0], [0, 1e-9]]); // 2
 * rank([[1, 0], [0, 1e-9]], { tolerance: 1e-6 }); // 1
 * ```
 */
export function rank(
  a: MatrixInput | ComplexInput,
  options: ToleranceOptions & EngineOptions = {},
): number {
  const { tolerance, ...rest } = options;
  const matrix = isComplexInput(a) ? toComplexMatrix("rank", a) : toMatrix("rank", a);
  const s = "re" in matrix ? complexValues("rank", matrix, rest) : svdvalsOf("rank", matrix, rest);
  return rankOf("rank", matrix.rows, matrix.columns, s, tolerance);
}
