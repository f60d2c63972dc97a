import { describe, expect, it } from "vitest";
import { engineFor } from "../../src/wasm/engine.ts";
import { Block, excess } from "../support/block.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";

// 0 … 35 covers an empty vector, every remainder of the vector loop in both precisions, and many passes.
const lengths = Array.from({ length: 36 }, (_, n) => n);

describe.each(precisions)("combineThree, $name", ({ array, eps }) => {
  it.each(lengths)("combines three vectors of %i numbers", (n) => {
    const { normal } = random(n);
    const [u, v, w] = [0, 1, 2].map(() => array(Array.from({ length: n }, normal)));
    const [p, q, r] = array([0.28, -0.96, 1.5]);
    const exact = Array.from(u, (_, i) => p * u[i] + q * v[i] + r * w[i]);
    // Three products and two sums, each rounded once at most: Higham, Accuracy and Stability of Numerical
    // Algorithms, 2nd ed., (3.4) p 63.
    const bound = Array.from(u, (_, i) => {
      return 2 * eps * (Math.abs(p * u[i]) + Math.abs(q * v[i]) + Math.abs(r * w[i]));
    });

    const engine = engineFor(u);
    for (const offset of [0, 1]) {
      engine.arena.scope(() => {
        const blocks = [u, v, w].map(
          (x, i) => new Block(engine, n, 1, x, { offset: (i + offset) % 2 }),
        );
        const sum = new Block(engine, n, 1, array(new Float64Array(n).fill(NaN)), { offset });
        const [uAt, vAt, wAt] = blocks.map(({ at }) => at);
        engine.exports.combineThree(n, p, uAt, q, vAt, r, wAt, sum.at);
        expect(excess(sum.read(), exact, bound)).toBeLessThanOrEqual(1);
        blocks.forEach((block, i) => expect(block.read()).toEqual([u, v, w][i]));
      });
    }
  });
});
