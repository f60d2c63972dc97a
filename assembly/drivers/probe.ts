import { gemv } from "../kernels/gemv";
import { gemvTransposed } from "../kernels/gemvTransposed";
import { norm } from "../kernels/norm";
import { EPS, MAX_STEP, SAFE_MIN, exponent, powerOfTwo } from "../precision";

/**
 * What a ratio of 1 stands for, in units of √max(m, n)·ε: the errors of a right decomposition, seen
 * through one random vector, add up like a random walk. Right results
 * stay below a quarter of it (test/drivers/probe.test.ts).
 */
export const BOUND: real = 16;

/** The smallest positive number. */
const SMALLEST: real = SAFE_MIN * EPS;

/** The seed of the random vectors: any but 0 serves. */
const SEED: u32 = 0x9e3779b9;

/**
 * Checks a decomposition A = U Σ Vᵀ in O(mn), and returns the largest ratio of error and bound: up to 1
 * is right; a wrong entry anywhere makes it larger almost surely, and NaN makes it NaN.
 *
 * For random x: UᵀU x = x, VᵀV x = x, and A V x = U Σ x or, where A is wide and V has no part of its null
 * space, Aᵀ U x = V Σ x. All matrices by rows.
 *
 *     address  size                 content
 *     a        m × n                A
 *     u        m × p                U, p = k or m; k = min(m, n)
 *     s        k                    Σ
 *     vt       q × n                Vᵀ, q = k or n
 *     work     probeWorkspace(m, n) —
 */
export function probe(
  m: usize,
  n: usize,
  p: usize,
  q: usize,
  a: usize,
  u: usize,
  s: usize,
  vt: usize,
  work: usize,
): real {
  const size = sizeof<real>();
  const x = work;
  const y = x + max(m, n) * size;
  const z = y + max(m, n) * size;
  const bound: real = BOUND * EPS * sqrt<real>(max(m, n) as real);

  const left = orthogonality(m, p, u, false, x, y, z);
  const right = orthogonality(n, q, vt, true, x, y, z);
  const residual =
    m < n
      ? residualOf(n, m, true, a, q, vt, s, p, u, x, y, z)
      : residualOf(m, n, false, a, p, u, s, q, vt, x, y, z);
  return max<real>(max<real>(left, right), residual) / bound;
}

/** Returns the bytes of workspace that `probe` needs. */
export function probeWorkspace(m: usize, n: usize): f64 {
  return 3 * f64(max(m, n)) * f64(sizeof<real>());
}

/** Whether Q (n × n) is orthogonal to the accuracy that `probe` asks for. `work` is that of an n × n probe. */
export function isOrthogonal(n: usize, q: usize, work: usize): bool {
  const bytes = n * sizeof<real>();
  const bound: real = BOUND * EPS * sqrt<real>(n as real);
  // Written so that NaN does not pass.
  return orthogonality(n, n, q, true, work, work + bytes, work + 2 * bytes) <= bound;
}

/** |QᵀQ x − x| / |x| for Q of m × p, which lies by rows or, if `byColumns`, by columns. */
function orthogonality(
  m: usize,
  p: usize,
  q: usize,
  byColumns: bool,
  x: usize,
  y: usize,
  z: usize,
): real {
  if (p === 0) return 0;
  fillRandom(p, x);
  product(m, p, q, byColumns, x, y);
  productTransposed(m, p, q, byColumns, y, z);
  return distance(p, z, x) / norm(p, x);
}

/**
 * |A R x − L Σ x| / (σ₁ |x|) for A of m × n, m ≥ n, which lies by rows or, if `byColumns`, by columns;
 * L is m × p and lies as A does, R is n × r and lies the other way.
 */
function residualOf(
  m: usize,
  n: usize,
  byColumns: bool,
  a: usize,
  p: usize,
  l: usize,
  s: usize,
  r: usize,
  rt: usize,
  x: usize,
  y: usize,
  z: usize,
): real {
  const size = sizeof<real>();
  if (n === 0) return 0;
  const first = load<real>(s);
  // Of a size with 1 / σ₁, so that neither A R x nor Σ x leaves the range of numbers.
  const power = first > 0 ? max<i32>(-MAX_STEP, min<i32>(MAX_STEP, -exponent(first))) : 0;
  const factor = powerOfTwo(power);
  fillRandom(n, x);
  for (let i: usize = 0; i < n * size; i += size) store<real>(x + i, load<real>(x + i) * factor);
  const length = norm(n, x);
  memory.fill(x + n * size, 0, (max(r, p) - n) * size);
  product(n, r, rt, !byColumns, x, y);
  product(m, n, a, byColumns, y, z);
  for (let i: usize = 0; i < n * size; i += size) {
    store<real>(x + i, load<real>(x + i) * load<real>(s + i));
  }
  product(m, p, l, byColumns, x, y);
  const error = distance(m, z, y);
  if (error === 0) return 0;
  // Denormal values are rounded to multiples of the smallest one: that no decomposition can avoid.
  return max<real>(0, error / (first * length) - SMALLEST / first);
}

/** y = Q·x, for Q of m × n by rows or, if `byColumns`, by columns. */
function product(m: usize, n: usize, q: usize, byColumns: bool, x: usize, y: usize): void {
  const size = sizeof<real>();
  memory.fill(y, 0, m * size);
  if (byColumns) gemv(m, n, 1, q, m * size, x, y);
  else gemvTransposed(n, m, 1, q, n * size, x, y);
}

/** y = Qᵀ·x, for Q as above. */
function productTransposed(
  m: usize,
  n: usize,
  q: usize,
  byColumns: bool,
  x: usize,
  y: usize,
): void {
  const size = sizeof<real>();
  memory.fill(y, 0, n * size);
  if (byColumns) gemvTransposed(m, n, 1, q, m * size, x, y);
  else gemv(n, m, 1, q, n * size, x, y);
}

/** |x − y|; x is overwritten by the difference. */
export function distance(n: usize, x: usize, y: usize): real {
  for (let i: usize = 0; i < n * sizeof<real>(); i += sizeof<real>()) {
    store<real>(x + i, load<real>(x + i) - load<real>(y + i));
  }
  return norm(n, x);
}

/** Numbers of [−1, 1), by Marsaglia's xorshift: the same on every machine. */
export function fillRandom(n: usize, x: usize): void {
  let state = SEED;
  for (const end = x + n * sizeof<real>(); x < end; x += sizeof<real>()) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    // The upper 24 bits, so that f32 holds them exactly.
    store<real>(x, (((state as i32) >> 8) as real) / 8_388_608);
  }
}
