import { describe, expect, it } from "vitest";
import { engineFor } from "../../src/wasm/engine.ts";
import { Block, excess } from "../support/block.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";

// Every remainder of the vector loop and of a group of four columns, and a few
// passes through both.
const rows = [...Array.from({ length: 20 }, (_, m) => m), 33];
const columns = Array.from({ length: 10 }, (_, n) => n);

describe.each(precisions)("gemvBoth, $name", ({ array, eps }) => {
  it.each(rows)("sets y = Aᵀ·x and adds A·y, with %i rows", (m) => {
    for (const n of columns) {
      // Columns end to end, and columns that are apart and not on the boundary
      // of a register.
      for (const layout of [{}, { offset: 1, columnStride: m + 3 }]) {
        const { normal } = random(100 * m + n);
        const numbers = (length: number) => array(Array.from({ length }, normal));
        const message = `${m} × ${n}, columns ${"columnStride" in layout ? "apart" : "end to end"}`;
        const [a, x, z] = [numbers(m * n), numbers(m), numbers(m)];
        const y = new Float64Array(n);
        const yBound = new Float64Array(n);
        const newZ = Float64Array.from(z);
        const zBound = Float64Array.from(z, Math.abs);
        for (let j = 0; j < n; ++j) {
          for (let i = 0; i < m; ++i) {
            y[j] += a[j * m + i] * x[i];
            yBound[j] += Math.abs(a[j * m + i] * x[i]);
          }
          for (let i = 0; i < m; ++i) {
            newZ[i] += a[j * m + i] * y[j];
            zBound[i] += Math.abs(a[j * m + i]) * yBound[j];
          }
        }

        const engine = engineFor(a);
        engine.arena.scope(() => {
          const aBlock = new Block(engine, m, n, a, layout);
          const xBlock = new Block(engine, m, 1, x);
          // y is written, never read.
          const yBlock = new Block(engine, n, 1, array(new Float64Array(n).fill(NaN)));
          const zBlock = new Block(engine, m, 1, z);
          engine.exports.gemvBoth(m, n, aBlock.at, aBlock.stride, xBlock.at, yBlock.at, zBlock.at);
          const yAllowed = yBound.map((b) => m * eps * b);
          const zAllowed = zBound.map((b) => (m + n + 1) * eps * b);
          expect(excess(yBlock.read(), y, yAllowed), message).toBeLessThanOrEqual(1);
          expect(excess(zBlock.read(), newZ, zAllowed), message).toBeLessThanOrEqual(1);
          expect(aBlock.read()).toEqual(a);
        });
      }
    }
  });
});
