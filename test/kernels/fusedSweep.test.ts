import { describe, expect, it } from "vitest";
import { engineFor } from "../../src/wasm/engine.ts";
import { Block, excess } from "../support/block.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";

// Every remainder of the vector loop and of a group of four columns, and a few
// passes through both.
const rows = [...Array.from({ length: 20 }, (_, m) => m + 1), 33];
const columns = Array.from({ length: 10 }, (_, n) => n);

// A pass has at least one row: r[j] is read from one of the first four.
describe.each(precisions)("fusedSweep, $name", ({ array, eps }) => {
  it.each(rows)("updates and multiplies in one pass, with %i rows", (m) => {
    for (const n of columns) {
      for (const layout of [{}, { offset: 1, columnStride: m + 3 }]) {
        const row = n % Math.min(m, 4);
        const { normal } = random(100 * m + n);
        const numbers = (length: number) => array(Array.from({ length }, normal));
        const [a, u, z, x, w] = [m * n, m, m, m, m].map(numbers);
        const [y, v, [tau]] = [n, n, 1].map(numbers);
        const [A, Y, R, W] = [a, y, v, w].map((data) => Float64Array.from(data));
        const [aBound, yBound, wBound] = [a, y, w].map((data) => Float64Array.from(data, Math.abs));
        const rBound = new Float64Array(n);
        for (let j = 0; j < n; ++j) {
          for (let i = 0; i < m; ++i) {
            A[j * m + i] -= u[i] * y[j] + z[i] * v[j];
            aBound[j * m + i] += Math.abs(u[i] * y[j]) + Math.abs(z[i] * v[j]);
          }
          Y[j] = 0;
          yBound[j] = 0;
          for (let i = 0; i < m; ++i) {
            Y[j] += tau * x[i] * A[j * m + i];
            yBound[j] += Math.abs(tau * x[i]) * aBound[j * m + i];
          }
          R[j] = A[j * m + row] - Y[j];
          rBound[j] = aBound[j * m + row] + yBound[j];
          for (let i = 0; i < m; ++i) {
            W[i] += R[j] * A[j * m + i];
            wBound[i] += rBound[j] * aBound[j * m + i];
          }
        }

        const engine = engineFor(a);
        engine.arena.scope(() => {
          const aBlock = new Block(engine, m, n, a, layout);
          const [uBlock, zBlock, xBlock, wBlock] = [u, z, x, w].map(
            (data) => new Block(engine, m, 1, data),
          );
          // r may be v.
          const [yBlock, vBlock] = [y, v].map((data) => new Block(engine, n, 1, data));
          engine.exports.fusedSweep(
            ...([
              m,
              n,
              aBlock.at,
              aBlock.stride,
              uBlock.at,
              yBlock.at,
              zBlock.at,
              vBlock.at,
            ] as const),
            ...([xBlock.at, tau, row, vBlock.at, wBlock.at] as const),
          );
          const allowed = (bound: Float64Array, steps: number) => bound.map((b) => steps * eps * b);
          const message = `${m} × ${n}`;
          expect(excess(aBlock.read(), A, allowed(aBound, 3)), message).toBeLessThanOrEqual(1);
          expect(excess(yBlock.read(), Y, allowed(yBound, m + 5)), message).toBeLessThanOrEqual(1);
          expect(excess(vBlock.read(), R, allowed(rBound, m + 6)), message).toBeLessThanOrEqual(1);
          expect(
            excess(wBlock.read(), W, allowed(wBound, m + n + 12)),
            message,
          ).toBeLessThanOrEqual(1);
          for (const block of [uBlock, zBlock, xBlock]) block.read();
        });
      }
    }
  });
});
