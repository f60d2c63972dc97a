import { LANES, WIDTH } from "../../simd";
import { transposeSquare } from "../transpose";

/**
 * Copies an m × k matrix, with `rowStride` and `columnStride` bytes between its entries, to strips of
 * `width` rows each, a strip column by column, and multiplies it by alpha:
 *
 *     for (i = 0; i < m; i += width) for (p = 0; p < k; ++p) for (r = i; r < i + width; ++r)
 *       *to++ = r < m ? alpha * a[r, p] : 0;
 *
 * The last strip is filled up with zeros. To pack B, by columns of strips, pass its strides swapped.
 */
export function pack(
  m: usize,
  k: usize,
  alpha: real,
  a: usize,
  rowStride: usize,
  columnStride: usize,
  width: usize,
  to: usize,
): void {
  const size = sizeof<real>();
  const strip = width * k * size;
  for (let i: usize = 0; i < m; i += width) {
    const rows = min(width, m - i);
    if (rows < width) packEdge(rows, k, a, rowStride, columnStride, width, to);
    else if (rowStride === size) packContiguous(k, a, columnStride, width, to);
    else if (columnStride === size) packTransposed(k, a, rowStride, width, to);
    else packEdge(rows, k, a, rowStride, columnStride, width, to);
    if (alpha !== 1) multiplyStrip(alpha, to, strip);
    a += width * rowStride;
    to += strip;
  }
}

/** A strip whose columns lie contiguous: copies registers. */
function packContiguous(k: usize, a: usize, columnStride: usize, width: usize, to: usize): void {
  const end = to + width * k * sizeof<real>();
  if (width === LANES) {
    for (; to < end; to += WIDTH) {
      v128.store(to, v128.load(a));
      a += columnStride;
    }
    return;
  }
  for (; to < end; to += 2 * WIDTH) {
    v128.store(to, v128.load(a));
    v128.store(to, v128.load(a, WIDTH), WIDTH);
    a += columnStride;
  }
}

/** A strip whose rows lie contiguous: transposes squares in registers. */
function packTransposed(k: usize, a: usize, rowStride: usize, width: usize, to: usize): void {
  const size = sizeof<real>();
  const whole = (k / LANES) * LANES;
  for (let r: usize = 0; r < width; r += LANES) {
    const rows = a + r * rowStride;
    const at = to + r * size;
    for (let p: usize = 0; p < whole; p += LANES) {
      transposeSquare(rows + p * size, rowStride, at + p * width * size, width * size);
    }
  }
  packEdge(width, k - whole, a + whole * size, rowStride, size, width, to + whole * width * size);
}

/** A strip of any strides, number by number, rows up to `width` filled with zeros. */
function packEdge(
  rows: usize,
  k: usize,
  a: usize,
  rowStride: usize,
  columnStride: usize,
  width: usize,
  to: usize,
): void {
  for (let p: usize = 0; p < k; ++p) {
    for (let r: usize = 0; r < width; ++r) {
      store<real>(to, r < rows ? load<real>(a + r * rowStride) : (0 as real));
      to += sizeof<real>();
    }
    a += columnStride;
  }
}

/** Multiplies `bytes` of packed numbers by alpha. */
function multiplyStrip(alpha: real, at: usize, bytes: usize): void {
  const factor = v128.splat<real>(alpha);
  for (const end = at + bytes; at < end; at += WIDTH) {
    v128.store(at, v128.mul<real>(factor, v128.load(at)));
  }
}
