import { WIDTH, multiplyAdd } from "../../simd";

/**
 * Divides both parts of n columns, m and q entries, by their lengths, and stores in place of the square
 * and the weight the length of the weighted first part, and a sign for the column:
 *
 *     for (j = 0; j < n; ++j) {
 *       [square, weight, ...x[0 … m − 1], ...y[0 … q − 1]] = column[j];
 *       z = part === 0 ? x : y;
 *       column[j] = [√(‖x‖² * weight), sign of the first entry of largest magnitude of z, ...x / ‖x‖, ...y / ‖y‖];
 *     }
 *
 * Where q is 0 only the length is computed.
 */
export function normalizeLanes(
  m: usize,
  n: usize,
  q: usize,
  part: u32,
  column: usize,
  stride: usize,
): void {
  const second = (m + 2) * WIDTH;
  for (const last = column + n * stride; column < last; column += stride) {
    const square = squareOf(m, column + 2 * WIDTH);
    const weighted = v128.mul<real>(square, v128.load(column, WIDTH));
    v128.store(column, v128.sqrt<real>(weighted));
    if (q > 0) {
      divide(m, column + 2 * WIDTH, v128.sqrt<real>(square));
      divide(q, column + second, v128.sqrt<real>(squareOf(q, column + second)));
      const sign = part === 0 ? signOf(m, column + 2 * WIDTH) : signOf(q, column + second);
      v128.store(column, sign, WIDTH);
    }
  }
}

function squareOf(n: usize, x: usize): v128 {
  const end = x + n * WIDTH;
  let even = v128.splat<real>(0);
  let odd = even;
  for (; x + WIDTH < end; x += 2 * WIDTH) {
    const x0 = v128.load(x);
    const x1 = v128.load(x, WIDTH);
    even = multiplyAdd(x0, x0, even);
    odd = multiplyAdd(x1, x1, odd);
  }
  if (x < end) even = multiplyAdd(v128.load(x), v128.load(x), even);
  return v128.add<real>(even, odd);
}

function divide(n: usize, x: usize, length: v128): void {
  const factor = v128.div<real>(v128.splat<real>(1), length);
  for (const end = x + n * WIDTH; x < end; x += WIDTH) {
    v128.store(x, v128.mul<real>(v128.load(x), factor));
  }
}

function signOf(n: usize, x: usize): v128 {
  let largest = v128.splat<real>(0);
  let entry = largest;
  for (const end = x + n * WIDTH; x < end; x += WIDTH) {
    const next = v128.load(x);
    const magnitude = v128.abs<real>(next);
    const larger = v128.gt<real>(magnitude, largest);
    largest = v128.bitselect(magnitude, largest, larger);
    entry = v128.bitselect(next, entry, larger);
  }
  const negative = v128.and(entry, v128.splat<real>(-0.0));
  return v128.or(negative, v128.splat<real>(1));
}
