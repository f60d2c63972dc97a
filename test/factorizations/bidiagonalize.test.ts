import { describe, expect, it } from "vitest";
import { engineFor } from "../../src/wasm/engine.ts";
import { Block } from "../support/block.ts";
import { product, transpose, upperBidiagonal } from "../support/dense.ts";
import { families } from "../support/families.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";
import { columnsRatio, residualRatio } from "../support/ratios.ts";
import { output, workspace } from "../support/workspace.ts";
import { some } from "../support/thorough.ts";

/** What LAPACK's DCHKBD allows of its ratios for the reduction is 50. */
const BOUND = 20;

const sizes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 31, 32, 33, 34, 64, 65];
// Of a scale that needs no scaling: that is the driver's part.
const chosen = families.filter(({ name }) =>
  /geometric \(bd 9|uniform entries \(|rank|clusters|Hilbert|Kahan|graded down|zero|identity \(|signed/.test(
    name,
  ),
);

describe.each(precisions)("bidiagonalize, $name", (precision) => {
  it.each(chosen)("A = Q B Pᵀ for the family $name", ({ make }) => {
    for (const n of some(sizes)) {
      for (const m of [n, n + 1, 2 * n + 1]) {
        const { a: dense } = make(m, n, precision, random(m * n));
        const data = precision.array(transpose(dense).data);
        const engine = engineFor(data);
        engine.arena.scope(() => {
          const { exports } = engine;
          const size = data.BYTES_PER_ELEMENT;
          const a = new Block(engine, m, n, data, { columnStride: m });
          const p = output(engine, data, n * n);
          const [d, e, tauQ, tauP] = [n, n, n, n].map((length) => output(engine, data, length));
          const work = workspace(engine, data, exports.bidiagonalizeWorkspace(m, n));
          exports.bidiagonalize(
            m,
            n,
            a.at,
            m * size,
            p.at,
            n * size,
            d.at,
            e.at,
            tauQ.at,
            tauP.at,
            work.at,
          );
          work.read();

          const scratch = workspace(engine, data, exports.reflectionsWorkspace(m, n, n));
          exports.formReflections(m, n, n, a.at, m * size, tauQ.at, scratch.at);
          exports.formInnerReflections(n, p.at, n * size, tauP.at + size, scratch.at);
          scratch.read();

          const Q = transpose({ rows: n, columns: m, data: a.read() });
          const Pt = { rows: n, columns: n, data: Float64Array.from(p.read()) };
          const B = upperBidiagonal(d.read(), e.read());
          const message = `${m} × ${n}`;
          expect(columnsRatio(Q, precision), message).toBeLessThan(BOUND);
          expect(columnsRatio(Pt, precision), message).toBeLessThan(BOUND);
          // Q B Pᵀ, in doubles, as the U of a residual with s = 1.
          const QB = product(Q, B);
          const factors = { U: QB, s: new Float64Array(n).fill(1), Vt: Pt };
          expect(residualRatio(dense, factors, precision), message).toBeLessThan(BOUND);
        });
      }
    }
  });
});
