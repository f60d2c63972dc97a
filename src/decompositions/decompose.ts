import { identityLike } from "../blocks.ts";
import { ConvergenceError } from "../errors.ts";
import { SVD } from "../factors.ts";
import { checkFinite, overflow } from "../finite.ts";
import { Matrix } from "../matrix.ts";
import { zerosLike, type Dense, type Real } from "../real.ts";
import type { EngineOptions } from "../wasm/builds.ts";
import {
  factorSizes,
  svd,
  type RoutineOptions,
  type SvdOutcome,
  type Vectors,
} from "../wasm/svd.ts";

export interface DecomposeOptions extends RoutineOptions {
  readonly vectors?: Vectors;

  /**
   * Whether to say where a matrix is not finite. With `false`, a matrix that holds
   * NaN or ±Infinity throws no error: all factors are filled with NaN.
   */
  readonly checkFinite?: boolean;
}

/** Decomposes a matrix for the public function `name`, which its errors name. */
export function decompose<T extends Real>(
  name: string,
  a: Dense<T>,
  options: DecomposeOptions = {},
): SVD<T> {
  const { vectors = "thin", reproducible } = options;
  if (a.data.length === 0) return emptySvd(a, vectors, options);
  const { U, s, Vt } = outcomeOf(name, a, vectors, options);
  const nothing = (rows: number, columns: number) =>
    new Matrix(rows, columns, zerosLike(a.data, 0));
  return new SVD(
    U ? asMatrix(U) : nothing(a.rows, 0),
    s,
    Vt ? asMatrix(Vt) : nothing(0, a.columns),
    reproducible,
  );
}

/** The same of a matrix that is not empty, as plain data. The one place where a result is accepted or refused. */
export function outcomeOf<T extends Real>(
  name: string,
  a: Dense<T>,
  vectors: Vectors,
  options: DecomposeOptions,
): SvdOutcome<T> {
  const outcome = svd(name, a, vectors, options);
  if (outcome.finite) accept(name, outcome);
  else if (options.checkFinite ?? true) checkFinite(name, a);
  return outcome;
}

/** Throws unless the factors can be trusted. */
function accept(name: string, { remaining, ratio, s }: SvdOutcome<Real>): void {
  if (remaining > 0) {
    throw new ConvergenceError(
      `${name}: no convergence, ${remaining} of ${s.length} singular values are still inaccurate`,
    );
  }
  if (s[0] === Infinity) throw overflow(name, "the largest singular value");
  // Written so that NaN does not pass.
  if (!(ratio <= 1)) {
    throw new ConvergenceError(
      `${name}: the factors fail the check against the matrix, their residual is ${ratio} times the limit`,
    );
  }
}

/** Without rows or columns, all there can be is the singular vectors of zeros. */
function emptySvd<T extends Real>(
  { rows: m, columns: n, data }: Dense<T>,
  vectors: Vectors,
  { reproducible }: EngineOptions,
): SVD<T> {
  const { uColumns, vtRows } = factorSizes(m, n, vectors);
  const orthonormal = (rows: number, columns: number) =>
    rows === columns
      ? asMatrix(identityLike(data, rows))
      : new Matrix(rows, columns, zerosLike(data, rows * columns));
  return new SVD(
    orthonormal(m, uColumns),
    zerosLike(data, 0),
    orthonormal(vtRows, n),
    reproducible,
  );
}

function asMatrix<T extends Real>({ rows, columns, data }: Dense<T>): Matrix<T> {
  return new Matrix(rows, columns, data);
}
