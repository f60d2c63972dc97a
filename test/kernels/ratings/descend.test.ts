import { describe, expect, it } from "vitest";
import { engineFor } from "../../../src/wasm/engine.ts";
import { Block, excess } from "../../support/block.ts";
import { precisions } from "../../support/precisions.ts";
import { random } from "../../support/random.ts";
import { pushIndices, randomRows, widthOf } from "../../support/ratingRows.ts";

// Every remainder of the loops over registers in both precisions, and more than one pass through each.
const factors = [...Array.from({ length: 20 }, (_, f) => f + 1), 33, 50];
const USERS = 4;
const ITEMS = 5;

describe.each(precisions)("gradient steps and scores, $name", (p) => {
  // The same pair twice, and pairs that share a user or an item.
  const users = [0, 3, 3, 1, 0, 0, 3];
  const items = [4, 4, 2, 0, 4, 4, 1];

  it.each(factors)("follow the formula, with %i factors", (f) => {
    const n = widthOf(p, f);
    for (const unit of [0, 1]) {
      const stream = random(100 * f + unit);
      const start = [randomRows(p, USERS, f, stream), randomRows(p, ITEMS, f, stream)] as const;
      const ratings = p.array(users.map(() => 3 + stream.normal()));
      const [mean, rate, lambda] = p.array([3.25, 0.03, 0.07]);
      const [x, y] = start.map((rows) => Float64Array.from(rows));
      const expected = users.map((u, k) => {
        const [a, b] = [u * n, items[k] * n];
        const e = ratings[k] - mean - plainScore(x, a, y, b, n, unit);
        for (let j = 0; j < n - 1; ++j) {
          const [xj, yj] = [x[a + j], y[b + j]];
          x[a + j] += rate * (e * yj - lambda * xj);
          y[b + j] += rate * (e * xj - lambda * yj);
        }
        x[a + n - 1] += rate * (e * unit - lambda * x[a + n - 1]);
        y[b + n - 1] += rate * (e * unit - lambda * y[b + n - 1]);
        return e * e;
      });

      const engine = engineFor(ratings);
      engine.arena.scope(() => {
        const [pBlock, qBlock] = start.map((rows) => new Block(engine, n, rows.length / n, rows));
        const ratingsBlock = new Block(engine, users.length, 1, ratings);
        const sum = engine.exports.descend(
          ...([users.length, n, pushIndices(engine, users), pushIndices(engine, items)] as const),
          ...([ratingsBlock.at, mean, unit, rate, lambda, pBlock.at, qBlock.at] as const),
        );
        // Seven steps, each with a sum of n products; all numbers are below 10.
        const tolerance = 100 * (n + 10) * p.eps;
        const message = `unit ${unit}`;
        const within = (length: number) => new Float64Array(length).fill(tolerance);
        expect(excess(pBlock.read(), x, within(x.length)), message).toBeLessThanOrEqual(1);
        expect(excess(qBlock.read(), y, within(y.length)), message).toBeLessThanOrEqual(1);
        expect(ratingsBlock.read()).toEqual(ratings);
        const exact = expected.reduce((a, b) => a + b);
        expect(Math.abs(sum - exact), message).toBeLessThanOrEqual(tolerance * (1 + exact));
      });
    }
  });

  it.each(factors)("score pairs, with %i factors", (f) => {
    const n = widthOf(p, f);
    for (const unit of [0, 1]) {
      const stream = random(f);
      const [x, y] = [randomRows(p, USERS, f, stream), randomRows(p, ITEMS, f, stream)];
      const exact = users.map((u, k) => plainScore(x, u * n, y, items[k] * n, n, unit));
      const engine = engineFor(x);
      engine.arena.scope(() => {
        const [xBlock, yBlock] = [x, y].map((rows) => new Block(engine, n, rows.length / n, rows));
        const scores = new Block(engine, users.length, 1, p.zeros(users.length).fill(NaN));
        engine.exports.scoreMany(
          ...([users.length, n, pushIndices(engine, users), pushIndices(engine, items)] as const),
          ...([unit, xBlock.at, yBlock.at, scores.at] as const),
        );
        const allowed = exact.map(() => 20 * (n + 2) * p.eps);
        expect(excess(scores.read(), exact, allowed)).toBeLessThanOrEqual(1);
        expect(xBlock.read()).toEqual(x);
        expect(yBlock.read()).toEqual(y);
      });
    }
  });

  it("do nothing for no ratings", () => {
    const engine = engineFor(p.zeros(0));
    engine.arena.scope(() => {
      const block = new Block(engine, 4, 1, p.array([1, 2, 3, 4]));
      const { at } = block;
      expect(engine.exports.descend(0, 4, at, at, at, 0, 1, 0.1, 0.1, at, at)).toBe(0);
      engine.exports.scoreMany(0, 4, at, at, 1, at, at, at);
      expect(block.read()).toEqual(p.array([1, 2, 3, 4]));
    });
  });
});

function plainScore(
  x: ArrayLike<number>,
  a: number,
  y: ArrayLike<number>,
  b: number,
  n: number,
  unit: number,
): number {
  let sum = unit * (x[a + n - 1] + y[b + n - 1]);
  for (let j = 0; j < n - 1; ++j) sum += x[a + j] * y[b + j];
  return sum;
}
