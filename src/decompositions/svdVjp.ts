import { columnsOf, scaleRows } from "../blocks.ts";
import { describe, shape } from "../errors.ts";
import type { SVD } from "../factors.ts";
import { checkFinite, requireNoOverflow } from "../finite.ts";
import { Matrix } from "../matrix.ts";
import { readMatrix, type MatrixInput } from "../matrixInput.ts";
import { convert } from "../product.ts";
import { epsilon, dtypeOf, zerosLike, type Dense, type Real } from "../real.ts";
import type { EngineOptions } from "../wasm/builds.ts";
import { multiply } from "../wasm/multiply.ts";

/** The derivative of a number (a loss) with respect to each entry of U, s and Vt; what is left out is 0. */
export interface SvdCotangents {
  /** As large as U. */
  readonly dU?: MatrixInput;
  /** As many as singular values. */
  readonly ds?: ArrayLike<number>;
  /** As large as Vt. */
  readonly dVt?: MatrixInput;
}

export interface SvdVjpOptions extends EngineOptions {
  /**
   * Values with |σᵢ − σⱼ| ≤ tolerance · σ₁ count as equal, those up to tolerance · σ₁ as zero: what would be divided
   * by such a difference is left out. By default max(m, n) · ε.
   */
  readonly tolerance?: number;

  /**
   * With δ > 0, each 1/x is replaced by x / (x² + δ²) (Lorentzian broadening), and nothing is left out: smooth where
   * values meet, and wrong by about (δ/x)² elsewhere. In the units of A. By default 0.
   */
  readonly broadening?: number;
}

/**
 * Carries derivatives back through a singular value decomposition: of the derivative of a loss with respect to U, s
 * and Vt it makes that with respect to A (the vector–Jacobian product, or adjoint, of `svd`). With F ∘ for products of
 * entries, P = UᵀdU − dUᵀU and R = VᵀdV − dVᵀV it is
 *
 *     dA = U (diag(ds) + M) Vᵀ + (I − UUᵀ) dU Σ⁻¹ Vᵀ + U Σ⁻¹ dVᵀ (I − VVᵀ),
 *     mᵢⱼ = ½ (P + R)ᵢⱼ / (σⱼ − σᵢ) + ½ (P − R)ᵢⱼ / (σⱼ + σᵢ),
 *
 * which is the usual formula with 1 / (σⱼ² − σᵢ²), but parts what equal values make infinite from what they do not.
 * Where singular values are equal, or zero, vectors are not unique, and no loss has a derivative that depends on which
 * of them came out. If it depends on their space only (a projector UᵢUᵢᵀ) and on equal values alike, the numerator there
 * is 0 up to rounding; it is left out, and the result is right.
 *
 * Signs do not matter: where they are fixed, the derivative is that between the places where they change. Values that
 * were left out of the decomposition count as 0. O(mnk) flops.
 *
 * J. Townsend, Differentiating the singular value decomposition, 2016, (13)–(16); M. Giles, An extended collection of
 * matrix derivative results for forward and reverse mode AD, 2008, §3.3; M. Seeger, A. Hetzel, Z. Dai, N. Lawrence,
 * Auto-differentiating linear algebra, arXiv 1710.08717 (2017), §3.4; Z.-Q. Wan, S.-X. Zhang, Automatic differentiation
 * for complex valued SVD, arXiv 1909.02659 (2019); broadening: H.-J. Liao, J.-G. Liu, L. Wang, T. Xiang, Differentiable
 * programming tensor networks, Phys. Rev. X 9 (2019) 031041, §III.
 *
 * @param decomposition - Of an m × n matrix A, thin or full.
 * @returns dA, m × n.
 *
 * @throws {@link RangeError} if a derivative is not shaped as what it belongs to, an option is negative, or dA overflows.
 * @throws {@link NonFiniteError} if a derivative is NaN or ±Infinity.
 *
 * @example
 * ```ts
 * import { svd, svdVjp } from "wasm-svd";
 *
 * // The derivative of σ₁ is u₁v₁ᵀ.
 * svdVjp(svd([[3, 0], [0, 2]]), { ds: [1, 0] }).toArray(); // [[1, 0], [0, 0]]
 * ```
 */
