import { columnsOf, rowsOf, scaleRows } from "../../blocks.ts";
import { svd } from "../../decompositions/svd.ts";
import { describe } from "../../errors.ts";
import { Matrix, toMatrix } from "../../matrix.ts";
import type { MatrixInput } from "../../matrixInput.ts";
import { multiply } from "../../multiply.ts";
import { dtypeOf, zeros, type Dense, type Dtype } from "../../real.ts";
import { checkRequest, rankFor } from "./allocateRanks.ts";
import { lengthOf } from "./length.ts";

export interface LoraOptions {
  /** The rank of the update, at most the smaller side of the matrix; or `energy`. */
  readonly rank?: number;
  /** As many singular values as hold this part of Σ σ², above 0 and up to 1; or `rank`. */
  readonly energy?: number;
  /** The update is (alpha / rank) · B · A; by default alpha is the rank. */
  readonly alpha?: number;
}

/** An update of low rank of a matrix out × in: (alpha / rank) · B · A. */
export interface LoraFactors {
  /** rank × in. */
  readonly A: Matrix;
  /** out × rank. */
  readonly B: Matrix;
  readonly rank: number;
  readonly alpha: number;
  /** ‖ΔW − (alpha / rank) · B · A‖_F: what the discarded singular values say. */
  readonly error: number;
  /** The same relative to ‖ΔW‖_F. */
  readonly relativeError: number;
  /** Numbers of ΔW: out · in. */
  readonly parametersBefore: number;
  /** Numbers of A and B: rank · (out + in). */
  readonly parametersAfter: number;
}

/**
 * Factors the change ΔW of the weights of a layer as LoRA has it: ΔW ≈ (alpha / rank) · B · A, the nearest of that rank, with
 * the singular values shared evenly between A and B. One `svd`.
 *
 * E. Hu et al., LoRA: low-rank adaptation of large language models, ICLR 2022, §4.1.
 *
 * @param delta - The change, out × in: tuned weights minus those before.
 *
 * @throws {@link RangeError} unless one of `rank` and `energy` is given and within its range, or if `alpha` is not above 0.
 * Otherwise the errors of `svd`.
 *
 * @example
 * ```ts
 * import { loraFactors, mergeLora } from "wasm-svd";
 *
 * const delta = [[2, 4], [1, 2], [3, 6]];
 * const lora = loraFactors(delta, { rank: 1, alpha: 16 });
 * lora.A.columns; // 2
 * lora.error; // < 1e-14
 * mergeLora([[0, 0], [0, 0], [0, 0]], lora).row(2); // Float64Array [3, 6]
 * ```
 */
export function loraFactors(delta: MatrixInput, options: LoraOptions): LoraFactors {
  return factorsOf("loraFactors", toMatrix("loraFactors", delta), options);
}

/** The same, for errors to name whoever asks. */
export function factorsOf(name: string, delta: Matrix, options: LoraOptions): LoraFactors {
  const { rank: asked, energy, alpha: strength } = options;
  checkRequest(name, { rank: asked, energy });
  const { rows, columns } = delta;
  const { U, s, Vt } = svd(delta);
  const rank = rankFor(name, { rows, columns, s }, { rank: asked, energy });
  const alpha = strength ?? rank;
  if (!(alpha > 0 && alpha < Infinity)) {
    throw new RangeError(`${name}: expected alpha to be a number above 0, got ${describe(alpha)}`);
  }
  const roots = Float64Array.from(s.subarray(0, rank), (sigma) =>
    Math.sqrt((sigma * rank) / alpha),
  );
  const error = lengthOf(s.subarray(rank));
  const whole = lengthOf(s);
  return {
    A: matrixOf(scaleRows(rowsOf(Vt, 0, rank), roots)),
    B: matrixOf(scaleRows(matrixOf(columnsOf(U, 0, rank)).transpose(), roots)).transpose(),
    rank,
    alpha,
    error,
    relativeError: whole > 0 ? error / whole : 0,
    parametersBefore: rows * columns,
    parametersAfter: rank * (rows + columns),
  };
}

/** What `mergeLora` needs of an update. */
export interface LoraUpdate {
  readonly A: MatrixInput;
  readonly B: MatrixInput;
  readonly alpha: number;
}

/**
 * Adds an update to weights: W + (alpha / rank) · B · A, in the precision of W.
 *
 * @throws {@link RangeError} if the shapes do not fit.
 *
 * @example
 * ```ts
 * import { mergeLora } from "wasm-svd";
 *
 * mergeLora([[1, 1], [1, 1]], { A: [[1, 2]], B: [[1], [0]], alpha: 2 }).toArray(); // [[3, 5], [1, 1]]
 * ```
 */
export function mergeLora(w: MatrixInput, lora: LoraUpdate): Matrix {
  const name = "mergeLora";
  const base = toMatrix(`${name}: w`, w);
  const a = toMatrix(`${name}: A`, lora.A);
  const b = toMatrix(`${name}: B`, lora.B);
  if (a.rows !== b.columns || b.rows !== base.rows || a.columns !== base.columns) {
    throw new RangeError(
      `${name}: expected B · A to be ${base.rows} × ${base.columns}, got ${b.rows} × ${b.columns} · ${a.rows} × ${a.columns}`,
    );
  }
  const update = multiply(b, a).data;
  const scaling = lora.alpha / (a.rows || 1);
  const sum = zeros<Dtype>(dtypeOf(base.data), update.length);
  for (let i = 0; i < sum.length; ++i) sum[i] = base.data[i] + scaling * update[i];
  return new Matrix(base.rows, base.columns, sum);
}

function matrixOf({ rows, columns, data }: Dense): Matrix {
  return new Matrix(rows, columns, data);
}
