import { describe, expect, it } from "vitest";
import { engineFor } from "../../src/wasm/engine.ts";
import { Block, excess } from "../support/block.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";

// 0 … 35 covers an empty vector, every remainder of the vector loop in both precisions, and many passes.
const lengths = Array.from({ length: 36 }, (_, n) => n);

describe.each(precisions)("secularSums, $name", ({ array, eps, zeros }) => {
  it.each(lengths)("adds up %i terms, and their derivatives", (n) => {
    const { between, normal } = random(n);
    const d = array(Array.from({ length: n }, (_, i) => i + between(0, 0.9)));
    const z = array(Array.from({ length: n }, normal));
    const [pole, tau] = array([n > 0 ? d[n >> 1] : 1, 0.01]);
    const exact = new Float64Array(2);
    const allowed = new Float64Array(2);
    for (let k = 0; k < n; ++k) {
      const t = z[k] / ((d[k] - pole - tau) * (d[k] + (pole + tau)));
      exact[0] += z[k] * t;
      exact[1] += t * t;
      // Each term is rounded six times, and the sum as often as there are terms.
      allowed[0] += (n + 6) * eps * Math.abs(z[k] * t);
      allowed[1] += (n + 12) * eps * t * t;
    }

    const engine = engineFor(d);
    engine.arena.scope(() => {
      const [poles, weights, sums] = [d, z, zeros(2)].map(
        (x) => new Block(engine, x.length, 1, x, { offset: 1 }),
      );
      engine.exports.secularSums(n, poles.at, weights.at, pole, tau, sums.at);
      expect(excess(sums.read(), exact, allowed)).toBeLessThanOrEqual(1);
      expect(poles.read()).toEqual(d);
      expect(weights.read()).toEqual(z);
    });
  });
});
