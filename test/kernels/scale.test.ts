import { describe, expect, it } from "vitest";
import { engineFor } from "../../src/wasm/engine.ts";
import { Block } from "../support/block.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";

// 0 … 35 covers an empty vector, every remainder of the vector loop and of the
// unrolled loop in both precisions, and two passes through the latter.
const lengths = Array.from({ length: 36 }, (_, n) => n);

describe.each(precisions)("scale, $name", ({ array }) => {
  it.each(lengths)("multiplies %i numbers, each rounded once", (n) => {
    const { normal } = random(n);
    const x = array(Array.from({ length: n }, normal));
    const [alpha] = array([normal()]);
    const engine = engineFor(x);
    for (const offset of [0, 1]) {
      engine.arena.scope(() => {
        const block = new Block(engine, n, 1, x, { offset });
        engine.exports.scale(n, alpha, block.at);
        expect(block.read()).toEqual(x.map((xi) => alpha * xi));
      });
    }
  });
});
