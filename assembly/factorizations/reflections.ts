import { checkpoint } from "../host";
import { gemm, gemmWorkspace } from "../kernels/gemm/gemm";
import { applyPairs } from "./reflectionPairs";

/**
 * Products of reflections Q = H₀ H₁ … Hₖ₋₁ in compact WY form, Q = I − V T Vᵀ.
 *
 * The reflections are stored as the factorizations leave them: the vector of Hⱼ below the diagonal of
 * column j, its leading 1 understood, and τⱼ apart.
 *
 *         ⎡ .          ⎤         ⎡ 1          ⎤
 *         ⎢ v₀  .      ⎥         ⎢ v₀  1      ⎥          ⎡ τ₀  t   t ⎤
 *     a = ⎢ v₀  v₁  .  ⎥     V = ⎢ v₀  v₁  1  ⎥      T = ⎢     τ₁  t ⎥
 *         ⎣ v₀  v₁  v₂ ⎦         ⎣ v₀  v₁  v₂ ⎦          ⎣         τ₂⎦
 *
 * R. Schreiber, C. Van Loan, A storage-efficient WY representation for products of Householder
 * transformations, SIAM J. Sci. Stat. Comput. 10 (1989) 53–57.
 */

/**
 * Reflections a block: the product of so many is applied by matrix products.
 *
 * Their depth is that of the products' inner loop, so a smaller block wastes the tile, and a larger
 * one forms a larger T for nothing. 32 is also LAPACK's choice (ilaenv, ISPEC 1).
 */
export const BLOCK: usize = 32;

/**
 * Rows up to which reflections are applied two at a time (reflectionPairs.ts). GFLOP/s of pairs and of blocks for
 * squares: 16 and 6 at n = 64, 16.8 and 16.3 at 1,024; with fused products 22 and 8, 21.4 and 19.3. Beyond, a strip
 * of columns is larger than the first cache.
 */
const PAIRS_UP_TO: usize = 2048;

/**
 * Overwrites C (m × n) with Q·C or, if `transposed`, Qᵀ·C, for k reflections of length m in `a`.
 *
 * With `identity` the caller promises that C begins as columns of the identity, in place of the
 * reflections themselves: c = a, k ≤ n. It need not have written them. Then C becomes the first n
 * columns of Q, and what is known to be zero is not multiplied.
 *
 *     address  size                              in                    out
 *     a        m × k, `strideA`                  reflections           as they were, or the columns of Q
 *     tau      k                                 their τ               as they were
 *     c        m × n, `strideC`                  C                     Q·C or Qᵀ·C
 *     work     reflectionsWorkspace(m, n, k)     —                     undefined
 *
 * 4mnk − 2nk² flops, nearly all in matrix products.
 */
function applyBlocks(
  m: usize,
  n: usize,
  k: usize,
  a: usize,
  strideA: usize,
  tau: usize,
  transposed: bool,
  identity: bool,
  c: usize,
  strideC: usize,
  work: usize,
): void {
  const size = sizeof<real>();
  const blocks = (k + BLOCK - 1) / BLOCK;
  for (let step: usize = 0; step < blocks; ++step) {
    const first = (transposed ? step : blocks - 1 - step) * BLOCK;
    const width = min(BLOCK, k - first);
    if (step > 0) checkpoint(f64(step), f64(blocks));
    const rows = m - first;
    const from = identity ? first : 0;
    const v = work;
    const t = v + m * min(BLOCK, k) * size;
    gatherBlock(rows, width, a + first * (strideA + size), strideA, v);
    formT(rows, width, v, tau + first * size, t, t + BLOCK * BLOCK * size);
    if (identity) setIdentity(m, first, width, c, strideC);
    applyBlock(rows, n - from, width, v, t, transposed, c + from * strideC + first * size, strideC);
  }
}

/** Overwrites C with Q·C or Qᵀ·C: see applyBlocks; by pairs where these are faster. */
export function applyReflections(
  m: usize,
  n: usize,
  k: usize,
  a: usize,
  strideA: usize,
  tau: usize,
  transposed: bool,
  c: usize,
  strideC: usize,
  work: usize,
): void {
  if (m <= PAIRS_UP_TO) applyPairs(m, n, k, a, strideA, tau, transposed, c, strideC, work);
  else applyBlocks(m, n, k, a, strideA, tau, transposed, false, c, strideC, work);
}

/** Returns the bytes of workspace that applyReflections needs for k reflections and C of m × n. */
export function applyReflectionsWorkspace(m: usize, n: usize, k: usize): usize {
  return m <= PAIRS_UP_TO ? (k / 2) * sizeof<real>() : reflectionsWorkspace(m, n, k);
}

