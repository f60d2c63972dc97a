import { factorQr, factorQrWorkspace } from "../factorizations/qr";
import { applyToTop, wideReflectorWorkspace } from "../factorizations/wideReflector";
import { FACTOR, LEFT, NO_PHASE, begin, checkpoint, enter } from "../host";
import { transpose } from "../kernels/transpose";
import { scaleByPower } from "./scaling";

/**
 * QR of a matrix much taller than wide, T = Q·R, by blocks of rows that stay in the second cache:
 *
 *         ⎡ T₀ ⎤   ⎡ Q₀      ⎤ ⎡ R₀ ⎤   ⎡ Q₀      ⎤
 *     T = ⎢ T₁ ⎥ = ⎢    Q₁   ⎥·⎢ R₁ ⎥ = ⎢    Q₁   ⎥·Q′·R
 *         ⎣ T₂ ⎦   ⎣       Q₂⎦ ⎣ R₂ ⎦   ⎣       Q₂⎦
 *
 * J. Demmel, L. Grigori, M. Hoemmen, J. Langou, Communication-optimal parallel and sequential QR and LU
 * factorizations, SIAM J. Sci. Comput. 34 (2012) A206–A239, §2 (TSQR). As one block, all of T goes through the
 * processor for every two columns: 400,000 × 32, f64, took 8 to 10 % longer where the third cache is fast.
 */

/** Bytes of a block: with a copy of a few columns it stays in the second cache. */
const BLOCK_BYTES: usize = 393_216;

/** Rows for each column that a block has at least: R₀, R₁ … one below the other are factored for no gain. */
const LEAST: usize = 16;

/** Returns how many blocks there are: 1 unless it pays to have more. */
export function blocksOf(m: usize, n: usize): usize {
  return max<usize>(1, m / max(LEAST * n, BLOCK_BYTES / (n * sizeof<real>())));
}

/** The first row of block b. */
function firstRow(m: usize, blocks: usize, b: usize): usize {
  return usize((u64(m) * u64(b)) / u64(blocks));
}

/** Where block b of T lies: apart, or, if T lies in the wide matrix that it is the transpose of, in that. */
function blockAt(n: usize, wide: bool, q: usize, first: usize): usize {
  return q + first * (wide ? 1 : n) * sizeof<real>();
}

/**
 * Factors T (m × n), scaled by 2^exponent. A is T by rows, or by columns if `wide`; then T is factored there.
 *
 *     address  size                      in   out
 *     a        m × n                     T    as it was; if wide, as q
 *     q        m × n, or `a` if wide     —    Q₀ … as reflections
 *     tau      (blocks + 1) × n          —    their τ, and those of Q′
 *     top      (blocks·n) × n, if > 1    —    Q′ as reflections
 *     r        n × n                     —    R, zeros below
 *     work     factorTallWorkspace(m, n) —    undefined
 */
export function factorTall(
  m: usize,
  n: usize,
  wide: bool,
  exponent: i32,
  a: usize,
  q: usize,
  tau: usize,
  top: usize,
  r: usize,
  work: usize,
): void {
  const size = sizeof<real>();
  const square = n * size;
  const blocks = blocksOf(m, n);
  const stack = blocks * square;
  for (let b: usize = 0; b < blocks; ++b) {
    const first = firstRow(m, blocks, b);
    const rows = firstRow(m, blocks, b + 1) - first;
    const stride = (wide ? m : rows) * size;
    const block = blockAt(n, wide, q, first);
    if (!wide) transpose(n, rows, a + first * square, square, block, stride);
    for (let j: usize = 0; j < n; ++j) scaleByPower(rows, exponent, block + j * stride);
    begin(blocks === 1 ? FACTOR : NO_PHASE, n);
    factorQr(rows, n, block, stride, tau + b * square, work);
    if (blocks > 1) report(FACTOR, b + 1, blocks);
    if (blocks === 1) copyUpper(n, block, stride, r, square);
    else copyUpper(n, block, stride, top + b * square, stack);
  }
  if (blocks === 1) return;
  begin(NO_PHASE, n);
  factorQr(blocks * n, n, top, stack, tau + blocks * square, work);
  copyUpper(n, top, stack, r, square);
}

/**
 * Computes C = Q·[X; 0], m × n, from what factorTall left, for X of n × n, by columns. Row i of C begins
 * `rowStride` bytes after row i − 1, column j `columnStride` after column j − 1; one of the two is the size of a number.
 *
 *     address  size                        in    out
 *     x        n × n                       X     as it was
 *     stack    (blocks·n) × n, if > 1      —     undefined
 *     c        m × n                       —     C
 *     work     multiplyTallWorkspace(m, n) —     undefined
 */
export function multiplyTall(
  m: usize,
  n: usize,
  wide: bool,
  q: usize,
  tau: usize,
  top: usize,
  x: usize,
  stack: usize,
  c: usize,
  rowStride: usize,
  columnStride: usize,
  work: usize,
): void {
  const size = sizeof<real>();
  const square = n * size;
  const blocks = blocksOf(m, n);
  const tall = blocks * n;
  let y = x;
  let strideY = square;
  if (blocks > 1) {
    const tauTop = tau + blocks * square;
    y = stack;
    strideY = tall * size;
    applyToTop(tall, n, n, top, strideY, tauTop, x, square, y, size, strideY, work);
  }
  for (let b: usize = 0; b < blocks; ++b) {
    const first = firstRow(m, blocks, b);
    const rows = firstRow(m, blocks, b + 1) - first;
    const stride = (wide ? m : rows) * size;
    const block = blockAt(n, wide, q, first);
    const at = c + first * rowStride;
    const part = y + b * square;
    const taus = tau + b * square;
    applyToTop(rows, n, n, block, stride, taus, part, strideY, at, rowStride, columnStride, work);
    report(LEFT, b + 1, blocks);
  }
}

/** Says how many of the blocks are done. */
function report(phase: u32, done: usize, blocks: usize): void {
  enter(phase);
  checkpoint(f64(done), f64(blocks));
}

/** Returns the bytes of workspace that factorTall needs. */
export function factorTallWorkspace(m: usize, n: usize): usize {
  return max(factorQrWorkspace(m, n), factorQrWorkspace(blocksOf(m, n) * n, n));
}

/** Returns the bytes of workspace that multiplyTall needs. */
export function multiplyTallWorkspace(m: usize, n: usize): usize {
  const rows = max(m / blocksOf(m, n) + 1, blocksOf(m, n) * n);
  return wideReflectorWorkspace(rows, n, n);
}

/** Copies the upper triangle of T to a square of n × n, with zeros below. */
function copyUpper(n: usize, t: usize, stride: usize, to: usize, strideTo: usize): void {
  const size = sizeof<real>();
  for (let j: usize = 0; j < n; ++j) {
    memory.copy(to, t + j * stride, (j + 1) * size);
    memory.fill(to + (j + 1) * size, 0, (n - j - 1) * size);
    to += strideTo;
  }
}
