import { describe, expect, it } from "vitest";
import { engineFor } from "../../src/wasm/engine.ts";
import { Block, excess } from "../support/block.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";

// 0 … 35 covers an empty vector, every remainder of the vector loop in both precisions, and many passes.
const lengths = Array.from({ length: 36 }, (_, n) => n);

describe.each(precisions)("symmetrize, $name", ({ array, eps }) => {
  it.each(lengths)("subtracts from two vectors of %i entries multiples of each other", (n) => {
    const { normal } = random(n);
    const numbers = (length: number) => array(Array.from({ length }, normal));
    const [x, y, [p, q]] = [numbers(n), numbers(n), numbers(2)];
    const exact = [x, y].map((z) => Float64Array.from(z));
    const allowed = [new Float64Array(n), new Float64Array(n)];
    for (let i = 0; i < n; ++i) {
      exact[0][i] -= p * y[i];
      exact[1][i] -= q * x[i];
      // A product and a difference, here and there.
      allowed[0][i] = 2 * eps * (Math.abs(x[i]) + Math.abs(p * y[i]));
      allowed[1][i] = 2 * eps * (Math.abs(y[i]) + Math.abs(q * x[i]));
    }

    const engine = engineFor(x);
    for (const offset of [0, 1]) {
      engine.arena.scope(() => {
        const blocks = [new Block(engine, n, 1, x, { offset }), new Block(engine, n, 1, y)];
        engine.exports.symmetrize(n, blocks[0].at, blocks[1].at, p, q);
        for (const i of [0, 1]) {
          expect(excess(blocks[i].read(), exact[i], allowed[i])).toBeLessThanOrEqual(1);
        }
      });
    }
  });
});
