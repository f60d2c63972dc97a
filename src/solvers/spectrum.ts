import { describe } from "../errors.ts";
import { overflow } from "../finite.ts";
import type { Real } from "../real.ts";

/** A matrix norm that singular values give: Frobenius, the largest of them, or their sum. */
export type SpectralNorm = "fro" | 2 | "nuclear";

/** Returns σ₁ / σₖ. */
export function conditionOf(name: string, s: Real): number {
  if (s.length === 0) throw new RangeError(`${name}: an empty matrix has no condition number`);
  const smallest = s[s.length - 1];
  return smallest === 0 ? Infinity : s[0] / smallest;
}

/** Returns a norm of the matrix with these singular values. */
export function normOf(name: string, s: Real, kind: SpectralNorm): number {
  const norm = spectralNorm(name, s, kind);
  if (norm === Infinity) throw overflow(name, "the norm");
  return norm;
}

/** Returns Σ σᵢ² of the first 0, 1, … singular values, in units of σ₁², so that no square overflows. */
export function cumulativeEnergy(s: Real): Float64Array {
  const energy = new Float64Array(s.length + 1);
  for (let i = 0; i < s.length; ++i) energy[i + 1] = energy[i] + square(s, i);
  return energy;
}

/** (σᵢ / σ₁)², and 0 for a matrix of zeros. */
export function square(s: Real, i: number): number {
  return s[0] > 0 ? (s[i] / s[0]) ** 2 : 0;
}

function spectralNorm(name: string, s: Real, kind: SpectralNorm): number {
  if (s.length === 0) return 0;
  switch (kind) {
    case 2:
      return s[0];
    case "fro":
      return s[0] * Math.sqrt(cumulativeEnergy(s)[s.length]);
    case "nuclear": {
      let sum = 0;
      for (const sigma of s) sum += sigma;
      return sum;
    }
    default:
      throw new TypeError(`${name}: expected "fro", 2 or "nuclear", got ${describe(kind)}`);
  }
}
