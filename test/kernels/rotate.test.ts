import { describe, expect, it } from "vitest";
import { engineFor } from "../../src/wasm/engine.ts";
import { Block, excess } from "../support/block.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";

// 0 … 35 covers an empty vector, every remainder of the vector loop and of the
// unrolled loop in both precisions, and two passes through the latter.
const lengths = Array.from({ length: 36 }, (_, n) => n);

describe.each(precisions)("rotate, $name", ({ array, eps }) => {
  it.each(lengths)("rotates the plane of two vectors of %i numbers", (n) => {
    const { normal } = random(n);
    const x = array(Array.from({ length: n }, normal));
    const y = array(Array.from({ length: n }, normal));
    const [c, s] = array([0.28, -0.96]);
    const bound = Array.from(x, (_, i) => 2 * eps * (Math.abs(x[i]) + Math.abs(y[i])));

    const engine = engineFor(x);
    for (const offset of [0, 1]) {
      engine.arena.scope(() => {
        const xBlock = new Block(engine, n, 1, x, { offset });
        const yBlock = new Block(engine, n, 1, y);
        engine.exports.rotate(n, xBlock.at, yBlock.at, c, s);
        const [newX, newY] = [
          Array.from(x, (_, i) => c * x[i] + s * y[i]),
          Array.from(x, (_, i) => c * y[i] - s * x[i]),
        ];
        expect(excess(xBlock.read(), newX, bound)).toBeLessThanOrEqual(1);
        expect(excess(yBlock.read(), newY, bound)).toBeLessThanOrEqual(1);
      });
    }
  });
});
