import { activateLanes, retireLanes } from "../../kernels/lanes/masks";
import { rotateLanes } from "../../kernels/lanes/rotate";
import { BLOCKS_WORK, rotateBlocks } from "../../kernels/lanes/rotateBlocks";
import { squareLanes } from "../../kernels/lanes/squares";
import { EPS } from "../../precision";
import { WIDTH } from "../../simd";

/**
 * Sweeps before a lane is given up. Random matrices take 4 (3 × 3), 6 (8 × 8) or 9 (32 × 32) in the mean,
 * and none took two more than that.
 */
const MAX_SWEEPS: u32 = 24;

/** Bytes of a pair in the table: two u32. */
const PAIR: usize = 8;

/**
 * Rotates the columns of matrices A (m × n), one to a lane, until they are orthogonal: one-sided Jacobi.
 *
 *     ⎡ A ⎤        ⎡ L Σ ⎤
 *     ⎣ I ⎦   →    ⎣  R  ⎦       A R = L Σ
 *
 * `groups` groups of LANES matrices lie `bytes` apart. In each, n columns lie one behind the other: ‖x‖²,
 * weight, `length` entries, the first m of which are those of A; then come the masks, the first of which
 * says afterwards which lanes have not converged. The pairs are those of `listPairs`.
 *
 *     work     rotateGroupsWorkspace
 *
 * The groups take turns at each pair of columns, and the pairs follow each other in rounds without a
 * column in common: no rotation has to wait for the one before.
 *
 * A lane is done after a sweep in which no rotation was more than a small one: with cosines of pairs and
 * tangents up to δ, what a sweep leaves are cosines up to n·δ² (quadratic convergence: J. Demmel,
 * K. Veselić, Jacobi's method is more accurate than QR, SIAM J. Matrix Anal. Appl. 13 (1992) p 1228).
 * One with δ² = tolerance / 4n needs no other sweep to see that it has converged.
 */
export function rotateGroups(
  m: usize,
  n: usize,
  length: usize,
  groups: usize,
  columns: usize,
  bytes: usize,
  pairs: usize,
  work: usize,
): void {
  const stride = (length + 2) * WIDTH;
  const masks = columns + n * stride;
  const last = masks + groups * bytes;
  const cosine: real = EPS * sqrt<real>(m as real);
  const tolerance = cosine * cosine;
  const small = cosine / (4 * (n as real));
  const single = pairs + singles(n) * PAIR;
  const end = single + blockPairs(n) * PAIR;
  for (let mask = masks; mask < last; mask += bytes) activateLanes(mask);
  for (let sweep: u32 = 0; sweep < MAX_SWEEPS; ++sweep) {
    for (let g: usize = 0; g < groups; ++g) squareLanes(m, n, columns + g * bytes, stride);
    for (let pair = pairs; pair < end; pair += PAIR) {
      const x = columns + (load<u32>(pair) as usize) * stride;
      const y = columns + (load<u32>(pair + 4) as usize) * stride;
      if (pair < single) {
        rotateLanes(m, length, groups, bytes, x, y, masks, tolerance, small, work);
      } else {
        rotateBlocks(m, length, groups, bytes, x, y, stride, masks, tolerance, small, work);
      }
    }
    let active = false;
    for (let mask = masks; mask < last; mask += bytes) {
      if (retireLanes(mask)) active = true;
    }
    if (!active) return;
  }
}

/** Returns the bytes of workspace that `rotateGroups` needs. */
export function rotateGroupsWorkspace(groups: usize): usize {
  return groups * BLOCKS_WORK;
}

/**
 * Writes the pairs of n columns, two u32 each, in the order in which they are rotated: first single columns,
 * the two of each block of two with each other and, if n is odd, the last with all others; then the
 * first columns of two blocks, in the order of a tournament, in each round of which all blocks play, or
 * all but one.
 *
 *     round r:   (r, b′ − 1), (r + 1, r − 1), (r + 2, r − 2) … modulo b′ − 1,   b′ = b or, if odd, b + 1
 */
export function listPairs(n: usize, pairs: usize): void {
  const blocks = n / 2;
  for (let i: usize = 0; i < blocks; ++i) {
    storePair(pairs, 2 * i, 2 * i + 1);
    pairs += PAIR;
  }
  if (n & 1) {
    for (let i: usize = 0; i + 1 < n; ++i) {
      storePair(pairs, i, n - 1);
      pairs += PAIR;
    }
  }
  const even = blocks + (blocks & 1);
  for (let round: usize = 0; round + 1 < even; ++round) {
    for (let i: usize = 0; i < even / 2; ++i) {
      const p = (round + i) % (even - 1);
      const q = i === 0 ? even - 1 : (round + even - 1 - i) % (even - 1);
      if (max(p, q) === blocks) continue;
      storePair(pairs, 2 * min(p, q), 2 * max(p, q));
      pairs += PAIR;
    }
  }
}

/** Returns the bytes that the pairs of n columns take. */
export function pairsBytes(n: usize): usize {
  return (singles(n) + blockPairs(n)) * PAIR;
}

function storePair(at: usize, p: usize, q: usize): void {
  store<u32>(at, p as u32);
  store<u32>(at + 4, q as u32);
}

/** Pairs of single columns. */
function singles(n: usize): usize {
  return n / 2 + (n & 1) * (n - (n & 1));
}

/** Pairs of blocks of two columns. */
function blockPairs(n: usize): usize {
  const blocks = n / 2;
  return (blocks * blocks - blocks) / 2;
}
