import { rotate } from "../../kernels/rotate";
import { makePositive, order } from "../order";
import { rotation } from "../rotation";
import { beginWave, waveBytes } from "../wave";
import { iterate } from "./iterate";
import { merge, mergeWorkspace } from "./merge";

/**
 * Rows up to which a block goes to implicit QR: below, its rotations cost less than two merges. LAPACK has
 * 25 (ilaenv, ISPEC 9).
 */
export const LEAF: usize = 32;

/**
 * Decomposes an upper bidiagonal matrix B (n × n, d and e) by divide and conquer, B = U Σ Vᵀ.
 *
 *     address  size                          in    out
 *     d, e     n each                        B     the singular values in no order; undefined
 *     sorted   n u32                         —     their order, the smallest first
 *     u, v     n × n, `strideU`, `strideV`   —     U and V, columns as in d
 *     work     divideAndConquerWorkspace(n)  —     undefined
 *
 * The entries are of a size with 1: their products must neither overflow nor underflow in f32. Returns 0,
 * or how many values of the blocks at the bottom did not converge. 8n³/3 flops for n large, most of them in
 * matrix products; deflation saves up to nearly all.
 *
 * M. Gu, S. Eisenstat (merge.ts).
 */
export function divideAndConquer(
  n: usize,
  d: usize,
  e: usize,
  sorted: usize,
  u: usize,
  strideU: usize,
  v: usize,
  strideV: usize,
  work: usize,
): u32 {
  for (let j: usize = 0; j < n; ++j) {
    memory.fill(u + j * strideU, 0, n * sizeof<real>());
    memory.fill(v + j * strideV, 0, n * sizeof<real>());
  }
  return divide(n, 0, d, e, sorted, u, strideU, v, strideV, work);
}

/** Returns the bytes of workspace that `divideAndConquer` needs. */
export function divideAndConquerWorkspace(n: usize): f64 {
  return max(n > LEAF ? mergeWorkspace(n) : 0, f64(waveBytes(min(n, LEAF), true)));
}

/** Decomposes n rows and n + `extra` columns; U and V are zero before. */
function divide(
  n: usize,
  extra: usize,
  d: usize,
  e: usize,
  sorted: usize,
  u: usize,
  strideU: usize,
  v: usize,
  strideV: usize,
  work: usize,
): u32 {
  const size = sizeof<real>();
  if (n <= LEAF) return solveLeaf(n, extra, d, e, sorted, u, strideU, v, strideV, work);
  const upper = n / 2;
  const lower = n - upper - 1;
  const alpha = load<real>(d + upper * size);
  const beta = load<real>(e + upper * size);
  const next = upper + 1;
  const u2 = u + next * (strideU + size);
  const v2 = v + next * (strideV + size);
  let status = divide(upper, 1, d, e, sorted, u, strideU, v, strideV, work);
  status += divide(
    lower,
    extra,
    d + next * size,
    e + next * size,
    sorted + 4 * next,
    u2,
    strideU,
    v2,
    strideV,
    work,
  );
  store<real>(u + upper * (strideU + size), 1);
  merge(upper, lower, extra, alpha, beta, d, sorted, u, strideU, v, strideV, work);
  return status;
}

/** Decomposes a small block by implicit QR, after rotating its column too many into the others. */
function solveLeaf(
  n: usize,
  extra: usize,
  d: usize,
  e: usize,
  sorted: usize,
  u: usize,
  strideU: usize,
  v: usize,
  strideV: usize,
  work: usize,
): u32 {
  const size = sizeof<real>();
  const columns = n + extra;
  for (let j: usize = 0; j < n; ++j) store<real>(u + j * (strideU + size), 1);
  for (let j: usize = 0; j < columns; ++j) store<real>(v + j * (strideV + size), 1);
  if (extra === 1) {
    let bulge = n > 0 ? load<real>(e + (n - 1) * size) : (0 as real);
    for (let j = n; j-- > 0;) {
      store<real>(d + j * size, rotation(load<real>(d + j * size), bulge, work));
      const c = load<real>(work);
      const s = load<real>(work, size);
      rotate(columns, v + j * strideV, v + n * strideV, c, s);
      if (j === 0) break;
      const above = e + (j - 1) * size;
      bulge = -s * load<real>(above);
      store<real>(above, c * load<real>(above));
    }
  }
  beginWave(work, n, n, u, strideU, columns, v, strideV);
  const status = iterate(n, d, e, work);
  makePositive(n, d, columns, v, strideV);
  order(n, d, true, n, u, strideU, columns, v, strideV);
  for (let j: usize = 0; j < n; ++j) store<u32>(sorted + 4 * j, u32(j));
  return status;
}
