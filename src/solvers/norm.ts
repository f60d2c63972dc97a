import { isComplexInput, toComplexMatrix, type ComplexInput } from "../complex/complexMatrix.ts";
import { complexNorm } from "../complex/norm.ts";
import { svdvalsOf } from "../decompositions/svdvals.ts";
import { describe } from "../errors.ts";
import { checkFinite, overflow } from "../finite.ts";
import { toMatrix } from "../matrix.ts";
import type { MatrixInput } from "../matrixInput.ts";
import type { Dense } from "../real.ts";
import type { EngineOptions } from "../wasm/builds.ts";
import { norm as euclidean } from "../wasm/norm.ts";
import { normOf } from "./spectrum.ts";

/** The norms of `norm`. Of numbers 1, 2 and Infinity; TypeScript has no type for Infinity. */
export type NormKind = "fro" | "nuclear" | number;

/**
 * Returns a norm of a matrix; 0 for an empty one.
 *
 * @param a - An m × n matrix of finite numbers, real or complex (then of moduli, not magnitudes).
 * @param kind - `"fro"` (default): √Σ aᵢⱼ². `2`: the largest singular value. `"nuclear"`: the sum of the
 * singular values. `1` and `Infinity`: the largest sum of magnitudes in a column and in a row. The second
 * and third cost one `svdvals`, the others mn flops.
 *
 * @throws {@link TypeError} if `kind` is none of these.
 * @throws {@link RangeError} if the norm overflows.
 * @throws {@link NonFiniteError} if an entry is NaN or ±Infinity.
 *
 * @example
 * ```ts
 * import { norm } from "wasm-svd";
 *
 * norm([[3, 0], [0, -4]]); // 5
 * norm([[3, 0], [0, -4]], 2); // 4
 * norm([[3, 0], [0, -4]], "nuclear"); // 7
 * norm([[1, 2], [3, -4]], Infinity); // 7
 * ```
 */
export function norm(
  a: MatrixInput | ComplexInput,
  kind: NormKind = "fro",
  options: EngineOptions = {},
): number {
  const value = isComplexInput(a)
    ? complexNorm(toComplexMatrix("norm", a), kind, options)
    : normOfKind(toMatrix("norm", a), kind, options);
  if (value === Infinity) throw overflow("norm", "the norm");
  return value;
}

function normOfKind(a: Dense, kind: NormKind, options: EngineOptions): number {
  switch (kind) {
    case "fro":
      checkFinite("norm", a);
      return euclidean("norm", a.data, options);
    case 2:
      return normOf("norm", svdvalsOf("norm", a, options), 2);
    case "nuclear":
      return normOf("norm", svdvalsOf("norm", a, options), kind);
    case 1:
      checkFinite("norm", a);
      return largestSum(columnSums(a));
    case Infinity:
      checkFinite("norm", a);
      return largestSum(rowSums(a));
    default:
      throw new TypeError(
        `norm: expected "fro", 1, 2, Infinity or "nuclear", got ${describe(kind)}`,
      );
  }
}

function columnSums({ columns, data }: Dense): Float64Array {
  const sums = new Float64Array(columns);
  for (let i = 0; i < data.length; i += columns) {
    for (let j = 0; j < columns; ++j) sums[j] += Math.abs(data[i + j]);
  }
  return sums;
}

function rowSums({ rows, columns, data }: Dense): Float64Array {
  const sums = new Float64Array(rows);
  for (let i = 0; i < rows; ++i) {
    for (let j = 0; j < columns; ++j) sums[i] += Math.abs(data[i * columns + j]);
  }
  return sums;
}

function largestSum(sums: Float64Array): number {
  return sums.reduce((largest, sum) => Math.max(largest, sum), 0);
}
