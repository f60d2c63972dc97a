import { SWEEP_BYTES, rotateMany, rotateManyWorkspace } from "../kernels/rotateMany";

/**
 * Sweeps of rotations, collected until there are enough for one pass through the singular vectors.
 *
 *     offset  content
 *     0       sweeps in the table, u32
 *     4       rotations in use, u32
 *     8       rotations there is room for, u32
 *     12      unused
 *     16      of the left matrix: rows, address, stride; then of the right one
 *     40      unused
 *     48      table of sweeps, as rotateMany reads it
 *     …       rotations of the left, then of the right matrix, then rotateMany's workspace
 *
 * A matrix with no rows is left alone. With none at all, rotations are overwritten, not collected.
 */
const TABLE: usize = 48;
const LEFT: usize = 16;
const RIGHT: usize = 28;

/** Sweeps a wave: short ones fill the table before they fill the rotations. */
const SWEEPS: usize = 256;

/**
 * Rotations a wave. So many, 256 KB a side in f64, stay in the second cache for all the strips; and at
 * n = 1,024 still make 16 sweeps a pass through memory.
 */
const ROTATIONS: usize = 16_384;

/** Sweeps a wave where n is small. */
const FULL_SWEEPS: usize = 32;

function capacity(n: usize, vectors: bool): usize {
  return vectors ? max(n, min(ROTATIONS, FULL_SWEEPS * n)) : n;
}

/** Returns the bytes of a wave for matrices of n columns, or without matrices. */
export function waveBytes(n: usize, vectors: bool): usize {
  const rotations = capacity(n, vectors) * 4 * sizeof<real>();
  return TABLE + SWEEPS * SWEEP_BYTES + rotations + rotateManyWorkspace(n);
}

/** Makes an empty wave for a left and a right matrix of n columns each. */
export function beginWave(
  wave: usize,
  n: usize,
  leftRows: usize,
  left: usize,
  leftStride: usize,
  rightRows: usize,
  right: usize,
  rightStride: usize,
): void {
  store<u32>(wave, 0);
  store<u32>(wave, 0, 4);
  store<u32>(wave, u32(capacity(n, leftRows + rightRows > 0)), 8);
  store<usize>(wave, leftRows, LEFT);
  store<usize>(wave, left, LEFT + 4);
  store<usize>(wave, leftStride, LEFT + 8);
  store<usize>(wave, rightRows, RIGHT);
  store<usize>(wave, right, RIGHT + 4);
  store<usize>(wave, rightStride, RIGHT + 8);
}

/**
 * Begins a sweep of `count` rotations of columns `first`, `first + 1` …, and returns the address of the
 * first for the left matrix. Rotation j, of columns first + j and first + j + 1, is c, s at j times two
 * numbers behind it; that for the right matrix lies `rightOffset(wave)` further. Downward rotates
 * j = 0 first, upward j = count − 1.
 */
export function beginSweep(wave: usize, first: usize, count: usize, upward: bool): usize {
  const room = usize(load<u32>(wave, 8));
  if (usize(load<u32>(wave)) === SWEEPS || usize(load<u32>(wave, 4)) + count > room) {
    finishWave(wave);
  }
  const sweeps = usize(load<u32>(wave));
  const used = usize(load<u32>(wave, 4));
  const at = wave + TABLE + sweeps * SWEEP_BYTES;
  store<u32>(at, u32(first));
  store<u32>(at, u32(count), 4);
  store<u32>(at, u32(upward), 8);
  store<u32>(at, u32(used), 12);
  store<u32>(wave, u32(sweeps + 1));
  store<u32>(wave, u32(used + count), 4);
  return wave + TABLE + SWEEPS * SWEEP_BYTES + used * (2 * sizeof<real>());
}

/** Returns how many bytes behind a rotation of the left matrix that of the right one lies. */
export function rightOffset(wave: usize): usize {
  return usize(load<u32>(wave, 8)) * (2 * sizeof<real>());
}

/** Applies what was collected. To be called once more at the end. */
export function finishWave(wave: usize): void {
  const table = wave + TABLE;
  const rotations = table + SWEEPS * SWEEP_BYTES;
  const offset = rightOffset(wave);
  applyTo(wave + LEFT, wave, table, rotations, rotations + 2 * offset);
  applyTo(wave + RIGHT, wave, table, rotations + offset, rotations + 2 * offset);
  store<u32>(wave, 0);
  store<u32>(wave, 0, 4);
}

function applyTo(side: usize, wave: usize, table: usize, rotations: usize, work: usize): void {
  const rows = load<usize>(side);
  if (rows === 0) return;
  const sweeps = usize(load<u32>(wave));
  rotateMany(rows, load<usize>(side, 4), load<usize>(side, 8), sweeps, table, rotations, work);
}
