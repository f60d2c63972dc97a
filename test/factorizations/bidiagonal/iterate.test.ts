import { describe, expect, it } from "vitest";
import { engineFor } from "../../../src/wasm/engine.ts";
import { Block } from "../../support/block.ts";
import { descending } from "../../support/spectra.ts";
import { precisions, type Precision } from "../../support/precisions.ts";
import { random } from "../../support/random.ts";
import { workspace } from "../../support/workspace.ts";

/** The singular values of a bidiagonal matrix, by the iteration alone. */
function iterated(d: ArrayLike<number>, e: ArrayLike<number>, { array }: Precision): Float64Array {
  const n = d.length;
  const data = array(d);
  const engine = engineFor(data);
  return engine.arena.scope(() => {
    const dBlock = new Block(engine, n, 1, data);
    const eBlock = new Block(engine, n, 1, array([...Array.from(e), 0]));
    const { iterate, beginWave, waveBytes } = engine.exports;
    const wave = workspace(engine, data, waveBytes(n, false));
    beginWave(wave.at, n, 0, 0, 0, 0, 0, 0);
    expect(iterate(n, dBlock.at, eBlock.at, wave.at)).toBe(0);
    expect(eBlock.read().every((x) => x === 0)).toBe(true);
    wave.read();
    return descending(dBlock.read());
  });
}

/**
 * max |sᵢ − expectedᵢ| / (n·ε·expectedᵢ). The iteration promises that each value, however small, comes
 * out with a relative error of a modest multiple of n·ε (J. Demmel, W. Kahan, LAWN 3, §1).
 */
function relative(s: ArrayLike<number>, expected: ArrayLike<number>, { eps }: Precision): number {
  let worst = 0;
  for (let i = 0; i < s.length; ++i) {
    worst = Math.max(worst, Math.abs(s[i] - expected[i]) / (s.length * eps * expected[i]));
  }
  return worst;
}

describe.each(precisions)("the iteration on bidiagonal matrices, $name", (precision) => {
  it.each([1, 2, 3, 10, 50, 200])(
    "finds the values of the matrix of %i ones: 2·cos(iπ/(2n+1))",
    (n) => {
      const ones = new Float64Array(n).fill(1);
      const expected = ones.map((_, i) => 2 * Math.cos(((i + 1) * Math.PI) / (2 * n + 1)));
      expect(
        relative(iterated(ones, ones.subarray(1), precision), expected, precision),
      ).toBeLessThan(5);
    },
  );

  it.each([1, -1])(
    "keeps the small values of graded matrices, whichever end they are at: %i",
    (direction) => {
      // d and e made in double precision; the products of all d give the product of
      // all values, so each must be accurate for the product to be.
      const steps = precision.dtype === "float64" ? 12 : 3;
      const n = 20;
      const d = Array.from(
        { length: n },
        (_, i) => 2 ** (-steps * (direction > 0 ? i : n - 1 - i)),
      );
      const e = d.slice(1).map((x, i) => Math.min(x, d[i]));
      const s = iterated(d, e, precision);
      const logarithm = (values: Iterable<number>) =>
        Array.from(values).reduce((sum, x) => sum + Math.log2(x), 0);
      expect(Math.abs(logarithm(s) - logarithm(d))).toBeLessThan(n * n * precision.eps * 10);
    },
  );

  it("keeps the relative accuracy of every value of random graded matrices", () => {
    for (let seed = 1; seed <= 30; ++seed) {
      const { integer, sign } = random(seed);
      const n = 12;
      const reach = precision.dtype === "float64" ? 150 : 20;
      // Scaled by 2^k, by doubling the precision, or turned by 180°, the values stay.
      const d = Array.from({ length: n }, () => sign() * 2 ** integer(-reach, reach));
      const e = Array.from({ length: n - 1 }, () => sign() * 2 ** integer(-reach, reach));
      const s = iterated(d, e, precision);
      const turned = iterated(d.slice().reverse(), e.slice().reverse(), precision);
      expect(relative(turned, s, precision), `seed ${seed}`).toBeLessThan(10);
      if (precision.dtype === "float32") {
        expect(relative(s, iterated(d, e, precisions[0]), precision), `seed ${seed}`).toBeLessThan(
          10,
        );
      }
    }
  });

  it("ends where d or e is NaN or infinite", () => {
    for (const bad of [NaN, Infinity]) {
      const data = precision.array([1, bad, 2, 3]);
      const engine = engineFor(data);
      engine.arena.scope(() => {
        const { iterate, beginWave, waveBytes } = engine.exports;
        const wave = workspace(engine, data, waveBytes(4, false));
        for (const [d, e] of [
          [data, precision.array([1, 1, 1, 0])],
          [precision.array([1, 1, 1, 1]), data],
        ]) {
          beginWave(wave.at, 4, 0, 0, 0, 0, 0, 0);
          const dAt = engine.push(d);
          const status = iterate(4, dAt, engine.push(e), wave.at);
          expect(status > 0 || engine.pull(dAt, 4).some((x) => !Number.isFinite(x))).toBe(true);
        }
      });
    }
  });
});
