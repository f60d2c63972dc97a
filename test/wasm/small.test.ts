import { describe, expect, it } from "vitest";
import { Matrix, svd, svdvals } from "../../src/index.ts";
import { engineFor, type Engine } from "../../src/wasm/engine.ts";
import { randomMatrix } from "../support/compare.ts";
import { precisions } from "../support/precisions.ts";

describe.each(precisions)("small matrices, $name", (p) => {
  const engine = engineFor(p.zeros(0)) as { -readonly [K in keyof Engine]: Engine[K] };

  /** Returns the names of the module's functions that `body` calls. */
  function callsOf(body: () => void): string[] {
    const calls: string[] = [];
    const { exports } = engine;
    const spied = Object.entries(exports).map(([name, value]: [string, unknown]) => {
      if (typeof value !== "function") return [name, value];
      const spy = (...args: unknown[]): unknown => {
        calls.push(name);
        return Reflect.apply(value, undefined, args);
      };
      return [name, spy];
    });
    engine.exports = Object.fromEntries(spied);
    try {
      body();
    } finally {
      engine.exports = exports;
    }
    return calls;
  }

  it.each([
    [1, 1],
    [2, 2],
    [5, 3],
    [3, 31],
    [32, 32],
  ])("take one call, %i × %i", (m, n) => {
    // prettier-ignore
    const a = randomMatrix(p, m, n, 1);
    for (const vectors of ["thin", "full", "none"] as const) {
      svd(a, { vectors }); // The first of a shape asks for its workspace, too.
      expect(callsOf(() => svd(a, { vectors }))).toEqual(["svdChecked"]);
    }
  });

  it("know the workspace of each shape and kind apart", () => {
    const asked = new Set<string>();
    for (const [m, n] of [
      [6, 7],
      [7, 6],
      [6, 7],
      [29, 4],
      [4, 29],
    ]) {
      // prettier-ignore
      for (const vectors of ["thin", "full", "none"] as const) {
        engine.workspaces.clear();
        svd(randomMatrix(p, m, n, 1), { vectors });
        asked.add([...engine.workspaces.keys()].join());
      }
    }
    expect(asked.size).toBe(4 * 3);
  });

  it("keep their results when others are computed, and when the memory grows", () => {
    const a = randomMatrix(p, 3, 2, 2);
    const first = svd(a);
    const copy = structuredClone([first.U.data, first.s, first.Vt.data]);

    const { buffer } = engine.arena.memory;
    svdvals(randomMatrix(p, 40, 40, 3));
    engine.arena.scope(() => engine.arena.allocate(buffer.byteLength));
    expect(engine.arena.memory.buffer).not.toBe(buffer); // It has grown: all views were lost.
    expect(svd(a)).toEqual(first);
    svd(randomMatrix(p, 3, 2, 4));
    expect([first.U.data, first.s, first.Vt.data]).toEqual(copy);
  });

  it("give results that can be transferred one by one, and are not emptied themselves", () => {
    const a = randomMatrix(p, 4, 4, 5);
    for (const vectors of ["thin", "none"] as const) {
      const { U, s, Vt } = svd(a, { vectors });
      const expected = structuredClone([U.data, s, Vt.data]);
      const buffers = [U.data.buffer, s.buffer, Vt.data.buffer] as ArrayBuffer[];
      expect(new Set(buffers).size).toBe(3);
      expect(structuredClone([U.data, s, Vt.data], { transfer: buffers })).toEqual(expected);
      expect(s.length).toBe(0);
    }
    expect(svd(a).s.length).toBe(4);
  });

  it("say so where a transfer has emptied them", () => {
    const a = new Matrix(2, 2, p.array([1, 2, 3, 4]));
    structuredClone(a.data, { transfer: [a.data.buffer as ArrayBuffer] });
    expect(() => svd(a)).toThrow(new RangeError("svd: a 2 × 2 matrix has 4 entries, got 0"));
  });
});

describe("the numbers of an engine", () => {
  it("are one array until the memory grows", () => {
    const engine = engineFor(new Float64Array(0));
    const { numbers, arena } = engine;
    svd([[1, 2], [3, 4]]); // prettier-ignore
    expect(engine.numbers).toBe(numbers);
    arena.scope(() => arena.allocate(arena.memory.buffer.byteLength));
    expect(numbers.length).toBe(0);
    expect(engine.numbers.byteLength).toBe(arena.memory.buffer.byteLength);
  });
});
