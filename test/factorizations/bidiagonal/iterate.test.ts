import { describe, expect, it } from "vitest";
import type { Real } from "../../../src/real.ts";
import { engineFor, type Engine } from "../../../src/wasm/engine.ts";
import type { Exports } from "../../../src/wasm/exports.ts";
import { Block } from "../../support/block.ts";
import { upperBidiagonal } from "../../support/dense.ts";
import { jacobiSvd } from "../../support/jacobiSvd.ts";
import { killerBidiagonal } from "../../support/killer.ts";
import { descending } from "../../support/spectra.ts";
import { precisions, type Precision } from "../../support/precisions.ts";
import { random } from "../../support/random.ts";
import { workspace } from "../../support/workspace.ts";

/** The values that a routine finds for (d, e) at these addresses, or null if it says that some did not converge. */
type Routine = (engine: Engine, n: number, d: number, e: number, work: number) => Real | null;

/** The two ways to the singular values of a bidiagonal matrix. */
const routines = [
  {
    routine: "implicit QR",
    reach: 150,
    bytes: ({ waveBytes }: Exports, n: number) => waveBytes(n, false),
    of: (({ exports, pull }, n, d, e, work) => {
      exports.beginWave(work, n, 0, 0, 0, 0, 0, 0);
      return exports.iterate(n, d, e, work) === 0 ? pull(d, n).map(Math.abs) : null;
    }) satisfies Routine,
  },
  {
    routine: "dqds",
    // It computes with squares: what is below 2⁻⁵³⁷ they cannot hold.
    reach: 20,
    bytes: ({ dqdsWorkspace }: Exports, n: number) => dqdsWorkspace(n),
    of: (({ exports, arena }, n, d, e, work) => {
      const squares = arena.allocate(8 * n);
      if (exports.dqds(n, d, e, squares, work) > 0) return null;
      return new Float64Array(arena.memory.buffer, squares, n).map(Math.sqrt);
    }) satisfies Routine,
  },
];
type How = (typeof routines)[number];

/** The singular values of a bidiagonal matrix, by the routine alone. */
function iterated(
  { bytes, of }: How,
  d: ArrayLike<number>,
  e: ArrayLike<number>,
  { array }: Precision,
): Float64Array {
  const n = d.length;
  const data = array(d);
  const engine = engineFor(data);
  return engine.arena.scope(() => {
    const dBlock = new Block(engine, n, 1, data);
    const eBlock = new Block(engine, n, 1, array([...Array.from(e), 0]));
    const work = workspace(engine, data, bytes(engine.exports, n));
    const values = of(engine, n, dBlock.at, eBlock.at, work.at);
    expect(values).not.toBeNull();
    dBlock.read();
    eBlock.read();
    work.read();
    return descending(array(values!));
  });
}

/**
 * max |sᵢ − expectedᵢ| / (n·ε·expectedᵢ). Both promise that each value, however small, comes
 * out with a relative error of a modest multiple of n·ε (J. Demmel, W. Kahan, LAWN 3, §1).
 */
function relative(s: ArrayLike<number>, expected: ArrayLike<number>, { eps }: Precision): number {
  let worst = 0;
  for (let i = 0; i < s.length; ++i) {
    worst = Math.max(worst, Math.abs(s[i] - expected[i]) / (s.length * eps * expected[i]));
  }
  return worst;
}

const cases = routines.flatMap((how) =>
  precisions.map((precision) => ({
    how,
    precision,
    title: `${how.routine}, ${precision.name}`,
  })),
);

describe.each(cases)("singular values of bidiagonal matrices by $title", ({ how, precision }) => {
  it.each([1, 2, 3, 10, 50, 200])(
    "finds the values of the matrix of %i ones: 2·cos(iπ/(2n+1))",
    (n) => {
      const ones = new Float64Array(n).fill(1);
      const expected = ones.map((_, i) => 2 * Math.cos(((i + 1) * Math.PI) / (2 * n + 1)));
      expect(
        relative(iterated(how, ones, ones.subarray(1), precision), expected, precision),
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
      const s = iterated(how, d, e, precision);
      const logarithm = (values: Iterable<number>) =>
        Array.from(values).reduce((sum, x) => sum + Math.log2(x), 0);
      expect(Math.abs(logarithm(s) - logarithm(d))).toBeLessThan(n * n * precision.eps * 10);
    },
  );

  it("keeps the relative accuracy of every value of random graded matrices", () => {
    for (let seed = 1; seed <= 30; ++seed) {
      const { integer, sign } = random(seed);
      const n = 12;
      const reach = precision.dtype === "float64" ? how.reach : 20;
      // Scaled by 2^k, by doubling the precision, or turned by 180°, the values stay.
      const d = Array.from({ length: n }, () => sign() * 2 ** integer(-reach, reach));
      const e = Array.from({ length: n - 1 }, () => sign() * 2 ** integer(-reach, reach));
      const s = iterated(how, d, e, precision);
      const turned = iterated(how, d.slice().reverse(), e.slice().reverse(), precision);
      expect(relative(turned, s, precision), `seed ${seed}`).toBeLessThan(10);
      if (precision.dtype === "float32") {
        expect(
          relative(s, iterated(how, d, e, precisions[0]), precision),
          `seed ${seed}`,
        ).toBeLessThan(10);
      }
    }
  });

  it("finds the values of matrices with zeros on and beside the diagonal", () => {
    for (let seed = 1; seed <= 100; ++seed) {
      const { integer, normal } = random(seed);
      const n = integer(1, 12);
      const numbers = (length: number) =>
        Array.from({ length }, () => (integer(0, 2) === 0 ? 0 : normal()));
      const [d, e] = [numbers(n), numbers(n - 1)];
      const s = iterated(how, d, e, precision);
      const expected = jacobiSvd(upperBidiagonal(precision.array(d), precision.array(e))).s;
      const scale = n * precision.eps * (expected[0] || 1);
      for (let i = 0; i < n; ++i) {
        expect(Math.abs(s[i] - expected[i]), `seed ${seed}`).toBeLessThanOrEqual(5 * scale);
      }
    }
  });

  it("comes to an end where all values are nearly equal", () => {
    for (let seed = 1; seed <= 300; ++seed) {
      const n = 2 + (seed % 9);
      const { d, e } = killerBidiagonal(
        n,
        [1, 10, 50, 100, 200][seed % 5],
        precision,
        random(seed),
      );
      const s = iterated(how, d, e, precision);
      expect(s[0] / s[n - 1] - 1, `seed ${seed}`).toBeLessThan(1000 * precision.eps);
    }
  });

  it("ends where d or e is NaN or infinite", () => {
    for (const bad of [NaN, Infinity]) {
      const data = precision.array([1, bad, 2, 3]);
      const engine = engineFor(data);
      engine.arena.scope(() => {
        const work = workspace(engine, data, how.bytes(engine.exports, 4));
        for (const [d, e] of [
          [data, precision.array([1, 1, 1, 0])],
          [precision.array([1, 1, 1, 1]), data],
        ]) {
          const values = how.of(engine, 4, engine.push(d), engine.push(e), work.at);
          expect(values === null || values.some((x) => !Number.isFinite(x))).toBe(true);
        }
      });
    }
  });
});
