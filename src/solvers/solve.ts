import { columnsOf, rowsOf, scaleRows } from "../blocks.ts";
import { describe } from "../errors.ts";
import { checkFinite, requireNoOverflow } from "../finite.ts";
import { readMatrix, type MatrixInput } from "../matrixInput.ts";
import { convert } from "../product.ts";
import { dtypeOf, isTyped, zeros, type Dense, type Real } from "../real.ts";
import type { EngineOptions } from "../wasm/builds.ts";
import { multiply } from "../wasm/multiply.ts";
import { rankOf, type ToleranceOptions } from "./tolerance.ts";

/** A vector, as a typed array or an array of numbers. */
export type VectorInput = readonly number[] | (ArrayLike<number> & ArrayBufferView);

export interface SolveOptions extends ToleranceOptions {
  /**
   * λ ≥ 0 in min ‖A x − b‖² + λ ‖x‖², whose solution is that of the normal
   * equations (AᵀA + λI) x = Aᵀb. By default 0: plain least squares.
   */
  readonly ridge?: number;
}

/** The factors of a matrix A = U Σ Vᵀ, as plain data. */
export interface Factors<T extends Real> {
  readonly U: Dense<T>;
  readonly s: T;
  readonly Vt: Dense<T>;
}

/** A right-hand side: one column for each system, and whether it came as a vector. */
export interface RightSide {
  readonly b: Dense;
  readonly isVector: boolean;
}

/** Returns the pseudoinverse Vᵣ Σᵣ⁻¹ Uᵣᵀ of the factors' product, n × m. */
export function invert<T extends Real>(
  name: string,
  { U, s, Vt }: Factors<T>,
  { tolerance, ...options }: ToleranceOptions & EngineOptions,
): Dense<T> {
  const factors = inverses(rankOf(name, U.rows, Vt.columns, s, tolerance), s, 0);
  const rank = factors.length;
  const left = scaleRows(rowsOf(Vt, 0, rank), factors);
  const right = columnsOf(U, 0, rank);
  const flags = { ...options, transposeA: true, transposeB: true };
  return requireNoOverflow(name, multiply(name, left, right, flags), "scale the matrix up");
}

/** Returns the shortest X that minimizes ‖A X − B‖, column by column. */
export function solve<T extends Real>(
  name: string,
  { U, s, Vt }: Factors<T>,
  b: Dense<T>,
  { tolerance, ridge = 0, ...options }: SolveOptions & EngineOptions,
): Dense<T> {
  if (!Number.isFinite(ridge) || ridge < 0) {
    throw new RangeError(`${name}: expected ridge to be a number >= 0, got ${describe(ridge)}`);
  }
  const factors = inverses(rankOf(name, U.rows, Vt.columns, s, tolerance), s, ridge);
  const rank = factors.length;
  const rotated = multiply(name, columnsOf(U, 0, rank), b, { ...options, transposeA: true });
  const scaled = scaleRows(rotated, factors);
  const x = multiply(name, rowsOf(Vt, 0, rank), scaled, { ...options, transposeA: true });
  return requireNoOverflow(name, x, "scale the matrix up");
}

/** Reads b of A x = b, checks it and returns it in double or as it came. */
export function readRightSide(name: string, b: VectorInput | MatrixInput, rows: number): RightSide {
  const subject = `${name}: b`;
  const isVector = isTyped(b) || (Array.isArray(b) && !Array.isArray(b[0]) && !isTyped(b[0]));
  const side = isVector ? readColumn(subject, b) : readMatrix(subject, b);
  if (side.rows !== rows) {
    throw new RangeError(`${subject}: expected ${rows} rows, as A has, got ${side.rows}`);
  }
  checkFinite(subject, side);
  return { b: side, isVector };
}

/** Returns `b` in the precision of `data`. */
export function inPrecisionOf<T extends Real>(data: T, b: Dense): Dense<T> {
  return convert(b, dtypeOf(data)) as Dense<T>;
}

function readColumn(subject: string, b: ArrayLike<unknown>): Dense {
  return readMatrix(subject, { rows: b.length, columns: 1, data: b });
}

/**
 * Returns σᵢ / (σᵢ² + ridge) for the first `rank` singular values, which is 1/σᵢ
 * without a ridge. In this form no square over- or underflows.
 */
function inverses(rank: number, s: Real, ridge: number): Float64Array {
  const factors = zeros("float64", rank);
  for (let i = 0; i < rank; ++i) factors[i] = 1 / (s[i] + ridge / s[i]);
  return factors;
}
