import { describe, expect, it } from "vitest";
import { engineFor } from "../../src/wasm/engine.ts";
import { Block, excess } from "../support/block.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";
import { output, workspace } from "../support/workspace.ts";

const shapes = [
  [0, 2, 3],
  [2, 0, 3],
  [2, 3, 0],
  [1, 1, 1],
  [5, 7, 3],
  [4, 9, 17],
  [33, 20, 12],
  [50, 65, 260],
];

describe.each(precisions)("the driver of multiply, $name", ({ array, eps }) => {
  const cases = [false, true].flatMap((transposeA) =>
    [false, true].map((transposeB) => ({ transposeA, transposeB })),
  );

  it.each(cases)("transposeA $transposeA, transposeB $transposeB", ({ transposeA, transposeB }) => {
    for (const [m, n, k] of shapes) {
      const { normal } = random(m + n + k);
      const [x, y] = [m * k, k * n].map((length) => array(Array.from({ length }, normal)));
      const exact = new Float64Array(m * n);
      const allowed = new Float64Array(m * n);
      for (let i = 0; i < m; ++i) {
        for (let j = 0; j < n; ++j) {
          for (let p = 0; p < k; ++p) {
            const term =
              x[transposeA ? p * m + i : i * k + p] * y[transposeB ? j * k + p : p * n + j];
            exact[i * n + j] += term;
            allowed[i * n + j] += (k + 1) * eps * Math.abs(term);
          }
        }
      }

      const engine = engineFor(x);
      engine.arena.scope(() => {
        const { multiply, multiplyWorkspace } = engine.exports;
        const [a, b] = [x, y].map((data) => new Block(engine, data.length, 1, data));
        const c = output(engine, x, m * n);
        const work = workspace(engine, x, multiplyWorkspace(m, n, k));
        multiply(m, n, k, transposeA, transposeB, a.at, b.at, c.at, work.at);
        expect(excess(c.read(), exact, allowed), `${m} × ${n} × ${k}`).toBeLessThanOrEqual(1);
        for (const [block, data] of [
          [a, x],
          [b, y],
        ] as const)
          expect(block.read()).toEqual(data);
        work.read();
      });
    }
  });
});
