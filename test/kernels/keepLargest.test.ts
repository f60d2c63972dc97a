import { describe, expect, it } from "vitest";
import { engineFor } from "../../src/wasm/engine.ts";
import { Block } from "../support/block.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";

// 0 … 35 covers an empty vector, every remainder of the vector loop in both precisions, and many passes.
const lengths = Array.from({ length: 36 }, (_, n) => n);

describe.each(precisions)("keepLargest, $name", ({ array, zeros }) => {
  const engine = engineFor(zeros(0));

  /** What is left of `best`, once with x and once with `best` off the boundary of a register. */
  function check(x: ArrayLike<number>, best: ArrayLike<number>, expected: ArrayLike<number>): void {
    for (const offset of [0, 1]) {
      engine.arena.scope(() => {
        const [given, before] = [x, best].map((numbers) => array(numbers));
        const from = new Block(engine, x.length, 1, given, { offset });
        const to = new Block(engine, x.length, 1, before, { offset: 1 - offset });
        engine.exports.keepLargest(x.length, from.at, to.at);
        // toEqual tells 0 from −0.
        expect(to.read()).toEqual(array(expected));
        expect(from.read()).toEqual(given);
      });
    }
  }

  it.each(lengths)("keeps the larger of two times %i numbers, with its sign", (n) => {
    const { integer } = random(n);
    // Few different magnitudes: many are equal but for the sign, and then it is the first that stays.
    const [x, best] = [0, 1].map(() => Array.from({ length: n }, () => integer(-3, 3)));
    const expected = best.map((y, i) => (Math.abs(x[i]) > Math.abs(y) ? x[i] : y));
    check(x, best, expected);
  });

  it("keeps the first of equals, zeros of either sign too", () => {
    check([3, -3, 0, -0, 5, -5, -0], [-3, 3, -0, 0, -5, 5, 0], [-3, 3, -0, 0, -5, 5, 0]);
  });

  it("takes infinities, and no NaN", () => {
    const x = [NaN, Infinity, -Infinity, 1, NaN, -2, Infinity];
    check(x, [1, 2, 3, Infinity, 0, 1, -Infinity], [1, Infinity, -Infinity, Infinity, 0, -2, -Infinity]); // prettier-ignore
  });
});
