import { describe, expect, it } from "vitest";
import { engineFor } from "../../src/wasm/engine.ts";
import { Block, excess } from "../support/block.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";

// 0 … 35 covers an empty vector, every remainder of the vector loop and of the
// unrolled loop in both precisions, and two passes through the latter.
const lengths = Array.from({ length: 36 }, (_, n) => n);

describe.each(precisions)("combine, $name", ({ array, eps }) => {
  const sample = (n: number) => {
    const { normal } = random(n);
    const [x, y] = [0, 1].map(() => array(Array.from({ length: n }, normal)));
    const [f, g] = array([0.28, -0.96]);
    return { x, y, f, g };
  };

  it.each(lengths)("combine two vectors of %i numbers, in place or exchanged", (n) => {
    const { x, y, f, g } = sample(n);
    const p = Array.from(x, (_, i) => x[i] + f * y[i]);
    const q = Array.from(x, (_, i) => y[i] - g * x[i]);
    const bound = Array.from(x, (_, i) => 2 * eps * (Math.abs(x[i]) + Math.abs(y[i])));

    const engine = engineFor(x);
    for (const offset of [0, 1]) {
      for (const swapped of [false, true]) {
        engine.arena.scope(() => {
          const xBlock = new Block(engine, n, 1, x, { offset });
          const yBlock = new Block(engine, n, 1, y);
          const [to, other] = swapped ? [yBlock, xBlock] : [xBlock, yBlock];
          engine.exports.combine(n, f, g, xBlock.at, yBlock.at, to.at, other.at);
          expect(excess(to.read(), p, bound)).toBeLessThanOrEqual(1);
          expect(excess(other.read(), q, bound)).toBeLessThanOrEqual(1);
        });
      }
    }
  });
});
