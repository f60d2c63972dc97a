import {
  asComplexMatrix,
  isComplexInput,
  toComplexMatrix,
  type ComplexInput,
  type ComplexMatrix,
} from "../complex/complexMatrix.ts";
import { decomposeComplex } from "../complex/decompose.ts";
import { invertComplex } from "../complex/solve.ts";
import { decompose } from "../decompositions/decompose.ts";
import { Matrix, toMatrix } from "../matrix.ts";
import type { MatrixInput, RealOf } from "../matrixInput.ts";
import type { Real } from "../real.ts";
import type { EngineOptions } from "../wasm/builds.ts";
import { invert } from "./solve.ts";
import type { ToleranceOptions } from "./tolerance.ts";

/**
 * Computes the Moore–Penrose pseudoinverse A⁺, which is n × m for an m × n matrix
 * A. A⁺ b is the shortest of the vectors x that minimize ‖A x − b‖; for that alone
 * use `lstsq`. Costs one `svd` and 2mnr flops.
 *
 * G. Golub, C. Van Loan, Matrix Computations, 4th ed., §5.5.2.
 *
 * @param a - An m × n matrix of finite numbers, real or complex.
 * @param options - `tolerance`: which singular values count as zero.
 *
 * @throws {@link RangeError} if A⁺ overflows. Otherwise the errors of `svd`.
 *
 * @example
 * ```ts
 * import { pinv } from "wasm-svd";
 *
 * pinv([[2, 0], [0, 4], [0, 0]]).toArray(); // [[0.5, 0, 0], [0, 0.25, 0]]
 * ```
 */
export function pinv<A extends MatrixInput>(
  a: A,
  options?: ToleranceOptions & EngineOptions,
): Matrix<RealOf<A>>;
export function pinv<T extends Real>(
  a: ComplexInput<T>,
  options?: ToleranceOptions & EngineOptions,
): ComplexMatrix<T>;
export function pinv(
  a: MatrixInput | ComplexInput,
  options: ToleranceOptions & EngineOptions = {},
): Matrix | ComplexMatrix {
  const { reproducible } = options;
  if (isComplexInput(a)) {
    const complex = decomposeComplex("pinv", toComplexMatrix("pinv", a), { reproducible });
    return asComplexMatrix(invertComplex("pinv", complex, options));
  }
  const factors = decompose("pinv", toMatrix("pinv", a), { reproducible });
  const { rows, columns, data } = invert("pinv", factors, options);
  return new Matrix(rows, columns, data);
}
