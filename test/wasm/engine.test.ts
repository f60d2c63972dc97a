import { describe, expect, it } from "vitest";
import { Matrix, svd, svdvals } from "../../src/index.ts";
import { LIMIT } from "../../src/wasm/arena.ts";
import { engineFor } from "../../src/wasm/engine.ts";
import { randomMatrix } from "../support/compare.ts";
import { precisions } from "../support/precisions.ts";

describe.each(precisions)("the engine, $name", (p) => {
  const engine = engineFor(p.zeros(0));
  const scalar = p.name === "float64" ? "f64" : "f32";

  it("is one for each build", () => {
    expect(engineFor(p.zeros(3))).toBe(engine);
    expect(engineFor(p.zeros(0), { reproducible: true }).build).toBe(scalar);
    expect([scalar, `${scalar}-relaxed`]).toContain(engine.build);
  });

  it("pushes, writes and pulls copies", () => {
    engine.arena.scope(() => {
      const at = engine.push(p.array([1, 2, 3]));
      const before = engine.pull(at, 3);
      engine.write(at, p.array([4, 5]));
      expect(before).toEqual(p.array([1, 2, 3]));
      expect(engine.pull(at, 3)).toEqual(p.array([4, 5, 3]));
    });
  });

  it("keeps what was pushed when a later block makes the memory grow", () => {
    engine.arena.scope(() => {
      const at = engine.push(p.array([1, 2, 3]));
      engine.arena.allocate(engine.arena.memory.buffer.byteLength);
      expect(engine.pull(at, 3)).toEqual(p.array([1, 2, 3]));
    });
  });

  it("refuses a choice that is none", () => {
    expect(() => svdvals([p.array([1])], { reproducible: "yes" as never })).toThrow(
      new TypeError("wasm-svd: expected reproducible to be a boolean, got yes"),
    );
  });
});

describe.each(precisions)("memory, $name", (p) => {
  const a = randomMatrix(p, 12, 7, 1);
  const withNaN = randomMatrix(p, 12, 7, 1);
  withNaN.set(11, 6, NaN);

  it("stays put over 10,000 calls, also when some of them throw", () => {
    const { arena } = engineFor(a.data);
    const expected = svd(a);
    svd(a, { vectors: "full" });
    const size = arena.memory.buffer.byteLength;

    for (let i = 0; i < 2_500; ++i) {
      svd(a);
      svd(a, { vectors: "full" });
      svdvals(a);
      expect(() => svd(withNaN)).toThrow("got NaN at row 11, column 6");
    }
    expect(arena.used).toBe(0);
    expect(arena.memory.buffer.byteLength).toBe(size);
    expect(svd(a)).toEqual(expected);
  });

  it("is as it was, and the engine works on, after a matrix that does not fit", () => {
    const { arena } = engineFor(a.data);
    const expected = svd(a);
    const size = arena.memory.buffer.byteLength;
    // Its full left factor alone would take 8 GiB in single precision.
    const tall = new Matrix(46_341, 1, p.zeros(46_341));
    expect(() => svd(tall, { vectors: "full" })).toThrow(RangeError);
    expect(arena.used).toBe(0);
    expect(arena.memory.buffer.byteLength).toBe(size);
    expect(svd(a)).toEqual(expected);
  });

  it("is not asked for beyond what addresses can reach", () => {
    expect(LIMIT).toBeLessThan(2 ** 32);
  });
});
