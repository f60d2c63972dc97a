import { describe, expect, it } from "vitest";
import { engineFor } from "../../src/wasm/engine.ts";
import { Block, excess } from "../support/block.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";

// Every remainder of the vector loop and of a group of four columns, and a few
// passes through both.
const rows = [...Array.from({ length: 20 }, (_, m) => m), 33];
const columns = Array.from({ length: 10 }, (_, n) => n);

describe.each(precisions)("gemv, $name", ({ array, eps }) => {
  it.each(rows)("adds A·x, with %i rows", (m) => {
    for (const n of columns) {
      // Columns end to end, and columns that are apart and not on the boundary
      // of a register.
      for (const layout of [{}, { offset: 1, columnStride: m + 3 }]) {
        const { normal } = random(100 * m + n);
        const numbers = (length: number) => array(Array.from({ length }, normal));
        const message = `${m} × ${n}, columns ${"columnStride" in layout ? "apart" : "end to end"}`;
        const [a, x, y, [alpha]] = [numbers(m * n), numbers(n), numbers(m), numbers(1)];
        const exact = Float64Array.from(y);
        const bound = Float64Array.from(y, Math.abs);
        for (let j = 0; j < n; ++j) {
          for (let i = 0; i < m; ++i) {
            exact[i] += alpha * x[j] * a[j * m + i];
            bound[i] += Math.abs(alpha * x[j] * a[j * m + i]);
          }
        }

        const engine = engineFor(a);
        engine.arena.scope(() => {
          const aBlock = new Block(engine, m, n, a, layout);
          const xBlock = new Block(engine, n, 1, x);
          const yBlock = new Block(engine, m, 1, y);
          engine.exports.gemv(m, n, alpha, aBlock.at, aBlock.stride, xBlock.at, yBlock.at);
          const allowed = bound.map((b) => (n + 2) * eps * b);
          expect(excess(yBlock.read(), exact, allowed), message).toBeLessThanOrEqual(1);
          expect(aBlock.read()).toEqual(a);
        });
      }
    }
  });
});
