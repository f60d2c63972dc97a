import { columnsOf } from "../blocks.ts";
import { SVD } from "../factors.ts";
import { allFinite, checkFinite, overflow } from "../finite.ts";
import { Matrix, toMatrix } from "../matrix.ts";
import type { MatrixInput, RealOf } from "../matrixInput.ts";
import { between } from "../progress.ts";
import { zerosLike, type Dense, type Real } from "../real.ts";
import type { EngineOptions } from "../wasm/builds.ts";
import { multiply } from "../wasm/multiply.ts";
import { eighOf } from "./eigh.ts";

/**
 * Computes the singular value decomposition through the eigenvalues of AᵀA, as
 * many a textbook and blog does. **For teaching: use `svd`.**
 *
 * AᵀA = V Σ² Vᵀ gives V and s, and uᵢ = A vᵢ / σᵢ the rest (from AAᵀ, if m < n). The
 * squares cost half of the digits: rounding AᵀA changes it by about ε·σ₁², and so a
 * singular value below √ε·σ₁ (1.5e-8·σ₁ in double, 3.5e-4·σ₁ in single precision) has
 * no correct digit. A matrix with condition number 1e10 comes out as if its smallest
 * singular value were noise or 0, and the left vectors that belong to it are not
 * orthogonal to the others (they are 0 where A vᵢ is). `svd` gets such values right
 * to ε·σ₁.
 *
 * J. Demmel, Applied Numerical Linear Algebra, SIAM 1997, §5.4; P. Läuchli, Jordan-
 * Elimination und Ausgleichung nach kleinsten Quadraten, Numer. Math. 3 (1961) 226–240,
 * has the matrix of the example.
 *
 * @param a - An m × n matrix of finite numbers.
 * @returns A thin decomposition, with the defects named above.
 *
 * @throws {@link RangeError} if AᵀA overflows, which it does from entries of about 1e154 on (1e19 in single precision).
 * @throws {@link NonFiniteError} if an entry is NaN or ±Infinity.
 *
 * @example
 * ```ts
 * import { svdvals, svdViaEigen } from "wasm-svd";
 *
 * const a = [[1, 1], [1e-9, 0], [0, 1e-9]]; // singular values √2 and 1e-9
 * Math.abs(svdvals(a)[1] - 1e-9) < 1e-15; // true
 * Math.abs(svdViaEigen(a).s[1] - 1e-9) < 1e-15; // false
 * ```
 */
export function svdViaEigen<A extends MatrixInput>(
  a: A,
  options: EngineOptions = {},
): SVD<RealOf<A>> {
  const matrix = toMatrix("svdViaEigen", a);
  checkFinite("svdViaEigen", matrix);
  if (matrix.rows >= matrix.columns) return tall(matrix, options);
  const { U, s, Vt } = tall(matrix.transpose(), options);
  return new SVD(Vt.transpose(), s, U.transpose(), options.reproducible);
}

function tall<T extends Real>(a: Dense<T>, options: EngineOptions): SVD<T> {
  const name = "svdViaEigen";
  const gram = multiply(name, a, a, { ...options, transposeA: true });
  if (!allFinite(gram.data)) throw overflow(name, "an entry of AᵀA");

  const { values, vectors } = between(0, 0.6, () => eighOf(name, gram, options));
  const n = a.columns;
  const V = reversedColumns(vectors);
  // Rounding makes small eigenvalues negative.
  const s = values.map((_, i) => Math.sqrt(Math.max(0, values[n - 1 - i]))) as T;
  const AV = multiply(name, a, V, options);
  const U = normalizedColumns(AV);
  return new SVD(new Matrix(a.rows, n, U.data), s, V.transpose(), options.reproducible);
}

function reversedColumns<T extends Real>({ rows, columns, data }: Dense<T>): Matrix<T> {
  const reversed = zerosLike(data, data.length);
  for (let i = 0; i < rows; ++i) {
    reversed.set(data.slice(i * columns, (i + 1) * columns).reverse(), i * columns);
  }
  return new Matrix(rows, columns, reversed);
}

/** Columns of length 1; those of zeros stay so. */
function normalizedColumns<T extends Real>(a: Dense<T>): Dense<T> {
  const { rows, columns } = a;
  const unit = columnsOf(a, 0, columns);
  for (let j = 0; j < columns; ++j) {
    let length = 0;
    for (let i = 0; i < rows; ++i) length = Math.hypot(length, unit.data[i * columns + j]);
    if (length === 0) continue;
    for (let i = 0; i < rows; ++i) unit.data[i * columns + j] /= length;
  }
  return unit;
}