/** Overwrites the k reflections in `a` with the first n ≥ k columns of their product Q: see applyBlocks. */
export function formReflections(
  m: usize,
  n: usize,
  k: usize,
  a: usize,
  stride: usize,
  tau: usize,
  work: usize,
): void {
  setIdentity(m, k, n - k, a, stride);
  applyBlocks(m, n, k, a, stride, tau, false, true, a, stride, work);
}

/**
 * Forms the product of n − 1 reflections whose vectors begin one row down and stand one column to the
 * right, and so reads them from row and column 1 of a (n × n); row and column 0 become the identity's.
 */
export function formInnerReflections(
  n: usize,
  a: usize,
  stride: usize,
  tau: usize,
  work: usize,
): void {
  const size = sizeof<real>();
  if (n === 0) return;
  setIdentity(n, 0, 1, a, stride);
  for (let j: usize = 1; j < n; ++j) store<real>(a + j * stride, 0);
  formReflections(n - 1, n - 1, n - 1, a + stride + size, stride, tau, work);
}

/** Returns the bytes that applyReflections and formReflections need for k reflections and C of m × n. */
export function reflectionsWorkspace(m: usize, n: usize, k: usize): usize {
  const width = min(BLOCK, k);
  const products = max(gemmWorkspace(width, n, m), gemmWorkspace(m, n, width));
  const square = max(gemmWorkspace(width, width, m), gemmWorkspace(width, n, width));
  return (m * width + BLOCK * BLOCK + 2 * n * BLOCK) * sizeof<real>() + max(products, square);
}

/** Writes columns `first` … `first + count − 1` of the identity to C, whose columns have m entries. */
function setIdentity(m: usize, first: usize, count: usize, c: usize, stride: usize): void {
  for (let j = first; j < first + count; ++j) {
    memory.fill(c + j * stride, 0, m * sizeof<real>());
    store<real>(c + j * stride + j * sizeof<real>(), 1);
  }
}

/** Copies a block of reflections to V, with its ones and the zeros above them, columns contiguous. */
function gatherBlock(m: usize, width: usize, a: usize, stride: usize, v: usize): void {
  const size = sizeof<real>();
  for (let j: usize = 0; j < width; ++j) {
    memory.fill(v, 0, j * size);
    store<real>(v + j * size, 1);
    memory.copy(v + (j + 1) * size, a + j * stride + (j + 1) * size, (m - j - 1) * size);
    v += m * size;
  }
}

/**
 * Computes T, upper triangular by columns of BLOCK, of V (m × width): column j of it is
 * −τⱼ·T·(Vᵀvⱼ) above the diagonal, and τⱼ on it (Schreiber, Van Loan, p 55).
 */
function formT(m: usize, width: usize, v: usize, tau: usize, t: usize, work: usize): void {
  const size = sizeof<real>();
  const column = m * size;
  const stride = BLOCK * size;
  gemm(width, width, m, 1, v, column, size, v, size, column, 0, t, stride, work);
  for (let j: usize = 0; j < width; ++j) {
    const tj = t + j * stride;
    const factor = load<real>(tau + j * size);
    // Row i of the product only reads entries i … j − 1 of the column: top down, in place.
    for (let i: usize = 0; i < j; ++i) {
      let sum: real = 0;
      for (let p = i; p < j; ++p) {
        sum += load<real>(t + p * stride + i * size) * load<real>(tj + p * size);
      }
      store<real>(tj + i * size, -factor * sum);
    }
    store<real>(tj + j * size, factor);
    memory.fill(tj + (j + 1) * size, 0, (width - j - 1) * size);
  }
}

/** C −= V·(op(T)·(Vᵀ·C)), for C m × n. The workspace lies behind T. */
function applyBlock(
  m: usize,
  n: usize,
  width: usize,
  v: usize,
  t: usize,
  transposed: bool,
  c: usize,
  stride: usize,
): void {
  const size = sizeof<real>();
  const column = m * size;
  const block = BLOCK * size;
  const x = t + BLOCK * block;
  const y = x + n * block;
  const work = y + n * block;
  gemm(width, n, m, 1, v, column, size, c, size, stride, 0, x, block, work);
  const rowStride = transposed ? block : size;
  const columnStride = transposed ? size : block;
  gemm(width, n, width, 1, t, rowStride, columnStride, x, size, block, 0, y, block, work);
  gemm(m, n, width, -1, v, size, column, y, size, block, 1, c, stride, work);
}
