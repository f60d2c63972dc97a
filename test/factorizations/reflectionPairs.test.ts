import { describe, expect, it } from "vitest";
import { engineFor } from "../../src/wasm/engine.ts";
import { Block } from "../support/block.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";
import { randomReflections, reflectedRatio, reflectOneByOne } from "../support/reflections.ts";
import { workspace } from "../support/workspace.ts";
import { some } from "../support/thorough.ts";

/** Measured: up to 0.7. */
const BOUND = 3;

const rows = [...Array.from({ length: 18 }, (_, m) => m + 1), 31, 36];

describe.each(precisions)("applyPairs, $name", (precision) => {
  const { array, eps } = precision;

  function check(m: number, n: number, k: number, transposed: boolean): void {
    const source = random(1000 * m + 10 * k + n);
    // On and above the diagonal lies what is not to be read.
    const reflections = randomReflections(m, k, precision, source, NaN);
    const c = array(Array.from({ length: m * n }, () => source.normal()));
    const exact = Float64Array.from(c);
    reflectOneByOne(m, n, reflections, transposed, exact);

    const data = array(reflections.a);
    const engine = engineFor(data);
    engine.arena.scope(() => {
      const a = new Block(engine, m, k, data, { columnStride: m + 3 });
      const tau = new Block(engine, k, 1, array(reflections.tau));
      const block = new Block(engine, m, n, c, { offset: 1, columnStride: m + 1 });
      const work = workspace(engine, data, Math.floor(k / 2) * data.BYTES_PER_ELEMENT);
      const { applyPairs } = engine.exports;
      applyPairs(m, n, k, a.at, a.stride, tau.at, transposed, block.at, block.stride, work.at);
      const ratio = reflectedRatio(m, k, { actual: block.read(), exact }, precision);
      expect(ratio, `${m} × ${n}, ${k} reflections, ε = ${eps}`).toBeLessThan(BOUND);
      expect(a.read(), "reflections").toEqual(data);
      expect(tau.read(), "tau").toEqual(array(reflections.tau));
      work.read();
    });
  }

  describe.each([false, true])("transposed: %s", (transposed) => {
    // One by one there is no pair, and with k = m the last vector is a 1 alone.
    it.each(some(rows))("is the product with every number of reflections of length %i", (m) => {
      for (let k = 1; k <= m; ++k) for (const n of [1, 4, 6]) check(m, n, k, transposed);
    });

    it("does nothing where there are no columns, or no reflections", () => {
      check(5, 0, 3, transposed);
      check(5, 3, 0, transposed);
    });

    // A block is of 256 KB: of 54 pairs in float64 and 109 in float32 here.
    it.each([249, 250, 300])("is the product by blocks, of %i reflections of length 300", (k) => {
      check(300, 5, k, transposed);
    });
  });
});
