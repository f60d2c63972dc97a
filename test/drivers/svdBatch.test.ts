import { describe, expect, it } from "vitest";
import { svdBatch } from "../../src/index.ts";
import { engineFor } from "../../src/wasm/engine.ts";
import { Block } from "../support/block.ts";
import { sameBits } from "../support/judge.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";
import { output, workspace } from "../support/workspace.ts";

const shapes = [1, 2, 3, 5, 8, 17, 32].flatMap((n) => [
  [n, n],
  [Math.min(32, 2 * n + 1), n],
  [n, Math.min(32, n + 3)],
  [33, n],
]);

// The public svdBatch is judged in test/decompositions; here it is whether the module keeps to the memory
// that it was given, and depends on nothing that was left there.
describe.each(precisions)("the driver of svdBatch, $name", ({ array }) => {
  it.each(["none", "thin", "full"] as const)("keeps to its memory, vectors: %s", (vectors) => {
    for (const [m, n] of shapes) {
      const k = Math.min(m, n);
      const [columns, rows] = { none: [0, 0], thin: [k, k], full: [m, n] }[vectors];
      const code = { none: 0, thin: 1, full: 2 }[vectors];
      // More than one group, the last of them not full, and a matrix for the other driver.
      const count = 23;
      const data = array(Array.from({ length: count * m * n }, random(m * n).normal));
      data.fill(0, 4 * m * n, 5 * m * n);
      const expected = svdBatch({ data, shape: [count, m, n] }, { vectors });

      const engine = engineFor(data);
      engine.arena.scope(() => {
        const { exports } = engine;
        const a = new Block(engine, count * m * n, 1, data);
        const [u, s, vt] = [m * columns, k, rows * n].map((length) =>
          output(engine, data, count * length),
        );
        const work = workspace(engine, data, exports.svdBatchWorkspace(m, n, code));
        expect(exports.svdBatch(count, m, n, code, a.at, u.at, s.at, vt.at, work.at)).toBe(0);

        const message = `${m} × ${n}`;
        expect(sameBits(u.read(), expected.U.data), message).toBe(true);
        expect(sameBits(s.read(), expected.s.data), message).toBe(true);
        expect(sameBits(vt.read(), expected.Vt.data), message).toBe(true);
        expect(sameBits(a.read(), data), message).toBe(true);
        work.read();
      });
    }
  });
});
