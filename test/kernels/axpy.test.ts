import { describe, expect, it } from "vitest";
import { engineFor } from "../../src/wasm/engine.ts";
import { Block, excess } from "../support/block.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";

// 0 … 35 covers an empty vector, every remainder of the vector loop and of the
// unrolled loop in both precisions, and two passes through the latter.
const lengths = Array.from({ length: 36 }, (_, n) => n);

describe.each(precisions)("axpy, $name", ({ array, eps }) => {
  it.each(lengths)("adds a multiple of %i numbers", (n) => {
    const { normal } = random(n);
    const x = array(Array.from({ length: n }, normal));
    const y = array(Array.from({ length: n }, normal));
    const [alpha] = array([normal()]);
    const exact = Array.from(x, (_, i) => y[i] + alpha * x[i]);
    const bound = Array.from(x, (_, i) => eps * (Math.abs(y[i]) + 2 * Math.abs(alpha * x[i])));

    const engine = engineFor(x);
    for (const offset of [0, 1]) {
      engine.arena.scope(() => {
        const xBlock = new Block(engine, n, 1, x);
        const yBlock = new Block(engine, n, 1, y, { offset });
        engine.exports.axpy(n, alpha, xBlock.at, yBlock.at);
        expect(excess(yBlock.read(), exact, bound)).toBeLessThanOrEqual(1);
        expect(xBlock.read()).toEqual(x);
      });
    }
  });
});
