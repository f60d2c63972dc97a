import { describe, expect, it } from "vitest";
import { engineFor } from "../../src/wasm/engine.ts";
import { Block } from "../support/block.ts";
import { fill, product, transpose } from "../support/dense.ts";
import { families } from "../support/families.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";
import { columnsRatio, residualRatio } from "../support/ratios.ts";
import { output, workspace } from "../support/workspace.ts";

/** What LAPACK's DCHKBD allows of its ratios for the reduction is 50. */
const BOUND = 20;

const sizes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 31, 32, 33, 34, 64, 65];
// Of a scale that needs no scaling: that is the driver's part.
const chosen = families.filter(({ name }) =>
  /geometric \(bd 9|uniform entries \(|rank|clusters|Hilbert|Kahan|graded down|zero|identity \(|signed/.test(
    name,
  ),
);

describe.each(precisions)("tridiagonalize, $name", (precision) => {
  it.each(chosen)("A = Q T Qᵀ for symmetric matrices from the family $name", ({ make }) => {
    for (const n of sizes) {
      const { a } = make(n, n, precision, random(n));
      const dense = fill(n, n, (i, j) => a.data[Math.max(i, j) * n + Math.min(i, j)]);
      // Only the lower triangle is read; by columns, it is that of the transpose by rows.
      const data = precision.array(
        fill(n, n, (j, i) => (i < j ? NaN : dense.data[i * n + j])).data,
      );
      const engine = engineFor(data);
      engine.arena.scope(() => {
        const { exports } = engine;
        const stride = n * data.BYTES_PER_ELEMENT;
        const block = new Block(engine, n, n, data);
        const [d, e, tau] = [n, n, n].map((length) => output(engine, data, length));
        const work = workspace(engine, data, exports.tridiagonalizeWorkspace(n));
        exports.tridiagonalize(n, block.at, stride, d.at, e.at, tau.at, work.at);
        work.read();

        // The reflections one column to the right, where formInnerReflections reads them.
        const q = precision.zeros(n * n);
        q.set(block.read().subarray(0, n * (n - 1)), n);
        const Q = new Block(engine, n, n, q);
        const scratch = workspace(engine, data, exports.reflectionsWorkspace(n, n, n));
        exports.formInnerReflections(n, Q.at, stride, tau.at, scratch.at);
        scratch.read();

        const Qt = { rows: n, columns: n, data: Float64Array.from(Q.read()) };
        const [diagonal, beside] = [d.read(), e.read()];
        const T = fill(n, n, (i, j) =>
          i === j ? diagonal[i] : Math.abs(i - j) === 1 ? beside[Math.min(i, j)] : 0,
        );
        expect(columnsRatio(Qt, precision), `${n}`).toBeLessThan(BOUND);
        const factors = { U: product(transpose(Qt), T), s: new Float64Array(n).fill(1), Vt: Qt };
        expect(residualRatio(dense, factors, precision), `${n}`).toBeLessThan(BOUND);
      });
    }
  });
});
