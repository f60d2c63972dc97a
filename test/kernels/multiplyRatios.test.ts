import { describe, expect, it } from "vitest";
import { engineFor } from "../../src/wasm/engine.ts";
import { Block, excess } from "../support/block.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";

// 0 … 35 covers an empty vector, every remainder of the vector loop in both precisions, and many passes.
const lengths = Array.from({ length: 36 }, (_, n) => n);

describe.each(precisions)("multiplyRatios, $name", ({ array, eps }) => {
  it.each(lengths)("multiplies %i numbers", (n) => {
    const { between, normal } = random(n);
    const d = array(Array.from({ length: n }, (_, i) => i + between(0, 0.9)));
    const [x, w] = [0, 0].map(() => array(Array.from({ length: n }, normal)));
    const [pole] = array([n + 0.95]);
    const exact = Float64Array.from(w, (w, k) => w * (x[k] / ((d[k] - pole) * (d[k] + pole))));
    const allowed = exact.map((y) => 6 * eps * Math.abs(y));

    const engine = engineFor(d);
    engine.arena.scope(() => {
      const [poles, factors, product] = [d, x, w].map(
        (data) => new Block(engine, n, 1, data, { offset: 1 }),
      );
      engine.exports.multiplyRatios(n, poles.at, pole, factors.at, product.at);
      expect(excess(product.read(), exact, allowed)).toBeLessThanOrEqual(1);
      expect(factors.read()).toEqual(x);
    });
  });
});
