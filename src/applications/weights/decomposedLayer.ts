import { columnsOf, rowsOf, scaleRows } from "../../blocks.ts";
import { svd } from "../../decompositions/svd.ts";
import type { SVD } from "../../factors.ts";
import { Matrix } from "../../matrix.ts";
import { multiply } from "../../multiply.ts";
import type { Dense, Real } from "../../real.ts";
import type { FactorizedLinear } from "./factorizeLinear.ts";
import { type InputOptions, inputRoot } from "./inputRoot.ts";
import { lengthOf } from "./length.ts";
import { type WeightLayoutOptions, type WeightInput, weightMatrix } from "./weightInput.ts";

/** A layer with the decomposition that says which part of it matters. */
export interface DecomposedLayer {
  readonly w: Matrix;
  readonly rows: number;
  readonly columns: number;
  readonly s: Real;
  readonly factors: SVD;
  /** Whether the decomposition is that of W itself. */
  readonly plain: boolean;
}

export function decomposeLayer(
  subject: string,
  weights: WeightInput,
  options: InputOptions & WeightLayoutOptions,
): DecomposedLayer {
  const w = weightMatrix(subject, weights, options);
  const root = inputRoot(subject, w.columns, options);
  const factors = svd(root ? multiply(w, root.transpose()) : w);
  return { w, rows: w.rows, columns: w.columns, s: factors.s, factors, plain: !root };
}

/** The two thin layers of a rank. */
export function assemble(
  layer: DecomposedLayer,
  rank: number,
  bias: ArrayLike<number> | undefined,
): FactorizedLinear {
  const { w, rows, columns, s, factors, plain } = layer;
  const left = matrixOf(columnsOf(factors.U, 0, rank));
  const right = plain
    ? matrixOf(scaleRows(rowsOf(factors.Vt, 0, rank), s))
    : multiply(left.transpose(), w);
  // Both factors get the square root of what their product holds of a direction.
  const roots = Float64Array.from({ length: rank }, (_, i) => Math.sqrt(lengthOf(right.row(i))));
  const safe = roots.map((root) => (root > 0 ? root : 1));
  const error = lengthOf(s.subarray(rank));
  const whole = lengthOf(s);
  return {
    first: matrixOf(
      scaleRows(
        right,
        safe.map((root) => 1 / root),
      ),
    ),
    second: matrixOf(scaleRows(left.transpose(), safe)).transpose(),
    bias,
    rank,
    parametersBefore: rows * columns,
    parametersAfter: rank * (rows + columns),
    error,
    relativeError: whole > 0 ? error / whole : 0,
  };
}

function matrixOf({ rows, columns, data }: Dense): Matrix {
  return new Matrix(rows, columns, data);
}
