import { dot } from "../kernels/dot";
import { reflect } from "../kernels/reflect";
import { reflectPair } from "../kernels/reflectPair";
import { reflection } from "./reflection";

/** Numbers that lie free above each column of B: two rows of R stand there while a pair of reflections works on them. */
export const HEAD: usize = 2;

/** Columns of reflections that the columns right of them go through together; of 768 rows they take 196 KB. */
const PANEL: usize = 32;

/** Columns that go through a panel while they lie in the first cache. */
const STRIP: usize = 4;

/**
 * Factors a triangle on top of a rectangle, without Q:
 *
 *     ⎡ R ⎤            ⎡ r r r ⎤            ⎡ R′⎤
 *     ⎣ B ⎦   =   Q₁ · ⎢   r r ⎥  = … = Q · ⎣ 0 ⎦        R, R′ n × n and upper triangular, B m × n
 *                      ⎢     r ⎥
 *                      ⎣ v b b ⎦
 *
 *     address  size                       in                  out
 *     r        n × n, by columns          R, zeros below      R′, zeros below
 *     b        (HEAD + m) × n, `stride`   B, HEAD rows down   undefined
 *     work     qrStackedWorkspace(n)      —                   undefined
 *
 * Reflection j changes row j of R and all of B, nothing else: 2mn² flops, whatever m. Two reflections at a time,
 * whose two rows of R are copied to the head of each column, so that their vectors are [1; 0; v] and [0; 1; w].
 *
 * J. Demmel, L. Grigori, M. Hoemmen, J. Langou, SIAM J. Sci. Comput. 34 (2012) A206–A239, §2.2 (sequential TSQR).
 */
export function factorQrStacked(
  m: usize,
  n: usize,
  r: usize,
  b: usize,
  stride: usize,
  work: usize,
): void {
  const size = sizeof<real>();
  for (let first: usize = 0; first < n; first += PANEL) {
    const end = min(first + PANEL, n);
    for (let j = first; j < end; j += 2) {
      const cross = work + (j - first) * 2 * size;
      if (j + 1 < n) factorPair(m, n, j, end, r, b, stride, cross);
      else factorLast(m, n, j, r, b, stride, cross);
    }
    for (let c = end; c < n; c += STRIP) {
      const columns = min(STRIP, n - c);
      for (let j = first; j < end; j += 2) {
        applyPair(m, n, j, c, columns, r, b, stride, work + (j - first) * 2 * size);
      }
    }
  }
}

/** Returns the bytes of workspace that `factorQrStacked` needs: τ and τ of each pair, and the product of its vectors. */
export function qrStackedWorkspace(n: usize): usize {
  return 2 * (min(PANEL, n) + 1) * sizeof<real>();
}

/** Reflections j and j + 1, applied to the columns up to `end`. */
function factorPair(
  m: usize,
  n: usize,
  j: usize,
  end: usize,
  r: usize,
  b: usize,
  stride: usize,
  pair: usize,
): void {
  const size = sizeof<real>();
  const v = b + j * stride;
  const next = v + stride;
  const w = next + size;
  takeHeads(n, j, j, 2, r, v, stride);
  const beta = reflection(m + 1, load<real>(v), v + size, pair);
  store<real>(v, 1);
  reflect(m + 2, 1, load<real>(pair), v, next, stride);
  store<real>(v, beta);
  store<real>(w, reflection(m, load<real>(w), w + size, pair + size));
  // Rounding may have left something there; it belongs to no reflection.
  store<real>(v, 0, sizeof<real>());
  store<real>(pair + 2 * size, dot(m, v + 2 * size, w + size));
  putHeads(n, j, j, 2, r, v, stride);
  applyPair(m, n, j, j + 2, end - j - 2, r, b, stride, pair);
}

/** The last reflection of an odd number. */
function factorLast(
  m: usize,
  n: usize,
  j: usize,
  r: usize,
  b: usize,
  stride: usize,
  tau: usize,
): void {
  const size = sizeof<real>();
  const at = r + (j * n + j) * size;
  store<real>(at, reflection(m, load<real>(at), b + j * stride + HEAD * size, tau));
}

/** Applies reflections j and j + 1 to `count` columns from c on. */
function applyPair(
  m: usize,
  n: usize,
  j: usize,
  c: usize,
  count: usize,
  r: usize,
  b: usize,
  stride: usize,
  pair: usize,
): void {
  const size = sizeof<real>();
  const v = b + j * stride;
  const w = v + stride + size;
  const to = b + c * stride;
  const sigma = load<real>(pair);
  const tau = load<real>(pair + size);
  const cross = load<real>(pair + 2 * size);
  takeHeads(n, j, c, count, r, to, stride);
  reflectPair(m + 2, count, v, sigma, w, tau, cross, true, to, stride);
  putHeads(n, j, c, count, r, to, stride);
}

/** Copies rows j and j + 1 of R, columns c …, to the heads of B's columns, the first of them at `to`. */
function takeHeads(
  n: usize,
  j: usize,
  c: usize,
  count: usize,
  r: usize,
  to: usize,
  stride: usize,
): void {
  const size = sizeof<real>();
  let at = r + (c * n + j) * size;
  for (let i: usize = 0; i < count; ++i) {
    store<real>(to, load<real>(at));
    store<real>(to, load<real>(at, sizeof<real>()), sizeof<real>());
    at += n * size;
    to += stride;
  }
}

/** The way back. */
function putHeads(
  n: usize,
  j: usize,
  c: usize,
  count: usize,
  r: usize,
  from: usize,
  stride: usize,
): void {
  const size = sizeof<real>();
  let at = r + (c * n + j) * size;
  for (let i: usize = 0; i < count; ++i) {
    store<real>(at, load<real>(from));
    store<real>(at, load<real>(from, sizeof<real>()), sizeof<real>());
    at += n * size;
    from += stride;
  }
}
