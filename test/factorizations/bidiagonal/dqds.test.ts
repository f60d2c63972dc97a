import { describe, expect, it } from "vitest";
import type { Real } from "../../../src/real.ts";
import { engineFor } from "../../../src/wasm/engine.ts";
import { Block } from "../../support/block.ts";
import { Doubles } from "../../support/doubles.ts";
import { precisions, type Precision } from "../../support/precisions.ts";
import { random } from "../../support/random.ts";
import { descending } from "../../support/spectra.ts";
import { workspace } from "../../support/workspace.ts";

/** The squares that dqds leaves, largest first. How accurate they are is the matter of iterate.test.ts. */
function squaresOf(d: Real, e: Real, { array }: Precision): Float64Array {
  const n = d.length;
  const engine = engineFor(d);
  return engine.arena.scope(() => {
    const { dqds, dqdsWorkspace } = engine.exports;
    // The last of e does not matter.
    const ends = array([...Array.from(e), NaN]);
    const [diagonal, beside] = [d, ends].map((x) => new Block(engine, n, 1, x, { offset: 1 }));
    const squares = new Doubles(engine, new Float64Array(n).fill(NaN), 1);
    const work = workspace(engine, d, dqdsWorkspace(n));
    expect(dqds(n, diagonal.at, beside.at, squares.at, work.at)).toBe(0);
    work.read();
    expect(diagonal.read()).toEqual(d);
    expect(beside.read()).toEqual(ends);
    return squares.read().sort().reverse();
  });
}

function entries(n: number, { array }: Precision): [Real, Real] {
  const { between, sign } = random(n);
  const numbers = (length: number) => Array.from({ length }, () => sign() * between(0.3, 1));
  return [array(numbers(n)), array(numbers(n - 1))];
}

describe.each(precisions)("dqds, $name", (precision) => {
  const { array, name } = precision;
  const sizes = [1, 2, 3, 4, 7, 20, 50, 131];

  it.each(sizes)("computes in f64, whatever d and e are: n = %i", (n) => {
    const [d, e] = entries(n, precision);
    const [float64] = precisions;
    const same = squaresOf(float64.array(d), float64.array(e), float64);
    expect(squaresOf(d, e, precision)).toEqual(same);
    // ‖B‖² in the Frobenius norm: no square is rounded to f32.
    const sum = (x: Iterable<number>) => Array.from(x).reduce((total, value) => total + value, 0);
    const norm = sum([...d, ...e].map((x) => x * x));
    expect(Math.abs(sum(same) - norm) / norm).toBeLessThan(4 * n * 2 ** -52);
  });

  it.each(sizes)("scales with its input by powers of two: n = %i", (n) => {
    const [d, e] = entries(n, precision);
    const squares = squaresOf(d, e, precision);
    for (const k of [-5, -1, 1]) {
      const [scaledD, scaledE] = [d, e].map((x) => array(Array.from(x, (y) => y * 2 ** k)));
      const expected = squares.map((x) => x * 4 ** k);
      expect(squaresOf(scaledD, scaledE, precision), `2^${k}, ${name}`).toEqual(expected);
    }
  });

  // Squares of some in a row vanished from quotients whose other part came back: values of 2⁻³⁰¹ were 0.
  it("keeps small values amid entries that are small and large by turns", () => {
    const reach = precision.dtype === "float64" ? 350 : 100;
    let compared = 0;
    for (let seed = 1; seed <= 500; ++seed) {
      const { between, integer } = random(seed);
      const entry = () => (integer(0, 9) < 3 ? 2 ** -integer(reach / 2, reach) : between(0.5, 1.5));
      const n = integer(3, 40);
      const d = array(Array.from({ length: n }, entry));
      const e = array(Array.from({ length: n - 1 }, entry));
      const expected = byQr(d, e, precision);
      // What is smaller has squares that f64 cannot hold: the driver takes the other way.
      if (precision.dtype === "float64" && expected[n - 1] < 2 ** -450) continue;
      if (precision.dtype === "float32" && expected[n - 1] < 2 ** -120) continue;
      ++compared;
      const values = squaresOf(d, e, precision).map(Math.sqrt);
      for (let i = 0; i < n; ++i) {
        const error = Math.abs(values[i] - expected[i]) / expected[i];
        expect(error, `seed ${seed}, value ${i} of ${n}`).toBeLessThan(10 * n * precision.eps);
      }
    }
    expect(compared).toBeGreaterThan(20);
  });
});

/** The values by implicit QR, largest first: also with a small relative error each. */
function byQr(d: Real, e: Real, { array }: Precision): Float64Array {
  const n = d.length;
  const engine = engineFor(d);
  return engine.arena.scope(() => {
    const { beginWave, iterate, waveBytes } = engine.exports;
    const work = workspace(engine, d, waveBytes(n, false));
    const [dAt, eAt] = [engine.push(d), engine.push(array([...Array.from(e), 0]))];
    beginWave(work.at, n, 0, 0, 0, 0, 0, 0);
    expect(iterate(n, dAt, eAt, work.at)).toBe(0);
    return descending(engine.pull(dAt, n));
  });
}
