import { describe, expect, it } from "vitest";
import { engineFor } from "../../src/wasm/engine.ts";
import { Block } from "../support/block.ts";
import { diagonal, fill, product, transpose } from "../support/dense.ts";
import { orthogonal } from "../support/orthogonal.ts";
import { precisions } from "../support/precisions.ts";
import { random, type Random } from "../support/random.ts";
import { columnsRatio, residualRatio, valuesRatio } from "../support/ratios.ts";
import { spectrum } from "../support/spectra.ts";
import { output, workspace } from "../support/workspace.ts";

const sizes = [1, 2, 3, 4, 5, 7, 8, 16, 31, 32, 33, 50, 65];

/** The eigenvalues of the families of LAPACK's DCHKST: modes of DLATM1, signs, scales. */
const kinds: Record<string, (n: number, source: Random, eps: number) => Float64Array> = {
  arithmetic: (n, source, eps) => spectrum(4, n, 1 / eps, source),
  "arithmetic, random signs": (n, source, eps) =>
    spectrum(4, n, 1 / eps, source).map((x) => x * source.sign()),
  "geometric, random signs": (n, source, eps) =>
    spectrum(3, n, 1 / eps, source).map((x) => x * source.sign()),
  "one large": (n, source, eps) => spectrum(1, n, 1 / eps, source),
  "all equal": (n) => new Float64Array(n).fill(-3),
  clustered: (n, source, eps) =>
    Float64Array.from({ length: n }, (_, i) => 1 + (i % 3) + source.integer(0, 4) * eps),
  "half of them zero": (n, source) =>
    Float64Array.from({ length: n }, (_, i) => (i % 2) * source.normal()),
  zero: (n) => new Float64Array(n),
  small: (n, source, eps) =>
    spectrum(6, n, 1 / eps, source).map((x) => x * eps ** (eps < 1e-10 ? 17 : 4)),
  large: (n, source, eps) =>
    spectrum(6, n, 1 / eps, source).map((x) => x * eps ** (eps < 1e-10 ? -17 : -4)),
};

describe.each(precisions)("the driver of eigh, $name", (precision) => {
  const { array, eps } = precision;

  it.each(Object.keys(kinds))("decomposes symmetric matrices, eigenvalues %s", (kind) => {
    for (const n of sizes) {
      const source = random(n);
      const values = kinds[kind](n, source, eps);
      const q = orthogonal(n, source);
      const exact = product(product(q, diagonal(n, n, values)), transpose(q));
      const symmetric = fill(n, n, (i, j) => exact.data[Math.max(i, j) * n + Math.min(i, j)]);
      const a = { ...symmetric, data: Float64Array.from(array(symmetric.data)) };
      // Only the lower triangle may be read.
      const lower = array(a.data.map((x, at) => (at % n > Math.floor(at / n) ? NaN : x)));

      const engine = engineFor(lower);
      const [alone, withVectors] = [false, true].map((vectors) =>
        engine.arena.scope(() => {
          const block = new Block(engine, n * n, 1, lower);
          const s = output(engine, lower, n);
          const work = workspace(engine, lower, engine.exports.eighWorkspace(n, vectors));
          expect(engine.exports.eigh(n, vectors, block.at, s.at, work.at)).toBe(0);
          work.read();
          return { values: s.read(), vectors: block.read() };
        }),
      );

      const message = `n = ${n}`;
      const V = { rows: n, columns: n, data: withVectors.vectors };
      const factors = { U: V, s: withVectors.values, Vt: transpose(V) };
      expect(columnsRatio(V, precision), message).toBeLessThan(30);
      expect(residualRatio(a, factors, precision), message).toBeLessThan(30);
      expect([...withVectors.values]).toEqual([...withVectors.values].sort((x, y) => x - y));
      for (const got of [alone, withVectors]) {
        const magnitude = Math.max(...values.map(Math.abs));
        const expected = values.slice().sort();
        // valuesRatio is for values ≥ 0.
        const shifted = (x: ArrayLike<number>) => Array.from(x, (value) => value + 2 * magnitude);
        expect(
          valuesRatio(shifted(got.values), shifted(expected), n, precision),
          message,
        ).toBeLessThan(4);
      }
    }
  });
});
