import { describe, expect, it } from "vitest";
import { engineFor } from "../../../src/wasm/engine.ts";
import { Block } from "../../support/block.ts";
import { complexDistance, complexFill, complexZeros, inPrecision } from "../../support/complex.ts";
import { layoutOf, packed, unpacked } from "../../support/packed.ts";
import { precisions } from "../../support/precisions.ts";
import { random } from "../../support/random.ts";

// Every remainder of a register, and a few registers.
const rows = [1, 2, 3, 4, 5, 6, 7, 8, 9, 17];

describe.each(precisions)("kernels of complex columns, $name", (precision) => {
  const { array, eps, zeros } = precision;
  const { lanes, length, place } = layoutOf(precision);
  const engine = engineFor(zeros(0));
  const size = zeros(0).BYTES_PER_ELEMENT;
  const vector = (m: number, seed: number) => {
    const { normal } = random(seed);
    return inPrecision(
      complexFill(m, 1, () => [normal(), normal()]),
      precision,
    );
  };
  const block = (x: Parameters<typeof packed>[0]) => {
    const data = packed(x, precision);
    return new Block(engine, data.length, 1, data);
  };
  const [p, q] = array([0.75, -1.3]);

  it.each(rows)("axpy, scale and dot, of %i entries", (m) => {
    engine.arena.scope(() => {
      const { exports } = engine;
      const bytes = length(m) * size;
      const [x, y] = [vector(m, m), vector(m, 100 + m)];
      const unit = 8 * m * eps;

      const [xBlock, yBlock] = [block(x), block(y)];
      exports.complexAxpy(bytes, p, q, xBlock.at, yBlock.at);
      const sum = complexFill(m, 1, (i) => [
        y.re[i] + p * x.re[i] - q * x.im[i],
        y.im[i] + p * x.im[i] + q * x.re[i],
      ]);
      expect(complexDistance(unpacked(m, 1, yBlock.read(), precision), sum)).toBeLessThan(unit);

      const scaled = block(x);
      exports.complexScale(bytes, p, q, scaled.at);
      const times = complexFill(m, 1, (i) => [
        p * x.re[i] - q * x.im[i],
        p * x.im[i] + q * x.re[i],
      ]);
      expect(complexDistance(unpacked(m, 1, scaled.read(), precision), times)).toBeLessThan(unit);

      const conjugated = block(x);
      exports.complexScaleConjugate(bytes, p, q, conjugated.at);
      const other = complexFill(m, 1, (i) => [
        p * x.re[i] + q * x.im[i],
        q * x.re[i] - p * x.im[i],
      ]);
      expect(complexDistance(unpacked(m, 1, conjugated.read(), precision), other)).toBeLessThan(
        unit,
      );

      const to = new Block(engine, 2, 1, zeros(2));
      exports.complexDot(bytes, xBlock.at, block(y).at, to.at);
      let [re, im] = [0, 0];
      for (let i = 0; i < m; ++i) {
        re += x.re[i] * y.re[i] - x.im[i] * y.im[i];
        im += x.re[i] * y.im[i] + x.im[i] * y.re[i];
      }
      const dot = to.read();
      expect(Math.hypot(dot[0] - re, dot[1] - im)).toBeLessThan(4 * m * unit);
    });
  });

  it.each(rows)("the place of the largest of %i entries, the first of equals", (m) => {
    engine.arena.scope(() => {
      const { exports } = engine;
      for (let at = 0; at < m; ++at) {
        const x = complexFill(m, 1, (i) => (i >= at && i % 3 === at % 3 ? [3, -4] : [1, 4.5]));
        const found = exports.placeOfLargest(length(m) * size, block(x).at);
        expect(found).toBe(place(at) * size);
      }
      expect(exports.placeOfLargest(length(m) * size, block(complexZeros(m, 1)).at)).toBe(0);
    });
  });

  it.each(rows)("packs and unpacks %i rows, by rows and by columns", (m) => {
    for (const n of rows) {
      engine.arena.scope(() => {
        const { exports } = engine;
        const { normal } = random(10 * m + n);
        const a = inPrecision(
          complexFill(m, n, () => [normal(), normal()]),
          precision,
        );
        const column = length(m) * size;
        const filled = () => zeros(n * length(m)).fill(NaN);
        const byRows = new Block(engine, n * length(m), 1, filled());
        const byColumns = new Block(engine, n * length(m), 1, filled());
        [a.re, a.im].forEach((plane, part) => {
          const shift = part * lanes * size;
          const from = new Block(engine, m * n, 1, plane);
          exports.packRows(m, n, from.at, n * size, byRows.at + shift, column);
          // The transposed plane by rows, which is the plane by columns.
          const turned = array(Array.from(plane, (_, i) => plane[(i % m) * n + Math.floor(i / m)]));
          const other = new Block(engine, m * n, 1, turned);
          exports.packColumns(m, n, other.at, m * size, byColumns.at + shift, column);

          const back = new Block(engine, m * n, 1, zeros(m * n));
          exports.unpackRows(m, n, byRows.at + shift, column, back.at, n * size);
          expect(back.read()).toEqual(plane);
          exports.unpackColumns(m, n, byRows.at + shift, column, back.at, m * size);
          expect(back.read()).toEqual(turned);
        });
        const expected = packed(a, precision);
        expect(byRows.read()).toEqual(expected);
        expect(byColumns.read()).toEqual(expected);
      });
    }
  });
});
