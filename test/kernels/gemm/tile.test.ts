import { describe, expect, it } from "vitest";
import { engineFor } from "../../../src/wasm/engine.ts";
import { Block, excess } from "../../support/block.ts";
import { precisions } from "../../support/precisions.ts";
import { random } from "../../support/random.ts";

describe.each(precisions)("tile, $name", ({ array, eps }) => {
  // MR × NR, assembly/kernels/gemm/blocks.ts.
  const [rows, columns] = [eps < 1e-10 ? 4 : 8, 4];

  it.each([0, 1, 2, 3, 17, 256])("multiplies strips of depth %i", (k) => {
    const { normal } = random(k);
    const [a, b, c] = [rows * k, columns * k, rows * columns].map((length) =>
      array(Array.from({ length }, normal)),
    );
    for (const accumulate of [false, true]) {
      const exact = Float64Array.from(c, (x) => (accumulate ? x : 0));
      const allowed = exact.map((x) => eps * Math.abs(x));
      for (let p = 0; p < k; ++p) {
        for (let j = 0; j < columns; ++j) {
          for (let i = 0; i < rows; ++i) {
            const term = a[p * rows + i] * b[p * columns + j];
            exact[j * rows + i] += term;
            allowed[j * rows + i] += (k + 2) * eps * Math.abs(term);
          }
        }
      }
      const engine = engineFor(a);
      engine.arena.scope(() => {
        const [aBlock, bBlock] = [a, b].map((data) => new Block(engine, data.length, 1, data));
        const start = accumulate ? c : c.map(() => NaN);
        const cBlock = new Block(engine, rows, columns, array(start), { columnStride: rows + 3 });
        engine.exports.tile(k, aBlock.at, bBlock.at, cBlock.at, cBlock.stride, accumulate);
        expect(excess(cBlock.read(), exact, allowed)).toBeLessThanOrEqual(1);
      });
    }
  });
});
