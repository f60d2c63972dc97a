import { describe, expect, it } from "vitest";
import { engineFor } from "../../src/wasm/engine.ts";
import { Block, type Layout } from "../support/block.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";
import { randomReflections, reflectedRatio, reflectOneByOne } from "../support/reflections.ts";
import { workspace } from "../support/workspace.ts";
import { some } from "../support/thorough.ts";

/** Measured: up to 0.5. */
const BOUND = 3;

// One reflection, fewer than the 32 of a leaf, those and more, two leaves, and more of unequal size; with as
// many rows, with a few more, and many.
const sizes = [
  [1, 1],
  [5, 1],
  [2, 2],
  [7, 3],
  [40, 13],
  [31, 31],
  [32, 32],
  [33, 33],
  [50, 33],
  [129, 64],
  [100, 65],
  [260, 101],
];

describe.each(precisions)("applyToTop, $name", (precision) => {
  const { array, zeros } = precision;

  const layouts: Record<string, (m: number, n: number) => Layout> = {
    "by columns": (m) => ({ offset: 1, columnStride: m + 3 }),
    "by rows": (_, n) => ({ offset: 1, rowStride: n + 3, columnStride: 1 }),
  };

  describe.each(Object.keys(layouts))("C %s", (name) => {
    it.each(some(sizes))("is Q·[X; 0] for %i rows and %i reflections", (m, k) => {
      for (const n of new Set([1, 2, k, k + 5])) {
        const source = random(1000 * m + 10 * k + n);
        const reflections = randomReflections(m, k, precision, source, NaN);
        const x = array(Array.from({ length: k * n }, () => source.normal()));
        const exact = new Float64Array(m * n);
        for (let j = 0; j < n; ++j) exact.set(x.subarray(j * k, j * k + k), j * m);
        reflectOneByOne(m, n, reflections, false, exact);

        const data = array(reflections.a);
        const engine = engineFor(data);
        engine.arena.scope(() => {
          const { applyToTop, wideReflectorWorkspace } = engine.exports;
          const v = new Block(engine, m, k, data, { columnStride: m + 1 });
          const tau = new Block(engine, k, 1, array(reflections.tau));
          const top = new Block(engine, k, n, x, { offset: 1, columnStride: k + 2 });
          const c = new Block(engine, m, n, zeros(m * n).fill(NaN), layouts[name](m, n));
          const work = workspace(engine, data, wideReflectorWorkspace(m, n, k));
          const [from, to] = [top.at, c.at];
          const [strideX, rowStride, stride] = [top.stride, c.rowStride, c.stride];
          applyToTop(
            m,
            n,
            k,
            v.at,
            v.stride,
            tau.at,
            from,
            strideX,
            to,
            rowStride,
            stride,
            work.at,
          );
          const ratio = reflectedRatio(m, k, { actual: c.read(), exact }, precision);
          expect(ratio, `${m} × ${n}, ${k} reflections`).toBeLessThan(BOUND);
          expect(top.read(), "X").toEqual(x);
          expect(tau.read(), "tau").toEqual(array(reflections.tau));
          const completed = data.map((value, at) => {
            const [i, j] = [at % m, Math.floor(at / m)];
            return i < j ? 0 : i === j ? 1 : value;
          });
          expect(v.read(), "vectors with ones, and zeros above").toEqual(completed);
          work.read();
        });
      }
    });
  });
});
