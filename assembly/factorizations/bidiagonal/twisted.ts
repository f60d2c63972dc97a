import { gemv } from "../../kernels/gemv";
import { gemvTransposed } from "../../kernels/gemvTransposed";
import { multiplyBidiagonal } from "../../kernels/multiplyBidiagonal";
import { norm } from "../../kernels/norm";
import { scale } from "../../kernels/scale";
import { symmetrize } from "../../kernels/symmetrize";
import { ENTRY, S, SHIFTS, twistedFactors } from "../../kernels/twistedFactors";
import { twistedVectors } from "../../kernels/twistedVectors";
import { EPS } from "../../precision";

const SINGLE: bool = sizeof<real>() === 4;

/** The gap between 1 and the next f64. */
const GAP: f64 = 2.220446049250313e-16;

/**
 * How near two values may be, relatively: 2⁻²⁰. A vector has an error of about √n·GAP / gap along that of its
 * neighbour, and what the corrections below leave is the square of it.
 */
const NEAREST: f64 = 9.5367431640625e-7;

/** How far apart the largest and the smallest value may be: 2²³. Errors in U are GAP times that, and corrected. */
const FARTHEST: f64 = 8_388_608;

/**
 * Distance, relative to the larger, of values whose vectors are made orthogonal to each other. Measured on random
 * matrices of order 64 and 128, ‖I − UᵀU‖₁ / (n·ε) of the whole decomposition: 1.2 and 1.3 with 0.3, 1.0 and 1.0
 * with 0.5, 0.8 with 0.9, which takes a third longer.
 */
const WINDOW: f64 = 0.5;

/** Products of two vectors up to this are rounding errors of the product itself. */
const ROUNDING: real = 2 * EPS;

/**
 * Values smaller than σ₁ by this factor, or n / 4, have their vector in U made orthogonal to those before: B·v / σ
 * has lost so many roundings to cancellation.
 */
const CANCELLED: f64 = 8;

/** Vectors whose products with one more are computed in one call. */
const TOGETHER: usize = 32;

/** What a residual may be, in units of n·GAP·σ². Measured: up to 1. */
const RESIDUAL: f64 = 16;

/**
 * Computes the singular vectors of an upper bidiagonal matrix B (n × n, d and e) whose singular values are
 * known to full relative accuracy, B = U Σ Vᵀ: each for itself, in O(n) divisions.
 *
 * v is the vector of the twisted factorization of BᵀB − σ², which determines it to high relative accuracy
 * unless the next value is close (twistedVectors.ts); vectors of neighbouring values are then made
 * orthogonal to each other, from both sides in proportion to σ², so that U = B V Σ⁻¹ is orthogonal with V.
 * Where values are much smaller than the largest, B·v cancels, and u is made orthogonal to those before.
 *
 *     address  size                     in                                out
 *     d, e     n each                   B; the last of e does not matter  as they were
 *     s        n f64                    σ², largest first                 as they were
 *     u, v     n × n, `strideU`, `strideV`  —                             U and V
 *     work     twistedWorkspace(n)      —                                 undefined
 *
 * Returns 0, or another number where values are too near to each other, too far apart, or not accurate:
 * then U and V are undefined, and another method has to serve.
 *
 * The entries of B are of a size with 1. About 20n² flops and, for values evenly spaced, n³.
 */
