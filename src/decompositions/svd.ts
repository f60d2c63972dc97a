import { isComplexInput, toComplexMatrix, type ComplexInput } from "../complex/complexMatrix.ts";
import { decomposeComplex } from "../complex/decompose.ts";
import type { ComplexSVD } from "../complex/factors.ts";
import { describe } from "../errors.ts";
import type { SVD } from "../factors.ts";
import { toMatrix } from "../matrix.ts";
import type { MatrixInput, RealOf } from "../matrixInput.ts";
import type { Real } from "../real.ts";
import type { EngineOptions } from "../wasm/builds.ts";
import type { Method, Vectors } from "../wasm/svd.ts";
import { decompose } from "./decompose.ts";

export type { SVD };

const METHODS: readonly Method[] = ["auto", "twisted", "divide-and-conquer", "qr", "jacobi"];

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
   * How the decomposition is computed; the first two differ in the singular vectors of the bidiagonal form of A:
   *
   * - `"twisted"`: each by itself, from a twisted factorization (Dhillon, Parlett), and made orthogonal
   *   to its neighbours; where singular values are too near to each other or too far apart, as below;
   * - `"divide-and-conquer"` (Gu, Eisenstat): mostly matrix products;
   * - `"qr"`: the implicit QR iteration of Demmel and Kahan;
   * - `"auto"` (default): twisted up to 128 columns (or rows, if these are fewer), else divide and conquer;
   * - `"jacobi"`: rotations of A's own columns after a pivoted QR (Drmač, Veselić).
   *
   * The singular values of the first four are the same bits, and their errors are small relative to σ₁. By
   * `"jacobi"` the error of each is small relative to itself: |σ̂ᵢ − σᵢ| ≤ c·ε·κ·σᵢ, where κ is the condition
   * number of A after its rows or columns are scaled to length 1, however far apart they were before.
   * For 1.7 (n = 64) to 1.9 times (n = 512) the time. The values may differ from those of `svdvals` in the last
   * bits, and are the same with vectors and without.
   *
   * A result that fails the check is computed again by what stands next: `"auto"` (or `"twisted"`),
   * `"divide-and-conquer"`, `"qr"`, `"jacobi"`. For complex matrices there are `"auto"`, `"divide-and-conquer"` and
   * `"qr"`.
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
 * Cost of a square matrix: 8/3 n³ flops for the singular values; for the vectors 4 n³ more, and n³ (twisted) or up to
 * 8/3 n³ (divide and conquer). Of m × n with m ≥ 2.5 n, 2mn² for a triangular factor, which is decomposed, and for the
 * vectors 3mn² after it. A 2 × 2 matrix is decomposed in closed form, whichever method is asked for but `"jacobi"`.
 *
 * Householder bidiagonalization: G. Golub, W. Kahan, SIAM J. Numer. Anal. Ser. B 2 (1965) 205–224. QR of tall
 * matrices by blocks of rows: J. Demmel, L. Grigori, M. Hoemmen, J. Langou, SIAM J. Sci. Comput. 34 (2012) A206–A239.
 * Singular values: K. Fernando, B. Parlett, Numer. Math. 67 (1994) 191–229 (dqds). Twisted factorizations:
 * I. Dhillon, B. Parlett, SIAM J. Matrix Anal. Appl. 25 (2004) 858–899. Divide and conquer: M. Gu, S. Eisenstat,
 * SIAM J. Matrix Anal. Appl. 16 (1995) 79–92. QR iteration: J. Demmel, W. Kahan, Accurate singular values of
 * bidiagonal matrices, SIAM J. Sci. Stat. Comput. 11 (1990) 873–912. Jacobi: Z. Drmač, K. Veselić, SIAM J. Matrix
 * Anal. Appl. 29 (2008) 1322–1362.
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
 *
 * const graded = [[1e-30, 1], [1e-30, -1]]; // with the singular values √2 and √2·1e-30
 * svd(graded, { method: "jacobi" }).s[1] / 1e-30; // 1.4142135623730951
 * svd(graded).s[1]; // < 1e-15, all that is promised by default
 * ```
 */
export function svd<A extends MatrixInput>(a: A, options?: SvdOptions): SVD<RealOf<A>>;

/**
 * Computes the singular value decomposition A = U · diag(s) · Vh of a complex m × n matrix; s is real.
 *
 * As of a real matrix, with unitary factors: in each column of U the entry of largest modulus is real and positive.
 * The bidiagonal form of a complex matrix can be made real, and its singular vectors are those of a real matrix.
 *
 * Cost of a square matrix: 32/3 n³ flops for the singular values; for the vectors 16 n³ more, and what a real
 * bidiagonal matrix takes. From m ≥ 2.5 n on a triangular factor is decomposed, as of real matrices.
 *
 * G. Golub, C. Van Loan, Matrix Computations, 4th ed., §5.1.13 and §5.4.8.
 *
 * @param a - A `ComplexMatrix`, or an object with `rows`, `columns` (or `shape`), `re` and `im`.
 * @param options - `method`: `"auto"`, `"divide-and-conquer"` or `"qr"`; the others as above.
 *
 * @throws The errors above.
 *
 * @example
 * ```ts
 * import { ComplexMatrix, svd } from "wasm-svd";
 *
 * const { U, s, Vh } = svd(ComplexMatrix.from([[[0, 3], [0, 0]], [[0, 0], [1, 0]]]));
 * s; // Float64Array [3, 1]
 * U.get(0, 0); // [1, 0]
 * Vh.get(0, 0); // [0, 1]
 * ```
 */
export function svd<T extends Real>(a: ComplexInput<T>, options?: SvdOptions): ComplexSVD<T>;
export function svd(a: MatrixInput | ComplexInput, options: SvdOptions = {}): SVD | ComplexSVD {
  const { vectors = "thin", method = "auto" } = options;
  if (vectors !== "thin" && vectors !== "full" && vectors !== "none") {
    throw new TypeError(
      `svd: expected vectors to be "thin", "full" or "none", got ${describe(vectors)}`,
    );
  }
  if (isComplexInput(a)) return decomposeComplex("svd", toComplexMatrix("svd", a), options);
  if (!METHODS.includes(method)) {
    throw new TypeError(
      `svd: expected method to be ${METHODS.map((name) => `"${name}"`).join(", ")}, got ${describe(method)}`,
    );
  }
  return decompose("svd", toMatrix("svd", a), options);
}
