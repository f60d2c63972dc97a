import { LANES, WIDTH, multiplyAdd, multiplySubtract } from "../simd";

/** Registers that hold the rows of a strip. Four carried and four loaded leave room for c and s. */
const REGISTERS: usize = 4;

/** Rows of a strip: 8 or 16, which is one cache line of a column. */
const ROWS: usize = REGISTERS * LANES;

/** Bytes of a column of a packed strip. */
const COLUMN: usize = REGISTERS * WIDTH;

/** Bytes of an entry of the table of sweeps: first column, count, direction, first rotation; all u32. */
export const SWEEP_BYTES: usize = 16;

/**
 * Applies sweeps of Givens rotations to neighbouring columns of A, m rows, columns `stride` bytes apart:
 *
 *     for (const { first, count, upward, offset } of table)
 *       for (j of upward ? [count − 1 … 0] : [0 … count − 1]) {
 *         [c, s] = rotations[offset + j];
 *         rotate(m, a[:, first + j], a[:, first + j + 1], c, s);
 *       }
 *
 * as a wave: a strip of rows is packed, goes through all the sweeps while it lies in the first caches,
 * and is put back, so that A goes through memory once. Within a sweep the column that two neighbouring
 * rotations share stays in registers.
 *
 *     address    size                       content
 *     table      sweeps × SWEEP_BYTES       the sweeps, in order
 *     rotations  2 numbers each             c, s
 *     work       rotateManyWorkspace(n)     —, for n columns in all
 *
 * F. Van Zee, R. van de Geijn, G. Quintana-Ortí, Restructuring the tridiagonal and bidiagonal QR
 * algorithms for performance, ACM Trans. Math. Softw. 40 (2014) 18, §4.
 */
export function rotateMany(
  m: usize,
  a: usize,
  stride: usize,
  sweeps: usize,
  table: usize,
  rotations: usize,
  work: usize,
): void {
  if (sweeps === 0) return;
  const size = sizeof<real>();
  let first = usize(load<u32>(table));
  let last = first;
  for (let s: usize = 0; s < sweeps; ++s) {
    const at = table + s * SWEEP_BYTES;
    const from = usize(load<u32>(at));
    first = min(first, from);
    last = max(last, from + usize(load<u32>(at, 4)));
  }
  const columns = last - first + 1;
  a += first * stride;
  for (let i: usize = 0; i < m; i += ROWS) {
    const rows = min(ROWS, m - i);
    packStrip(rows, columns, a + i * size, stride, work);
    for (let s: usize = 0; s < sweeps; ++s) {
      const at = table + s * SWEEP_BYTES;
      const strip = work + (usize(load<u32>(at)) - first) * COLUMN;
      const count = usize(load<u32>(at, 4));
      const from = rotations + usize(load<u32>(at, 12)) * (2 * size);
      if (load<u32>(at, 8)) sweepUp(count, strip, from);
      else sweepDown(count, strip, from);
    }
    unpackStrip(rows, columns, a + i * size, stride, work);
  }
}

/** Returns the bytes of workspace that `rotateMany` needs for n columns. */
export function rotateManyWorkspace(n: usize): usize {
  return n * COLUMN;
}

/** Rotates columns (0, 1), (1, 2) … of a packed strip. */
function sweepDown(count: usize, strip: usize, rotations: usize): void {
  const end = rotations + count * (2 * sizeof<real>());
  let x0 = v128.load(strip);
  let x1 = v128.load(strip, WIDTH);
  let x2 = v128.load(strip, 2 * WIDTH);
  let x3 = v128.load(strip, 3 * WIDTH);
  while (rotations < end) {
    const c = v128.load_splat<real>(rotations);
    const s = v128.load_splat<real>(rotations, sizeof<real>());
    let y = v128.load(strip, COLUMN);
    v128.store(strip, multiplyAdd(s, y, v128.mul<real>(c, x0)));
    x0 = multiplySubtract(s, x0, v128.mul<real>(c, y));
    y = v128.load(strip, COLUMN + WIDTH);
    v128.store(strip, multiplyAdd(s, y, v128.mul<real>(c, x1)), WIDTH);
    x1 = multiplySubtract(s, x1, v128.mul<real>(c, y));
    y = v128.load(strip, COLUMN + 2 * WIDTH);
    v128.store(strip, multiplyAdd(s, y, v128.mul<real>(c, x2)), 2 * WIDTH);
    x2 = multiplySubtract(s, x2, v128.mul<real>(c, y));
    y = v128.load(strip, COLUMN + 3 * WIDTH);
    v128.store(strip, multiplyAdd(s, y, v128.mul<real>(c, x3)), 3 * WIDTH);
    x3 = multiplySubtract(s, x3, v128.mul<real>(c, y));
    strip += COLUMN;
    rotations += 2 * sizeof<real>();
  }
  v128.store(strip, x0);
  v128.store(strip, x1, WIDTH);
  v128.store(strip, x2, 2 * WIDTH);
  v128.store(strip, x3, 3 * WIDTH);
}

