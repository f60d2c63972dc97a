import { decompose } from "../decompositions/decompose.ts";
import { readMatrix, type MatrixInput } from "../matrixInput.ts";
import { convert } from "../product.ts";
import type { Dense } from "../real.ts";
import { readRightSide, type VectorInput } from "./solve.ts";
import { rankOf, type ToleranceOptions } from "./tolerance.ts";

/** A system A x ≈ b in the coordinates of the singular vectors, in double. */
export interface SpectralSystem {
  readonly rows: number;
  readonly columns: number;
  readonly rank: number;
  /** All singular values. */
  readonly s: Float64Array;
  readonly U: Dense<Float64Array>;
  readonly Vt: Dense<Float64Array>;
  readonly b: Float64Array;
  /** uᵢᵀ b, one for each singular value. */
  readonly beta: Float64Array;
  /** ‖b − U Uᵀ b‖², of the vectors that count: what no x explains. */
  readonly outside: number;
}

/** One `svd` that all x of a family of methods follow from. */
export function spectralSystem(
  name: string,
  a: MatrixInput,
  b: VectorInput,
  { tolerance }: ToleranceOptions = {},
): SpectralSystem {
  const matrix = convert(readMatrix(name, a), "float64") as Dense<Float64Array>;
  const { b: side, isVector } = readRightSide(name, b, matrix.rows);
  if (!isVector) throw new TypeError(`${name}: expected b to be a vector`);
  const { rows, columns } = matrix;
  const { U, s, Vt } = decompose(name, matrix);
  const rank = rankOf(name, rows, columns, s, tolerance);
  const values = Float64Array.from(side.data);
  const k = s.length;
  const beta = new Float64Array(k);
  for (let i = 0; i < rows; ++i) {
    for (let j = 0; j < k; ++j) beta[j] += U.data[i * k + j] * values[i];
  }
  let outside = 0;
  for (let i = 0; i < rows; ++i) {
    let rest = values[i];
    for (let j = 0; j < rank; ++j) rest -= U.data[i * k + j] * beta[j];
    outside += rest * rest;
  }
  return { rows, columns, rank, s, U, Vt, b: values, beta, outside };
}

/** Σ factors[i] · vᵢ, over as many as there are factors. */
export function combine({ columns, Vt }: SpectralSystem, factors: ArrayLike<number>): Float64Array {
  const x = new Float64Array(columns);
  for (let i = 0; i < factors.length; ++i) {
    for (let j = 0; j < columns; ++j) x[j] += factors[i] * Vt.data[i * columns + j];
  }
  return x;
}
