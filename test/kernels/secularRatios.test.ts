import { describe, expect, it } from "vitest";
import { engineFor } from "../../src/wasm/engine.ts";
import { Block, excess } from "../support/block.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";

// 0 … 35 covers an empty vector, every remainder of the vector loop in both precisions, and many passes.
const lengths = Array.from({ length: 36 }, (_, n) => n);

describe.each(precisions)("secularRatios, $name", ({ array, eps, zeros }) => {
  it.each(lengths)("keeps all digits of %i ratios", (n) => {
    const { between, normal } = random(n);
    const d = array(Array.from({ length: n }, (_, i) => i + between(0, 0.9)));
    const z = array(Array.from({ length: n }, normal));
    // So near to a pole that σ² − d² would have no digit left.
    const [pole, tau] = array([n > 0 ? d[n >> 1] : 1, eps / 8]);
    const exact = Float64Array.from(d, (x, k) => z[k] / ((x - pole - tau) * (x + (pole + tau))));
    const allowed = exact.map((x) => 5 * eps * Math.abs(x));

    const engine = engineFor(d);
    engine.arena.scope(() => {
      const [poles, weights, x] = [d, z, zeros(n)].map(
        (data) => new Block(engine, n, 1, data, { offset: 1 }),
      );
      engine.exports.secularRatios(n, poles.at, weights.at, pole, tau, x.at);
      expect(excess(x.read(), exact, allowed)).toBeLessThanOrEqual(1);
      expect(poles.read()).toEqual(d);
      expect(weights.read()).toEqual(z);
    });
  });
});
