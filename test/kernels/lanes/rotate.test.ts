import { describe, expect, it } from "vitest";
import type { Real } from "../../../src/real.ts";
import { engineFor } from "../../../src/wasm/engine.ts";
import { Block } from "../../support/block.ts";
import { precisions, type Precision } from "../../support/precisions.ts";
import { random } from "../../support/random.ts";
import { workspace } from "../../support/workspace.ts";

const lengths = [1, 2, 3, 4, 7, 8].flatMap((m) => [
  [m, m],
  [m, m + 3],
]);
const BLOCK_REGISTERS = 10;

/** Columns of ‖x‖², weight 1 and random entries; in two groups, with masks behind each. */
function groupsOf({ array }: Precision, lanes: number, m: number, length: number, count: number) {
  const { normal } = random(m + 10 * length);
  const bytes = (count * (length + 2) + 2) * lanes;
  const data = array(Array.from({ length: 2 * bytes }, normal));
  for (const g of [0, 1]) {
    for (let j = 0; j < count; ++j) {
      const column = g * bytes + j * (length + 2) * lanes;
      for (let lane = 0; lane < lanes; ++lane) {
        data[column + lane] = dot(data, data, column, column, m, lanes, lane);
        data[column + lanes + lane] = 1;
      }
    }
  }
  return { data, bytes };
}

/** The product of the first m entries of two columns in a lane, without their weights. */
function dot(
  x: Real,
  y: Real,
  from: number,
  to: number,
  m: number,
  lanes: number,
  lane: number,
): number {
  let sum = 0;
  for (let i = 2; i < m + 2; ++i) sum += x[from + i * lanes + lane] * y[to + i * lanes + lane];
  return sum;
}

describe.each(precisions)("rotations in lanes, $name", (precision) => {
  const { eps } = precision;
  const lanes = eps < 1e-10 ? 2 : 4;

  const run = (
    m: number,
    length: number,
    count: 2 | 4,
    /** Which lanes are active. */
    active: boolean[],
  ) => {
    const { data, bytes } = groupsOf(precision, lanes, m, length, count);
    const engine = engineFor(data);
    return engine.arena.scope(() => {
      const { exports } = engine;
      const block = new Block(engine, data.length, 1, data);
      const stride = (length + 2) * 16;
      const masks = block.at + count * stride;
      const apart = (bytes * 16) / lanes;
      for (const g of [0, 1]) {
        exports.activateLanes(masks + g * apart);
        const words = new Uint32Array(engine.arena.memory.buffer, masks + g * apart, 4);
        words.forEach((_, i) => {
          if (!active[(i * lanes) >> 2]) words[i] = 0;
        });
      }
      const work = workspace(engine, data, 2 * BLOCK_REGISTERS * 16);
      const [tolerance, small] = [(eps * m) ** 2, eps];
      const [x, y] = [block.at, block.at + (count / 2) * stride];
      if (count === 2) {
        exports.rotateLanes(m, length, 2, apart, x, y, masks, tolerance, small, work.at);
      } else {
        exports.rotateBlocks(m, length, 2, apart, x, y, stride, masks, tolerance, small, work.at);
      }
      work.read();
      return { before: data, after: block.read(), bytes };
    });
  };
  const all = Array.from({ length: lanes }, () => true);

  it.each(lengths)("makes two columns of %i (%i) numbers orthogonal", (m, length) => {
    const { before, after, bytes } = run(m, length, 2, all);
    for (const g of [0, 1]) {
      for (let lane = 0; lane < lanes; ++lane) {
        const [x, y] = [g * bytes, g * bytes + (length + 2) * lanes];
        const weight = (at: number) => after[at + lanes + lane];
        const total = before[x + lane] + before[y + lane];
        const product = dot(after, after, x, y, m, lanes, lane) * Math.sqrt(weight(x) * weight(y));
        expect(Math.abs(product)).toBeLessThan(20 * eps * total);
        // Squares, weights and the entries belong together; the sum of the squares stays.
        const squares = [x, y].map((at) => weight(at) * dot(after, after, at, at, m, lanes, lane));
        expect(Math.abs(squares[0] + squares[1] - total)).toBeLessThan(20 * eps * total);
        for (const [i, at] of [x, y].entries()) {
          expect(Math.abs(after[at + lane] - squares[i])).toBeLessThan(20 * eps * total);
        }
        // In the rest of the columns the same rotation: lengths of rows stay.
        for (let i = 2; i < length + 2; ++i) {
          const row = (data: Real, wx: number, wy: number) =>
            wx * data[x + i * lanes + lane] ** 2 + wy * data[y + i * lanes + lane] ** 2;
          const expected = row(before, 1, 1);
          const error = Math.abs(row(after, weight(x), weight(y)) - expected);
          expect(error).toBeLessThan(20 * eps * expected);
        }
      }
    }
  });

  // With fewer rows than columns some become zero, and what is left of them is rounding.
  it.each(lengths.filter(([m]) => m >= 4))(
    "rotates four columns of %i (%i) numbers as four pairs in turn",
    (m, length) => {
      const { before, after, bytes } = run(m, length, 4, all);
      const column = (length + 2) * lanes;
      for (const g of [0, 1]) {
        for (let lane = 0; lane < lanes; ++lane) {
          const read = (data: Real, j: number) => {
            const at = g * bytes + j * column + lane;
            const root = Math.sqrt(data[at + lanes]);
            return Array.from({ length }, (_, i) => root * data[at + (i + 2) * lanes]);
          };
          const expected = [0, 1, 2, 3].map((j) => read(before, j));
          for (const [p, q] of [
            [0, 2],
            [1, 3],
            [0, 3],
            [1, 2],
          ]) {
            rotatePair(m, expected[p], expected[q]);
          }
          const scale = Math.max(...expected.flat().map(Math.abs));
          for (let j = 0; j < 4; ++j) {
            const found = read(after, j);
            // A rotation of columns of nearly equal length turns far for a small change of them.
            found.forEach((x, i) =>
              expect(Math.abs(x - expected[j][i])).toBeLessThan(2e4 * eps * scale),
            );
          }
        }
      }
    },
  );

  it.each([2, 4] as const)(
    "leaves lanes that are not active as they are, of %i columns",
    (count) => {
      for (let own = 0; own < lanes; ++own) {
        const active = all.map((_, lane) => lane === own);
        const together = run(5, 7, count, all);
        const { before, after, bytes } = run(5, 7, count, active);
        const end = count * 9 * lanes;
        for (const g of [0, 1]) {
          for (let i = 0; i < end; ++i) {
            const expected = i % lanes === own ? together.after : before;
            expect(after[g * bytes + i]).toBe(expected[g * bytes + i]);
          }
        }
      }
    },
  );
});

/** The textbook's rotation, in doubles. */
function rotatePair(m: number, x: number[], y: number[]): void {
  const product = (u: number[], v: number[]) =>
    u.slice(0, m).reduce((sum, a, i) => sum + a * v[i], 0);
  const g = product(x, y);
  if (g === 0) return;
  const zeta = (product(y, y) - product(x, x)) / (2 * g);
  const t = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.hypot(1, zeta));
  const c = 1 / Math.hypot(1, t);
  x.forEach((a, i) => {
    x[i] = c * (a - t * y[i]);
    y[i] = c * (y[i] + t * a);
  });
}
