import { describe, expect, it } from "vitest";
import { engineFor } from "../../../src/wasm/engine.ts";
import { Block, excess, type Layout } from "../../support/block.ts";
import { precisions } from "../../support/precisions.ts";
import { random } from "../../support/random.ts";
import { some } from "../../support/thorough.ts";

/** Where the entries of an operand lie: by columns, by rows, or nowhere in particular. */
const layouts: Record<string, (rows: number, columns: number) => Layout> = {
  "by columns": (rows) => ({ columnStride: rows + 1 }),
  "by rows": (_, columns) => ({ rowStride: columns, columnStride: 1 }),
  scattered: (rows) => ({ rowStride: 3, columnStride: 3 * rows + 5, offset: 1 }),
};
const cases = Object.keys(layouts).flatMap((a) => Object.keys(layouts).map((b) => ({ a, b })));

// The edges of tiles, which are 4 × 4 in double and 8 × 4 in single precision.
const small: [number, number, number][] = [];
for (const m of [0, 1, 3, 4, 5, 7, 8, 9, 13, 16, 17]) {
  for (const n of [0, 1, 3, 4, 5, 9]) for (const k of [0, 1, 2, 7]) small.push([m, n, k]);
}

// The edges of blocks: KC = 256, MC = 192 in double and 384 in single precision,
// NC = 2048 (assembly/kernels/gemm/blocks.ts).
const large: [number, number, number][] = [
  [5, 6, 255],
  [9, 5, 256],
  [12, 7, 257],
  [17, 4, 513],
  [191, 3, 10],
  [193, 5, 258],
  [383, 6, 3],
  [385, 9, 257],
  [3, 2047, 4],
  [9, 2050, 3],
];

describe.each(precisions)("gemm, $name", ({ array, eps }) => {
  function check([m, n, k]: [number, number, number], a: string, b: string, beta: 0 | 1): void {
    const { normal } = random(m + 100 * n + 10_000 * k);
    const numbers = (length: number) => array(Array.from({ length }, normal));
    const [x, y, [alpha]] = [numbers(m * k), numbers(k * n), numbers(1)];
    // With beta 0, C is not read.
    const c = beta === 1 ? numbers(m * n) : array(new Float64Array(m * n).fill(NaN));

    const exact = Float64Array.from(c, (value) => (beta === 1 ? value : 0));
    const allowed = exact.map((value) => Math.abs(value) * eps);
    for (let j = 0; j < n; ++j) {
      for (let p = 0; p < k; ++p) {
        const factor = alpha * y[j * k + p];
        for (let i = 0; i < m; ++i) {
          exact[j * m + i] += factor * x[p * m + i];
          allowed[j * m + i] += (k + 3) * eps * Math.abs(factor * x[p * m + i]);
        }
      }
    }

    const engine = engineFor(x);
    engine.arena.scope(() => {
      const { gemm, gemmWorkspace } = engine.exports;
      const aBlock = new Block(engine, m, k, x, layouts[a](m, k));
      const bBlock = new Block(engine, k, n, y, layouts[b](k, n));
      const cBlock = new Block(engine, m, n, c, { columnStride: m + 2 });
      const bytes = gemmWorkspace(m, n, k);
      const work = new Block(
        engine,
        bytes / x.BYTES_PER_ELEMENT,
        1,
        array(new Float64Array(bytes / x.BYTES_PER_ELEMENT)),
      );
      gemm(
        ...([m, n, k, alpha] as const),
        ...([aBlock.at, aBlock.rowStride, aBlock.stride] as const),
        ...([bBlock.at, bBlock.rowStride, bBlock.stride] as const),
        ...([beta, cBlock.at, cBlock.stride, work.at] as const),
      );
      const message = `${m} × ${n} × ${k}, alpha ${alpha}, beta ${beta}`;
      expect(excess(cBlock.read(), exact, allowed), message).toBeLessThanOrEqual(1);
      work.read();
    });
  }

  it.each(cases)("multiplies A $a by B $b, at the edges of tiles", ({ a, b }) => {
    for (const shape of some(small)) for (const beta of [0, 1] as const) check(shape, a, b, beta);
  });

  it.each(cases)("multiplies A $a by B $b, at the edges of blocks", ({ a, b }) => {
    large.forEach((shape, i) => check(shape, a, b, i % 2 === 0 ? 0 : 1));
  });
});
