import { describe, expect, it } from "vitest";
import { engineFor } from "../../src/wasm/engine.ts";
import { Block } from "../support/block.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";

// 0 … 35 covers an empty vector, every remainder of the vector loop and of the
// unrolled loop in both precisions, and two passes through the latter.
const lengths = Array.from({ length: 36 }, (_, n) => n);

describe.each(precisions)("largest, $name", ({ array, denormal, max }) => {
  const largest = (x: ReturnType<typeof array>, offset = 0): number => {
    const engine = engineFor(x);
    return engine.arena.scope(() =>
      engine.exports.largest(x.length, new Block(engine, x.length, 1, x, { offset }).at),
    );
  };

  it.each(lengths)("finds the largest of %i magnitudes, wherever it is", (n) => {
    const { between } = random(n);
    for (let place = 0; place < n; ++place) {
      const x = array(Array.from({ length: n }, () => between(-1, 1)));
      x[place] = place % 2 ? 7 : -7;
      expect(largest(x, place % 2)).toBe(7);
    }
    if (n === 0) expect(largest(array([]))).toBe(0);
  });

  it.each([NaN, Infinity, -Infinity])("answers %d, wherever it is, with NaN", (bad) => {
    for (const n of lengths) {
      for (let place = 0; place < n; ++place) {
        const x = array(new Float64Array(n).fill(1));
        x[place] = bad;
        expect(largest(x)).toBeNaN();
      }
    }
  });

  it("knows the smallest and the largest numbers", () => {
    expect(largest(array([0, -denormal, 0]))).toBe(denormal);
    expect(largest(array([0, 1, -max, 1, 2]))).toBe(max);
    expect(largest(array([-0, -0]))).toBe(0);
  });
});
