import { describe, expect, it } from "vitest";
import { engineFor } from "../../src/wasm/engine.ts";
import { Block } from "../support/block.ts";
import { fill, transpose } from "../support/dense.ts";
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

describe.each(precisions)("factorQr, $name", (precision) => {
  it.each(chosen)("A = Q R for the family $name", ({ make }) => {
    for (const n of some(sizes)) {
      for (const m of [n, n + 1, 3 * n]) {
        const { a: dense } = make(m, n, precision, random(m * n));
        const data = precision.array(transpose(dense).data);
        const engine = engineFor(data);
        engine.arena.scope(() => {
          const { exports } = engine;
          const stride = m * data.BYTES_PER_ELEMENT;
          const a = new Block(engine, m, n, data, { columnStride: m });
          const tau = output(engine, data, n);
          const work = workspace(engine, data, exports.factorQrWorkspace(m, n));
          exports.factorQr(m, n, a.at, stride, tau.at, work.at);
          work.read();
          const factored = a.read();
          const R = fill(n, n, (i, j) => (i > j ? 0 : factored[j * m + i]));

          const scratch = workspace(engine, data, exports.reflectionsWorkspace(m, n, n));
          exports.formReflections(m, n, n, a.at, stride, tau.at, scratch.at);
          scratch.read();
          const Q = transpose({ rows: n, columns: m, data: a.read() });
          const message = `${m} × ${n}`;
          expect(columnsRatio(Q, precision), message).toBeLessThan(BOUND);
          const factors = { U: Q, s: new Float64Array(n).fill(1), Vt: R };
          expect(residualRatio(dense, factors, precision), message).toBeLessThan(BOUND);
        });
      }
    }
  });
});
