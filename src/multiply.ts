import { Matrix, toMatrix } from "./matrix.ts";
import type { MatrixInput, RealOf } from "./matrixInput.ts";
import { product } from "./product.ts";
import type { Wider } from "./real.ts";
import type { EngineOptions } from "./wasm/builds.ts";

/**
 * Computes the product A·B.
 *
 * Single precision if both factors are; double otherwise. 2mnk flops.
 *
 * @param a - An m × k matrix of finite numbers.
 * @param b - A k × n matrix of finite numbers.
 * @returns The m × n product, in fresh memory.
 *
 * @throws {@link RangeError} if the columns of A are not as many as the rows of B, or memory does not suffice.
 * @throws {@link NonFiniteError} if an entry of A or B is NaN or ±Infinity.
 *
 * @example
 * ```ts
 * import { multiply } from "wasm-svd";
 *
 * multiply([[1, 2], [3, 4]], [[0, 1], [1, 0]]).toArray(); // [[2, 1], [4, 3]]
 * ```
 */
export function multiply<A extends MatrixInput, B extends MatrixInput>(
  a: A,
  b: B,
  options: EngineOptions = {},
): Matrix<Wider<RealOf<A>, RealOf<B>>> {
  const c = product("multiply", toMatrix("multiply: a", a), toMatrix("multiply: b", b), options);
  return new Matrix(c.rows, c.columns, c.data as Wider<RealOf<A>, RealOf<B>>);
}
