import { columnsOf } from "../blocks.ts";
import { decompose } from "../decompositions/decompose.ts";
import { svdvalsOf } from "../decompositions/svdvals.ts";
import { toMatrix } from "../matrix.ts";
import type { MatrixInput, RealOf } from "../matrixInput.ts";
import { convert, widerDtype } from "../product.ts";
import { between } from "../progress.ts";
import { zerosLike, type Dense, type Real, type Wider } from "../real.ts";
import type { EngineOptions } from "../wasm/builds.ts";
import { multiply } from "../wasm/multiply.ts";
import { rankOf, type ToleranceOptions } from "./tolerance.ts";

/**
 * Returns the principal angles between the ranges of two matrices, in radians from 0 to π/2, largest first (as
 * scipy's `subspace_angles`): their number is the smaller of both ranks.
 *
 * The cosines of the angles are the singular values of QAᵀQB, for orthonormal bases of both ranges; but the cosine
 * of an angle below √ε is 1. The sines, those of (I − QA QAᵀ) QB, tell small angles apart and not those near π/2.
 * Each angle here comes from both, so that its error is of the order of ε whatever it is. Costs two `svd`.
 *
 * Å. Björck, G. Golub, Numerical methods for computing angles between linear subspaces, Math. Comp. 27 (1973)
 * 579–594; A. Knyazev, M. Argentati, Principal angles between subspaces in an A-based scalar product, SIAM J. Sci.
 * Comput. 23 (2002) 2008–2040, Algorithm 3.1.
 *
 * @param a - An m × p matrix of finite numbers: its columns span the first subspace.
 * @param b - An m × q matrix: the second.
 * @param options - `tolerance`: which singular values of A and of B count as zero.
 *
 * @throws {@link RangeError} if A and B differ in their number of rows, or `tolerance` is negative. Otherwise the
 * errors of `svd`.
 *
 * @example
 * ```ts
 * import { subspaceAngles } from "wasm-svd";
 *
 * // The plane of the first two axes, and a line 1e-9 above its first.
 * subspaceAngles([[1, 0], [0, 1], [0, 0]], [[1], [0], [1e-9]])[0] / 1e-9; // ≈ 1.000000
 * subspaceAngles([[1], [0]], [[1], [1]])[0]; // 0.785398163397448, that is π/4
 * ```
 */
export function subspaceAngles<A extends MatrixInput, B extends MatrixInput>(
  a: A,
  b: B,
  options: ToleranceOptions & EngineOptions = {},
): Wider<RealOf<A>, RealOf<B>> {
  const name = "subspaceAngles";
  const first: Dense = toMatrix(`${name}: a`, a);
  const second: Dense = toMatrix(`${name}: b`, b);
  if (first.rows !== second.rows) {
    throw new RangeError(
      `${name}: expected b to have ${first.rows} rows as a has, got ${second.rows}`,
    );
  }
  const dtype = widerDtype(first.data, second.data);
  const QA = between(0, 0.4, () => basis(`${name}: a`, convert(first, dtype), options));
  const QB = between(0.4, 0.8, () => basis(`${name}: b`, convert(second, dtype), options));
  const [wide, narrow] = QA.columns >= QB.columns ? [QA, QB] : [QB, QA];

  const { reproducible } = options;
  const cross = multiply(name, wide, narrow, { reproducible, transposeA: true });
  const projected = multiply(name, wide, cross, { reproducible });
  const outside = { ...narrow, data: narrow.data.map((x, i) => x - projected.data[i]) as Real };
  const cosines = between(0.8, 0.9, () => svdvalsOf(name, cross, { reproducible }));
  const sines = between(0.9, 1, () => svdvalsOf(name, outside, { reproducible }));

  const count = narrow.columns;
  const angles = zerosLike(wide.data, count);
  // The largest angle has the largest sine and the smallest cosine.
  for (let i = 0; i < count; ++i) angles[i] = angleOf(cosines[count - 1 - i], sines[i] ?? 0);
  return angles as Wider<RealOf<A>, RealOf<B>>;
}

/** An orthonormal basis of the range of `a`. */
function basis(name: string, a: Dense, { tolerance, ...options }: ToleranceOptions): Dense {
  const { U, s } = decompose(name, a, options);
  return columnsOf(U, 0, rankOf(name, a.rows, a.columns, s, tolerance));
}

/** Terms of the series of atan: the first left out is 0.0985¹⁸ / 19 < 2⁻⁶³ of the sum. */
const TERMS = 9;

/**
 * The angle in [0, π/2] with this cosine and sine, which are not negative.
 *
 * Not by Math.atan2, whose last bits differ between engines: by atan t = 2 atan(t / (1 + √(1 + t²))) three times,
 * which takes t ≤ 1 below tan(π/32) = 0.0985, and then the series.
 */
function angleOf(cosine: number, sine: number): number {
  const steep = sine > cosine;
  let t = steep ? cosine / sine : sine / cosine;
  for (let halving = 0; halving < 3; ++halving) t /= 1 + Math.sqrt(1 + t * t);
  const square = t * t;
  let sum = 0;
  for (let k = TERMS - 1; k >= 0; --k) sum = 1 / (2 * k + 1) - square * sum;
  const angle = 8 * t * sum;
  return steep ? Math.PI / 2 - angle : angle;
}
