import { describe, expect, it } from "vitest";
import { Matrix, svd } from "../../src/index.ts";
import { engineFor } from "../../src/wasm/engine.ts";
import { Block } from "../support/block.ts";
import { sameBits } from "../support/judge.ts";
import { precisions } from "../support/precisions.ts";
import { random } from "../support/random.ts";
import { output, workspace } from "../support/workspace.ts";
import { thorough } from "../support/thorough.ts";

const sizes = thorough ? [1, 2, 3, 4, 5, 8, 17, 31, 32, 33, 40, 65] : [1, 2, 3, 5, 17, 33, 65];
const shapes = sizes.flatMap((n) => [
  [n, n],
  [n + 1, n],
  [2 * n, n],
  [5 * n + 3, n],
  [n, n + 3],
  [n, 3 * n],
]);

// The public svd is judged in test/lapack; here it is whether the module keeps
// to the memory that it was given, and depends on nothing that was left there.
describe.each(precisions)("the driver of svd, $name", ({ array }) => {
  const paths = (["none", "thin", "full"] as const).flatMap((vectors) =>
    (["auto", "qr", "divide-and-conquer", "jacobi"] as const).map((by) => [vectors, by] as const),
  );
  it.each(paths)("keeps to its memory, vectors: %s, method: %s", (vectors, by) => {
    for (const [m, n] of shapes) {
      const k = Math.min(m, n);
      const [columns, rows] = { none: [0, 0], thin: [k, k], full: [m, n] }[vectors];
      const code = { none: 0, thin: 1, full: 2 }[vectors];
      const method = { auto: 0, qr: 1, "divide-and-conquer": 2, jacobi: 3 }[by];
      const data = array(Array.from({ length: m * n }, random(m * n).normal));
      const expected = svd(new Matrix(m, n, data), { vectors, method: by });

      const engine = engineFor(data);
      engine.arena.scope(() => {
        const { exports } = engine;
        const a = new Block(engine, m * n, 1, data);
        const [u, s, vt] = [m * columns, k, rows * n].map((length) => output(engine, data, length));
        const work = workspace(engine, data, exports.svdWorkspace(m, n, code, method));
        expect(exports.svd(m, n, code, method, a.at, u.at, s.at, vt.at, work.at)).toBe(0);

        const message = `${m} × ${n}`;
        expect(sameBits(u.read(), expected.U.data), message).toBe(true);
        expect(sameBits(s.read(), expected.s), message).toBe(true);
        expect(sameBits(vt.read(), expected.Vt.data), message).toBe(true);
        a.read();
        work.read();
      });
    }
  });

  it("ends on a matrix of NaN with a status, not with a result and not in a loop", () => {
    for (const [m, n] of shapes) {
      const data = array(new Float64Array(m * n).fill(NaN));
      const engine = engineFor(data);
      engine.arena.scope(() => {
        const { exports } = engine;
        const s = output(engine, data, Math.min(m, n));
        for (const method of [0, 3]) {
          const work = workspace(engine, data, exports.svdWorkspace(m, n, 0, method));
          const remaining = exports.svd(m, n, 0, method, engine.push(data), 0, s.at, 0, work.at);
          expect(remaining > 0 || s.read().some(Number.isNaN), `${m} × ${n}`).toBe(true);
        }
      });
    }
  });
});
