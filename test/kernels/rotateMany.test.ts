import { describe, expect, it } from "vitest";
import { engineFor } from "../../src/wasm/engine.ts";
import { Block, excess } from "../support/block.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";
import { workspace } from "../support/workspace.ts";

// A strip has 8 rows in double and 16 in single precision.
const rows = [0, 1, 2, 3, 7, 8, 9, 15, 16, 17, 24, 33, 40];

interface Sweep {
  readonly first: number;
  readonly count: number;
  readonly upward: boolean;
}

/** The sweeps of one wave: full ones, short ones, empty ones, in both directions. */
const waves: Record<string, (n: number) => Sweep[]> = {
  "no sweep": () => [],
  "one downward": (n) => [{ first: 0, count: n - 1, upward: false }],
  "one upward": (n) => [{ first: 0, count: n - 1, upward: true }],
  "blocks in any order": (n) =>
    Array.from({ length: 9 }, (_, i) => ({
      first: (i * 2) % n,
      count: Math.min(i % 4, n - 1 - ((i * 2) % n)),
      upward: i % 3 === 1,
    })),
  "not from the first column": (n) => [
    { first: Math.min(2, n - 1), count: Math.max(0, n - 3), upward: true },
    { first: Math.min(1, n - 1), count: Math.max(0, n - 2), upward: false },
  ],
};

describe.each(precisions)("rotateMany, $name", ({ array, eps }) => {
  it.each(Object.keys(waves))("applies a wave to columns: %s", (name) => {
    for (const m of rows) {
      for (const n of [1, 2, 3, 5, 12]) {
        const source = random(100 * m + n);
        const sweeps = waves[name](n);
        const total = sweeps.reduce((sum, { count }) => sum + count, 0);
        const angles = Array.from({ length: total }, () => source.between(-4, 4));
        const rotations = array(angles.flatMap((angle) => [Math.cos(angle), Math.sin(angle)]));
        const a = array(Array.from({ length: m * n }, source.normal));

        const exact = Float64Array.from(a);
        const table = new Uint32Array(4 * sweeps.length);
        let offset = 0;
        sweeps.forEach(({ first, count, upward }, index) => {
          table.set([first, count, Number(upward), offset], 4 * index);
          for (let step = 0; step < count; ++step) {
            const j = upward ? count - 1 - step : step;
            const [c, s] = rotations.subarray(2 * (offset + j));
            for (let i = 0; i < m; ++i) {
              const at = (first + j) * m + i;
              const [x, y] = [exact[at], exact[at + m]];
              exact[at] = c * x + s * y;
              exact[at + m] = c * y - s * x;
            }
          }
          offset += count;
        });

        const engine = engineFor(a);
        engine.arena.scope(() => {
          const { rotateMany, rotateManyWorkspace } = engine.exports;
          const aBlock = new Block(engine, m, n, a, { offset: 1, columnStride: m + 3 });
          const rBlock = new Block(engine, rotations.length, 1, rotations);
          const work = workspace(engine, a, rotateManyWorkspace(n));
          const tableAt = engine.arena.allocate(table.byteLength);
          new Uint32Array(engine.arena.memory.buffer, tableAt, table.length).set(table);
          rotateMany(m, aBlock.at, aBlock.stride, sweeps.length, tableAt, rBlock.at, work.at);
          // Each rotation keeps lengths, and adds two roundings.
          const allowed = exact.map(() => 4 * (total + 1) * eps * Math.hypot(...a));
          expect(excess(aBlock.read(), exact, allowed), `${m} × ${n}`).toBeLessThanOrEqual(1);
          work.read();
        });
      }
    }
  });
});
