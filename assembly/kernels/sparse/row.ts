import { WIDTH, multiplyAdd } from "../../simd";

/** Registers of sums a pass: with the value and a product they leave some free of the 16 that processors have. */
const REGISTERS: usize = 8;

/**
 * Stores the product of one sparse row and X, which has b columns and lies by rows:
 *
 *     for (j = 0; j < b; ++j) {
 *       y[j] = 0;
 *       for (k = 0; k < count; ++k) y[j] += values[k * step] * x[indices[k * step], j];
 *     }
 *
 * Lanes and registers are columns, so that the sums have the order of that loop. X is read once; the row,
 * once for 8 registers of columns.
 */
export function multiplyRow(
  count: usize,
  step: usize,
  indices: usize,
  values: usize,
  b: usize,
  x: usize,
  y: usize,
): void {
  const stride = b * sizeof<real>();
  const end = y + stride;
  while (y + REGISTERS * WIDTH <= end) {
    multiply8(count, step, indices, values, stride, x, y);
    x += REGISTERS * WIDTH;
    y += REGISTERS * WIDTH;
  }
  if (y + 4 * WIDTH <= end) {
    multiply4(count, step, indices, values, stride, x, y);
    x += 4 * WIDTH;
    y += 4 * WIDTH;
  }
  if (y + 2 * WIDTH <= end) {
    multiply2(count, step, indices, values, stride, x, y);
    x += 2 * WIDTH;
    y += 2 * WIDTH;
  }
  if (y + WIDTH <= end) {
    multiply1(count, step, indices, values, stride, x, y);
    x += WIDTH;
    y += WIDTH;
  }
  while (y < end) {
    multiplyColumn(count, step, indices, values, stride, x, y);
    x += sizeof<real>();
    y += sizeof<real>();
  }
}

function multiply8(
  count: usize,
  step: usize,
  indices: usize,
  values: usize,
  stride: usize,
  x: usize,
  y: usize,
): void {
  let s0 = v128.splat<real>(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  let s4 = s0;
  let s5 = s0;
  let s6 = s0;
  let s7 = s0;
  for (let k: usize = 0; k < count; ++k) {
    const value = v128.load_splat<real>(values);
    const row = x + (load<u32>(indices) as usize) * stride;
    s0 = multiplyAdd(value, v128.load(row), s0);
    s1 = multiplyAdd(value, v128.load(row, WIDTH), s1);
    s2 = multiplyAdd(value, v128.load(row, 2 * WIDTH), s2);
    s3 = multiplyAdd(value, v128.load(row, 3 * WIDTH), s3);
    s4 = multiplyAdd(value, v128.load(row, 4 * WIDTH), s4);
    s5 = multiplyAdd(value, v128.load(row, 5 * WIDTH), s5);
    s6 = multiplyAdd(value, v128.load(row, 6 * WIDTH), s6);
    s7 = multiplyAdd(value, v128.load(row, 7 * WIDTH), s7);
    values += step * sizeof<real>();
    indices += step * sizeof<u32>();
  }
  v128.store(y, s0);
  v128.store(y, s1, WIDTH);
  v128.store(y, s2, 2 * WIDTH);
  v128.store(y, s3, 3 * WIDTH);
  v128.store(y, s4, 4 * WIDTH);
  v128.store(y, s5, 5 * WIDTH);
  v128.store(y, s6, 6 * WIDTH);
  v128.store(y, s7, 7 * WIDTH);
}

function multiply4(
  count: usize,
  step: usize,
  indices: usize,
  values: usize,
  stride: usize,
  x: usize,
  y: usize,
): void {
  let s0 = v128.splat<real>(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  for (let k: usize = 0; k < count; ++k) {
    const value = v128.load_splat<real>(values);
    const row = x + (load<u32>(indices) as usize) * stride;
    s0 = multiplyAdd(value, v128.load(row), s0);
    s1 = multiplyAdd(value, v128.load(row, WIDTH), s1);
    s2 = multiplyAdd(value, v128.load(row, 2 * WIDTH), s2);
    s3 = multiplyAdd(value, v128.load(row, 3 * WIDTH), s3);
    values += step * sizeof<real>();
    indices += step * sizeof<u32>();
  }
  v128.store(y, s0);
  v128.store(y, s1, WIDTH);
  v128.store(y, s2, 2 * WIDTH);
  v128.store(y, s3, 3 * WIDTH);
}

function multiply2(
  count: usize,
  step: usize,
  indices: usize,
  values: usize,
  stride: usize,
  x: usize,
  y: usize,
): void {
  let s0 = v128.splat<real>(0);
  let s1 = s0;
  for (let k: usize = 0; k < count; ++k) {
    const value = v128.load_splat<real>(values);
    const row = x + (load<u32>(indices) as usize) * stride;
    s0 = multiplyAdd(value, v128.load(row), s0);
    s1 = multiplyAdd(value, v128.load(row, WIDTH), s1);
    values += step * sizeof<real>();
    indices += step * sizeof<u32>();
  }
  v128.store(y, s0);
  v128.store(y, s1, WIDTH);
}

function multiply1(
  count: usize,
  step: usize,
  indices: usize,
  values: usize,
  stride: usize,
  x: usize,
  y: usize,
): void {
  let sum = v128.splat<real>(0);
  for (let k: usize = 0; k < count; ++k) {
    const row = x + (load<u32>(indices) as usize) * stride;
    sum = multiplyAdd(v128.load_splat<real>(values), v128.load(row), sum);
    values += step * sizeof<real>();
    indices += step * sizeof<u32>();
  }
  v128.store(y, sum);
}

/** Without the others, a column of X that fills no register: fewer than LANES at the end. */
function multiplyColumn(
  count: usize,
  step: usize,
  indices: usize,
  values: usize,
  stride: usize,
  x: usize,
  y: usize,
): void {
  let sum: real = 0;
  for (let k: usize = 0; k < count; ++k) {
    sum += load<real>(values) * load<real>(x + (load<u32>(indices) as usize) * stride);
    values += step * sizeof<real>();
    indices += step * sizeof<u32>();
  }
  store<real>(y, sum);
}
