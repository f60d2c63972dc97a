import { describe, expect, it } from "vitest";
import { engineFor } from "../../src/wasm/engine.ts";
import { Block, excess } from "../support/block.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";

// Every remainder of a square of registers, and the edges of one and of two
// blocks of 32.
const sizes = [...Array.from({ length: 10 }, (_, n) => n), 31, 32, 33, 34, 35, 63, 64, 65];

describe.each(precisions)("transpose, $name", ({ array }) => {
  it.each(sizes)("transposes %i rows", (m) => {
    for (const n of sizes) {
      for (const apart of [0, 3]) {
        const a = array(Array.from({ length: m * n }, random(m + n).normal));
        const engine = engineFor(a);
        engine.arena.scope(() => {
          const aBlock = new Block(engine, m, n, a, { offset: apart, columnStride: m + apart + 1 });
          const b = array(new Float64Array(m * n).fill(NaN));
          const bBlock = new Block(engine, n, m, b, { columnStride: n + apart });
          engine.exports.transpose(m, n, aBlock.at, aBlock.stride, bBlock.at, bBlock.stride);
          const zeros = new Float64Array(m * n);
          const expected = b.map((_, at) => a[(at % n) * m + Math.floor(at / n)]);
          expect(excess(bBlock.read(), expected, zeros), `${m} × ${n}`).toBe(0);
          expect(excess(aBlock.read(), a, zeros)).toBe(0);
        });
      }
    }
  });
});
