import { align } from "../align";
import {
  listPairs,
  pairsBytes,
  rotateGroups,
  rotateGroupsWorkspace,
} from "../factorizations/jacobi/lanes";
import { beginLanes } from "../kernels/lanes/begin";
import { normalizeLanes } from "../kernels/lanes/normalize";
import { packLanes } from "../kernels/lanes/pack";
import { probeLanes } from "../kernels/lanes/probe";
import { LANES, WIDTH } from "../simd";
import { MAX_STEP, TARGET_EXPONENT, exponent, powerOfTwo } from "../precision";
import { finishLane, finishLaneWorkspace } from "./finishLane";
import { columnStride, factorsAt, groupBytes, groupsOf, largestAt, originalAt } from "./lanesGroup";
import { fillRandom } from "./probe";

/**
 * The exponent of the largest entry: 2²⁰⁰ or 2²⁰. The squares of products of two lengths stay below 2⁸²⁰
 * or 2¹⁰⁰.
 */
const LANES_EXPONENT: i32 = TARGET_EXPONENT / 2;

/**
 * Decomposes a stack of small matrices, one to a lane of the vector registers, by one-sided Jacobi. What
 * is not right after that is computed once more by itself. Arguments and result are those of `svdBatch`.
 *
 *     work     svdLanesWorkspace(m, n, vectors)
 */
export function svdLanes(
  count: usize,
  m: usize,
  n: usize,
  vectors: u32,
  a: usize,
  u: usize,
  s: usize,
  vt: usize,
  work: usize,
): usize {
  const size = sizeof<real>();
  const rows = max(m, n);
  const columns = min(m, n);
  const withVectors = vectors !== 0;
  const turn = groupsOf(rows, columns, withVectors);
  const bytes = groupBytes(rows, columns, withVectors);
  const pairs = work;
  const x = align(pairs + pairsBytes(columns));
  const groups = align(x + columns * size);
  const scratch = groups + turn * bytes;
  const length = rows + (withVectors ? columns : 0);
  listPairs(columns, pairs);
  fillRandom(columns, x);

  let failed: usize = 0;
  for (let first: usize = 0; first < count; first += turn * LANES) {
    const present = min(turn, (count - first + LANES - 1) / LANES);
    for (let g: usize = 0; g < present; ++g) {
      const place = first + g * LANES;
      const matrices = a + place * m * n * size;
      begin(m, n, withVectors, matrices, min(LANES, count - place), groups + g * bytes);
    }
    rotateGroups(rows, columns, length, present, groups, bytes, pairs, scratch);
    for (let g: usize = 0; g < present; ++g) {
      const group = groups + g * bytes;
      end(m, n, withVectors, group, x, scratch);
      const here = min(LANES, count - first - g * LANES);
      for (let lane: usize = 0; lane < here; ++lane) {
        const i = first + g * LANES + lane;
        if (!finishLane(i, lane, m, n, vectors, group, a, u, s, vt, scratch) && failed === 0) {
          failed = i + 1;
        }
      }
    }
  }
  return failed;
}

/** Returns the bytes of workspace that `svdLanes` needs. */
export function svdLanesWorkspace(m: usize, n: usize, vectors: u32): f64 {
  const rows = max(m, n);
  const columns = min(m, n);
  const withVectors = vectors !== 0;
  const turn = groupsOf(rows, columns, withVectors);
  const groups = turn * groupBytes(rows, columns, withVectors);
  const rotating = rotateGroupsWorkspace(turn);
  const tables = pairsBytes(columns) + columns * sizeof<real>() + 32;
  const probing: usize = (2 * rows + columns) * WIDTH;
  return (
    f64(tables + groups) + max(f64(max(probing, rotating)), finishLaneWorkspace(m, n, vectors))
  );
}

/** Packs a group, scales each of its matrices by a power of two, and puts R = I. */
function begin(
  m: usize,
  n: usize,
  vectors: bool,
  matrices: usize,
  count: usize,
  group: usize,
): void {
  const size = sizeof<real>();
  const rows = max(m, n);
  const columns = min(m, n);
  const wide = m <= n;
  const original = group + originalAt(rows, columns, vectors);
  const largest = group + largestAt(rows, columns, vectors);
  const factors = group + factorsAt(rows, columns, vectors);
  const down = wide ? rows * WIDTH : WIDTH;
  const right = wide ? WIDTH : rows * WIDTH;
  packLanes(m, n, matrices, m * n * size, count, original, down, right, largest);
  for (let lane: usize = 0; lane < LANES; ++lane) {
    const magnitude = load<real>(largest + lane * size);
    // What is not finite, or zero, stays as it is.
    const power = magnitude > 0 && magnitude < Infinity ? LANES_EXPONENT - exponent(magnitude) : 0;
    const step = max<i32>(-MAX_STEP, min<i32>(MAX_STEP, power));
    store<real>(factors + lane * size, powerOfTwo(step));
    store<real>(factors + lane * size + WIDTH, powerOfTwo(power - step));
  }
  beginLanes(rows, columns, vectors ? columns : 0, original, factors, group);
}

/** Makes singular values and vectors of the columns of a group, and probes them: errors to `largestAt`. */
function end(m: usize, n: usize, vectors: bool, group: usize, x: usize, work: usize): void {
  const rows = max(m, n);
  const columns = min(m, n);
  const stride = columnStride(rows, columns, vectors);
  normalizeLanes(rows, columns, vectors ? columns : 0, m <= n ? 1 : 0, group, stride);
  if (!vectors) return;
  const original = group + originalAt(rows, columns, vectors);
  // The factors are not needed any more, but the largest entries are.
  const errors = group + factorsAt(rows, columns, vectors);
  probeLanes(rows, columns, original, group, stride, x, work, errors);
}
