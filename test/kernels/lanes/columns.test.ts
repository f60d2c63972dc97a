import { describe, expect, it } from "vitest";
import { engineFor } from "../../../src/wasm/engine.ts";
import { Block, excess } from "../../support/block.ts";
import { precisions } from "../../support/precisions.ts";
import { random } from "../../support/random.ts";
import { output, workspace } from "../../support/workspace.ts";

const shapes = [
  [1, 1],
  [2, 1],
  [2, 2],
  [3, 3],
  [4, 3],
  [5, 5],
  [9, 4],
];

describe.each(precisions)("columns in lanes, $name", ({ array, eps }) => {
  const lanes = eps < 1e-10 ? 2 : 4;
  const numbers = (length: number, seed: number) =>
    array(Array.from({ length }, random(seed).normal));

  /** The entries of column j of one lane, of columns of `length` registers. */
  const column = (data: ArrayLike<number>, length: number, j: number, lane: number) =>
    Array.from({ length }, (_, i) => data[(j * length + i) * lanes + lane]);

  it.each(shapes)("beginLanes scales %i × %i and puts the identity below", (m, n) => {
    for (const q of [0, n]) {
      const a = numbers(m * n * lanes, m + n);
      const powers = array(Array.from({ length: 2 * lanes }, (_, i) => 2 ** (i - 3)));
      const engine = engineFor(a);
      engine.arena.scope(() => {
        const from = new Block(engine, a.length, 1, a);
        const to = output(engine, a, n * (2 + m + q) * lanes);
        engine.exports.beginLanes(m, n, q, from.at, engine.push(powers), to.at);
        const [scaled, columns] = [from.read(), to.read()];
        for (let lane = 0; lane < lanes; ++lane) {
          const factor = powers[lane] * powers[lanes + lane];
          for (let j = 0; j < n; ++j) {
            const expected = column(a, m, j, lane).map((x) => x * factor);
            expect(column(scaled, m, j, lane)).toEqual(expected);
            const unit = Array.from({ length: q }, (_, i) => (i === j ? 1 : 0));
            expect(column(columns, 2 + m + q, j, lane)).toEqual([0, 1, ...expected, ...unit]);
          }
        }
      });
    }
  });

  it.each(shapes)("squareLanes computes the squares of %i × %i", (m, n) => {
    const length = m + 3; // One entry more than what is squared.
    const data = numbers(n * length * lanes, m * n);
    const engine = engineFor(data);
    engine.arena.scope(() => {
      const block = new Block(engine, data.length, 1, data);
      engine.exports.squareLanes(m, n, block.at, length * 16);
      const after = block.read();
      for (let j = 0; j < n; ++j) {
        for (let lane = 0; lane < lanes; ++lane) {
          const [, weight, ...rest] = column(data, length, j, lane);
          const [square, ...same] = column(after, length, j, lane);
          const exact = rest.slice(0, m).reduce((sum, x) => sum + x * x, 0) * weight;
          expect(Math.abs(square - exact)).toBeLessThanOrEqual((m + 1) * eps * Math.abs(exact));
          expect(same).toEqual([weight, ...rest]);
        }
      }
    });
  });

  it.each(shapes)("normalizeLanes divides both parts of %i × %i", (m, n) => {
    const length = 2 + m + n;
    const data = numbers(n * length * lanes, 7 * m + n);
    for (let i = 1; i < n * length; i += length) {
      for (let lane = 0; lane < lanes; ++lane) data[i * lanes + lane] **= 2;
    }
    const engine = engineFor(data);
    for (const part of [0, 1]) {
      engine.arena.scope(() => {
        const block = new Block(engine, data.length, 1, data);
        engine.exports.normalizeLanes(m, n, n, part, block.at, length * 16);
        const after = block.read();
        for (let j = 0; j < n; ++j) {
          for (let lane = 0; lane < lanes; ++lane) {
            const [, weight, ...before] = column(data, length, j, lane);
            const [value, sign, ...found] = column(after, length, j, lane);
            const parts = [before.slice(0, m), before.slice(m)];
            const exact = parts.flatMap((x) => x.map((entry) => entry / Math.hypot(...x)));
            const bound = exact.map((x) => (m + n + 3) * eps * Math.abs(x));
            expect(excess(found, exact, bound)).toBeLessThanOrEqual(1);
            const norm = Math.sqrt(weight) * Math.hypot(...parts[0]);
            expect(Math.abs(value - norm)).toBeLessThanOrEqual((m + 3) * eps * norm);
            const own = part === 0 ? found.slice(0, m) : found.slice(m);
            const largest = Math.max(...own.map(Math.abs));
            expect(sign).toBe(Math.sign(own.find((x) => Math.abs(x) === largest)!));
          }
        }
      });
    }
  });

  it("probeLanes sees what is wrong, in its lane", () => {
    const [m, n] = [3, 2];
    const length = 2 + m + n;
    // A = diag(4, 1/2), L and R of the identity; then one number of lane 1 is changed.
    const a = array(new Float64Array(m * n * lanes));
    const columns = array(new Float64Array(length * n * lanes));
    for (let j = 0; j < n; ++j) {
      const value = [4, 0.5][j];
      a.fill(value, (j * m + j) * lanes, (j * m + j + 1) * lanes);
      columns.fill(value, j * length * lanes, (j * length + 1) * lanes);
      columns.fill(1, (j * length + 1) * lanes, (j * length + 2) * lanes);
      for (const at of [2 + j, 2 + m + j]) {
        columns.fill(1, (j * length + at) * lanes, (j * length + at + 1) * lanes);
      }
    }
    const x = array([0.75, -0.5]);
    const engine = engineFor(a);
    const probe = (data: typeof a) =>
      engine.arena.scope(() => {
        const work = workspace(engine, a, (2 * m + n) * 16);
        const errors = output(engine, a, 2 * lanes);
        const at = [a, data, x].map((numbers) => engine.push(numbers));
        engine.exports.probeLanes(m, n, at[0], at[1], length * 16, at[2], work.at, errors.at);
        work.read();
        return errors.read();
      });
    expect([...probe(columns)]).toEqual(Array.from({ length: 2 * lanes }, () => 0));
    for (let j = 0; j < n; ++j) {
      for (const i of [0, ...Array.from({ length: m + n }, (_, l) => l + 2)]) {
        for (const change of [0.25, NaN]) {
          const wrong = columns.slice();
          wrong[(j * length + i) * lanes + 1] += change;
          const errors = probe(wrong);
          const isWrong = Array.from({ length: lanes }, (_, lane) =>
            [errors[lane], errors[lanes + lane]].some((error) => !(error === 0)),
          );
          expect(isWrong, `entry ${i} of column ${j}`).toEqual(
            isWrong.map((_, lane) => lane === 1),
          );
        }
      }
    }
  });
});
