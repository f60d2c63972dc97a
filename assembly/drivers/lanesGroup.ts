import { WIDTH } from "../simd";

/**
 * Where a group of LANES matrices keeps what, while T = L Σ Rᵀ is computed: T is A if it is tall, else Aᵀ,
 * m × n with m ≥ n.
 *
 *     offset      size
 *     0           n columns of 2 + m, and n more with vectors: headers, T → L Σ, I → R
 *     masksAt     2      which lanes are active, and which unfinished
 *     largestAt   1      the largest magnitude of each
 *     factorsAt   2      what brings it to its place, in two steps
 *     originalAt  m × n  T, scaled
 *
 * All in registers, one number of each matrix in each.
 */
export function groupBytes(m: usize, n: usize, vectors: bool): usize {
  return originalAt(m, n, vectors) + m * n * WIDTH;
}

/** Bytes from one column to the next. */
export function columnStride(m: usize, n: usize, vectors: bool): usize {
  return (2 + m + (vectors ? n : 0)) * WIDTH;
}

export function masksAt(m: usize, n: usize, vectors: bool): usize {
  return n * columnStride(m, n, vectors);
}

export function largestAt(m: usize, n: usize, vectors: bool): usize {
  return masksAt(m, n, vectors) + 2 * WIDTH;
}

export function factorsAt(m: usize, n: usize, vectors: bool): usize {
  return largestAt(m, n, vectors) + WIDTH;
}

export function originalAt(m: usize, n: usize, vectors: bool): usize {
  return factorsAt(m, n, vectors) + 2 * WIDTH;
}

/**
 * Bytes of groups that take turns: a first cache. The copy of T is a third of it and idle meanwhile. Half
 * as much takes 5 % longer at 8 × 8.
 */
const TURN_BYTES: usize = 32_768;

/** Groups that take turns at most. */
const MOST_GROUPS: usize = 8;

/** Returns how many groups take turns. */
export function groupsOf(m: usize, n: usize, vectors: bool): usize {
  return max<usize>(1, min(MOST_GROUPS, TURN_BYTES / groupBytes(m, n, vectors)));
}
