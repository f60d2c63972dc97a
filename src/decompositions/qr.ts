import { identityLike } from "../blocks.ts";
import { describe } from "../errors.ts";
import { checkFinite, requireNoOverflow } from "../finite.ts";
import { Matrix, toMatrix } from "../matrix.ts";
import type { MatrixInput, RealOf } from "../matrixInput.ts";
import { zerosLike, type Dense, type Real } from "../real.ts";
import type { EngineOptions } from "../wasm/builds.ts";
import { qr as factor } from "../wasm/qr.ts";

export interface QrOptions extends EngineOptions {
  /**
   * `"reduced"` (default): Q m × k and R k × n, with k = min(m, n).
   * `"complete"`: Q m × m and R m × n.
   */
  readonly mode?: "reduced" | "complete";
}

/** A = Q R. */
export interface QR<T extends Real> {
  /** Its columns are orthonormal. */
  readonly Q: Matrix<T>;
  /** Zero below its diagonal. */
  readonly R: Matrix<T>;
}

/**
 * Factors a matrix into one with orthonormal columns and an upper triangular one.
 *
 * By Householder reflections, as LAPACK and numpy: entries on the diagonal of R may
 * be negative. 4mn² − 4n³/3 flops for m ≥ n and a reduced Q.
 *
 * R. Schreiber, C. Van Loan, A storage-efficient WY representation for products of
 * Householder transformations, SIAM J. Sci. Stat. Comput. 10 (1989) 53–57.
 *
 * @param a - An m × n matrix of finite numbers.
 *
 * @throws {@link RangeError} if memory does not suffice, or an entry of R overflows.
 * @throws {@link NonFiniteError} if an entry is NaN or ±Infinity.
 *
 * @example
 * ```ts
 * import { qr } from "wasm-svd";
 *
 * const { Q, R } = qr([[3], [4]]);
 * Math.abs(R.get(0, 0)); // 5
 * Q.rows; // 2
 * ```
 */
export function qr<A extends MatrixInput>(a: A, options: QrOptions = {}): QR<RealOf<A>> {
  const { mode = "reduced", ...rest } = options;
  if (mode !== "reduced" && mode !== "complete") {
    throw new TypeError(`qr: expected mode to be "reduced" or "complete", got ${describe(mode)}`);
  }
  const matrix = toMatrix("qr", a);
  const complete = mode === "complete";
  if (matrix.data.length === 0) return emptyQr(matrix, complete);
  checkFinite("qr", matrix);
  const { Q, R } = factor("qr", matrix, complete, rest);
  return {
    Q: new Matrix(Q.rows, Q.columns, Q.data),
    R: requireNoOverflow("qr", new Matrix(R.rows, R.columns, R.data)),
  };
}

function emptyQr<T extends Real>(
  { rows: m, columns: n, data }: Dense<T>,
  complete: boolean,
): QR<T> {
  const c = complete ? m : 0;
  return {
    Q: new Matrix(m, c, identityLike(data, c).data),
    R: new Matrix(c, n, zerosLike(data, c * n)),
  };
}
