import type { MatrixInput } from "../matrixInput.ts";
import type { VectorInput } from "./solve.ts";
import { combine, spectralSystem } from "./spectralSystem.ts";
import type { ToleranceOptions } from "./tolerance.ts";

/** Where b lies, as seen from the column space of A. */
export interface Projection {
  /** The point A x of the column space that is nearest to b. */
  readonly projection: Float64Array;
  /** b − projection, at a right angle to all columns. */
  readonly residual: Float64Array;
  /** The shortest x with A x = projection. */
  readonly x: Float64Array;
  /** Between b and the column space, from 0 to π/2; 0 for b = 0. */
  readonly angle: number;
  /** The diagonal of the hat matrix U Uᵀ, from 0 to 1: how much each entry of b draws the projection to itself. */
  readonly leverage: Float64Array;
  /** Of the column space: the sum of all leverages. */
  readonly rank: number;
  /** ‖b‖² is the sum of the squares of the other two. */
  readonly norms: { readonly b: number; readonly projection: number; readonly residual: number };
}

/**
 * Projects b onto the column space of A: least squares as geometry. One `svd`.
 *
 * @param a - An m × n matrix, computed in double.
 * @param b - A vector with m entries.
 *
 * @throws {@link RangeError} if b does not have m entries. Otherwise the errors of `svd`.
 *
 * @example
 * ```ts
 * import { project } from "wasm-svd";
 *
 * const { projection, residual, angle } = project([[1, 0], [0, 1], [0, 0]], [3, 4, 5]);
 * projection; // Float64Array [3, 4, 0]
 * residual; // Float64Array [0, 0, 5]
 * angle; // 0.785398…, that is 45°
 * ```
 */
export function project(
  a: MatrixInput,
  b: VectorInput,
  options: ToleranceOptions = {},
): Projection {
  const system = spectralSystem("project", a, b, options);
  const { rows, rank, s, U, b: target, beta } = system;
  const width = s.length;
  const projection = new Float64Array(rows);
  const leverage = new Float64Array(rows);
  for (let i = 0; i < rows; ++i) {
    for (let k = 0; k < rank; ++k) {
      const u = U.data[i * width + k];
      projection[i] += u * beta[k];
      leverage[i] += u * u;
    }
  }
  const residual = target.map((value, i) => value - projection[i]);
  const norms = { b: norm(target), projection: norm(projection), residual: norm(residual) };
  return {
    projection,
    residual,
    x: combine(
      system,
      Float64Array.from({ length: rank }, (_, k) => beta[k] / s[k]),
    ),
    angle: Math.atan2(norms.residual, norms.projection),
    leverage,
    rank,
    norms,
  };
}

function norm(x: Float64Array): number {
  return Math.sqrt(x.reduce((sum, value) => sum + value * value, 0));
}