export function svdVjp<T extends Real>(
  decomposition: SVD<T>,
  cotangents: SvdCotangents,
  options: SvdVjpOptions = {},
): Matrix<T> {
  const name = "svdVjp";
  const { U, s, Vt } = decomposition;
  const k = s.length;
  if (U.columns < k || Vt.rows < k) {
    throw new TypeError(`${name}: expected singular vectors, got svd with vectors: "none"`);
  }
  const reproducible = options.reproducible ?? decomposition.reproducible;
  const inverse = inverseOf(decomposition, options);
  const dU = readLike(`${name}: dU`, U, cotangents.dU);
  const dVt = readLike(`${name}: dVt`, Vt, cotangents.dVt);
  const ds = readValues(`${name}: ds`, s, cotangents.ds);

  // The same in V as in U: columns.
  const V = Vt.transpose();
  const dV = dVt && new Matrix(dVt.rows, dVt.columns, dVt.data).transpose();
  const left = dU && sideOf(name, U, dU, k, { reproducible });
  const right = dV && sideOf(name, V, dV, k, { reproducible });

  const middle = zerosLike(s, k * k);
  for (let i = 0; i < k; ++i) {
    middle[i * (k + 1)] = ds ? ds[i] : 0;
    for (let j = 0; j < k; ++j) {
      if (i === j) continue;
      const p = left ? left.skew[i * k + j] : 0;
      const r = right ? right.skew[i * k + j] : 0;
      const apart = (p + r) * inverse(s[j] - s[i]);
      const together = (p - r) * inverse(s[j] + s[i]);
      middle[i * k + j] = (apart + together) / 2;
    }
  }

  // dA = [U M + (outside of U) Σ⁻¹] Vᵀ + U [Σ⁻¹ (outside of V)ᵀ].
  const inverses = Float64Array.from(s, inverse);
  const Uk = columnsOf(U, 0, k);
  const Vk = columnsOf(V, 0, k);
  const columns = multiply(name, Uk, { rows: k, columns: k, data: middle }, { reproducible });
  if (left) addScaledColumns(columns, left.outside, inverses);
  const dA = multiply(name, columns, Vk, { reproducible, transposeB: true });
  if (right) {
    const rows = scaleRows(new Matrix(V.rows, k, right.outside.data).transpose(), inverses);
    const more = multiply(name, Uk, rows, { reproducible });
    for (let at = 0; at < dA.data.length; ++at) dA.data[at] += more.data[at];
  }
  return requireNoOverflow(name, new Matrix(dA.rows, dA.columns, dA.data));
}

/**
 * What one side comes to: XᵀdX − dXᵀX for the first k columns, and the part of dX outside of their span,
 * (I − XXᵀ) dX; from further columns of X (of a full decomposition), too, whose derivative turns them into the first.
 */
function sideOf<T extends Real>(
  name: string,
  X: Dense<T>,
  dX: Dense<T>,
  k: number,
  options: EngineOptions,
): { skew: Float64Array; outside: Dense<T> } {
  const first = columnsOf(X, 0, k);
  const outside = columnsOf(dX, 0, k);
  const G = multiply(name, first, outside, { ...options, transposeA: true });
  const skew = new Float64Array(k * k);
  for (let i = 0; i < k; ++i) {
    for (let j = 0; j < k; ++j) skew[i * k + j] = G.data[i * k + j] - G.data[j * k + i];
  }
  subtract(outside, multiply(name, first, G, options));
  if (X.columns > k) {
    const further = columnsOf(X, k, X.columns);
    const turned = multiply(name, columnsOf(dX, k, X.columns), first, {
      ...options,
      transposeA: true,
    });
    subtract(outside, multiply(name, further, turned, options));
  }
  return { skew, outside };
}

function subtract<T extends Real>({ data }: Dense<T>, other: Dense<T>): void {
  for (let at = 0; at < data.length; ++at) data[at] -= other.data[at];
}

/** Adds b, whose column j is multiplied by factors[j], to a. */
function addScaledColumns({ columns, data }: Dense, b: Dense, factors: Float64Array): void {
  for (let at = 0; at < data.length; ++at) data[at] += b.data[at] * factors[at % columns];
}

/** 1/x, and what stands for it where x is too small. */
function inverseOf({ U, s, Vt }: SVD, options: SvdVjpOptions): (x: number) => number {
  const eps = epsilon(s);
  const { tolerance = Math.max(U.rows, Vt.columns) * eps, broadening = 0 } = options;
  for (const [key, value] of Object.entries({ tolerance, broadening })) {
    if (typeof value === "number" && value >= 0 && value < Infinity) continue;
    throw new RangeError(`svdVjp: expected ${key} to be a number >= 0, got ${describe(value)}`);
  }
  // In this form no square over- or underflows.
  if (broadening > 0) return (x) => (x === 0 ? 0 : 1 / (x + broadening * (broadening / x)));
  const least = tolerance * (s[0] ?? 0);
  return (x) => (Math.abs(x) <= least ? 0 : 1 / x);
}

function readLike<T extends Real>(
  subject: string,
  like: Dense<T>,
  input: MatrixInput | undefined,
): Dense<T> | undefined {
  if (input === undefined) return undefined;
  const given = readMatrix(subject, input);
  if (given.rows !== like.rows || given.columns !== like.columns) {
    throw new RangeError(
      `${subject}: expected ${shape(like.rows, like.columns)} as the factor is, got ${shape(given.rows, given.columns)}`,
    );
  }
  checkFinite(subject, given);
  return convert(given, dtypeOf(like.data)) as Dense<T>;
}

function readValues(
  subject: string,
  s: Real,
  input: ArrayLike<number> | undefined,
): ArrayLike<number> | undefined {
  if (input === undefined) return undefined;
  const { data } = readMatrix(subject, { rows: 1, columns: input.length, data: input });
  if (data.length !== s.length) {
    throw new RangeError(`${subject}: expected ${s.length} numbers as s has, got ${data.length}`);
  }
  checkFinite(subject, { rows: 1, columns: data.length, data });
  return data;
}
