import { checkpoint } from "../../host";
import { axpy } from "../../kernels/axpy";
import { complexAxpy } from "../../kernels/complex/axpy";
import { complexDot } from "../../kernels/complex/dot";
import { complexSweep } from "../../kernels/complex/fusedSweep";
import { packedBytes, placeOf, registersOf } from "../../kernels/complex/packed";
import { area } from "../bidiagonalize";
import { LANES, WIDTH } from "../../simd";
import { complexReflection } from "./reflection";

/**
 * Reduces a complex A (m × n, m ≥ n, packed columns) to a real upper bidiagonal matrix B = Qᴴ A P.
 *
 * Q = H₀ H₁ … Hₙ₋₁ and P = G₁ G₂ … Gₙ₋₁ are products of reflections: Hₖᴴ clears column k below the diagonal and
 * makes dₖ real, Gₖ₊₁ then clears row k right of the superdiagonal and makes eₖ real. The vectors stand as
 * reflections.ts of this folder reads them. For m = 5 and n = 4:
 *
 *     ⎡ 1           ⎤     ⎡ .           ⎤
 *     ⎢ v₀  1       ⎥     ⎢ .  1        ⎥     ⎡ d₀  e₀         ⎤
 *     ⎢ v₀  v₁  1   ⎥     ⎢ .  u₁  1    ⎥     ⎢     d₁  e₁     ⎥
 *     ⎢ v₀  v₁  v₂  1⎥    ⎣ .  u₁  u₂  1⎦     ⎢         d₂  e₂ ⎥
 *     ⎣ v₀  v₁  v₂  v₃⎦                       ⎣             d₃ ⎦
 *           a                    p                   d, e
 *
 *     address  size                          in      out
 *     a        m × n, `stride`               A       the vectors of H
 *     p        n × n, `strideP`              —       those of G in columns 1 … n − 1; `strideP` 0: one column, lost
 *     d, e     n each                        —       B; the last entry of e is 0
 *     tauQ     n pairs                       —       τ of H₀ … Hₙ₋₁
 *     tauP     n pairs                       —       0, and τ of G₁ … Gₙ₋₁
 *     work     complexBidiagonalizeWorkspace —       undefined
 *
 * One pass through memory a step, with the updates of the step before left pending, as factorizations/bidiagonalize.ts
 * has it. With c the conjugate of row k, G sends c to e e₀, and A u follows from w = A c without another pass; as
 * τ = (e − c₀)/e and u = (c − e e₀)/(c₀ − e), what is left pending is z = τ·A u = a₀ − w/e, less the part of Hₖ.
 *
 * 16mn² − 16n³/3 flops in one kernel. Golub, Van Loan, Matrix Computations, 4th ed., §5.4.8 p 284.
 */
export function complexBidiagonalize(
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
  const long = packedBytes(m);
  const short = packedBytes(n);
  const z = work;
  const w = z + long;
  const y = w + long;
  const cross = y + short;
  memory.fill(z, 0, long);
  memory.fill(y, 0, short);
  memory.fill(tauP, 0, 2 * n * size);

  for (let k: usize = 0; k < n; ++k) {
    if (k % WATCHED === WATCHED - 1) checkpoint(area(m, n) - area(m - k, n - k), area(m, n));
    const start = registersOf(k);
    const bytes = long - start;
    const x = a + k * stride + start;
    const zk = z + start;
    const wk = w + start;
    // Of the step before: its column reflection, and its row reflection.
    const u = k > 0 ? x - stride : zk;
    const v = k > 0 ? p + k * strideP : y;
    if (k > 0) {
      const at = placeOf(k);
      complexAxpy(bytes, -load<real>(y + at), -load<real>(y + at, WIDTH), u, x);
      complexAxpy(bytes, -load<real>(v + at), load<real>(v + at, WIDTH), zk, x);
    }
    const tau = tauQ + 2 * k * size;
    store<real>(d + k * size, complexReflection(bytes, k % LANES, x, tau));
    store<real>(e + k * size, 0);
    const next = k + 1;
    if (next === n) return;

    const r = p + next * strideP;
    if (k === 0 || strideP > 0) memory.fill(r, 0, short);
    memory.fill(wk, 0, bytes);
    complexSweep(
      bytes,
      next,
      n,
      a + start,
      stride,
      u,
      y,
      zk,
      v,
      x,
      load<real>(tau),
      -load<real>(tau, sizeof<real>()),
      (k % LANES) * size,
      r,
      wk,
    );

    const from = registersOf(next);
    const tauG = tauP + 2 * next * size;
    const beta = complexReflection(short - from, next % LANES, r + from, tauG);
    store<real>(e + k * size, beta);
    const re = load<real>(tauG);
    const im = load<real>(tauG, sizeof<real>());
    if (re === 0 && im === 0) {
      memory.fill(zk, 0, bytes);
      continue;
    }
    memory.copy(zk, a + next * stride + start, bytes);
    axpy(bytes / size, -1 / beta, wk, zk);
    complexDot(short - from, y + from, r + from, cross);
    const p0 = load<real>(cross);
    const q0 = load<real>(cross, sizeof<real>());
    complexAxpy(bytes, im * q0 - re * p0, -(re * q0 + im * p0), x, zk);
  }
}

/** Columns between two checkpoints. */
const WATCHED: usize = 8;

/** Returns the bytes of workspace that `complexBidiagonalize` needs. */
export function complexBidiagonalizeWorkspace(m: usize, n: usize): usize {
  return 2 * packedBytes(m) + packedBytes(n) + 2 * WIDTH;
}
