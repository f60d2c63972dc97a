import { describe, expect, it } from "vitest";
import { engineFor } from "../../src/wasm/engine.ts";
import { Block } from "../support/block.ts";
import { families } from "../support/families.ts";
import { largest } from "../support/dense.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";
import { columnsRatio, residualRatio } from "../support/ratios.ts";
import { exponentOf, scaled } from "../support/scaling.ts";
import { output, workspace } from "../support/workspace.ts";
import { some } from "../support/thorough.ts";

const shapes = [1, 2, 3, 5, 8, 31, 32, 33, 40].flatMap((n) => [
  [n, n],
  [n + 2, n],
  [3 * n, n],
  [n, 2 * n + 1],
]);

const chosen = families.filter(({ name }) =>
  /uniform entries|rank|clusters|Hilbert|graded|zero|largest number/.test(name),
);

/** LAPACK's DQRT01 computes the same two ratios, with the same threshold of 30. */
const BOUND = 30;

describe.each(precisions)("the driver of qr, $name", (precision) => {
  it.each(chosen)("factors matrices of the family $name", ({ make }) => {
    for (const [m, n] of some(shapes)) {
      for (const full of [false, true]) {
        const { a: dense } = make(m, n, precision, random(m * n));
        const data = precision.array(dense.data);
        const k = full ? m : Math.min(m, n);
        const engine = engineFor(data);
        engine.arena.scope(() => {
          const a = new Block(engine, m * n, 1, data);
          const q = output(engine, data, m * k);
          const r = output(engine, data, k * n);
          const work = workspace(engine, data, engine.exports.qrWorkspace(m, n, full));
          engine.exports.qr(m, n, full, a.at, q.at, r.at, work.at);

          const Q = { rows: m, columns: k, data: q.read() };
          const R = { rows: k, columns: n, data: r.read() };
          // R at the scale of A: it may be near the largest number or the smallest.
          const shift = largest(dense.data) === 0 ? 0 : -exponentOf(largest(dense.data));
          const scaledA = { ...dense, data: scaled(dense.data, shift) };
          const factors = {
            U: Q,
            s: new Float64Array(k).fill(1),
            Vt: { ...R, data: scaled(R.data, shift) },
          };
          const message = `${m} × ${n}, ${full ? "full" : "reduced"}`;
          expect(columnsRatio(Q, precision), message).toBeLessThan(BOUND);
          expect(residualRatio(scaledA, factors, precision), message).toBeLessThan(BOUND);
          expect(R.data.every((x, at) => at % n >= Math.floor(at / n) || x === 0)).toBe(true);
          a.read();
          work.read();
        });
      }
    }
  });
});
