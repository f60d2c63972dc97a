import { describe, expect, it } from "vitest";
import { engineFor } from "../../src/wasm/engine.ts";
import { Block } from "../support/block.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";

// 0 … 35 covers an empty vector, every remainder of the vector loop and of the
// unrolled loop in both precisions, and two passes through the latter.
const lengths = Array.from({ length: 36 }, (_, n) => n);

describe.each(precisions)("dot, $name", ({ array, eps }) => {
  it.each(lengths)("adds up %i products", (n) => {
    const { normal } = random(n);
    const x = array(Array.from({ length: n }, normal));
    const y = array(Array.from({ length: n }, normal));
    let exact = 0;
    let magnitude = 0;
    for (let i = 0; i < n; ++i) {
      exact += x[i] * y[i];
      magnitude += Math.abs(x[i] * y[i]);
    }

    const engine = engineFor(x);
    for (const offset of [0, 1]) {
      const actual = engine.arena.scope(() => {
        const [xBlock, yBlock] = [
          new Block(engine, n, 1, x, { offset }),
          new Block(engine, n, 1, y),
        ];
        return engine.exports.dot(n, xBlock.at, yBlock.at);
      });
      // Holds for any order of summation: Higham, Accuracy and Stability of
      // Numerical Algorithms, 2nd ed., eq. (3.5).
      expect(Math.abs(actual - exact)).toBeLessThanOrEqual(n * eps * magnitude);
    }
  });
});
