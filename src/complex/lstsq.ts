import type { MatrixInput } from "../matrixInput.ts";
import { widerDtype } from "../product.ts";
import { zerosLike, type Real } from "../real.ts";
import type { VectorInput } from "../solvers/solve.ts";
import { rankOf } from "../solvers/tolerance.ts";
import type { EngineOptions } from "../wasm/builds.ts";
import {
  asComplexMatrix,
  readComplex,
  type ComplexInput,
  type ComplexMatrix,
} from "./complexMatrix.ts";
import { decomposeComplex } from "./decompose.ts";
import { convertPlanes, type Planes } from "./planes.ts";
import { complexMultiply } from "./product.ts";
import { readComplexSide } from "./rightSide.ts";
import { solveComplex, type ComplexSolveOptions } from "./solve.ts";

/** What `lstsq` returns where A or b is complex. */
export interface ComplexLstsq<T extends Real = Real> {
  /** The shortest of all solutions: n × p for an m × p matrix b, and for a vector n × 1. */
  readonly x: ComplexMatrix<T>;
  /** ‖A x − b‖² for each column of b. */
  readonly residuals: T;
  /** The number of singular values of A that do not count as zero. */
  readonly rank: number;
  /** The singular values of A. */
  readonly s: T;
}

/** Solves A x ≈ b in the sense of least squares, where at least one of both is complex: see `lstsq`. */
export function complexLstsq(
  a: ComplexInput | MatrixInput,
  b: ComplexInput | MatrixInput | VectorInput,
  options: ComplexSolveOptions & EngineOptions,
): ComplexLstsq {
  const { reproducible, tolerance } = options;
  const matrix = readComplex("lstsq", a);
  const side = readComplexSide("lstsq", b, matrix.rows);
  const dtype = widerDtype(matrix.re, side.re);
  const left = convertPlanes(matrix, dtype);
  const right = convertPlanes(side, dtype);

  const factors = decomposeComplex("lstsq", left, { reproducible });
  const x = solveComplex("lstsq", factors, right, options);
  const product = complexMultiply("lstsq", left, x, { reproducible });
  return {
    x: asComplexMatrix(x),
    residuals: squaredDistances(product, right),
    rank: rankOf("lstsq", left.rows, left.columns, factors.s, tolerance),
    s: factors.s,
  };
}

/** The squared lengths of the columns of A − B. */
function squaredDistances(a: Planes, b: Planes): Real {
  const { rows, columns } = a;
  const sums = new Float64Array(columns);
  for (let i = 0; i < rows * columns; ++i) {
    sums[i % columns] += (a.re[i] - b.re[i]) ** 2 + (a.im[i] - b.im[i]) ** 2;
  }
  const squares = zerosLike(a.re, columns);
  squares.set(sums);
  return squares;
}
