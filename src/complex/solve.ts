import { columnsOf, rowsOf, scaleRows } from "../blocks.ts";
import { describe } from "../errors.ts";
import { zeros, type Real } from "../real.ts";
import { rankOf, type ToleranceOptions } from "../solvers/tolerance.ts";
import type { EngineOptions } from "../wasm/builds.ts";
import { eachPlane, requireFinitePlanes, type Planes } from "./planes.ts";
import { complexMultiply } from "./product.ts";

/** The factors of a complex matrix A = U Σ Vᴴ, as plain data. */
export interface ComplexFactors<T extends Real> {
  readonly U: Planes<T>;
  readonly s: T;
  readonly Vh: Planes<T>;
}

export interface ComplexSolveOptions extends ToleranceOptions {
  /** λ ≥ 0 in min ‖A x − b‖² + λ ‖x‖². By default 0: plain least squares. */
  readonly ridge?: number;
}

/** Returns the pseudoinverse Vᵣ Σᵣ⁻¹ Uᵣᴴ of the factors' product, n × m. */
export function invertComplex<T extends Real>(
  name: string,
  { U, s, Vh }: ComplexFactors<T>,
  { tolerance, reproducible }: ToleranceOptions & EngineOptions,
): Planes<T> {
  const factors = inverses(rankOf(name, U.rows, Vh.columns, s, tolerance), s, 0);
  const right = scaledRows(Vh, factors);
  const left = eachPlane(U, (plane) => columnsOf(plane, 0, factors.length));
  const flags = { adjointA: true, adjointB: true, reproducible };
  return requireFinitePlanes(
    name,
    complexMultiply(name, right, left, flags),
    "scale the matrix up",
  );
}

/** Returns the shortest X that minimizes ‖A X − B‖, column by column. */
export function solveComplex<T extends Real>(
  name: string,
  { U, s, Vh }: ComplexFactors<T>,
  b: Planes<T>,
  { tolerance, ridge = 0, reproducible }: ComplexSolveOptions & EngineOptions,
): Planes<T> {
  if (!Number.isFinite(ridge) || ridge < 0) {
    throw new RangeError(`${name}: expected ridge to be a number >= 0, got ${describe(ridge)}`);
  }
  const factors = inverses(rankOf(name, U.rows, Vh.columns, s, tolerance), s, ridge);
  const flags = { adjointA: true, reproducible };
  const left = eachPlane(U, (plane) => columnsOf(plane, 0, factors.length));
  const rotated = complexMultiply(name, left, b, flags);
  const right = eachPlane(Vh, (plane) => rowsOf(plane, 0, factors.length));
  const x = complexMultiply(name, right, scaledRows(rotated, factors), flags);
  return requireFinitePlanes(name, x, "scale the matrix up");
}

/** Returns the first rows of a matrix, row i times factors[i]. */
export function scaledRows<T extends Real>(
  a: Planes<T>,
  factors: ArrayLike<number>,
  count = factors.length,
): Planes<T> {
  return eachPlane(a, (plane) => scaleRows(rowsOf(plane, 0, count), factors));
}

/** σᵢ / (σᵢ² + ridge) for the first `rank` singular values, without squares. */
function inverses(rank: number, s: Real, ridge: number): Float64Array {
  const factors = zeros("float64", rank);
  for (let i = 0; i < rank; ++i) factors[i] = 1 / (s[i] + ridge / s[i]);
  return factors;
}
