import { describe, expect, it } from "vitest";
import { engineFor } from "../../src/wasm/engine.ts";
import { Block, excess } from "../support/block.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";

// Every remainder of the vector loop and of a group of four columns, and a few
// passes through both.
const rows = [...Array.from({ length: 20 }, (_, m) => m), 33];
const columns = Array.from({ length: 10 }, (_, n) => n);

describe.each(precisions)("reflect, $name", ({ array, eps }) => {
  it.each(rows)("applies a reflection to matrices of %i rows", (m) => {
    for (const n of columns) {
      for (const layout of [{}, { offset: 1, columnStride: m + 3 }]) {
        const { normal } = random(100 * m + n);
        const numbers = (length: number) => array(Array.from({ length }, normal));
        const [a, x, [tau]] = [numbers(m * n), numbers(m), numbers(1)];
        const exact = Float64Array.from(a);
        const allowed = new Float64Array(m * n);
        for (let j = 0; j < n; ++j) {
          let product = 0;
          let magnitude = 0;
          for (let i = 0; i < m; ++i) {
            product += x[i] * a[j * m + i];
            magnitude += Math.abs(x[i] * a[j * m + i]);
          }
          for (let i = 0; i < m; ++i) {
            exact[j * m + i] -= tau * product * x[i];
            const sum = Math.abs(a[j * m + i]) + Math.abs(tau * x[i]) * magnitude;
            allowed[j * m + i] = (m + 3) * eps * sum;
          }
        }

        const engine = engineFor(a);
        engine.arena.scope(() => {
          const [aBlock, xBlock] = [new Block(engine, m, n, a, layout), new Block(engine, m, 1, x)];
          engine.exports.reflect(m, n, tau, xBlock.at, aBlock.at, aBlock.stride);
          expect(excess(aBlock.read(), exact, allowed), `${m} × ${n}`).toBeLessThanOrEqual(1);
          expect(xBlock.read()).toEqual(x);
        });
      }
    }
  });
});
