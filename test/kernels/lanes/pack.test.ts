import { describe, expect, it } from "vitest";
import { engineFor } from "../../../src/wasm/engine.ts";
import { Block } from "../../support/block.ts";
import { precisions } from "../../support/precisions.ts";
import { random } from "../../support/random.ts";
import { output } from "../../support/workspace.ts";

const shapes = [1, 2, 3, 4, 5, 9].flatMap((p) => [
  [p, p],
  [p, p + 2],
  [p + 1, p],
]);

describe.each(precisions)("packLanes and unpackLane, $name", ({ array, eps }) => {
  const lanes = eps < 1e-10 ? 2 : 4;
  const size = 16 / lanes;
  const counts = Array.from({ length: lanes }, (_, i) => i + 1);

  it.each(shapes)("packs matrices of %i × %i, one to a lane", (p, q) => {
    for (const count of counts) {
      const data = array(Array.from({ length: count * p * q }, random(p * q).normal));
      const engine = engineFor(data);
      engine.arena.scope(() => {
        const from = new Block(engine, data.length, 1, data);
        const to = output(engine, data, p * q * lanes);
        const largest = output(engine, data, lanes);
        // By columns: row i begins at register i, and entries are p registers apart.
        engine.exports.packLanes(p, q, from.at, p * q * size, count, to.at, 16, 16 * p, largest.at);
        const packed = to.read();
        const magnitudes = largest.read();
        for (let lane = 0; lane < lanes; ++lane) {
          const matrix = Math.min(lane, count - 1);
          const own = data.slice(matrix * p * q, (matrix + 1) * p * q);
          expect(magnitudes[lane]).toBe(Math.max(...own.map(Math.abs)));
          for (let i = 0; i < p; ++i) {
            for (let j = 0; j < q; ++j) {
              expect(packed[(i + j * p) * lanes + lane]).toBe(own[i * q + j]);
            }
          }
        }
      });
    }
  });

  it.each([NaN, Infinity, -Infinity])("shows %d in its lane, and only there", (value) => {
    const data = array([1, 2, value, 3, 4, 5, 6, 7].slice(0, 2 * lanes));
    const engine = engineFor(data);
    engine.arena.scope(() => {
      const from = engine.push(data);
      const to = engine.allocate(2 * lanes);
      const largest = engine.allocate(lanes);
      engine.exports.packLanes(1, 2, from, 2 * size, lanes, to, 0, 16, largest);
      const finite = Array.from(engine.pull(largest, lanes), (x) => x < Infinity);
      expect(finite).toEqual(finite.map((_, lane) => lane !== 1));
    });
  });

  it("unpacks a lane, in order and with signs, and never −0", () => {
    const [m, n] = [3, 4];
    const stride = m + 1;
    // Each column: a register of signs, then m entries.
    const data = array(Array.from({ length: stride * n * lanes }, random(5).normal));
    for (let j = 0; j < n; ++j) {
      for (let lane = 0; lane < lanes; ++lane) data[j * stride * lanes + lane] = j % 2 ? -1 : 1;
    }
    data.fill(0, (stride + 1) * lanes, (stride + 2) * lanes);
    const order = [2, 0, 3, 1];
    const engine = engineFor(data);
    for (let lane = 0; lane < lanes; ++lane) {
      engine.arena.scope(() => {
        const from = engine.push(data);
        const orderAt = engine.allocate(n);
        new Uint32Array(engine.arena.memory.buffer, orderAt, n).set(order);
        const to = output(engine, data, m * n);
        const at = from + lane * size;
        engine.exports.unpackLane(m, n, at + 16, at, 16 * stride, orderAt, to.at, n * size, size);
        const found = to.read();
        for (let i = 0; i < m; ++i) {
          for (let j = 0; j < n; ++j) {
            const column = order[j] * stride * lanes + lane;
            const x = data[column] * data[column + (i + 1) * lanes];
            expect(found[i * n + j]).toBe(x + 0);
          }
        }
      });
    }
  });
});
