import { describe, expect, it } from "vitest";
import { engineFor } from "../../../src/wasm/engine.ts";
import { Block } from "../../support/block.ts";
import {
  adjoint,
  complexDistance,
  complexFill,
  complexProduct,
  inPrecision,
  type Complex,
} from "../../support/complex.ts";
import { layoutOf, packed, unpacked } from "../../support/packed.ts";
import { precisions } from "../../support/precisions.ts";
import { random } from "../../support/random.ts";

function scaled(a: Complex, re: number, im: number) {
  return complexProduct(
    a,
    complexFill(1, 1, () => [re, im]),
  );
}

describe.each(precisions)("complexSweep, $name", (precision) => {
  const { array, eps, zeros } = precision;
  const engine = engineFor(zeros(0));
  const size = zeros(0).BYTES_PER_ELEMENT;
  const { lanes, length } = layoutOf(precision);

  it.each([1, 2, 3, 4, 5, 7, 8, 9, 18])("updates and multiplies in one pass, with %i rows", (m) => {
    for (let n = 0; n < 11; ++n) {
      engine.arena.scope(() => {
        const first = n % 3;
        const row = n % Math.min(m, lanes);
        const { normal } = random(100 * m + n);
        const make = (rows: number, columns: number) =>
          inPrecision(
            complexFill(rows, columns, () => [normal(), normal()]),
            precision,
          );
        const a = make(m, n);
        const [u, z, x, w] = [m, m, m, m].map((rows) => make(rows, 1));
        const [y, v] = [n, n].map((rows) => make(rows, 1));
        const [tauRe, tauIm] = array([normal(), normal()]);

        // The loop of the kernel's comment, a column at a time.
        const A = complexFill(m, n, (i, j) => [a.re[i * n + j], a.im[i * n + j]]);
        const [Y, R, W] = [y, v, w].map((b) => complexFill(b.rows, 1, (i) => [b.re[i], b.im[i]]));
        for (let j = first; j < n; ++j) {
          const [one, two] = [scaled(u, y.re[j], y.im[j]), scaled(z, v.re[j], -v.im[j])];
          const column = complexFill(m, 1, (i) => [
            A.re[i * n + j] - one.re[i] - two.re[i],
            A.im[i * n + j] - one.im[i] - two.im[i],
          ]);
          for (let i = 0; i < m; ++i) {
            A.re[i * n + j] = column.re[i];
            A.im[i * n + j] = column.im[i];
          }
          const product = scaled(complexProduct(adjoint(x), column), tauRe, tauIm);
          Y.re[j] = product.re[0];
          Y.im[j] = product.im[0];
          R.re[j] = column.re[row] - Y.re[j];
          R.im[j] = Y.im[j] - column.im[row];
          const more = scaled(column, R.re[j], R.im[j]);
          for (let i = 0; i < m; ++i) {
            W.re[i] += more.re[i];
            W.im[i] += more.im[i];
          }
        }

        const column = length(m) * size;
        const block = (b: Complex) => {
          const data = packed(b, precision);
          return new Block(engine, data.length, 1, data);
        };
        const aBlock = block(a);
        const [uBlock, zBlock, xBlock, wBlock, yBlock, vBlock] = [u, z, x, w, y, v].map(block);
        engine.exports.complexSweep(
          ...([column, first, n, aBlock.at, column, uBlock.at, yBlock.at, zBlock.at] as const),
          // r may be v.
          ...([vBlock.at, xBlock.at, tauRe, tauIm, row * size, vBlock.at, wBlock.at] as const),
        );
        const norms = [u, z, x, y, v].map((b) => 1 + complexDistance(b));
        const large = norms.reduce((product, one) => product * one, 1 + Math.hypot(tauRe, tauIm));
        const bound = 4 * (m + n + 8) * eps * large * (1 + complexDistance(a)) ** 2;
        const message = `${m} × ${n}`;
        for (const [got, expected] of [
          [aBlock, A],
          [yBlock, Y],
          [vBlock, R],
          [wBlock, W],
        ] as const) {
          const { rows, columns } = expected;
          const result = unpacked(rows, columns, got.read(), precision);
          expect(complexDistance(result, expected), message).toBeLessThanOrEqual(bound);
        }
        for (const one of [uBlock, zBlock, xBlock]) one.read();
      });
    }
  });
});
