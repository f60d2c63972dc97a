import { degrees, format } from "../../parts/format.ts";
import { angleOf, columnsOf, type Matrix2 } from "./plane.ts";
import { type Factors, LAST_STEP, mirrorOf } from "./steps.ts";

/** The steps by their names, for buttons. */
export const STAGES = ["Circle", "Vᵀ", "Σ Vᵀ", "U Σ Vᵀ"] as const;

/** What happens at a time, in a sentence. */
export function sentenceAt(factors: Factors, time: number): string {
  const { U, s, Vt } = factors;
  if (time === 0) return "The unit circle, with v₁ and v₂ on it: at a right angle to each other.";
  if (time <= 1) return `Vᵀ ${doing(Vt)}: v₁ and v₂ come to lie on the axes.`;
  if (time <= 2)
    return `Σ stretches along the axes, by σ₁ = ${format(s[0])} and σ₂ = ${format(s[1])}.`;
  if (time < LAST_STEP) return `U ${doing(U)}: the ellipse comes to lie as A has it.`;
  return "All of A: v₁ and v₂ have become σ₁u₁ and σ₂u₂, the half-axes of the ellipse.";
}

function doing(q: Matrix2): string {
  const mirror = mirrorOf(q);
  if (mirror !== undefined) return `flips the plane over the line at ${degrees(mirror)}`;
  return `rotates by ${degrees(angleOf(columnsOf(q)[0]))}`;
}
