import { WIDTH, multiplyAdd } from "../../simd";
import { MR, NR } from "./blocks";

/**
 * Computes a tile of a product in registers: C, MR × NR by columns `stride` bytes apart, from a strip
 * of A (k columns of MR) and a strip of B (k rows of NR), both contiguous:
 *
 *     for (p = 0; p < k; ++p) for (j = 0; j < NR; ++j) for (i = 0; i < MR; ++i)
 *       sum[i, j] += a[p * MR + i] * b[p * NR + j];
 *     c[i, j] = accumulate ? c[i, j] + sum[i, j] : sum[i, j];
 *
 * The loop is not unrolled: V8 would hoist the loads and spill the sums, 15 to 25 % slower.
 */
export function tile(
  k: usize,
  a: usize,
  b: usize,
  c: usize,
  stride: usize,
  accumulate: bool,
): void {
  const end = a + k * MR * sizeof<real>();
  let c00 = v128.splat<real>(0);
  let c10 = c00;
  let c01 = c00;
  let c11 = c00;
  let c02 = c00;
  let c12 = c00;
  let c03 = c00;
  let c13 = c00;
  while (a < end) {
    const a0 = v128.load(a);
    const a1 = v128.load(a, WIDTH);
    let x = v128.load_splat<real>(b);
    c00 = multiplyAdd(a0, x, c00);
    c10 = multiplyAdd(a1, x, c10);
    x = v128.load_splat<real>(b, sizeof<real>());
    c01 = multiplyAdd(a0, x, c01);
    c11 = multiplyAdd(a1, x, c11);
    x = v128.load_splat<real>(b, 2 * sizeof<real>());
    c02 = multiplyAdd(a0, x, c02);
    c12 = multiplyAdd(a1, x, c12);
    x = v128.load_splat<real>(b, 3 * sizeof<real>());
    c03 = multiplyAdd(a0, x, c03);
    c13 = multiplyAdd(a1, x, c13);
    a += 2 * WIDTH;
    b += NR * sizeof<real>();
  }
  put(c, c00, c10, accumulate);
  put(c + stride, c01, c11, accumulate);
  put(c + 2 * stride, c02, c12, accumulate);
  put(c + 3 * stride, c03, c13, accumulate);
}

/** Writes or adds one column of a tile. */
function put(c: usize, top: v128, bottom: v128, accumulate: bool): void {
  if (accumulate) {
    top = v128.add<real>(v128.load(c), top);
    bottom = v128.add<real>(v128.load(c, WIDTH), bottom);
  }
  v128.store(c, top);
  v128.store(c, bottom, WIDTH);
}
