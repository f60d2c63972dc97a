import { describe, expect, it } from "vitest";
import { engineFor } from "../../src/wasm/engine.ts";
import { Doubles } from "../support/doubles.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";

const lengths = Array.from({ length: 36 }, (_, n) => n + 1);

/** Shifts side by side, and where their l, u, s and p stand in an entry of the table. */
const SHIFTS = 4;
const [U, S, P, ENTRY] = [SHIFTS, 2 * SHIFTS, 3 * SHIFTS, 4 * SHIFTS];

/** The loop in the kernel's comment, for the shift t of number `k`. Every sum is in the kernel's order. */
function reference(n: number, k: number, t: number, table: Float64Array) {
  let residual = Infinity;
  let twist = 0;
  for (let i = 0; i < n; ++i) {
    const at = i * ENTRY + k;
    const size = Math.abs(table[at + S] + (table[at + P] + t));
    if (size < residual) [residual, twist] = [size, i];
  }
  const z = new Float64Array(n);
  z[twist] = 1;
  for (let i = twist - 1; i >= 0; --i) z[i] = -table[i * ENTRY + k] * z[i + 1];
  for (let i = twist + 1; i < n; ++i) z[i] = -table[(i - 1) * ENTRY + U + k] * z[i - 1];
  return { residual, z, square: z.reduce((sum, x) => sum + x * x, 0) };
}

// Always in doubles, and in the order of the reference: the same bits in every module.
describe.each(precisions)("twistedVectors, module of $name", ({ zeros }) => {
  const engine = engineFor(zeros(0));

  function check(n: number, shifts: number[], table: Float64Array, offset: number): void {
    engine.arena.scope(() => {
      const nan = new Float64Array(SHIFTS).fill(NaN);
      const blocks = [shifts, table, nan, nan].map((x) => new Doubles(engine, x, offset));
      const [shiftsAt, tableAt, squaresAt, residualsAt] = blocks.map(({ at }) => at);
      engine.exports.twistedVectors(n, shiftsAt, tableAt, squaresAt, residualsAt);
      const [given, after, squares, residuals] = blocks.map((block) => block.read());
      expect(Array.from(given)).toEqual(shifts);
      shifts.forEach((t, k) => {
        const { residual, z, square } = reference(n, k, t, table);
        const message = `n = ${n}, shift ${k}`;
        expect(residuals[k], message).toBe(residual);
        expect(squares[k], message).toBe(square);
        for (let i = 0; i < n; ++i) {
          // Not toBe: 0 and −0 are the same here.
          expect(after[i * ENTRY + S + k] === z[i], `${message}, entry ${i}`).toBe(true);
        }
        for (let i = 0; i < n; ++i) after[i * ENTRY + S + k] = table[i * ENTRY + S + k];
      });
      expect(after, "all but z").toEqual(table);
    });
  }

  it.each(lengths)("computes four vectors of %i entries", (n) => {
    for (const offset of [0, 1]) {
      const { normal } = random(2 * n + offset);
      const table = Float64Array.from({ length: n * ENTRY }, normal);
      check(n, Array.from({ length: SHIFTS }, normal), table, offset);
    }
  });

  it("joins at every entry, the shifts each at another", () => {
    const n = 9;
    for (let first = 0; first < n; ++first) {
      const { normal } = random(first);
      const table = Float64Array.from({ length: n * ENTRY }, normal);
      const shifts = Array.from({ length: SHIFTS }, normal);
      shifts.forEach((t, k) => {
        const at = ((first + 2 * k) % n) * ENTRY + k;
        table[at + S] = -(table[at + P] + t);
      });
      check(n, shifts, table, 0);
    }
  });

  it("takes the first of equal sums, and none that is NaN", () => {
    const n = 7;
    const { normal } = random(7);
    const table = Float64Array.from({ length: n * ENTRY }, normal);
    for (let i = 0; i < n; ++i) {
      for (let k = 0; k < SHIFTS; ++k) {
        table[i * ENTRY + S + k] = i <= k ? NaN : [8, 3, -3, 3, 9, 3, 8][i];
        table[i * ENTRY + P + k] = 0;
      }
    }
    check(n, [0, 0, 0, 0], table, 0);
  });
});
