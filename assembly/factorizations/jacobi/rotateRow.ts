import { combine } from "../../kernels/combine";
import { combineDot } from "../../kernels/combineDot";
import { dot } from "../../kernels/dot";
import { exchange } from "../order";
import { COLUMN, LENGTH, isUnsettled, quotient, settle } from "./column";
import { FACTORS, FACTORS_V, FACTORS_X, rotatePair } from "./rotatePair";

/** What a sweep keeps, behind the factors of a rotation: the largest cosine that it met, and the largest τ. */
export const COSINE: usize = FACTORS;
export const TAU: usize = COSINE + sizeof<real>();

/** Bytes of all that. */
export const KEPT: usize = TAU + sizeof<real>();

/** A column of which less than this part of its square was left is measured anew. */
const LOST: real = 0.0625;

/**
 * Makes column i of X (m × n) orthogonal to columns `from` … `end − 1`, one after the other, by rotations
 * that also go through V (p rows); the longer of two columns becomes column i.
 *
 *     for (j = from; j < end; ++j) if (|xᵢᵀxⱼ| > tolerance·|xᵢ|·|xⱼ|) rotate columns i and j;
 *
 *     columns   what is noted of the columns (column.ts)
 *     kept      factors, the largest cosine and the largest τ
 *
 * The product with the next column comes with the rotation of this one, so each pair costs one pass.
 * Returns how many pairs were rotated.
 */
export function rotateRow(
  i: usize,
  from: usize,
  end: usize,
  tolerance: real,
  m: usize,
  x: usize,
  stride: usize,
  p: usize,
  v: usize,
  strideV: usize,
  columns: usize,
  kept: usize,
): u32 {
  if (from >= end) return 0;
  const size = sizeof<real>();
  const xi = x + i * stride;
  const vi = v + i * strideV;
  const own = columns + i * COLUMN;
  let count: u32 = 0;
  let product = dot(m, xi, x + from * stride);
  for (let j = from; j < end; ++j) {
    const xj = x + j * stride;
    const next = xj + stride;
    const other = columns + j * COLUMN;
    const limit: real = load<real>(own, LENGTH) * load<real>(other, LENGTH);
    // Written so that a NaN counts.
    if (abs<real>(product) <= tolerance * limit) {
      if (j + 1 < end) product = dot(m, xi, next);
      continue;
    }
    ++count;
    const cosine: real = product / limit;
    let ratio = quotient(other, own);
    const swapped = ratio > 1;
    if (swapped) ratio = quotient(own, other);
    const tau = rotatePair(swapped ? other : own, swapped ? own : other, ratio, cosine, kept);
    if (swapped) exchange(COLUMN / size, own, other);
    const long = swapped ? xj : xi;
    const short = swapped ? xi : xj;
    const f = load<real>(kept, FACTORS_X);
    const g = load<real>(kept + size, FACTORS_X);
    if (j + 1 < end) product = combineDot(m, f, g, long, short, xi, xj, next);
    else combine(m, f, g, long, short, xi, xj);

    const vj = v + j * strideV;
    const longV = swapped ? vj : vi;
    const shortV = swapped ? vi : vj;
    combine(
      p,
      load<real>(kept, FACTORS_V),
      load<real>(kept + size, FACTORS_V),
      longV,
      shortV,
      vi,
      vj,
    );

    store<real>(kept, max<real>(load<real>(kept, COSINE), abs<real>(cosine)), COSINE);
    store<real>(kept, max<real>(load<real>(kept, TAU), abs<real>(tau)), TAU);
    if (!(1 - tau * cosine > LOST) || isUnsettled(other)) settle(m, xj, p, vj, other);
    if (isUnsettled(own)) {
      settle(m, xi, p, vi, own);
      if (j + 1 < end) product = dot(m, xi, next);
    }
  }
  return count;
}
