import { describe, expect, it } from "vitest";
import { engineFor } from "../../src/wasm/engine.ts";
import { Block } from "../support/block.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";

// 0 … 35 covers an empty vector, every remainder of the vector loop in both precisions, and many passes.
const lengths = Array.from({ length: 36 }, (_, n) => n);

describe.each(precisions)("multiplyEach, $name", ({ array }) => {
  it.each(lengths)("multiplies %i numbers, each rounded once", (n) => {
    const { normal } = random(n);
    const [x, y] = [0, 1].map(() => array(Array.from({ length: n }, normal)));
    // A product of two floats is exact in doubles, so that there is one rounding here too.
    const exact = array(x.map((value, i) => value * y[i]));

    const engine = engineFor(x);
    for (const offset of [0, 1]) {
      engine.arena.scope(() => {
        const factors = new Block(engine, n, 1, y, { offset });
        const product = new Block(engine, n, 1, x, { offset: 1 - offset });
        engine.exports.multiplyEach(n, factors.at, product.at);
        expect(product.read()).toEqual(exact);
        expect(factors.read()).toEqual(y);
      });
    }
  });
});
