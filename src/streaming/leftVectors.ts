import { Matrix, toMatrix } from "../matrix.ts";
import type { MatrixInput } from "../matrixInput.ts";
import { convert } from "../product.ts";
import { isFloat32, type Dense, type Real } from "../real.ts";
import type { EngineOptions } from "../wasm/builds.ts";
import { multiply } from "../wasm/multiply.ts";
import { readRowBlocks, type RowBlockSource, type StreamOptions } from "./rowBlocks.ts";

/** What left singular vectors are computed from: the values, and the right ones. */
export interface RightFactors {
  readonly s: Real;
  readonly Vt: MatrixInput;
}

/**
 * Yields the left singular vectors of a matrix that is given by row blocks: for each block A′ of it the block
 * U′ = A′ · V · diag(s)⁻¹, in the precision of A′. In memory are one block of both, and V.
 *
 * The columns that belong to small singular values are less orthogonal than others, by about ε·σ₁/σᵢ with ε of double
 * precision: V is known up to that. All σᵢ must be positive; cut off those that are not (`compact`).
 *
 * @param blocks - The blocks that s and Vt were computed from, or others with as many columns: these are then
 *   projected to the same axes.
 * @throws {@link RangeError} if blocks have other columns than Vt, or a singular value is 0.
 *
 * @example
 * ```ts
 * import { leftVectors } from "wasm-svd";
 *
 * const right = { s: Float64Array.of(5, 2), Vt: [[1, 0], [0, 1]] };
 * const U: number[][] = [];
 * for await (const block of leftVectors([[[3, 0]], [[0, 2], [4, 0]]], right)) U.push(...block.toArray());
 * U; // [[0.6, 0], [0, 1], [0.8, 0]]
 * ```
 */
export async function* leftVectors(
  blocks: RowBlockSource,
  { s, Vt }: RightFactors,
  options: StreamOptions & EngineOptions = {},
): AsyncGenerator<Matrix, void, undefined> {
  const vt = convert(toMatrix("leftVectors: Vt", Vt), "float64");
  if (s.length !== vt.rows) {
    throw new RangeError(`leftVectors: ${vt.rows} rows of Vt need as many values, got ${s.length}`);
  }
  for (let j = 0; j < s.length; ++j) {
    if (!(s[j] > 0))
      throw new RangeError(`leftVectors: expected values > 0, got s[${j}] = ${s[j]}`);
  }
  const pass = { ...options, columns: vt.columns };
  for await (const { block } of readRowBlocks("leftVectors", blocks, pass)) {
    const u = leftBlock(block, s, vt, options);
    yield new Matrix(u.rows, u.columns, isFloat32(block.data) ? Float32Array.from(u.data) : u.data);
  }
}

/** A′ · V · diag(s)⁻¹, in double precision. */
export function leftBlock(
  block: Dense,
  s: Real,
  vt: Dense,
  options: EngineOptions,
): Dense<Float64Array> {
  const wide = convert(block, "float64") as Dense<Float64Array>;
  const right = vt as Dense<Float64Array>;
  const u = multiply("leftVectors", wide, right, { ...options, transposeB: true });
  const k = s.length;
  for (let i = 0; i < u.rows; ++i) {
    for (let j = 0; j < k; ++j) u.data[i * k + j] /= s[j];
  }
  return u;
}
