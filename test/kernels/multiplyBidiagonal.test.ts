import { describe, expect, it } from "vitest";
import { engineFor } from "../../src/wasm/engine.ts";
import { Block, excess } from "../support/block.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";

// 1 … 36 covers a matrix without superdiagonal, every remainder of the vector loop in both precisions, and many passes.
const lengths = Array.from({ length: 36 }, (_, n) => n + 1);

describe.each(precisions)("multiplyBidiagonal, $name", ({ array, eps, zeros }) => {
  it.each(lengths)("multiplies a vector of %i entries", (n) => {
    const { normal } = random(n);
    const numbers = (length: number) => array(Array.from({ length }, normal));
    const [d, v] = [numbers(n), numbers(n)];
    // What stands behind the last of e must not matter.
    const e = array([...Array.from(numbers(n - 1)), NaN]);
    const [factor] = numbers(1);
    const exact = new Float64Array(n);
    const allowed = new Float64Array(n);
    for (let i = 0; i < n; ++i) {
      const terms = [d[i] * v[i], i + 1 < n ? e[i] * v[i + 1] : 0];
      exact[i] = factor * (terms[0] + terms[1]);
      // A product, a sum and a product, each of half a gap: γ₃ (Higham, Accuracy and Stability of Numerical
      // Algorithms, 2nd ed., §3.1), and as much for the doubles of this test.
      allowed[i] = 3 * eps * Math.abs(factor) * (Math.abs(terms[0]) + Math.abs(terms[1]));
    }

    const engine = engineFor(d);
    for (const offset of [0, 1]) {
      engine.arena.scope(() => {
        const inputs = [d, e, v].map((data) => new Block(engine, n, 1, data, { offset }));
        const x = new Block(engine, n, 1, zeros(n).fill(NaN), { offset: 1 - offset });
        const [dAt, eAt, vAt] = inputs.map(({ at }) => at);
        engine.exports.multiplyBidiagonal(n, factor, dAt, eAt, vAt, x.at);
        expect(excess(x.read(), exact, allowed)).toBeLessThanOrEqual(1);
        expect(inputs.map((block) => block.read())).toEqual([d, e, v]);
      });
    }
  });
});
