import { describe, expect, it } from "vitest";
import { engineFor } from "../../src/wasm/engine.ts";
import { Doubles } from "../support/doubles.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";

// Every length: nothing is unrolled, and entries come from both ends.
const lengths = Array.from({ length: 36 }, (_, n) => n + 1);

/** Shifts side by side, and numbers of an entry of the table: l, u, s and p of each. */
const SHIFTS = 4;
const ENTRY = 4 * SHIFTS;

/** What roundings of six operations can make of terms of so much in sum. */
const ROUNDINGS = 6 * 2 ** -53;

// Always in doubles: the modules of both precisions must do the same.
describe.each(precisions)("twistedFactors, module of $name", ({ zeros }) => {
  const engine = engineFor(zeros(0));

  /** The table of these factorizations, as t, i ↦ its four numbers. */
  function factored(q: number[], r: number[], g: number[], shifts: number[], offset: number) {
    const n = q.length;
    return engine.arena.scope(() => {
      const input = [q, r, g, shifts].map((x) => new Doubles(engine, x, offset));
      const table = new Doubles(engine, new Float64Array(n * ENTRY).fill(NaN), offset);
      const [qAt, rAt, gAt, shiftsAt] = input.map(({ at }) => at);
      engine.exports.twistedFactors(n, qAt, rAt, gAt, shiftsAt, table.at);
      [q, r, g, shifts].forEach((x, i) => expect(Array.from(input[i].read())).toEqual(x));
      const numbers = table.read();
      return (t: number, i: number) => {
        const [l, u, s, p] = [0, 1, 2, 3].map((k) => numbers[i * ENTRY + k * SHIFTS + t]);
        return { l, u, s, p };
      };
    });
  }

  it.each(lengths)("factors a matrix of order %i from both ends", (n) => {
    for (const offset of [0, 1]) {
      const { normal, uniform } = random(n);
      const d = Array.from({ length: n }, normal);
      const e = Array.from({ length: n }, (_, i) => (i + 1 < n ? normal() : 0));
      const q = d.map((x) => x * x);
      const r = e.map((x) => x * x);
      const g = d.map((x, i) => x * e[i]);
      const shifts = Array.from({ length: SHIFTS }, uniform);
      const entry = factored(q, r, g, shifts, offset);

      // Each number from those beside it in the table: that is what is computed, while from the beginning on
      // roundings add up to whatever the matrix makes of them.
      shifts.forEach((t, k) => {
        expect(entry(k, 0).s).toBe(-t);
        expect(entry(k, n - 1).p).toBe(q[n - 1] - t);
        expect(entry(k, n - 1)).toMatchObject({ l: 0, u: 0 });
        for (let i = 0; i + 1 < n; ++i) {
          const { l, u, s } = entry(k, i);
          const { s: nextS, p } = entry(k, i + 1);
          const f = 1 / (q[i] + s);
          const h = 1 / (r[i] + p);
          const message = `entry ${i}, shift ${k}`;
          expectNear(l, g[i] * f, g[i] * f, message);
          expectNear(u, g[i] * h, g[i] * h, message);
          expectNear(nextS, r[i] * s * f - t, Math.abs(r[i] * s * f) + t, message);
          expectNear(entry(k, i).p, q[i] * p * h - t, Math.abs(q[i] * p * h) + t, message);
        }
      });
    }
  });

  it("makes L D Lᵀ and U D Uᵀ of the matrix", () => {
    const n = 12;
    const { between } = random(1);
    const d = Array.from({ length: n }, () => between(1, 2));
    const e = Array.from({ length: n }, (_, i) => (i + 1 < n ? between(-0.4, 0.4) : 0));
    const [q, r] = [d, e].map((x) => x.map((y) => y * y));
    const g = d.map((x, i) => x * e[i]);
    // Below and among the eigenvalues.
    const shifts = [0, 0.1, 1.7, 2.3];
    const entry = factored(q, r, g, shifts, 0);
    shifts.forEach((t, k) => {
      for (let i = 0; i < n; ++i) {
        const before = i > 0 ? entry(k, i - 1) : { l: 0, s: 0 };
        const diagonal = q[i] + (i > 0 ? r[i - 1] : 0) - t;
        // Pivots of L D Lᵀ are qᵢ + sᵢ, those of U D Uᵀ are pᵢ and what stands left of it, rᵢ₋₁.
        const pivot = q[i] + entry(k, i).s;
        const above = i > 0 ? q[i - 1] + before.s : 0;
        expect(pivot + before.l ** 2 * above).toBeCloseTo(diagonal, 10);
        if (i + 1 < n) {
          expect(entry(k, i).l * pivot).toBeCloseTo(g[i], 10);
          expect(entry(k, i).u * (r[i] + entry(k, i + 1).p)).toBeCloseTo(g[i], 10);
          const below = r[i] + entry(k, i + 1).p;
          const own = entry(k, i).p + (i > 0 ? r[i - 1] : 0);
          expect(own + entry(k, i).u ** 2 * below).toBeCloseTo(diagonal, 10);
        }
      }
    });
  });

  it("leaves numbers that are not finite where it divides by 0, for that shift alone", () => {
    const entry = factored([1, 1, 1], [1, 1, 0], [1, 1, 0], [1, 0.1, 0.1, 0.1], 0);
    expect(Number.isFinite(entry(0, 0).l)).toBe(false);
    for (const k of [1, 2, 3]) {
      for (const i of [0, 1, 2]) {
        expect(Object.values(entry(k, i)).every(Number.isFinite), `entry ${i}`).toBe(true);
      }
    }
  });
});

/** The kernel and the line above it both round. */
function expectNear(actual: number, expected: number, size: number, message: string): void {
  const allowed = 2 * ROUNDINGS * Math.abs(size);
  expect(Math.abs(actual - expected), message).toBeLessThanOrEqual(allowed);
}
