import { shape } from "../errors.ts";
import { allFinite, checkFinite, overflow } from "../finite.ts";
import { Matrix, toMatrix } from "../matrix.ts";
import type { MatrixInput, RealOf } from "../matrixInput.ts";
import { convert, widerDtype } from "../product.ts";
import type { Real, Wider } from "../real.ts";
import type { EngineOptions } from "../wasm/builds.ts";
import { multiply } from "../wasm/multiply.ts";
import { decompose } from "./decompose.ts";

export interface Procrustes<T extends Real> {
  /** n × n and orthogonal: a rotation, perhaps with a reflection. */
  readonly R: Matrix<T>;
  /** Σ σᵢ of AᵀB. The best of all s·R has s = scale / ‖A‖², in the Frobenius norm. */
  readonly scale: number;
}

/**
 * Finds the orthogonal matrix R that carries the rows of A closest to those of B:
 * the minimum of ‖A R − B‖ in the Frobenius norm.
 *
 * With AᵀB = U Σ Vᵀ it is R = U Vᵀ. The same as scipy's `orthogonal_procrustes(a, b)`.
 * Centre the columns of both first where points may also be shifted.
 *
 * P. Schönemann, A generalized solution of the orthogonal Procrustes problem,
 * Psychometrika 31 (1966) 1–10.
 *
 * @param a - An m × n matrix of finite numbers: m points.
 * @param b - Another, of the same shape.
 *
 * @throws {@link RangeError} if the shapes differ, or AᵀB overflows. Otherwise the errors of `svd`.
 *
 * @example
 * ```ts
 * import { procrustes } from "wasm-svd";
 *
 * // A quarter turn: (1, 0) → (0, 1), (0, 2) → (−2, 0).
 * const { R, scale } = procrustes([[1, 0], [0, 2]], [[0, 1], [-2, 0]]);
 * R.toArray().map((row) => row.map(Math.round)); // [[0, 1], [-1, 0]]
 * Math.round(scale); // 5
 * ```
 */
export function procrustes<A extends MatrixInput, B extends MatrixInput>(
  a: A,
  b: B,
  options: EngineOptions = {},
): Procrustes<Wider<RealOf<A>, RealOf<B>>> {
  const from = toMatrix("procrustes: a", a);
  const to = toMatrix("procrustes: b", b);
  if (from.rows !== to.rows || from.columns !== to.columns) {
    throw new RangeError(
      `procrustes: expected b to be ${shape(from.rows, from.columns)} as a is, got ${shape(to.rows, to.columns)}`,
    );
  }
  checkFinite("procrustes: a", from);
  checkFinite("procrustes: b", to);
  const dtype = widerDtype(from.data, to.data);
  const pair = [convert(from, dtype), convert(to, dtype)] as const;
  const cross = multiply("procrustes", ...pair, { ...options, transposeA: true });
  if (!allFinite(cross.data)) throw overflow("procrustes", "an entry of AᵀB");

  const factors = decompose("procrustes", cross, options);
  const R = multiply("procrustes", factors.U, factors.Vt, options);
  return {
    R: new Matrix(R.rows, R.columns, R.data as Wider<RealOf<A>, RealOf<B>>),
    scale: factors.norm("nuclear"),
  };
}
