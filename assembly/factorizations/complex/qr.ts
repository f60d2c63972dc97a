import { NO_PHASE, checkpoint, enter } from "../../host";
import { packedBytes, placeOf, registersOf } from "../../kernels/complex/packed";
import { LANES, WIDTH } from "../../simd";
import { complexReflection } from "./reflection";
import { applyComplexReflections } from "./reflections";

/** Columns of a panel: what is right of it is read and written once for so many reflections. */
const PANEL: usize = 32;

/**
 * Factors a complex A (m × n, m ≥ n, packed columns) into Q·R, Q unitary, R upper triangular with a real diagonal.
 *
 *                 ⎡ 1          ⎤      ⎡ r   r   r ⎤
 *     A   →       ⎢ v₀  1      ⎥      ⎢     r   r ⎥      Q = H₀ H₁ … Hₙ₋₁
 *                 ⎢ v₀  v₁  1  ⎥      ⎣         r ⎦
 *                 ⎣ v₀  v₁  v₂ ⎦
 *
 *     address  size            in     out
 *     a        m × n, `stride` A      the reflections
 *     r        n × n           —      R, packed, zeros below
 *     tau      n pairs         —      τ of the reflections
 *     work     8               —      undefined
 *
 * 8mn² − 8n³/3 flops.
 */
export function factorComplexQr(
  m: usize,
  n: usize,
  a: usize,
  stride: usize,
  r: usize,
  tau: usize,
  work: usize,
): void {
  const size = sizeof<real>();
  const strideR = packedBytes(n);
  for (let first: usize = 0; first < n; first += PANEL) {
    const until = min(first + PANEL, n);
    for (let j = first; j < until; ++j) {
      const column = a + j * stride;
      applyComplexReflections(m, 1, first, j, a, stride, tau, true, column, stride, work);
      const start = registersOf(j);
      const to = r + j * strideR;
      memory.copy(to, column, start + 2 * WIDTH);
      memory.fill(to + start + 2 * WIDTH, 0, strideR - start - 2 * WIDTH);
      const at = column + start;
      const beta = complexReflection(packedBytes(m) - start, j % LANES, at, tau + 2 * j * size);
      clearFrom(to + start, j % LANES);
      store<real>(to + placeOf(j), beta);
    }
    if (until === n) return;
    const rest = a + until * stride;
    const phase = enter(NO_PHASE);
    applyComplexReflections(m, n - until, first, until, a, stride, tau, true, rest, stride, work);
    enter(phase);
    checkpoint(f64(until), f64(n));
  }
}

/** Makes entries `from` … of the registers at x zero. */
function clearFrom(x: usize, from: usize): void {
  const size = sizeof<real>();
  for (let i = from; i < LANES; ++i) {
    store<real>(x + i * size, 0);
    store<real>(x + i * size, 0, WIDTH);
  }
}
