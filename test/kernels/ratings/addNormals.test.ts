import { describe, expect, it } from "vitest";
import { engineFor } from "../../../src/wasm/engine.ts";
import { Block, excess } from "../../support/block.ts";
import { precisions } from "../../support/precisions.ts";
import { random } from "../../support/random.ts";
import { pushIndices, randomRows, widthOf } from "../../support/ratingRows.ts";
import { workspace } from "../../support/workspace.ts";

const factors = Array.from({ length: 20 }, (_, f) => f + 1);
const ITEMS = 6;

// Every remainder of a pass of four ratings, and more than one pass.
const COUNTS = [0, 1, 2, 3, 4, 5, 8, 11];

describe.each(precisions)("normal equations, $name", (p) => {
  it.each(factors)("are added up, with %i factors", (f) => {
    const n = widthOf(p, f);
    for (const count of COUNTS) {
      for (const [implicit, unit] of [
        [false, 1],
        [false, 0],
        [true, 0],
      ] as const) {
        const stream = random(100 * f + count);
        const q = randomRows(p, ITEMS, f, stream);
        const ratings = p.array(Array.from({ length: count }, () => 1 + stream.uniform()));
        const indices = ratings.map(() => stream.integer(0, ITEMS - 1));
        const [level] = p.array([1.375]);
        const [a, b] = [n * n, n].map((length) =>
          p.array(Array.from({ length }, () => stream.normal())),
        );
        const [exactA, exactB] = [a, b].map((start) => Float64Array.from(start));
        for (let k = 0; k < count; ++k) {
          const y = Array.from(q.subarray(indices[k] * n, (indices[k] + 1) * n));
          const weight = implicit ? level * ratings[k] : 1;
          const target = implicit ? 1 + weight : ratings[k] - level - unit * y[n - 1];
          y[n - 1] = unit;
          for (let i = 0; i < n; ++i) {
            for (let j = i; j < n; ++j) exactA[i * n + j] += weight * y[i] * y[j];
            exactB[i] += target * y[i];
          }
        }

        const engine = engineFor(a);
        engine.arena.scope(() => {
          const [qBlock, aBlock] = [new Block(engine, n, ITEMS, q), new Block(engine, n, n, a)];
          const bBlock = new Block(engine, n, 1, b);
          const work = workspace(engine, a, engine.exports.addNormalsWorkspace(n));
          engine.exports.addNormals(
            ...([
              count,
              n,
              pushIndices(engine, indices),
              engine.push(ratings),
              level,
              unit,
            ] as const),
            ...([implicit, qBlock.at, aBlock.at, bBlock.at, work.at] as const),
          );
          const message = `${count} ratings, unit ${unit}${implicit ? ", implicit" : ""}`;
          const within = (length: number) => new Float64Array(length).fill(500 * p.eps);
          const upper = (numbers: ArrayLike<number>) =>
            Array.from(numbers).filter((_, at) => at % n >= Math.floor(at / n));
          const actual = upper(aBlock.read());
          const allowed = within(actual.length);
          expect(excess(actual, upper(exactA), allowed), message).toBeLessThanOrEqual(1);
          expect(excess(bBlock.read(), exactB, within(n)), message).toBeLessThanOrEqual(1);
          expect(qBlock.read(), message).toEqual(q);
          work.read();
        });
      }
    }
  });
});
