import { describe, expect, it } from "vitest";
import { engineFor } from "../../../src/wasm/engine.ts";
import { Block } from "../../support/block.ts";
import { columnsRatio, rowsRatio } from "../../support/ratios.ts";
import { fill } from "../../support/dense.ts";
import { precisions } from "../../support/precisions.ts";
import { random } from "../../support/random.ts";
import { workspace } from "../../support/workspace.ts";

const sizes = Array.from({ length: 33 }, (_, n) => n);

describe("listPairs", () => {
  it.each(sizes)("lists each pair of %i columns once, and keeps to its memory", (n) => {
    const like = new Float64Array(0);
    const engine = engineFor(like);
    engine.arena.scope(() => {
      const { exports, arena } = engine;
      const bytes = exports.pairsBytes(n);
      const block = workspace(engine, like, bytes);
      exports.listPairs(n, block.at);
      block.read();
      const list = new Uint32Array(arena.memory.buffer, block.at, bytes / 4);
      const singles = (n >> 1) + (n & 1) * (n - (n & 1));
      const found: string[] = [];
      for (let i = 0; i < list.length; i += 2) {
        const [p, q] = list.subarray(i, i + 2);
        const blocks = i / 2 < singles ? [0] : [0, 1];
        for (const a of blocks) for (const b of blocks) found.push(`${p + a} ${q + b}`);
      }
      const expected: string[] = [];
      for (let q = 0; q < n; ++q) for (let p = 0; p < q; ++p) expected.push(`${p} ${q}`);
      expect(found.sort()).toEqual(expected.sort());
    });
  });
});

describe.each(precisions)("rotateGroups, $name", (precision) => {
  const { array, eps } = precision;
  const lanes = eps < 1e-10 ? 2 : 4;

  it.each([
    [1, 1],
    [2, 2],
    [3, 3],
    [5, 4],
    [7, 7],
    [12, 5],
    [32, 32],
  ])("makes the columns of matrices of %i × %i orthogonal", (m, n) => {
    const groups = 3;
    const { normal } = random(m * n);
    const length = m + n;
    const bytes = (n * (length + 2) + 2) * lanes;
    const data = array(new Float64Array(groups * bytes));
    for (let g = 0; g < groups; ++g) {
      for (let j = 0; j < n; ++j) {
        const column = g * bytes + j * (length + 2) * lanes;
        data.fill(1, column + lanes, column + 2 * lanes);
        for (let i = 0; i < m * lanes; ++i) data[column + 2 * lanes + i] = normal();
        data.fill(1, column + (2 + m + j) * lanes, column + (3 + m + j) * lanes);
      }
    }
    // A matrix whose columns are orthogonal already, beside others.
    for (let j = 0; j < n; ++j) {
      for (let i = 0; i < m; ++i) data[(j * (length + 2) + 2 + i) * lanes] = i === j ? 2 : 0;
    }
    const engine = engineFor(data);
    engine.arena.scope(() => {
      const { exports } = engine;
      const block = new Block(engine, data.length, 1, data);
      const pairs = engine.arena.allocate(exports.pairsBytes(n));
      exports.listPairs(n, pairs);
      const work = workspace(engine, data, exports.rotateGroupsWorkspace(groups));
      const apart = (bytes * 16) / lanes;
      exports.rotateGroups(m, n, length, groups, block.at, apart, pairs, work.at);
      work.read();
      const after = block.read();
      for (let g = 0; g < groups; ++g) {
        const words = new Uint32Array(
          after.buffer,
          (g * bytes + n * (length + 2) * lanes) * (16 / lanes),
          4,
        );
        expect([...words], "lanes that are still active").toEqual([0, 0, 0, 0]);
        for (let lane = 0; lane < lanes; ++lane) {
          const entry = (from: ArrayLike<number>, i: number, j: number) =>
            from[g * bytes + (j * (length + 2) + i) * lanes + lane];
          const norm = (j: number) =>
            Math.hypot(...Array.from({ length: m }, (_, i) => entry(after, i + 2, j)));
          const left = fill(m, n, (i, j) => entry(after, i + 2, j) / norm(j));
          const right = fill(
            n,
            n,
            (i, j) => entry(after, m + i + 2, j) * Math.sqrt(entry(after, 1, j)),
          );
          expect(columnsRatio(left, precision)).toBeLessThan(5);
          expect(rowsRatio(right, precision)).toBeLessThan(5);
          // A R = L Σ, with the same weights on both sides.
          for (let i = 0; i < m; ++i) {
            for (let j = 0; j < n; ++j) {
              const expected = entry(after, i + 2, j) * Math.sqrt(entry(after, 1, j));
              let [sum, size] = [0, 0];
              for (let l = 0; l < n; ++l) {
                sum += entry(data, i + 2, l) * right.data[l * n + j];
                size += Math.abs(entry(data, i + 2, l));
              }
              expect(Math.abs(sum - expected)).toBeLessThanOrEqual(20 * n * eps * size);
            }
          }
        }
      }
    });
  });

  it("ends on NaN, and says of the lanes that they are done", () => {
    const [m, n] = [4, 3];
    const data = array(new Float64Array((n * (m + 2) + 2) * lanes).fill(NaN));
    const engine = engineFor(data);
    engine.arena.scope(() => {
      const { exports } = engine;
      const at = engine.push(data);
      const pairs = engine.arena.allocate(exports.pairsBytes(n));
      exports.listPairs(n, pairs);
      const work = engine.arena.allocate(exports.rotateGroupsWorkspace(1));
      exports.rotateGroups(m, n, m, 1, at, 16 * n * (m + 2) + 32, pairs, work);
      const masks = new Uint32Array(engine.arena.memory.buffer, at + n * (m + 2) * 16, 4);
      expect([...masks]).toEqual([0, 0, 0, 0]);
    });
  });
});
