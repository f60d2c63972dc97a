import { ALIGNMENT, align } from "../../align";
import { largest } from "../../kernels/largest";
import { makePositive, order } from "../order";
import { rotation } from "../rotation";
import { beginWave, waveBytes } from "../wave";
import { dqds, dqdsWorkspace } from "./dqds";
import { iterate, lowerBound } from "./iterate";
import { twisted, twistedWorkspace } from "./twisted";

/**
 * Rows up to which vectors are computed one by one, and a block is not divided. Beyond, those of evenly spaced values
 * are so near to each other that making them orthogonal costs nearly as much as products do, and orthogonality is
 * not as good. Divide and conquer of n = 256 took 4.2 ms with leaves by implicit QR, 3.9, 3.4 and 2.8 with such of 32,
 * 64 and 128.
 */
export const TWISTED_UP_TO: usize = 128;

/** Rows up to which a block goes to implicit QR where that refuses. LAPACK has 25 (ilaenv, ISPEC 9). */
export const QR_LEAF: usize = 32;

/** The smallest value, relative to the largest entry, that twisted vectors are tried for: they refuse at 2⁻²³. */
const SMALLEST: real = 1.1920928955078125e-7;

/** The smallest entry that a block may have for its largest: fourth powers must not underflow in f64. */
const TINY: real = 7.888609052210118e-31;

/**
 * Decomposes a block of divide and conquer, of n rows and n + `extra` columns, without dividing it: U and V are
 * zero before, `sorted` gets the order of the values, the smallest first.
 *
 * Returns 0, how many values did not converge, or TOO_LARGE: then it was not done, and d and e are as they were.
 */
export function solveLeaf(
  n: usize,
  extra: usize,
  d: usize,
  e: usize,
  sorted: usize,
  u: usize,
  strideU: usize,
  v: usize,
  strideV: usize,
  work: usize,
): u32 {
  const size = sizeof<real>();
  const rotations = work;
  const d2 = rotations + 2 * n * size;
  const e2 = d2 + n * size;
  const squares = align(e2 + n * size);
  const scratch = squares + n * 8;
  memory.copy(d2, d, n * size);
  memory.copy(e2, e, n * size);
  if (extra === 1) removeColumn(n, d2, e2, rotations);
  let status: u32 = 0;
  if (!solveTwisted(n, d2, e2, squares, u, strideU, v, strideV, scratch)) {
    if (n > QR_LEAF) return TOO_LARGE;
    status = solveByQr(n, d2, e2, u, strideU, v, strideV, scratch);
  }
  memory.copy(d, d2, n * size);
  if (extra === 1) {
    store<real>(v + n * (strideV + size), 1);
    for (let j: usize = 0; j <= n; ++j) restoreColumn(n, rotations, v + j * strideV);
  }
  for (let j: usize = 0; j < n; ++j) store<u32>(sorted + 4 * j, u32(n - 1 - j));
  return status;
}

/** The status of a block that has to be divided after all. */
export const TOO_LARGE: u32 = 0xffff_ffff;

/** Returns the bytes of workspace that `solveLeaf` needs for n rows. */
export function leafWorkspace(n: usize): usize {
  const scratch = max(dqdsWorkspace(n), max(twistedWorkspace(n), waveBytes(min(n, QR_LEAF), true)));
  return n * (4 * sizeof<real>() + 8) + ALIGNMENT + scratch;
}

/** Rotates the entry in the column too many, n, into the others, from the last row up; c and s are kept. */
function removeColumn(n: usize, d: usize, e: usize, rotations: usize): void {
  const size = sizeof<real>();
  let bulge = n > 0 ? load<real>(e + (n - 1) * size) : (0 as real);
  for (let j = n; j-- > 0;) {
    const at = rotations + 2 * j * size;
    store<real>(d + j * size, rotation(load<real>(d + j * size), bulge, at));
    if (j === 0) break;
    const above = e + (j - 1) * size;
    bulge = -load<real>(at, sizeof<real>()) * load<real>(above);
    store<real>(above, load<real>(at) * load<real>(above));
  }
}

/** Applies those rotations to a column of V: entry j and entry n, from the first row down. */
function restoreColumn(n: usize, rotations: usize, v: usize): void {
  const size = sizeof<real>();
  let last = load<real>(v + n * size);
  for (let j: usize = 0; j < n; ++j) {
    const c = load<real>(rotations + 2 * j * size);
    const s = load<real>(rotations + 2 * j * size + size);
    const entry = load<real>(v + j * size);
    store<real>(v + j * size, c * entry - s * last);
    last = s * entry + c * last;
  }
  store<real>(v + n * size, last);
}

/** By twisted factorizations. Returns whether these served; the values are in d then, the largest first. */
function solveTwisted(
  n: usize,
  d: usize,
  e: usize,
  squares: usize,
  u: usize,
  strideU: usize,
  v: usize,
  strideV: usize,
  work: usize,
): bool {
  const size = sizeof<real>();
  if (n < 2) return false;
  const magnitude = max<real>(largest(n, d), largest(n - 1, e));
  if (magnitude < TINY || lowerBound(n, d, e) < SMALLEST * magnitude) return false;
  if (dqds(n, d, e, squares, work) > 0) return false;
  sortDescending(n, squares);
  if (twisted(n, d, e, squares, u, strideU, v, strideV, work) !== 0) return false;
  for (let j: usize = 0; j < n; ++j) {
    store<real>(d + j * size, sqrt<f64>(load<f64>(squares + j * 8)) as real);
  }
  return true;
}

function solveByQr(
  n: usize,
  d: usize,
  e: usize,
  u: usize,
  strideU: usize,
  v: usize,
  strideV: usize,
  work: usize,
): u32 {
  const size = sizeof<real>();
  for (let j: usize = 0; j < n; ++j) {
    memory.fill(u + j * strideU, 0, n * size);
    memory.fill(v + j * strideV, 0, n * size);
    store<real>(u + j * (strideU + size), 1);
    store<real>(v + j * (strideV + size), 1);
  }
  beginWave(work, n, n, u, strideU, n, v, strideV);
  const status = iterate(n, d, e, work);
  makePositive(n, d, n, v, strideV);
  order(n, d, false, n, u, strideU, n, v, strideV);
  return status;
}

/** Sorts f64, by insertion: dqds finds the small ones first, so few are far from their place. */
export function sortDescending(n: usize, x: usize): void {
  for (let i: usize = 8; i < n * 8; i += 8) {
    const value = load<f64>(x + i);
    let at = i;
    for (; at > 0 && load<f64>(x + at - 8) < value; at -= 8) {
      store<f64>(x + at, load<f64>(x + at - 8));
    }
    store<f64>(x + at, value);
  }
}
