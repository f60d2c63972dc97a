import { describe, expect, it } from "vitest";
import { engineFor } from "../../../src/wasm/engine.ts";
import { Block } from "../../support/block.ts";
import {
  complexColumnsRatio,
  complexFamilies,
  complexFill,
  complexProduct,
  inPrecision,
  oneNorm,
} from "../../support/complex.ts";
import { layoutOf, packed, unpacked } from "../../support/packed.ts";
import { precisions } from "../../support/precisions.ts";
import { random } from "../../support/random.ts";
import { output } from "../../support/workspace.ts";
import { some } from "../../support/thorough.ts";

const BOUND = 20;

/** 33 and 70: panels end in between. */
const sizes = [1, 2, 3, 4, 5, 7, 8, 33, 70];
const chosen = complexFamilies.filter(({ name }) =>
  /uniform entries \(|clusters|rank one|graded down|zero/.test(name),
);

describe.each(precisions)("factorComplexQr, $name", (precision) => {
  const { length } = layoutOf(precision);

  it.each(chosen)("A = Q R with a real diagonal of R: $name", ({ make }) => {
    for (const n of some(sizes)) {
      for (const m of [n, 2 * n + 1]) {
        const { a } = make(m, n, precision, random(m * n));
        const matrix = inPrecision(a, precision);
        const engine = engineFor(matrix.re);
        engine.arena.scope(() => {
          const { exports } = engine;
          const size = matrix.re.BYTES_PER_ELEMENT;
          const eight = output(engine, matrix.re, 8);
          const [long, short] = [length(m) * size, length(n) * size];
          const data = packed(matrix, precision);
          const aBlock = new Block(engine, data.length, 1, data);
          const r = output(engine, matrix.re, n * length(n));
          const tau = output(engine, matrix.re, 2 * n);
          exports.factorComplexQr(m, n, aBlock.at, long, r.at, tau.at, eight.at);
          const begin = packed(
            complexFill(m, n, (i, j) => [i === j ? 1 : 0, 0]),
            precision,
          );
          const q = new Block(engine, begin.length, 1, begin);
          exports.applyComplexReflections(
            ...([m, n, 0, n, aBlock.at, long, tau.at, 0, q.at, long, eight.at] as const),
          );
          const Q = unpacked(m, n, q.read(), precision);
          const R = unpacked(n, n, r.read(), precision);
          const message = `${m} × ${n}`;
          expect(short).toBeGreaterThan(0);
          for (let i = 0; i < n; ++i) {
            expect(R.im[i * (n + 1)], message).toBe(0);
            for (let j = 0; j < i; ++j) {
              expect([R.re[i * n + j], R.im[i * n + j]], message).toEqual([0, 0]);
            }
          }
          expect(complexColumnsRatio(Q, precision), message).toBeLessThan(BOUND);
          const error = oneNorm(a, complexProduct(Q, R)) / (m * precision.eps);
          expect(error, message).toBeLessThanOrEqual(BOUND * oneNorm(a));
        });
      }
    }
  });
});
