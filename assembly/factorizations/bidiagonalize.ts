import { checkpoint } from "../host";
import { axpy } from "../kernels/axpy";
import { combineThree } from "../kernels/combineThree";
import { dot } from "../kernels/dot";
import { fusedSweep } from "../kernels/fusedSweep";
import { roundUp } from "../kernels/gemm/blocks";
import { LANES } from "../simd";
import { reflection } from "./reflection";

/**
 * Reduces A (m × n, m ≥ n, by columns) to an upper bidiagonal matrix B = Qᵀ A P.
 *
 * Q = H₀ H₁ … Hₙ₋₁ and P = G₀ G₁ … Gₙ₋₃ are products of reflections: Hₖ clears column k below the
 * diagonal, Gₖ then clears row k right of the superdiagonal. The vector of Hₖ takes the place of the
 * zeros it makes; that of Gₖ goes to column k + 1 of a matrix P apart, so that both stand as
 * reflections.ts reads them. For m = 5 and n = 4:
 *
 *     ⎡ 1           ⎤     ⎡ .           ⎤
 *     ⎢ v₀  1       ⎥     ⎢ .  1        ⎥     ⎡ d₀  e₀         ⎤
 *     ⎢ v₀  v₁  1   ⎥     ⎢ .  u₀  1    ⎥     ⎢     d₁  e₁     ⎥
 *     ⎢ v₀  v₁  v₂  1⎥    ⎣ .  u₀  u₁  .⎦     ⎢         d₂  e₂ ⎥
 *     ⎣ v₀  v₁  v₂  v₃⎦                       ⎣             d₃ ⎦
 *           a                    p                   d, e
 *
 *     address  size                       in      out
 *     a        m × n, `stride`            A       the vectors of H, with their ones
 *     p        n × n, `strideP`           —       those of G in columns 1 … n − 2; `strideP` 0: lost, n entries do
 *     d, e     n each                     —       B; the last entry of e is 0
 *     tauQ     n                          —       τ of H₀ … Hₙ₋₁
 *     tauP     n                          —       τ of G₀ … Gₙ₋₃ in entries 1 … n − 2, else 0
 *     work     bidiagonalizeWorkspace     —       undefined
 *
 * The updates A − v yᵀ − z uᵀ of a step are left pending and made in the same pass that multiplies by
 * the next vectors: each step reads and writes what is left of A once. Row k of Hₖ A comes out column
 * by column, r, and with it A r; Gₖ sends r to e e₀, so A u follows from A r = w without another pass,
 * A u = (w − e·a₀) / (r₀ − e). As e opposes r₀ in sign, nothing cancels.
 *
 * A pass begins with a row whose number is a multiple of LANES, so that its loads do not lie across
 * cache lines where the columns begin on a register's boundary: with up to LANES − 1 rows that are done,
 * in which x is made zero and which nothing reads again. Of the time of passes that begin with row k,
 * n = 512 and 1,024: f64 0.96 and 0.93, f32 0.94 and 0.94, relaxed f64 0.93 and 0.91, relaxed f32 0.87
 * and 0.88; below 64 the same (bench/bidiagonalize.ts).
 *
 * Not by blocks (LAWN 2; Howell et al., whose one product a step only reads A, and every 16 or 32 steps
 * a matrix product that updates it): tried with a pass at 17 GFLOP/s and the product at 21, where this
 * one runs at 20 while A is in the third cache. Time relative to this: f64 1.05–1.10 at n = 1,024,
 * 1.01–1.08 at 1,536 and at 2,048 1.01 alone, 0.80–0.98 where others use the memory too; f32 1.01–1.03
 * and 1.09–1.11 at 1,024 and 2,048; relaxed f64 1.08, 0.92–1.07 and 0.93 at 1,024, 1,536 and 2,048.
 *
 * 4mn² − 4n³/3 flops in one kernel. Van Zee et al. (fusedSweep.ts), §6.
 */
export function bidiagonalize(
  m: usize,
  n: usize,
  a: usize,
  stride: usize,
  p: usize,
  strideP: usize,
  d: usize,
  e: usize,
  tauQ: usize,
  tauP: usize,
  work: usize,
): void {
  const size = sizeof<real>();
  const z = work;
  const w = z + roundUp(m, LANES) * size;
  const y = w + roundUp(m, LANES) * size;
  memory.fill(z, 0, m * size);
  memory.fill(y, 0, n * size);
  if (n > 0) store<real>(tauP, 0);

  const total = area(m, n);
  for (let k: usize = 0; k < n; ++k) {
    const rows = m - k;
    const right = n - k - 1;
    if (k % WATCHED === WATCHED - 1) checkpoint(total - area(rows, n - k), total);
    const x = a + k * (stride + size);
    const below = x + size;
    const yk = y + k * size;
    const zk = z + k * size;
    // Of the step before: its column reflection, and its row reflection.
    const u = k > 0 ? x - stride : zk;
    const v = k > 0 ? p + k * strideP + k * size : yk;

    if (k > 0) {
      axpy(rows, -load<real>(yk), u, x);
      axpy(rows, -load<real>(v), zk, x);
    }
    store<real>(d, reflection(rows - 1, load<real>(x), below, tauQ));
    store<real>(x, 1);
    store<real>(e, 0);
    if (right > 0) {
      store<real>(tauP + size, 0);
      const next = x + stride;
      const r = p + (k + 1) * (strideP + size);
      const yr = yk + size;
      const tau = load<real>(tauQ);
      const done = k % LANES;
      const up = done * size;
      memory.fill(x - up, 0, up);
      memory.fill(w, 0, (done + rows) * size);
      fusedSweep(
        done + rows,
        right,
        next - up,
        stride,
        u - up,
        yr,
        zk - up,
        v + size,
        x - up,
        tau,
        done,
        r,
        w,
      );
      reflectRow(rows, right, next, x, yr, r, w + up, zk, e, tauP + size);
    }
    d += size;
    e += size;
    tauQ += size;
    tauP += size;
  }
}

/** Columns between two checkpoints. */
const WATCHED: usize = 16;

/** The entries that all steps pass through, of an m × n matrix: Σ (m − k)(n − k), nearly. */
export function area(m: usize, n: usize): f64 {
  return f64(n) * f64(n) * (f64(m - n) / 2 + f64(n) / 3);
}

/** Returns the bytes of workspace that `bidiagonalize` needs. */
export function bidiagonalizeWorkspace(m: usize, n: usize): usize {
  return (2 * roundUp(m, LANES) + n) * sizeof<real>();
}

/**
 * Makes the reflection G of a row r (n entries, replaced by its vector v, with its one), stores its e
 * and τ, and computes z = τ·(A − x yᵀ)·v from w = A·r; a0 is the first column of A, m entries.
 */
function reflectRow(
  m: usize,
  n: usize,
  a0: usize,
  x: usize,
  y: usize,
  r: usize,
  w: usize,
  z: usize,
  e: usize,
  tauAt: usize,
): void {
  const size = sizeof<real>();
  const first = load<real>(r);
  const beta = reflection(n - 1, first, r + size, tauAt);
  const tau = load<real>(tauAt);
  store<real>(e, beta);
  store<real>(r, 1);
  if (tau === 0) {
    memory.fill(z, 0, m * size);
    return;
  }
  const factor: real = tau / (first - beta);
  const cross: real = tau * dot(n, y, r);
  combineThree(m, factor, w, -beta * factor, a0, -cross, x, z);
}
