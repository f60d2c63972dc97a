import { describe } from "../errors.ts";
import type { SVD } from "../factors.ts";
import { toMatrix } from "../matrix.ts";
import type { MatrixInput, RealOf } from "../matrixInput.ts";
import type { EngineOptions } from "../wasm/builds.ts";
import type { Method, Vectors } from "../wasm/svd.ts";
import { decompose } from "./decompose.ts";

export type { SVD };

const METHODS: readonly Method[] = ["auto", "twisted", "divide-and-conquer", "qr"];

export interface SvdOptions extends EngineOptions {
  /**
   * Which singular vectors to compute, with k = min(m, n):
   *
   * - `"thin"` (default): the first k of both, U m × k and Vt k × n;
   * - `"full"`: all, U m × m and Vt n × n, both orthogonal;
   * - `"none"`: U m × 0 and Vt 0 × n. The singular values are the same bits as with vectors.
   */
  readonly vectors?: Vectors;

  /**
   * How the singular vectors of the bidiagonal form of A are computed:
   *
   * - `"twisted"`: each by itself, from a twisted factorization (Dhillon, Parlett), and made orthogonal
   *   to its neighbours; where singular values are too near to each other or too far apart, as below;
   * - `"divide-and-conquer"` (Gu, Eisenstat): mostly matrix products;
   * - `"qr"`: the implicit QR iteration of Demmel and Kahan;
   * - `"auto"` (default): twisted up to 128 columns (or rows, if these are fewer), else divide and conquer.
   *
   * The singular values are the same bits either way.
   */
  readonly method?: Method;

  /**
   * Whether to say where a matrix is not finite: by default `true`. With `false`,
   * a matrix that holds NaN or ±Infinity throws no error, and all entries of U, s
   * and Vt are NaN.
   */
  readonly checkFinite?: boolean;
}

/**
 * Computes the singular value decomposition A = U · diag(s) · Vt of an m × n matrix.
 *
 * The precision follows the data: `Float32Array` is computed in single precision
 * and comes back so, all other numbers are computed in double. `a` is not modified.
 *
 * Singular vectors are unique only up to sign, and only where the singular values
 * differ. The signs are chosen such that in each column of U the entry of largest
 * magnitude is positive.
 *
 * A result with vectors was checked against A before it is returned (UᵀU x = x,
 * V VᵀV x = V x and A V x = U Σ x for a test vector x, in O(mn) flops).
 *
 * Cost: about 9 n³ flops for a square matrix with vectors, 8/3 n³ without.
 *
 * Householder bidiagonalization: G. Golub, W. Kahan, SIAM J. Numer. Anal. Ser. B 2 (1965) 205–224.
 * Divide and conquer: M. Gu, S. Eisenstat, SIAM J. Matrix Anal. Appl. 16 (1995) 79–92. QR iteration:
 * J. Demmel, W. Kahan, Accurate singular values of bidiagonal matrices, SIAM J. Sci. Stat. Comput. 11
 * (1990) 873–912. Singular values: K. Fernando, B. Parlett, Numer. Math. 67 (1994) 191–229 (dqds).
 *
 * @param a - An m × n matrix of finite numbers, in any form of `MatrixInput`.
 * @returns The factors, in fresh arrays. Empty matrices have none of the singular values.
 *
 * @throws {@link TypeError} if `a` is not a matrix of numbers, or an option is not one of those above.
 * @throws {@link RangeError} if rows differ in length, memory does not suffice (says what does), or σ₁ overflows.
 * @throws {@link NonFiniteError} if an entry is NaN or ±Infinity.
 * @throws {@link ConvergenceError} if the iteration stops short or the check fails; no finite matrix is known to do so.
 *
 * @example
 * ```ts
 * import { svd } from "wasm-svd";
 *
 * const { U, s, Vt } = svd([[3, 0], [4, 5]]);
 * s; // Float64Array [6.708203932499369, 2.23606797749979], that is √45 and √5
 * U.get(1, 0); // 0.9486832980505138, that is 3/√10
 *
 * svd([[1, 2, 3]], { vectors: "full" }).Vt.rows; // 3
 * ```
 */
export function svd<A extends MatrixInput>(a: A, options: SvdOptions = {}): SVD<RealOf<A>> {
  const { vectors = "thin", method = "auto" } = options;
  if (vectors !== "thin" && vectors !== "full" && vectors !== "none") {
    throw new TypeError(
      `svd: expected vectors to be "thin", "full" or "none", got ${describe(vectors)}`,
    );
  }
  if (!METHODS.includes(method)) {
    throw new TypeError(
      `svd: expected method to be ${METHODS.map((name) => `"${name}"`).join(", ")}, got ${describe(method)}`,
    );
  }
  return decompose("svd", toMatrix("svd", a), options);
}
