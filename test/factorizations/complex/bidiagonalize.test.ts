import { describe, expect, it } from "vitest";
import { engineFor } from "../../../src/wasm/engine.ts";
import { Block } from "../../support/block.ts";
import {
  adjoint,
  complexColumnsRatio,
  complexFamilies,
  complexFill,
  complexProduct,
  complexResidual,
  inPrecision,
} from "../../support/complex.ts";
import { upperBidiagonal } from "../../support/dense.ts";
import { layoutOf, packed, unpacked } from "../../support/packed.ts";
import { precisions } from "../../support/precisions.ts";
import { random } from "../../support/random.ts";
import { output, workspace } from "../../support/workspace.ts";

/** What LAPACK's ZCHKBD allows of its ratios for the reduction is 50. */
const BOUND = 20;

const sizes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 33];
// Of a scale that needs no scaling: that is the driver's part.
const chosen = complexFamilies.filter(({ name }) =>
  /geometric \(bd 9|uniform entries \(|clusters|Hilbert|Kahan|graded down|zero|half of|Hermit/.test(
    name,
  ),
);

describe.each(precisions)("complexBidiagonalize, $name", (precision) => {
  const { length } = layoutOf(precision);

  it.each(chosen)("A = Q B Pᴴ with a real B: $name", ({ make }) => {
    for (const n of sizes) {
      for (const m of [n, n + 1, 2 * n + 1]) {
        const { a } = make(m, n, precision, random(m * n));
        const matrix = inPrecision(a, precision);
        const engine = engineFor(matrix.re);
        engine.arena.scope(() => {
          const { exports } = engine;
          const size = matrix.re.BYTES_PER_ELEMENT;
          const data = packed(matrix, precision);
          const like = matrix.re;
          const aBlock = new Block(engine, data.length, 1, data);
          const p = output(engine, like, n * length(n));
          const [d, e] = [n, n].map((count) => output(engine, like, count));
          const [tauQ, tauP] = [n, n].map((count) => output(engine, like, 2 * count));
          const work = workspace(engine, like, exports.complexBidiagonalizeWorkspace(m, n));
          const eight = output(engine, matrix.re, 8);
          const [long, short] = [length(m) * size, length(n) * size];
          exports.complexBidiagonalize(
            ...([m, n, aBlock.at, long, p.at, short, d.at, e.at] as const),
            ...([tauQ.at, tauP.at, work.at] as const),
          );
          work.read();

          const identity = (rows: number, columns: number) =>
            packed(
              complexFill(rows, columns, (i, j) => [i === j ? 1 : 0, 0]),
              precision,
            );
          const q = new Block(engine, n * length(m), 1, identity(m, n));
          exports.applyComplexReflections(
            ...([m, n, 0, n, aBlock.at, long, tauQ.at, 0, q.at, long, eight.at] as const),
          );
          const g = new Block(engine, n * length(n), 1, identity(n, n));
          exports.applyComplexReflections(
            ...([n, n, 1, n, p.at, short, tauP.at, 0, g.at, short, eight.at] as const),
          );
          const Q = unpacked(m, n, q.read(), precision);
          const P = unpacked(n, n, g.read(), precision);
          const B = upperBidiagonal(d.read(), e.read());
          const message = `${m} × ${n}`;
          expect(complexColumnsRatio(Q, precision), message).toBeLessThan(BOUND);
          expect(complexColumnsRatio(P, precision), message).toBeLessThan(BOUND);
          const QB = complexProduct(Q, {
            rows: n,
            columns: n,
            re: B.data,
            im: B.data.map(() => 0),
          });
          const factors = { U: QB, s: new Float64Array(n).fill(1), Vh: adjoint(P) };
          expect(complexResidual(a, factors, precision), message).toBeLessThan(BOUND);
        });
      }
    }
  });
});
