import { describe, expect, it } from "vitest";
import { engineFor } from "../../src/wasm/engine.ts";
import { Block } from "../support/block.ts";
import { fill, transpose, type Dense } from "../support/dense.ts";
import { families } from "../support/families.ts";
import { precisions, type Precision } from "../support/precisions.ts";
import { random } from "../support/random.ts";
import { columnsRatio, residualRatio } from "../support/ratios.ts";
import { output, workspace } from "../support/workspace.ts";

/** What LAPACK's DCHKQ3 allows of its ratios is 30. */
const BOUND = 20;

const sizes = [1, 2, 3, 4, 5, 8, 13, 32, 33];
// Of a scale that needs no scaling: that is the driver's part.
const chosen = families.filter(({ name }) =>
  /geometric \(bd 9|uniform entries \(|rank|clusters|Hilbert|Kahan|graded down|zero|identity \(|signed/.test(
    name,
  ),
);

/** Factors a matrix; the columns of `permuted` are those of A in their new order. */
function factor(a: Dense, precision: Precision) {
  const { rows: m, columns: n } = a;
  const data = precision.array(transpose(a).data);
  const engine = engineFor(data);
  return engine.arena.scope(() => {
    const { exports } = engine;
    const stride = m * data.BYTES_PER_ELEMENT;
    const block = new Block(engine, m, n, data, { columnStride: m });
    const tau = output(engine, data, Math.min(m, n));
    const places = workspace(engine, data, 4 * n);
    const work = workspace(engine, data, 2 * n * data.BYTES_PER_ELEMENT);
    const rank = exports.factorQrPivoted(m, n, block.at, stride, tau.at, places.at, work.at);
    const order = Array.from(new Uint32Array(engine.arena.memory.buffer, places.at, n));
    work.read();
    tau.read();
    const factored = block.read();
    const R = fill(rank, n, (i, j) => (i > j ? 0 : factored[j * m + i]));
    const scratch = workspace(engine, data, exports.reflectionsWorkspace(m, m, rank));
    const full = new Block(
      engine,
      m,
      m,
      precision.array(fill(m, m, (j, i) => (j < rank ? factored[j * m + i] : 0)).data),
      { columnStride: m },
    );
    exports.formReflections(m, m, rank, full.at, stride, tau.at, scratch.at);
    const Q = transpose({ rows: m, columns: m, data: full.read() });
    return { rank, R, Q, order, permuted: fill(m, n, (i, j) => a.data[i * n + order[j]]) };
  });
}

describe.each(precisions)("factorQrPivoted, $name", (precision) => {
  it.each(chosen)("A P = Q R, R falling, for the family $name", ({ make }) => {
    for (const n of sizes) {
      for (const [m, columns] of [
        [n, n],
        [n + 1, n],
        [3 * n, n],
      ]) {
        const { a } = make(m, columns, precision, random(m * n));
        const { rank, R, Q, order, permuted } = factor(a, precision);
        const message = `${m} × ${columns}`;
        expect(
          order.toSorted((x, y) => x - y),
          message,
        ).toEqual(order.map((_, i) => i));
        expect(columnsRatio(Q, precision), message).toBeLessThan(BOUND);
        const thin = fill(m, rank, (i, j) => Q.data[i * m + j]);
        const factors = { U: thin, s: new Float64Array(rank).fill(1), Vt: R };
        expect(residualRatio(permuted, factors, precision), message).toBeLessThan(BOUND);

        // |rⱼⱼ| is at least as long as what is left of each column to its right.
        for (let j = 0; j < rank; ++j) {
          for (let l = j; l < columns; ++l) {
            let rest = 0;
            for (let i = j; i < Math.min(l + 1, rank); ++i) rest += R.data[i * columns + l] ** 2;
            const diagonal = Math.abs(R.data[j * columns + j]);
            expect(Math.sqrt(rest), message).toBeLessThanOrEqual(diagonal * (1 + 1e-3));
          }
        }
      }
    }
  });

  it("finds the rank where columns are zero or copies, and leaves zeros", () => {
    const zero = factor(
      fill(5, 3, () => 0),
      precision,
    );
    expect(zero.rank).toBe(0);
    expect(zero.order).toEqual([0, 1, 2]);
    const single = factor(
      fill(4, 4, (i, j) => (j === 2 ? i + 1 : 0)),
      precision,
    );
    expect(single.rank).toBe(1);
    expect(single.order[0]).toBe(2);
  });

  // Z. Drmač, Z. Bujanović, LAWN 176: the lengths of columns that are nearly copies of
  // each other cancel; brought up to date without care, they choose wrong pivots.
  it("measures anew what cancels", () => {
    const tiny = 64 * precision.eps;
    const a = fill(6, 4, (i, j) => (i === 0 ? 1 : 0) + (i === j + 1 ? tiny * 2 ** -j : 0));
    const { R } = factor(a, precision);
    const diagonal = [1, 2, 3].map((j) => Math.abs(R.data[j * 4 + j]) / tiny);
    for (let j = 1; j < 3; ++j) expect(diagonal[j]).toBeLessThanOrEqual(diagonal[j - 1] * 1.001);
    // The exact ones, by hand: distances of the columns from the span of those before.
    expect(diagonal[0]).toBeGreaterThan(0.9);
    expect(diagonal[2]).toBeGreaterThan(0.1);
  });

  it("passes NaN on, and comes to an end", () => {
    const a = fill(4, 3, (i, j) => (i === 1 && j === 1 ? NaN : i + j));
    const data = precision.array(transpose(a).data);
    const engine = engineFor(data);
    engine.arena.scope(() => {
      const block = new Block(engine, 4, 3, data, { columnStride: 4 });
      const tau = output(engine, data, 3);
      const places = workspace(engine, data, 12);
      const work = workspace(engine, data, 6 * data.BYTES_PER_ELEMENT);
      const stride = 4 * data.BYTES_PER_ELEMENT;
      engine.exports.factorQrPivoted(4, 3, block.at, stride, tau.at, places.at, work.at);
      expect(block.read().some(Number.isNaN)).toBe(true);
    });
  });
});
