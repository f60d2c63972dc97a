import { checkpoint } from "../../host";
import { packedBytes, registersOf } from "../../kernels/complex/packed";
import { complexReflect } from "../../kernels/complex/reflect";

/** Columns that go through a block of reflections while they lie in the first cache. */
const STRIP: usize = 4;

/** Bytes of a block of reflections: they stay in the second cache while all columns go through them. */
const BLOCK_BYTES: usize = 262_144;

/**
 * Overwrites C (m × n, packed) with Hᵢ Hᵢ₊₁ … Hⱼ₋₁·C or, if `adjoint`, with Hⱼ₋₁ᴴ … Hᵢᴴ·C, for the complex
 * reflections i … j − 1 of those that stand in `a`: the vector of Hᵢ in column i, from row i on, with its one, and
 * above that zeros in the registers where it begins.
 *
 *         ⎡ 1          ⎤
 *     a = ⎢ v₀  1      ⎥
 *         ⎢ v₀  v₁  1  ⎥
 *         ⎣ v₀  v₁  v₂ ⎦
 *
 *     address  size                 in                    out
 *     a        m × j, `strideA`     reflections           as they were
 *     tau      j pairs              their τ               as they were
 *     c        m × n, `strideC`     C                     the product
 *     work     8                    —                     undefined
 *
 * 16mnk − 8nk² flops for k reflections from the first on.
 */
export function applyComplexReflections(
  m: usize,
  n: usize,
  i: usize,
  j: usize,
  a: usize,
  strideA: usize,
  tau: usize,
  adjoint: bool,
  c: usize,
  strideC: usize,
  work: usize,
): void {
  const column = packedBytes(m);
  const together = max<usize>(1, BLOCK_BYTES / column);
  for (let done: usize = 0; done < j - i; done += together) {
    if (done > 0) checkpoint(f64(done), f64(j - i));
    const steps = min(together, j - i - done);
    for (let first: usize = 0; first < n; first += STRIP) {
      const columns = min(STRIP, n - first);
      const to = c + first * strideC;
      for (let step = done; step < done + steps; ++step) {
        const p = adjoint ? i + step : j - 1 - step;
        const re = load<real>(tau + 2 * p * sizeof<real>());
        const im = load<real>(tau + (2 * p + 1) * sizeof<real>());
        if (re === 0 && im === 0) continue;
        const start = registersOf(p);
        const v = a + p * strideA + start;
        complexReflect(
          column - start,
          columns,
          v,
          re,
          adjoint ? -im : im,
          to + start,
          strideC,
          work,
        );
      }
    }
  }
}
