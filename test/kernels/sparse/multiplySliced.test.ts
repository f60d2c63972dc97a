import { describe, expect, it } from "vitest";
import { engineFor } from "../../../src/wasm/engine.ts";
import { residentSparse, residentSparseSizes } from "../../../src/wasm/residentSparse.ts";
import { Block, excess } from "../../support/block.ts";
import { precisions } from "../../support/precisions.ts";
import { random } from "../../support/random.ts";
import { longestLine, plainProduct, randomSparse } from "../../support/sparse.ts";

const columns = [...Array.from({ length: 21 }, (_, b) => b), 33, 71];

// Slices of four rows: every number of rows in the last one, rows of every length, and none.
const shapes = [
  [0, 0, 0],
  [0, 5, 1],
  [5, 0, 1],
  [4, 6, 0],
  [1, 1, 1],
  [2, 3, 1],
  [3, 4, 1],
  [7, 23, 0.2],
  [41, 12, 0.5],
];

describe.each(precisions)("products of a sparse matrix that stays in memory, $name", (p) => {
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
          // What another call has left in memory must not matter.
          engine.arena.scope(() => engine.push(p.zeros(10_000).fill(NaN)));
          const used = engine.arena.used;
          const operator = residentSparse(engine, a);
          const sizes = residentSparseSizes(a).map((bytes) => Math.ceil(bytes / 16) * 16);
          expect(engine.arena.used - used, message).toBe(sizes.reduce((sum, bytes) => sum + bytes));
          expect([operator.rows, operator.columns]).toEqual([m, n]);

          const xBlock = new Block(engine, b, inner, x, { offset: 1 });
          const before = p.zeros(outer * b).fill(NaN);
          const yBlock = new Block(engine, b, outer, before, { offset: 1 });
          if (transposed) operator.multiplyTransposed(b, xBlock.at, yBlock.at);
          else operator.multiply(b, xBlock.at, yBlock.at);
          expect(excess(yBlock.read(), exact, allowed), message).toBeLessThanOrEqual(1);
          expect(xBlock.read(), message).toEqual(x);
        });
      }
    }
  });

  it("above 2 GiB, with the same bits", () => {
    const a = randomSparse(p, 40, 30, 0.3, 7);
    const { normal } = random(8);
    const x = p.array(Array.from({ length: 40 * 3 }, normal));
    const { arena, allocate, push, pull } = engineFor(x);
    const compute = () =>
      arena.scope(() => {
        const operator = residentSparse(engineFor(x), a);
        const xAt = push(x);
        return [1, 3].map((b) => {
          const [y, z] = [allocate(40 * b), allocate(30 * b)];
          operator.multiply(b, xAt, y);
          operator.multiplyTransposed(b, xAt, z);
          return [pull(y, 40 * b), pull(z, 30 * b)];
        });
      });
    const expected = compute();
    arena.scope(() => {
      arena.allocate(2 ** 31 - 4_000);
      expect(compute()).toEqual(expected);
      arena.allocate(2 ** 30);
      expect(compute()).toEqual(expected);
    });
  });
});
