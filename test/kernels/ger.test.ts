import { describe, expect, it } from "vitest";
import { engineFor } from "../../src/wasm/engine.ts";
import { Block, excess } from "../support/block.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";

// Every remainder of the vector loop and of a group of four columns, and a few
// passes through both.
const rows = [...Array.from({ length: 20 }, (_, m) => m), 33];
const columns = Array.from({ length: 10 }, (_, n) => n);

describe.each(precisions)("ger, $name", ({ array, eps }) => {
  it.each(rows)("adds alpha·x·yᵀ, with %i rows", (m) => {
    for (const n of columns) {
      // Columns end to end, and columns that are apart and not on the boundary
      // of a register.
      for (const layout of [{}, { offset: 1, columnStride: m + 3 }]) {
        const { normal } = random(100 * m + n);
        const numbers = (length: number) => array(Array.from({ length }, normal));
        const message = `${m} × ${n}, columns ${"columnStride" in layout ? "apart" : "end to end"}`;
        const [a, x, y, [alpha]] = [numbers(m * n), numbers(m), numbers(n), numbers(1)];
        const exact = Float64Array.from(a);
        const allowed = new Float64Array(m * n);
        for (let j = 0; j < n; ++j) {
          for (let i = 0; i < m; ++i) {
            exact[j * m + i] += alpha * x[i] * y[j];
            allowed[j * m + i] = 2 * eps * (Math.abs(a[j * m + i]) + Math.abs(alpha * x[i] * y[j]));
          }
        }

        const engine = engineFor(a);
        engine.arena.scope(() => {
          const aBlock = new Block(engine, m, n, a, layout);
          const xBlock = new Block(engine, m, 1, x);
          const yBlock = new Block(engine, n, 1, y);
          engine.exports.ger(m, n, alpha, xBlock.at, yBlock.at, aBlock.at, aBlock.stride);
          expect(excess(aBlock.read(), exact, allowed), message).toBeLessThanOrEqual(1);
        });
      }
    }
  });
});
