import { columnsOf, identityLike, rowsOf, scaleRows } from "../blocks.ts";
import { shape } from "../errors.ts";
import { checkFinite } from "../finite.ts";
import { Matrix, toMatrix } from "../matrix.ts";
import type { MatrixInput, RealOf } from "../matrixInput.ts";
import { convert, widerDtype } from "../product.ts";
import { between } from "../progress.ts";
import { isFloat32, zerosLike, type Dense, type Real, type Wider } from "../real.ts";
import type { EngineOptions } from "../wasm/builds.ts";
import { multiply } from "../wasm/multiply.ts";
import { qr } from "../wasm/qr.ts";
import { decompose } from "./decompose.ts";

/** Q₁ = U C Zt and Q₂ = V S Zt, with k₁ = min(m, n) and k₂ = min(p, n). */
export interface CSD<T extends Real> {
  /** m × k₁. Its columns are orthonormal. */
  readonly U: Matrix<T>;
  /** p × k₂. Its columns are orthonormal. */
  readonly V: Matrix<T>;
  /** n × n, orthogonal. */
  readonly Zt: Matrix<T>;
  /** n cosines, from the largest to the smallest up to rounding; 0 from the m-th on. */
  readonly c: T;
  /** n sines: cⱼ² + sⱼ² = 1, up to rounding; 0 for the first n − p. */
  readonly s: T;
  /** k₁ × n: cⱼ at (j, j). */
  readonly C: Matrix<T>;
  /** k₂ × n: sⱼ at (j − (n − k₂), j), so that a wide S is zero on the left. */
  readonly S: Matrix<T>;
}

/** Cosines above it belong to sines below it: √½, rounded. */
const HALFWAY = 0.7071067811865476;

/**
 * Computes the cosine–sine decomposition of a matrix with orthonormal columns in two blocks of rows, Q = [Q₁; Q₂]:
 *
 *     ⎡ Q₁ ⎤   ⎡ U    ⎤ ⎡ C ⎤                    ⎡ 1 …          ⎤        ⎡ 0 … s …   ⎤
 *     ⎣ Q₂ ⎦ = ⎣    V ⎦ ⎣ S ⎦ Zt,   n > p:   C = ⎢     c …      ⎥,   S = ⎢         1 ⎥,   CᵀC + SᵀS = I.
 *                                                ⎣          0 … ⎦        ⎣           ⎦
 *
 * The cosines are the singular values of Q₁. The sines that belong to large cosines would be lost in 1 − c²: they are
 * computed as the singular values of Q₂ on that part, and all errors are of the order of ε. The angles between two
 * subspaces, generalized singular values (`gsvd`) and much of what is known of projections follow from it.
 *
 * C. Van Loan, Computing the CS and the generalized singular value decompositions, Numer. Math. 46 (1985) 479–491, §3;
 * C. Paige, M. Wei, History and generality of the CS decomposition, Linear Algebra Appl. 208/209 (1994) 303–326.
 *
 * @param q1 - m × n.
 * @param q2 - p × n, with m + p ≥ n and Q₁ᵀQ₁ + Q₂ᵀQ₂ = I.
 *
 * @throws {@link RangeError} if the columns of [Q₁; Q₂] are not orthonormal up to √ε, or the shapes do not fit.
 * Otherwise the errors of `svd`.
 *
 * @example
 * ```ts
 * import { csd } from "wasm-svd";
 *
 * const { c, s } = csd([[0.6, 0], [0, 1]], [[0.8, 0]]);
 * c; // Float64Array [1, 0.6]
 * s; // Float64Array [0, 0.8]
 * ```
 */
export function csd<A extends MatrixInput, B extends MatrixInput>(
  q1: A,
  q2: B,
  options: EngineOptions = {},
): CSD<Wider<RealOf<A>, RealOf<B>>> {
  const first: Dense = toMatrix("csd: q1", q1);
  const second: Dense = toMatrix("csd: q2", q2);
  const { columns: n } = first;
  if (second.columns !== n) {
    throw new RangeError(`csd: expected q2 to have ${n} columns as q1 has, got ${second.columns}`);
  }
  checkFinite("csd: q1", first);
  checkFinite("csd: q2", second);
  const dtype = widerDtype(first.data, second.data);
  const [Q1, Q2] = [convert(first, dtype), convert(second, dtype)];
  checkOrthonormal(Q1, Q2, options);
  return csdOf("csd", Q1, Q2, options) as CSD<Wider<RealOf<A>, RealOf<B>>>;
}

