import { checkpoint } from "../../host";
import { QR_LEAF, TOO_LARGE, TWISTED_UP_TO, leafWorkspace, solveLeaf } from "./leaf";
import { merge, mergeWorkspace } from "./merge";

/**
 * Decomposes an upper bidiagonal matrix B (n × n, d and e) by divide and conquer, B = U Σ Vᵀ.
 *
 *     address  size                          in    out
 *     d, e     n each                        B     the singular values in no order; undefined
 *     sorted   n u32                         —     their order, the smallest first
 *     u, v     n × n, `strideU`, `strideV`   —     U and V, columns as in d
 *     q        n × n                         —     undefined
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
  q: usize,
  work: usize,
): u32 {
  clear(n, u, strideU);
  clear(n, v, strideV);
  return divide(n, n, 0, d, e, sorted, u, strideU, v, strideV, q, work);
}

/** Returns the bytes of workspace that `divideAndConquer` needs. */
export function divideAndConquerWorkspace(n: usize): f64 {
  return max(n > QR_LEAF ? mergeWorkspace(n) : 0, f64(leafWorkspace(min(n, TWISTED_UP_TO))));
}

/** Decomposes n rows and n + `extra` columns, of `whole`; U and V are zero before. */
function divide(
  whole: usize,
  n: usize,
  extra: usize,
  d: usize,
  e: usize,
  sorted: usize,
  u: usize,
  strideU: usize,
  v: usize,
  strideV: usize,
  q: usize,
  work: usize,
): u32 {
  const size = sizeof<real>();
  if (n <= TWISTED_UP_TO) {
    const status = solveLeaf(n, extra, d, e, sorted, u, strideU, v, strideV, work);
    if (status !== TOO_LARGE) return status;
    clear(n, u, strideU);
    clear(n + extra, v, strideV);
  }
  const upper = n / 2;
  const lower = n - upper - 1;
  const alpha = load<real>(d + upper * size);
  const beta = load<real>(e + upper * size);
  const next = upper + 1;
  const u2 = u + next * (strideU + size);
  const v2 = v + next * (strideV + size);
  let status = divide(whole, upper, 1, d, e, sorted, u, strideU, v, strideV, q, work);
  status += divide(
    whole,
    lower,
    extra,
    d + next * size,
    e + next * size,
    sorted + 4 * next,
    u2,
    strideU,
    v2,
    strideV,
    q,
    work,
  );
  store<real>(u + upper * (strideU + size), 1);
  merge(upper, lower, extra, alpha, beta, d, sorted, u, strideU, v, strideV, q, work);
  checkpoint(cube(n), cube(whole));
  return status;
}

/** What a merge costs, in some unit. */
function cube(n: usize): f64 {
  return f64(n) * f64(n) * f64(n);
}

/** Fills a square of n × n with zeros. */
function clear(n: usize, x: usize, stride: usize): void {
  for (let j: usize = 0; j < n; ++j) memory.fill(x + j * stride, 0, n * sizeof<real>());
}
