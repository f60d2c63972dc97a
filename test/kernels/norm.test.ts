import { describe, expect, it } from "vitest";
import { engineFor } from "../../src/wasm/engine.ts";
import { Block } from "../support/block.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";
import { exponentOf, scaled } from "../support/scaling.ts";

// 0 … 35 covers an empty vector, every remainder of the vector loop and of the
// unrolled loop in both precisions, and two passes through the latter.
const lengths = Array.from({ length: 36 }, (_, n) => n);

describe.each(precisions)("norm, $name", ({ array, eps, denormal, max }) => {
  const norm = (x: ReturnType<typeof array>): number => {
    const engine = engineFor(x);
    return engine.arena.scope(() =>
      engine.exports.norm(x.length, new Block(engine, x.length, 1, x).at),
    );
  };

  it.each(lengths)("measures %i numbers at every scale", (n) => {
    const { normal } = random(n);
    const base = array(Array.from({ length: n }, normal));
    // Up to the largest scale at which the norm itself is finite.
    const top = exponentOf(max) - 6;
    for (let e = exponentOf(denormal) - 2; e <= top; e += 7) {
      const x = array(scaled(base, e));
      // The entries as they were rounded, at a scale where their squares are safe.
      const exact = Math.sqrt(scaled(x, -e).reduce((sum, xi) => sum + xi * xi, 0));
      const error = Math.abs(scaled([norm(x)], -e)[0] - exact);
      const unit = scaled([denormal], -e)[0];
      expect(error, `2^${e}`).toBeLessThanOrEqual((n + 2) * eps * exact + unit);
    }
  });

  it("measures numbers of every scale at once", () => {
    const { between, sign } = random(1);
    const reach = exponentOf(max) - 4;
    for (let n = 1; n < 40; ++n) {
      const x = array(Array.from({ length: n }, () => sign() * 2 ** between(-reach, reach)));
      const e = exponentOf(Math.max(...x.map(Math.abs)));
      const exact = Math.sqrt(scaled(x, -e).reduce((sum, xi) => sum + xi * xi, 0));
      expect(Math.abs(scaled([norm(x)], -e)[0] - exact)).toBeLessThanOrEqual((n + 2) * eps * exact);
    }
  });

  it("is exact for a single number", () => {
    for (const x of [0, denormal, 3 * denormal, eps, 1, max / 2, max]) {
      expect(norm(array([0, -x, 0]))).toBe(x);
    }
  });

  it("is +0 for zeros of either sign", () => {
    expect(norm(array([-0, 0, -0]))).toBe(0);
  });
});
