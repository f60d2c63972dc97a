import { describe, expect, it } from "vitest";
import { engineFor } from "../../../src/wasm/engine.ts";
import { Block, excess } from "../../support/block.ts";
import { precisions } from "../../support/precisions.ts";
import { random } from "../../support/random.ts";
import { workspace } from "../../support/workspace.ts";

// Rows above and below: one panel and less, exactly one, and several with a rest.
const shapes = [
  [0, 1],
  [1, 0],
  [3, 4],
  [512, 40],
  [513, 1_024],
  [1_100, 700],
];

describe.each(precisions)("multiplySide, $name", ({ array, eps, zeros }) => {
  it.each(shapes)("multiplies %i rows above and %i below", (upper, lower) => {
    const { normal } = random(upper + lower);
    const m = upper + lower;
    // Columns with entries above only, in both, below only, and those that are not multiplied.
    const kinds = [3, 2, 2, 4];
    const [both, below, k, all] = kinds.map((_, i) =>
      kinds.slice(0, i + 1).reduce((a, b) => a + b),
    );
    const columns = Uint32Array.from({ length: all }, (_, j) => (j * 4 + 1) % all);
    const q = array(Array.from({ length: k * k }, normal));
    const x = zeros(m * all);
    columns.forEach((column, j) => {
      const first = j >= below && j < k ? upper : 0;
      const end = j < both ? upper : m;
      for (let i = first; i < end; ++i) x[column * m + i] = normal();
    });
    const exact = new Float64Array(m * all);
    const allowed = new Float64Array(m * all);
    for (let j = 0; j < all; ++j) {
      for (let i = 0; i < m; ++i) {
        let [sum, sizes] = j < k ? [0, 0] : [x[columns[j] * m + i], 0];
        for (let p = 0; j < k && p < k; ++p) {
          const product = x[columns[p] * m + i] * q[j * k + p];
          sum += product;
          sizes += Math.abs(product);
        }
        exact[j * m + i] = sum;
        allowed[j * m + i] = k * eps * sizes;
      }
    }

    const engine = engineFor(q);
    engine.arena.scope(() => {
      const { multiplySide, multiplySideWorkspace } = engine.exports;
      const factor = new Block(engine, k * k, 1, q);
      const side = new Block(engine, m, all, x, { offset: 1, columnStride: m + 3 });
      const columnsAt = engine.arena.allocate(4 * all);
      new Uint32Array(engine.arena.memory.buffer, columnsAt, all).set(columns);
      // The workspace is for as many columns as rows, or more rows than columns.
      const work = workspace(engine, q, multiplySideWorkspace(Math.max(m, all)));
      const rest = all - k;
      multiplySide(
        m,
        upper,
        k,
        both,
        below,
        rest,
        columnsAt,
        factor.at,
        side.at,
        side.stride,
        work.at,
      );
      expect(excess(side.read(), exact, allowed)).toBeLessThanOrEqual(1);
      expect(factor.read()).toEqual(q);
      work.read();
    });
  });
});
