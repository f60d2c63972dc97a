import { describe, expect, it } from "vitest";
import { engineFor } from "../../../src/wasm/engine.ts";
import { Block, excess } from "../../support/block.ts";
import { precisions } from "../../support/precisions.ts";
import { random } from "../../support/random.ts";
import { longestLine, plainProduct, pushSparse, randomSparse } from "../../support/sparse.ts";

// Every remainder of a pass of 8, 4, 2 and 1 registers in both precisions, and more than one pass.
const columns = [...Array.from({ length: 21 }, (_, b) => b), 33, 71];

// Rows of every length from none to full, matrices without rows, columns or entries, and one whose last rows end
// nowhere near the end of the arrays.
const shapes = [
  [0, 0, 0],
  [0, 5, 1],
  [5, 0, 1],
  [4, 6, 0],
  [1, 1, 1],
  [3, 3, 1],
  [7, 23, 0.2],
  [40, 12, 0.5],
];

describe.each(precisions)("sparse products, $name", (p) => {
  it.each(columns)("with %i columns", (b) => {
    for (const [m, n, density] of shapes) {
      const a = randomSparse(p, m, n, density, 100 * m + n);
      const { normal } = random(b);
      for (const transposed of [false, true]) {
        const [inner, outer] = transposed ? [m, n] : [n, m];
        const message = `${m} × ${n}, density ${density}${transposed ? ", transposed" : ""}`;
        const x = p.array(Array.from({ length: inner * b }, normal));
        const { exact, magnitude } = plainProduct(a, b, x, transposed);
        const allowed = magnitude.map((sum) => (longestLine(a) + 1) * p.eps * sum);

        const engine = engineFor(x);
        engine.arena.scope(() => {
          const { startsAt, indicesAt, valuesAt } = pushSparse(engine, a);
          const xBlock = new Block(engine, b, inner, x, { offset: 1 });
          const before = p.zeros(outer * b).fill(NaN);
          const yBlock = new Block(engine, b, outer, before, { offset: 1 });
          const { sparseMultiply, sparseMultiplyTransposed } = engine.exports;
          if (transposed) {
            sparseMultiplyTransposed(m, n, b, startsAt, indicesAt, valuesAt, xBlock.at, yBlock.at);
          } else {
            sparseMultiply(m, b, startsAt, indicesAt, valuesAt, xBlock.at, yBlock.at);
          }
          expect(excess(yBlock.read(), exact, allowed), message).toBeLessThanOrEqual(1);
          expect(xBlock.read(), message).toEqual(x);
        });
      }
    }
  });
});
