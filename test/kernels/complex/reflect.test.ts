import { describe, expect, it } from "vitest";
import { engineFor } from "../../../src/wasm/engine.ts";
import { Block } from "../../support/block.ts";
import {
  adjoint,
  complexDistance,
  complexFill,
  complexProduct,
  inPrecision,
} from "../../support/complex.ts";
import { layoutOf, packed, unpacked } from "../../support/packed.ts";
import { precisions } from "../../support/precisions.ts";
import { random } from "../../support/random.ts";
import { output } from "../../support/workspace.ts";

describe.each(precisions)("complexReflect, $name", (precision) => {
  const { array, eps, zeros } = precision;
  const engine = engineFor(zeros(0));
  const size = zeros(0).BYTES_PER_ELEMENT;
  const { length } = layoutOf(precision);

  it.each([1, 2, 3, 4, 5, 8, 9, 17])("applies I − τ v vᴴ to %i rows", (m) => {
    for (let n = 0; n < 10; ++n) {
      engine.arena.scope(() => {
        const { normal } = random(100 * m + n);
        const make = (rows: number, columns: number) =>
          inPrecision(
            complexFill(rows, columns, () => [normal(), normal()]),
            precision,
          );
        const [v, c] = [make(m, 1), make(m, n)];
        const [re, im] = array([normal(), normal()]);
        const s = complexProduct(adjoint(v), c);
        const t = complexProduct(
          complexFill(1, 1, () => [re, im]),
          s,
        );
        const change = complexProduct(v, t);
        const expected = complexFill(m, n, (i, j) => [
          c.re[i * n + j] - change.re[i * n + j],
          c.im[i * n + j] - change.im[i * n + j],
        ]);

        const column = length(m) * size;
        const work = output(engine, v.re, 8);
        const vBlock = new Block(engine, length(m), 1, packed(v, precision));
        const cBlock = new Block(engine, n * length(m), 1, packed(c, precision));
        engine.exports.complexReflect(column, n, vBlock.at, re, im, cBlock.at, column, work.at);
        const got = unpacked(m, n, cBlock.read(), precision);
        vBlock.read();
        work.read();
        const size2 = 1 + complexDistance(v) ** 2 * Math.hypot(re, im);
        const bound = (m + 8) * eps * size2 * complexDistance(c);
        expect(complexDistance(got, expected), `${m} × ${n}`).toBeLessThanOrEqual(bound);
      });
    }
  });
});
