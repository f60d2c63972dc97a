import { describe, expect, it } from "vitest";
import { engineFor } from "../../src/wasm/engine.ts";
import { Block } from "../support/block.ts";
import { distance, fill, frobenius, product, transpose } from "../support/dense.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";
import { workspace } from "../support/workspace.ts";

/** ‖AᵀA − RᵀR‖ in units of m·ε·‖A‖²; measured: up to 0.6. */
const BOUND = 3;

// One column, pairs, an odd number, a panel of 32 columns, that and a strip of four, and two panels and more.
const widths = [1, 2, 3, 6, 31, 32, 33, 36, 37, 67];

describe.each(precisions)("appendRows, $name", (precision) => {
  it.each(widths)("takes rows of %i into R, few and many at a time", (n) => {
    const source = random(n);
    const rows = fill(2 * n + 71, n, () => source.normal());
    const data = precision.array(rows.data);
    const a = { ...rows, data: Float64Array.from(data) };
    const engine = engineFor(data);
    engine.arena.scope(() => {
      const r = new Block(engine, n, n, precision.zeros(n * n));
      let done = 0;
      for (const count of [1, 1, 2, 5, n, n, 61, 1]) {
        const part = data.subarray(done * n, (done + count) * n);
        const block = new Block(engine, part.length, 1, part);
        const work = workspace(engine, data, engine.exports.appendRowsWorkspace(count, n));
        expect(engine.exports.appendRows(count, n, block.at, r.at, work.at)).toBe(0);
        expect(block.read()).toEqual(part);
        work.read();
        done += count;
      }
      expect(done).toBe(a.rows);
      const R = transpose({ rows: n, columns: n, data: r.read() });
      expect(R.data.every((x, at) => at % n >= Math.floor(at / n) || x === 0)).toBe(true);
      const error = distance(product(transpose(a), a).data, product(transpose(R), R).data);
      const unit = a.rows * precision.eps * frobenius(a.data) ** 2;
      expect(error / unit).toBeLessThan(BOUND);
    });
  });

  it("computes at every scale, the same but for it", () => {
    const n = 5;
    const source = random(1);
    const entries = precision.array(Float64Array.from({ length: 9 * n }, () => source.normal()));
    const factor = (scale: number) => {
      const data = precision.array(entries.map((x) => x * scale));
      const engine = engineFor(data);
      return engine.arena.scope(() => {
        const r = new Block(engine, n, n, precision.zeros(n * n));
        const work = workspace(engine, data, engine.exports.appendRowsWorkspace(9, n));
        engine.exports.appendRows(9, n, engine.push(data), r.at, work.at);
        return r.read();
      });
    };
    const unit = factor(1);
    for (const scale of [2 ** -60 / precision.safeMin, precision.safeMin * 2 ** 60]) {
      expect(factor(scale)).toEqual(precision.array(unit.map((x) => x * scale)));
    }
  });

  it.each([NaN, Infinity, -Infinity])("refuses %d, and leaves R as it was", (value) => {
    const data = precision.array([1, 2, value, 4]);
    const engine = engineFor(data);
    engine.arena.scope(() => {
      const before = precision.array([3, 0, 1, 2]);
      const r = new Block(engine, 2, 2, before);
      const work = workspace(engine, data, engine.exports.appendRowsWorkspace(2, 2));
      expect(engine.exports.appendRows(2, 2, engine.push(data), r.at, work.at)).toBe(1);
      expect(r.read()).toEqual(before);
    });
  });
});
