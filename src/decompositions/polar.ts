import { rowsOf, scaleRows } from "../blocks.ts";
import { requireNoOverflow } from "../finite.ts";
import { Matrix, toMatrix } from "../matrix.ts";
import type { MatrixInput, RealOf } from "../matrixInput.ts";
import { between } from "../progress.ts";
import type { Real } from "../real.ts";
import type { EngineOptions } from "../wasm/builds.ts";
import { multiply } from "../wasm/multiply.ts";
import { decompose } from "./decompose.ts";

/** A = U P. */
export interface Polar<T extends Real> {
  /** m × n. Of all such matrices with orthonormal columns (rows, if m < n) the nearest to A. */
  readonly U: Matrix<T>;
  /** n × n, symmetric and positive semidefinite: √(AᵀA). */
  readonly P: Matrix<T>;
}

/**
 * Computes the polar decomposition A = U P of an m × n matrix: a rotation (and
 * reflection) after a stretching.
 *
 * By the singular value decomposition A = W Σ Vᵀ: U = W Vᵀ and P = V Σ Vᵀ. The same as
 * scipy's `polar(a)`; if A does not have full rank, U is one of many.
 *
 * N. Higham, Computing the polar decomposition — with applications, SIAM J. Sci. Stat.
 * Comput. 7 (1986) 1160–1174, §2.
 *
 * @param a - An m × n matrix of finite numbers.
 *
 * @throws The errors of `svd`.
 *
 * @example
 * ```ts
 * import { polar } from "wasm-svd";
 *
 * const { U, P } = polar([[0, -2], [3, 0]]);
 * U.toArray().map((row) => row.map(Math.round)); // [[0, -1], [1, 0]]
 * P.toArray().map((row) => row.map(Math.round)); // [[3, 0], [0, 2]]
 * ```
 */
export function polar<A extends MatrixInput>(a: A, options: EngineOptions = {}): Polar<RealOf<A>> {
  const { U: W, s, Vt } = between(0, 0.7, () => decompose("polar", toMatrix("polar", a), options));
  const U = multiply("polar", W, Vt, options);
  const stretched = scaleRows(rowsOf(Vt, 0, Vt.rows), s);
  const P = multiply("polar", Vt, stretched, { ...options, transposeA: true });
  symmetrize(P.data, P.columns);
  return {
    U: new Matrix(U.rows, U.columns, U.data),
    P: requireNoOverflow("polar", new Matrix(P.rows, P.columns, P.data)),
  };
}

/** Takes the mean of mirrored entries, which differ by rounding errors. */
function symmetrize(data: Real, n: number): void {
  for (let i = 0; i < n; ++i) {
    for (let j = 0; j < i; ++j) {
      const mean = data[i * n + j] / 2 + data[j * n + i] / 2;
      data[i * n + j] = mean;
      data[j * n + i] = mean;
    }
  }
}
