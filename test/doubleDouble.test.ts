import { describe, expect, it } from "vitest";
import { addToPair, productError, sumError } from "../src/doubleDouble.ts";
import { random } from "./support/random.ts";

/** A multiple of 2⁻⁴⁰⁰ as an integer. */
const exactly = (x: number) => BigInt(x * 2 ** 400);

describe("double-double arithmetic", () => {
  const source = random(1);
  const numbers = Array.from({ length: 2000 }, () => [
    source.between(-1, 1) * 2 ** source.integer(-60, 60),
    source.between(-1, 1) * 2 ** source.integer(-60, 60),
  ]);

  it("gives back what a sum and a product lose", () => {
    for (const [a, b] of numbers) {
      expect(exactly(a + b) + exactly(sumError(a, b, a + b)), `${a} + ${b}`).toBe(exactly(a) + exactly(b)); // prettier-ignore
      const product = exactly(a * b) + exactly(productError(a, b, a * b));
      expect(product << 400n, `${a} · ${b}`).toBe(exactly(a) * exactly(b));
    }
  });

  it("adds to pairs with an error of 2⁻¹⁰⁴, and leaves them normalized", () => {
    const hi = new Float64Array(1);
    const lo = new Float64Array(1);
    let sum = 0n;
    let size = 0;
    for (const [a] of numbers) {
      addToPair(hi, lo, 0, a);
      sum += exactly(a);
      size += Math.abs(a);
      expect(hi[0] + lo[0]).toBe(hi[0]);
      const error = Number(exactly(hi[0]) + exactly(lo[0]) - sum) / 2 ** 400;
      expect(Math.abs(error)).toBeLessThan(size * 2 ** -104);
    }
  });
});
