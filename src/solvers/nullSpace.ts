import { rowsOf } from "../blocks.ts";
import { decompose } from "../decompositions/decompose.ts";
import { Matrix, toMatrix } from "../matrix.ts";
import type { MatrixInput, RealOf } from "../matrixInput.ts";
import type { EngineOptions } from "../wasm/builds.ts";
import { rankOf, type ToleranceOptions } from "./tolerance.ts";

/**
 * Returns an orthonormal basis of the null space of a matrix (all x with A x = 0):
 * the right singular vectors whose singular values count as zero, or that have none.
 * Costs one `svd`.
 *
 * @param a - An m × n matrix of finite numbers, of rank r.
 * @param options - `tolerance`: which singular values count as zero.
 * @returns An n × (n − r) matrix; the basis vectors are its columns.
 *
 * @throws {@link RangeError} if `tolerance` is negative. Otherwise the errors of `svd`.
 *
 * @example
 * ```ts
 * import { nullSpace } from "wasm-svd";
 *
 * const N = nullSpace([[3, 4]]);
 * N.columns; // 1
 * Math.round(Math.abs(N.get(0, 0)) * 10); // 8
 * ```
 */
export function nullSpace<A extends MatrixInput>(
  a: A,
  options: ToleranceOptions & EngineOptions = {},
): Matrix<RealOf<A>> {
  const { tolerance, ...rest } = options;
  const matrix = toMatrix("nullSpace", a);
  const { rows: m, columns: n } = matrix;
  // Where m ≥ n the thin factor has all n right vectors, and the full one would cost m × m for U.
  const vectors = m < n ? "full" : "thin";
  const { s, Vt } = decompose("nullSpace", matrix, { ...rest, vectors });
  const r = rankOf("nullSpace", m, n, s, tolerance);
  const basis = rowsOf(Vt, r, n);
  return new Matrix(basis.rows, n, basis.data).transpose();
}
