import { columnsOf } from "../blocks.ts";
import { decompose } from "../decompositions/decompose.ts";
import { Matrix, toMatrix } from "../matrix.ts";
import type { MatrixInput, RealOf } from "../matrixInput.ts";
import type { EngineOptions } from "../wasm/builds.ts";
import { rankOf, type ToleranceOptions } from "./tolerance.ts";

/**
 * Returns an orthonormal basis of the range of a matrix (all A x): the left singular
 * vectors whose singular values do not count as zero. Costs one `svd`.
 *
 * @param a - An m × n matrix of finite numbers, of rank r.
 * @param options - `tolerance`: which singular values count as zero.
 * @returns An m × r matrix; the basis vectors are its columns.
 *
 * @throws {@link RangeError} if `tolerance` is negative. Otherwise the errors of `svd`.
 *
 * @example
 * ```ts
 * import { orth } from "wasm-svd";
 *
 * const Q = orth([[2, 4], [0, 0]]);
 * Q.columns; // 1
 * Q.column(0); // Float64Array [1, 0]
 * ```
 */
export function orth<A extends MatrixInput>(
  a: A,
  options: ToleranceOptions & EngineOptions = {},
): Matrix<RealOf<A>> {
  const { tolerance, ...rest } = options;
  const { U, s, Vt } = decompose("orth", toMatrix("orth", a), rest);
  const r = rankOf("orth", U.rows, Vt.columns, s, tolerance);
  return new Matrix(U.rows, r, columnsOf(U, 0, r).data);
}
