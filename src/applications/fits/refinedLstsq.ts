import { svd } from "../../decompositions/svd.ts";
import { addToPair, type PairMatrix } from "../../doubleDouble.ts";
import type { SVD } from "../../factors.ts";
import { Matrix } from "../../matrix.ts";
import { rankOf } from "../../solvers/tolerance.ts";
import { PairSum } from "./pair.ts";

/** A least-squares solution in more digits than doubles have. */
export interface RefinedSolution {
  /** hi + lo, one for each column. */
  readonly x: { readonly hi: Float64Array; readonly lo: Float64Array };
  /** b − A x. */
  readonly residuals: Float64Array;
  /** Of the matrix rounded to doubles. */
  readonly factors: SVD<Float64Array>;
}

/** Each step gains as many digits as the condition leaves of 16; a pair of doubles has 32. */
const MAX_STEPS = 12;

/** A step this small relative to x changes nothing in a pair of doubles. */
const NEGLIGIBLE = 2 ** -100;

/**
 * Solves A x ≈ b by one `svd`, and refines x and the residual together with sums in twice the precision, until the steps are
 * below the last digit or shrink no more. For conditions up to about 10¹⁵, the result is right in all digits of a double.
 *
 * Å. Björck, Iterative refinement of linear least squares solutions I, BIT 7 (1967) 257–278: the steps solve the system
 * r + A x = b, Aᵀ r = 0, whose own residuals are f and g below.
 *
 * @param a - m × n, of full column rank.
 * @throws {@link RangeError} if it is not.
 */
export function refinedLstsq(
  name: string,
  a: PairMatrix,
  b: Float64Array,
  tolerance?: number,
): RefinedSolution {
  const { rows: m, columns: n } = a.hi;
  const factors = svd(new Matrix(m, n, a.hi.data));
  const rank = rankOf(name, m, n, factors.s, tolerance);
  if (rank < n) {
    throw new RangeError(
      `${name}: expected ${n} independent columns, got a rank of ${rank}: fewer terms, or more points`,
    );
  }
  const x = { hi: new Float64Array(n), lo: new Float64Array(n) };
  const r = { hi: Float64Array.from(b), lo: new Float64Array(m) };
  let last = Infinity;
  for (let step = 0; step < MAX_STEPS; ++step) {
    const f = residualOf(a, b, x, r);
    const g = projectionOf(a, r);
    const { dx, dr } = stepFor(factors, f, g);
    const size = norm(dx);
    // Written so that NaN ends it, too.
    if (!(size < last)) break;
    dx.forEach((value, j) => addToPair(x.hi, x.lo, j, value));
    dr.forEach((value, i) => addToPair(r.hi, r.lo, i, value));
    if (size <= NEGLIGIBLE * norm(x.hi)) break;
    last = size;
  }
  return { x, residuals: r.hi, factors };
}

interface PairVector {
  readonly hi: Float64Array;
  readonly lo: Float64Array;
}

/** b − r − A x. */
function residualOf({ hi, lo }: PairMatrix, b: Float64Array, x: PairVector, r: PairVector) {
  const { rows, columns } = hi;
  return Float64Array.from({ length: rows }, (_, i) => {
    const sum = new PairSum();
    sum.add(b[i]);
    sum.add(-r.hi[i]);
    sum.add(-r.lo[i]);
    for (let j = 0; j < columns; ++j) {
      const at = i * columns + j;
      sum.addProduct(-hi.data[at], x.hi[j]);
      sum.addProduct(-hi.data[at], x.lo[j]);
      sum.addProduct(-lo.data[at], x.hi[j]);
    }
    return sum.value;
  });
}

/** −Aᵀ r. */
function projectionOf({ hi, lo }: PairMatrix, r: PairVector): Float64Array {
  const { rows, columns } = hi;
  const sums = Array.from({ length: columns }, () => new PairSum());
  for (let i = 0; i < rows; ++i) {
    for (let j = 0; j < columns; ++j) {
      const at = i * columns + j;
      sums[j].addProduct(-hi.data[at], r.hi[i]);
      sums[j].addProduct(-hi.data[at], r.lo[i]);
      sums[j].addProduct(-lo.data[at], r.hi[i]);
    }
  }
  return Float64Array.from(sums, ({ value }) => value);
}

/** Solves δr + A δx = f, Aᵀ δr = g by A = U Σ Vᵀ. */
function stepFor({ U, s, Vt }: SVD<Float64Array>, f: Float64Array, g: Float64Array) {
  const [m, n] = [U.rows, s.length];
  const uf = new Float64Array(n);
  for (let i = 0; i < m; ++i) for (let k = 0; k < n; ++k) uf[k] += U.data[i * n + k] * f[i];
  const scaled = Float64Array.from(s, (sigma, k) => dot(Vt.row(k), g) / sigma);
  const dx = new Float64Array(n);
  const dr = Float64Array.from(f);
  for (let k = 0; k < n; ++k) {
    const part = (uf[k] - scaled[k]) / s[k];
    const row = Vt.row(k);
    for (let j = 0; j < n; ++j) dx[j] += row[j] * part;
  }
  for (let i = 0; i < m; ++i) {
    for (let k = 0; k < n; ++k) dr[i] += U.data[i * n + k] * (scaled[k] - uf[k]);
  }
  return { dx, dr };
}

function dot(x: Float64Array, y: Float64Array): number {
  return x.reduce((sum, value, i) => sum + value * y[i], 0);
}

function norm(x: Float64Array): number {
  return Math.sqrt(dot(x, x));
}