export function twisted(
  n: usize,
  d: usize,
  e: usize,
  s: usize,
  u: usize,
  strideU: usize,
  v: usize,
  strideV: usize,
  work: usize,
): u32 {
  if (n === 0) return 0;
  if (!separated(n, s)) return 1;
  const size = sizeof<real>();
  const bytes = n * 8;
  const q = work;
  const r = q + bytes;
  const g = r + bytes;
  const shifts = g + bytes;
  const squares = shifts + SHIFTS * 8;
  const residuals = squares + SHIFTS * 8;
  const table = residuals + SHIFTS * 8;
  for (let i: usize = 0; i < n; ++i) {
    const di = f64(load<real>(d + i * size));
    const ei: f64 = i + 1 < n ? f64(load<real>(e + i * size)) : 0;
    store<f64>(q + i * 8, di * di);
    store<f64>(r + i * 8, ei * ei);
    store<f64>(g + i * 8, di * ei);
  }
  const tolerance: f64 = RESIDUAL * f64(n) * GAP;
  for (let j: usize = 0; j < n; j += SHIFTS) {
    const count = min(SHIFTS, n - j);
    for (let t: usize = 0; t < SHIFTS; ++t) {
      store<f64>(shifts + t * 8, load<f64>(s + (j + min(t, count - 1)) * 8));
    }
    twistedFactors(n, q, r, g, shifts, table);
    twistedVectors(n, shifts, table, squares, residuals);
    for (let t: usize = 0; t < count; ++t) {
      const square = load<f64>(squares + t * 8);
      const bound = tolerance * load<f64>(shifts + t * 8) * sqrt<f64>(square);
      if (!(load<f64>(residuals + t * 8) <= bound)) return 1;
      const z = table + S + t * 8;
      putVector(n, z, 1 / sqrt<f64>(square), v + (j + t) * strideV);
      // In f32 nothing needs correction: the errors are those of f64.
      if (SINGLE) putLeft(n, d, e, z, square, load<f64>(s + (j + t) * 8), u + (j + t) * strideU);
    }
  }
  if (SINGLE) return 0;
  orthogonalize(n, s, v, strideV, work);
  const largest = sqrt<f64>(load<f64>(s));
  const cancelled = max<f64>(CANCELLED, f64(n) / 4);
  for (let j: usize = 0; j < n; ++j) {
    const x = u + j * strideU;
    const sigma = sqrt<f64>(load<f64>(s + j * 8));
    multiplyBidiagonal(n, (1 / sigma) as real, d, e, v + j * strideV, x);
    if (sigma * cancelled > largest) continue;
    memory.fill(work, 0, j * size);
    gemvTransposed(n, j, 1, u, strideU, x, work);
    gemv(n, j, -1, u, strideU, work, x);
    scale(n, 1 / norm(n, x), x);
  }
  return 0;
}

/** Returns the bytes of workspace that `twisted` needs. */
export function twistedWorkspace(n: usize): usize {
  return 3 * n * 8 + 3 * SHIFTS * 8 + n * ENTRY;
}

/** Whether the values are as far apart, and not farther, than the vectors can do with. */
function separated(n: usize, s: usize): bool {
  for (let j: usize = 0; j + 1 < n; ++j) {
    const square = load<f64>(s + j * 8);
    const next = load<f64>(s + j * 8, 8);
    // σ² differ, relatively, by twice as much as σ.
    if (!(square - next >= 2 * NEAREST * square)) return false;
  }
  const largest = load<f64>(s);
  return largest > 0 && load<f64>(s + (n - 1) * 8) * (FARTHEST * FARTHEST) >= largest;
}

/** Stores a vector z, whose entries are ENTRY bytes apart, times a factor. */
function putVector(n: usize, z: usize, factor: f64, x: usize): void {
  for (let i: usize = 0; i < n; ++i) {
    store<real>(x, (load<f64>(z) * factor) as real);
    x += sizeof<real>();
    z += ENTRY;
  }
}

/** Stores B·z / (σ·‖z‖), in f64 until it is stored. */
function putLeft(n: usize, d: usize, e: usize, z: usize, square: f64, value: f64, x: usize): void {
  const size = sizeof<real>();
  const factor: f64 = 1 / sqrt<f64>(square * value);
  for (let i: usize = 0; i < n; ++i) {
    let sum = f64(load<real>(d + i * size)) * load<f64>(z);
    if (i + 1 < n) sum += f64(load<real>(e + i * size)) * load<f64>(z + ENTRY);
    store<real>(x, (sum * factor) as real);
    x += size;
    z += ENTRY;
  }
}

/** Makes neighbouring columns of V orthogonal to each other, up to the square of what they are not. */
function orthogonalize(n: usize, s: usize, v: usize, stride: usize, work: usize): void {
  const size = sizeof<real>();
  let end: usize = 1;
  for (let i: usize = 0; i + 1 < n; ++i) {
    const square = load<f64>(s + i * 8);
    const x = v + i * stride;
    while (end < n && load<f64>(s + end * 8) >= (1 - WINDOW) * (1 - WINDOW) * square) ++end;
    for (let j = i + 1; j < end; j += TOGETHER) {
      const count = min(TOGETHER, end - j);
      memory.fill(work, 0, count * size);
      gemvTransposed(n, count, 1, v + j * stride, stride, x, work);
      for (let t: usize = 0; t < count; ++t) {
        const product = load<real>(work + t * size);
        if (abs<real>(product) <= ROUNDING) continue;
        const other = load<f64>(s + (j + t) * 8);
        const part = (square / (square + other)) as real;
        symmetrize(n, x, v + (j + t) * stride, product * part, product * (1 - part));
      }
    }
  }
}
