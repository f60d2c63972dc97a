import { describe, expect, it } from "vitest";
import { engineFor } from "../../src/wasm/engine.ts";
import { Block } from "../support/block.ts";
import { precisions } from "../support/precisions.ts";

// Blocks are of 32; transposed in registers by 2 or 4.
const sizes = [0, 1, 2, 5, 31, 32, 33, 64, 67, 100];

describe.each(precisions)("copies of triangles, $name", ({ array }) => {
  it.each(sizes)("go from below the diagonal to above, and back, n = %i", (n) => {
    const engine = engineFor(array([]));
    const at = Array.from({ length: n * n }, (_, i) => i);
    const below = (i: number) => i % n > Math.floor(i / n);
    const mirror = (i: number) => (i % n) * n + Math.floor(i / n);
    const from = array(at);
    const to = array(at.map((i) => -i - 1));
    engine.arena.scope(() => {
      const { copyLowerToUpper, copyUpperToLower } = engine.exports;
      const lower = new Block(engine, n, n, from, { columnStride: n + 1 });
      const upper = new Block(engine, n, n, to, { offset: 1, columnStride: n + 3 });
      copyLowerToUpper(n, lower.at, lower.stride, upper.at, upper.stride);
      expect(lower.read()).toEqual(from);
      // Entry (j, i) above the diagonal is entry (i, j) below it.
      const copied = array(at.map((i) => (below(mirror(i)) ? mirror(i) : -i - 1)));
      expect(upper.read()).toEqual(copied);

      const empty = new Block(engine, n, n, to, { columnStride: n + 2 });
      copyUpperToLower(n, upper.at, upper.stride, empty.at, empty.stride);
      expect(upper.read()).toEqual(copied);
      expect(empty.read()).toEqual(array(at.map((i) => (below(i) ? i : -i - 1))));
    });
  });
});