/** Rotates columns (count − 1, count), (count − 2, count − 1) … of a packed strip. */
function sweepUp(count: usize, strip: usize, rotations: usize): void {
  let at = rotations + count * (2 * sizeof<real>());
  strip += count * COLUMN;
  let y0 = v128.load(strip);
  let y1 = v128.load(strip, WIDTH);
  let y2 = v128.load(strip, 2 * WIDTH);
  let y3 = v128.load(strip, 3 * WIDTH);
  while (at > rotations) {
    at -= 2 * sizeof<real>();
    const c = v128.load_splat<real>(at);
    const s = v128.load_splat<real>(at, sizeof<real>());
    const left = strip - COLUMN;
    let x = v128.load(left);
    v128.store(strip, multiplySubtract(s, x, v128.mul<real>(c, y0)));
    y0 = multiplyAdd(s, y0, v128.mul<real>(c, x));
    x = v128.load(left, WIDTH);
    v128.store(strip, multiplySubtract(s, x, v128.mul<real>(c, y1)), WIDTH);
    y1 = multiplyAdd(s, y1, v128.mul<real>(c, x));
    x = v128.load(left, 2 * WIDTH);
    v128.store(strip, multiplySubtract(s, x, v128.mul<real>(c, y2)), 2 * WIDTH);
    y2 = multiplyAdd(s, y2, v128.mul<real>(c, x));
    x = v128.load(left, 3 * WIDTH);
    v128.store(strip, multiplySubtract(s, x, v128.mul<real>(c, y3)), 3 * WIDTH);
    y3 = multiplyAdd(s, y3, v128.mul<real>(c, x));
    strip = left;
  }
  v128.store(strip, y0);
  v128.store(strip, y1, WIDTH);
  v128.store(strip, y2, 2 * WIDTH);
  v128.store(strip, y3, 3 * WIDTH);
}

/** Copies `rows` rows of n columns to a strip; a strip that is not full is filled up with zeros. */
function packStrip(rows: usize, n: usize, a: usize, stride: usize, strip: usize): void {
  if (rows < ROWS) memory.fill(strip, 0, n * COLUMN);
  for (const end = strip + n * COLUMN; strip < end; strip += COLUMN) {
    if (rows === ROWS) {
      v128.store(strip, v128.load(a));
      v128.store(strip, v128.load(a, WIDTH), WIDTH);
      v128.store(strip, v128.load(a, 2 * WIDTH), 2 * WIDTH);
      v128.store(strip, v128.load(a, 3 * WIDTH), 3 * WIDTH);
    } else {
      memory.copy(strip, a, rows * sizeof<real>());
    }
    a += stride;
  }
}

/** Copies a strip back. */
function unpackStrip(rows: usize, n: usize, a: usize, stride: usize, strip: usize): void {
  for (const end = strip + n * COLUMN; strip < end; strip += COLUMN) {
    if (rows === ROWS) {
      v128.store(a, v128.load(strip));
      v128.store(a, v128.load(strip, WIDTH), WIDTH);
      v128.store(a, v128.load(strip, 2 * WIDTH), 2 * WIDTH);
      v128.store(a, v128.load(strip, 3 * WIDTH), 3 * WIDTH);
    } else {
      memory.copy(a, strip, rows * sizeof<real>());
    }
    a += stride;
  }
}
