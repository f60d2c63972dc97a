import { WIDTH, multiplyAdd } from "../../simd";

/**
 * Computes Y = Aᵀ·X for a sparse A, m × n, and X with b columns; X and Y lie by rows:
 *
 *     y.fill(0);
 *     for (i = 0; i < m; ++i) {
 *       for (k = starts[i]; k < starts[i + 1]; ++k) {
 *         for (j = 0; j < b; ++j) y[indices[k], j] += values[k] * x[i, j];
 *       }
 *     }
 *
 * Lanes and registers are columns, so that the sums have the order of that loop. Numbers of `starts` and `indices` are u32.
 */
export function sparseMultiplyTransposed(
  m: usize,
  n: usize,
  b: usize,
  starts: usize,
  indices: usize,
  values: usize,
  x: usize,
  y: usize,
): void {
  memory.fill(y, 0, n * b * sizeof<real>());
  const stride = b * sizeof<real>();
  const last = starts + m * sizeof<u32>();
  for (; starts < last; starts += sizeof<u32>()) {
    const count = (load<u32>(starts, sizeof<u32>()) - load<u32>(starts)) as usize;
    addRow(count, indices, values, stride, x, y);
    indices += count * sizeof<u32>();
    values += count * sizeof<real>();
    x += stride;
  }
}

/** Adds values[k] · x to row indices[k] of Y, for each k. */
function addRow(
  count: usize,
  indices: usize,
  values: usize,
  stride: usize,
  x: usize,
  y: usize,
): void {
  const end = x + stride;
  while (x + 4 * WIDTH <= end) {
    add4(count, indices, values, stride, x, y);
    x += 4 * WIDTH;
    y += 4 * WIDTH;
  }
  while (x + WIDTH <= end) {
    add1(count, indices, values, stride, x, y);
    x += WIDTH;
    y += WIDTH;
  }
  while (x < end) {
    addColumn(count, indices, values, stride, load<real>(x), y);
    x += sizeof<real>();
    y += sizeof<real>();
  }
}

function add4(
  count: usize,
  indices: usize,
  values: usize,
  stride: usize,
  x: usize,
  y: usize,
): void {
  const x0 = v128.load(x);
  const x1 = v128.load(x, WIDTH);
  const x2 = v128.load(x, 2 * WIDTH);
  const x3 = v128.load(x, 3 * WIDTH);
  for (let k: usize = 0; k < count; ++k) {
    const value = v128.load_splat<real>(values);
    const row = y + (load<u32>(indices) as usize) * stride;
    v128.store(row, multiplyAdd(value, x0, v128.load(row)));
    v128.store(row, multiplyAdd(value, x1, v128.load(row, WIDTH)), WIDTH);
    v128.store(row, multiplyAdd(value, x2, v128.load(row, 2 * WIDTH)), 2 * WIDTH);
    v128.store(row, multiplyAdd(value, x3, v128.load(row, 3 * WIDTH)), 3 * WIDTH);
    values += sizeof<real>();
    indices += sizeof<u32>();
  }
}

function add1(
  count: usize,
  indices: usize,
  values: usize,
  stride: usize,
  x: usize,
  y: usize,
): void {
  const x0 = v128.load(x);
  for (let k: usize = 0; k < count; ++k) {
    const row = y + (load<u32>(indices) as usize) * stride;
    v128.store(row, multiplyAdd(v128.load_splat<real>(values), x0, v128.load(row)));
    values += sizeof<real>();
    indices += sizeof<u32>();
  }
}

function addColumn(
  count: usize,
  indices: usize,
  values: usize,
  stride: usize,
  x: real,
  y: usize,
): void {
  for (let k: usize = 0; k < count; ++k) {
    const at = y + (load<u32>(indices) as usize) * stride;
    store<real>(at, load<real>(at) + load<real>(values) * x);
    values += sizeof<real>();
    indices += sizeof<u32>();
  }
}