/** The same for the public function `name`, of blocks that are known to be orthonormal together. */
export function csdOf<T extends Real>(
  name: string,
  Q1: Dense<T>,
  Q2: Dense<T>,
  options: EngineOptions,
): CSD<T> {
  const { columns: n } = Q1;
  const tall = Q2.rows > n && n > 0;
  const { Q: P, R } = tall
    ? between(0, 0.1, () => qr(name, Q2, false, options))
    : { Q: undefined, R: Q2 };
  const p = R.rows;

  const first = between(0.1, 0.5, () => {
    return decompose(name, Q1, { ...options, vectors: Q1.rows < n ? "full" : "thin" });
  });
  const c = zerosLike(Q1.data, n);
  c.set(first.s);
  const s = zerosLike(Q1.data, n);
  // Q₂ on the right vectors of Q₁: orthogonal columns, whose lengths are the sines.
  const T = multiply(name, R, first.Vt, { ...options, transposeB: true });
  const r = c.filter((cosine) => cosine > HALFWAY).length;

  // Large sines: normalizing the columns is accurate, and finds what is orthogonal to them.
  const large = between(0.5, 0.6, () => completeQr(name, columnsOf(T, r, n), options));
  for (let j = r; j < n; ++j) s[j] = Math.min(1, Math.abs(large.R.data[(j - r) * (n - r + 1)]));
  const V2 = signedColumns(columnsOf(large.Q, 0, n - r), large.R);

  // Small sines: the singular values of what is left, smallest first; zeros where p < n.
  const rest = columnsOf(large.Q, n - r, p);
  const G = multiply(name, rest, columnsOf(T, 0, r), { ...options, transposeA: true });
  const inner = between(0.6, 0.9, () => {
    return decompose(name, G, { ...options, vectors: G.rows < r ? "full" : "thin" });
  });
  for (let i = 0; i < inner.s.length; ++i) s[r - 1 - i] = Math.min(1, inner.s[i]);
  const Wt = reversedRows(inner.Vt);
  const V1 = reversedColumns(multiply(name, rest, inner.U, options));
  const Zt1 = multiply(name, Wt, rowsOf(first.Vt, 0, r), options);

  // And the cosines, which are large there: of C·W the columns are orthogonal once more.
  const CW = scaleRows(new Matrix(r, r, Wt.data).transpose(), c);
  const again = between(0.9, 1, () => completeQr(name, CW, options));
  for (let j = 0; j < r; ++j) c[j] = Math.min(1, Math.abs(again.R.data[j * (r + 1)]));
  const turn = signedColumns(again.Q, again.R);
  const U1 = multiply(name, columnsOf(first.U, 0, r), turn, options);

  const U = besides(U1, columnsOf(first.U, r, first.U.columns));
  const inner2 = besides(V1, V2);
  const V = P ? multiply(name, P, inner2, options) : inner2;
  const Zt = zerosLike(Q1.data, n * n);
  Zt.set(first.Vt.data);
  Zt.set(Zt1.data);
  return {
    U: new Matrix(U.rows, U.columns, U.data),
    V: new Matrix(V.rows, V.columns, V.data),
    Zt: new Matrix(n, n, Zt),
    c,
    s,
    C: cosineMatrix(U.columns, c),
    S: sineMatrix(V.columns, s),
  };
}

/** k × n, with cⱼ at (j, j). */
export function cosineMatrix<T extends Real>(k: number, c: T): Matrix<T> {
  const n = c.length;
  const data = zerosLike(c, k * n);
  for (let j = 0; j < Math.min(k, n); ++j) data[j * (n + 1)] = c[j];
  return new Matrix(k, n, data);
}

/** k × n, with sⱼ at (j − (n − k), j). */
export function sineMatrix<T extends Real>(k: number, s: T): Matrix<T> {
  const n = s.length;
  const data = zerosLike(s, k * n);
  for (let i = 0; i < k; ++i) data[i * n + n - k + i] = s[n - k + i];
  return new Matrix(k, n, data);
}

function checkOrthonormal(Q1: Dense, Q2: Dense, options: EngineOptions): void {
  const n = Q1.columns;
  const [a, b] = [Q1, Q2].map((Q) => multiply("csd", Q, Q, { ...options, transposeA: true }).data);
  const allowed = isFloat32(Q1.data) ? 2 ** -11 : 2 ** -26;
  for (let i = 0; i < n; ++i) {
    for (let j = 0; j < n; ++j) {
      const error = Math.abs(a[i * n + j] + b[i * n + j] - (i === j ? 1 : 0));
      if (error <= allowed) continue;
      throw new RangeError(
        `csd: expected q1 and q2, one below the other (${shape(Q1.rows + Q2.rows, n)}), to have orthonormal columns; columns ${i} and ${j} miss it by ${error}`,
      );
    }
  }
}

/** Q m × m and R m × n of an m × n matrix that may be empty. */
function completeQr<T extends Real>(name: string, a: Dense<T>, options: EngineOptions) {
  if (a.data.length > 0) return qr(name, a, true, options);
  return { Q: identityLike(a.data, a.rows), R: a };
}

/** Column j of `a`, with the sign of entry (j, j) of R. */
function signedColumns<T extends Real>(a: Dense<T>, R: Dense<T>): Dense<T> {
  const { rows, columns, data } = a;
  for (let j = 0; j < columns; ++j) {
    if (R.data[j * (R.columns + 1)] >= 0) continue;
    for (let i = 0; i < rows; ++i) data[i * columns + j] = -data[i * columns + j];
  }
  return a;
}

function reversedRows<T extends Real>(a: Dense<T>): Dense<T> {
  const data = zerosLike(a.data, a.data.length);
  for (let i = 0; i < a.rows; ++i) {
    const row = a.data.subarray(i * a.columns, (i + 1) * a.columns);
    data.set(row, (a.rows - 1 - i) * a.columns);
  }
  return { ...a, data };
}

function reversedColumns<T extends Real>(a: Dense<T>): Dense<T> {
  const data = a.data.slice() as T;
  for (let i = 0; i < a.rows; ++i) data.subarray(i * a.columns, (i + 1) * a.columns).reverse();
  return { ...a, data };
}

/** [A B]. */
function besides<T extends Real>(a: Dense<T>, b: Dense<T>): Dense<T> {
  const columns = a.columns + b.columns;
  const data = zerosLike(a.data, a.rows * columns);
  for (let i = 0; i < a.rows; ++i) {
    data.set(a.data.subarray(i * a.columns, (i + 1) * a.columns), i * columns);
    data.set(b.data.subarray(i * b.columns, (i + 1) * b.columns), i * columns + a.columns);
  }
  return { rows: a.rows, columns, data };
}
