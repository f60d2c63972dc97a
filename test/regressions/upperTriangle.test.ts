import { describe, expect, it } from "vitest";
import { engineFor } from "../../src/wasm/engine.ts";
import { precisions } from "../support/precisions.ts";

// The driver took the scale from all of A, so that what lies above the diagonal,
// which it must not read, could make every eigenvalue 0.
describe.each(precisions)("eigh of the lower triangle, $name", ({ array, eps, max }) => {
  it.each([NaN, Infinity, max, 0])("does not depend on %d above the diagonal", (above) => {
    const a = array([1, above, 2, 3]);
    const engine = engineFor(a);
    const values = engine.arena.scope(() => {
      const { eigh, eighWorkspace } = engine.exports;
      const at = engine.allocate(2);
      eigh(2, false, engine.push(a), at, engine.arena.allocate(eighWorkspace(2, false)));
      return engine.pull(at, 2);
    });
    expect(Math.abs(values[0] - (2 - Math.sqrt(5)))).toBeLessThan(8 * eps);
    expect(Math.abs(values[1] - (2 + Math.sqrt(5)))).toBeLessThan(8 * eps);
  });
});
