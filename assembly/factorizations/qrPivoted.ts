import { checkpoint } from "../host";
import { norm } from "../kernels/norm";
import { reflect } from "../kernels/reflect";
import { EPS, SAFE_MIN } from "../precision";
import { exchange } from "./order";
import { reflection } from "./reflection";

/** What a column of a matrix scaled by a driver counts as zero from: see reflection.ts. */
const NEGLIGIBLE: real = SAFE_MIN / EPS;

/**
 * Factors A (m × n, by columns) with its columns permuted into Q·R, Q orthogonal, R upper trapezoidal
 * and |rᵢᵢ| falling, with no entry of a row of R larger than √(1 + …) times its diagonal.
 *
 *                 ⎡ r   r   r ⎤
 *     A·P   →     ⎢ v₀  r   r ⎥       Q = H₀ H₁ … Hₖ₋₁, k = the rank that is returned
 *                 ⎢ v₀  v₁  0 ⎥
 *                 ⎣ v₀  v₁  0 ⎦
 *
 *     address  size               in     out
 *     a        m × n, `stride`    A      as above; zero right of and below the first `rank` rows and columns
 *     tau      k = min(m, n)      —      τ of the `rank` reflections
 *     columns  n of u32           —      which column of A stands in column j of A·P
 *     work     2n numbers         —      undefined
 *
 * Returns the rank: how many columns were found that are not zero, or below the range of numbers. Nothing
 * is neglected that is merely small: the diagonal of R may fall by any number of powers of ten.
 *
 * The pivot is the column whose rest is longest. The lengths are brought up to date, not computed anew,
 * except where that would cost digits: Z. Drmač, Z. Bujanović, On the failure of rank-revealing QR
 * factorization software, ACM Trans. Math. Softw. 35 (2008) 12, LAWN 176 p 12.
 *
 * P. Businger, G. Golub, Linear least squares solutions by Householder transformations, Numer. Math. 7
 * (1965) 269–276. 2mn² − 2n³/3 flops for m ≥ n.
 */
export function factorQrPivoted(
  m: usize,
  n: usize,
  a: usize,
  stride: usize,
  tau: usize,
  columns: usize,
  work: usize,
): usize {
  const size = sizeof<real>();
  const k = min(m, n);
  const lengths = work;
  const measured = work + n * size;
  for (let j: usize = 0; j < n; ++j) {
    const length = norm(m, a + j * stride);
    store<real>(lengths + j * size, length);
    store<real>(measured + j * size, length);
    store<u32>(columns + (j << 2), j as u32);
  }
  for (let j: usize = 0; j < k; ++j) {
    if (j % WATCHED === WATCHED - 1) checkpoint(f64(j), f64(k));
    const pivot = longest(j, n, lengths);
    if (load<real>(lengths + pivot * size) <= NEGLIGIBLE) {
      clear(m, j, n, a, stride);
      return j;
    }
    if (pivot !== j) {
      exchange(m, a + j * stride, a + pivot * stride);
      store<real>(lengths + pivot * size, load<real>(lengths + j * size));
      store<real>(measured + pivot * size, load<real>(measured + j * size));
      const column = load<u32>(columns + (j << 2));
      store<u32>(columns + (j << 2), load<u32>(columns + (pivot << 2)));
      store<u32>(columns + (pivot << 2), column);
    }
    const x = a + j * (stride + size);
    const beta = reflection(m - j - 1, load<real>(x), x + size, tau + j * size);
    store<real>(x, 1);
    reflect(m - j, n - j - 1, load<real>(tau + j * size), x, x + stride, stride);
    store<real>(x, beta);
    for (let l = j + 1; l < n; ++l) {
      shorten(m - j - 1, a + l * stride + j * size, lengths + l * size, measured + l * size);
    }
  }
  return k;
}

/** Columns between two checkpoints. */
const WATCHED: usize = 16;

/** The first of the largest lengths from j on. */
function longest(j: usize, n: usize, lengths: usize): usize {
  let best = j;
  for (let l = j + 1; l < n; ++l) {
    if (load<real>(lengths + l * sizeof<real>()) > load<real>(lengths + best * sizeof<real>()))
      best = l;
  }
  return best;
}

/** Zeros rows j … m − 1 of columns j … n − 1. */
function clear(m: usize, j: usize, n: usize, a: usize, stride: usize): void {
  const size = sizeof<real>();
  for (let l = j; l < n; ++l) memory.fill(a + l * stride + j * size, 0, (m - j) * size);
}

/**
 * Takes the entry at x out of the length at `length`, of which n entries remain; `measured` holds the
 * length when it was last computed from the entries. LAWN 176 p 12: once the square has lost half of the
 * digits since then, it is computed anew.
 */
function shorten(n: usize, x: usize, length: usize, measured: usize): void {
  const old: real = load<real>(length);
  if (old === 0) return;
  const part: real = abs<real>(load<real>(x)) / old;
  const left: real = max<real>(0, (1 - part) * (1 + part));
  const since: real = old / load<real>(measured);
  if (left * since * since > sqrt<real>(EPS)) {
    store<real>(length, old * sqrt<real>(left));
    return;
  }
  const exact = norm(n, x + sizeof<real>());
  store<real>(length, exact);
  store<real>(measured, exact);
}
