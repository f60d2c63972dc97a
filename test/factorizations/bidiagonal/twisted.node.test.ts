import { describe, expect, it } from "vitest";
import type { Real } from "../../../src/real.ts";
import { engineFor } from "../../../src/wasm/engine.ts";
import { Block } from "../../support/block.ts";
import { examine, type Ratios } from "../../support/check.ts";
import { upperBidiagonal } from "../../support/dense.ts";
import { Doubles } from "../../support/doubles.ts";
import { precisions, type Precision } from "../../support/precisions.ts";
import { random } from "../../support/random.ts";
import { workspace } from "../../support/workspace.ts";

/** LAPACK's threshold is 50. Measured: up to 2.8. */
const BOUND = 5;

interface Result {
  status: number;
  wrong: string;
  ratios: Ratios;
}

/** The vectors of a bidiagonal matrix, for values by dqds or those given, and what is wrong with them. */
function vectorsOf(d: Real, e: Real, precision: Precision, given?: ArrayLike<number>): Result {
  const n = d.length;
  const engine = engineFor(d);
  return engine.arena.scope(() => {
    const { twisted, twistedWorkspace } = engine.exports;
    const squares = Float64Array.from(given ?? squaresOf(d, e, precision));
    // The last of e does not matter.
    const ends = precision.array([...Array.from(e), NaN]);
    const [diagonal, beside] = [d, ends].map((x) => new Block(engine, n, 1, x));
    const values = new Doubles(engine, squares, 1);
    const layout = { offset: 1, columnStride: n + 3 };
    const nan = precision.zeros(n * n).fill(NaN);
    const [u, v] = [0, 1].map(() => new Block(engine, n, n, nan, layout));
    const work = workspace(engine, d, twistedWorkspace(n));
    const [dAt, eAt] = [diagonal.at, beside.at];
    const { at: uAt, stride } = u;
    const status = twisted(n, dAt, eAt, values.at, uAt, stride, v.at, v.stride, work.at);
    work.read();
    expect(diagonal.read()).toEqual(d);
    expect(beside.read()).toEqual(ends);
    expect(values.read()).toEqual(squares);

    const byColumns = u.read();
    const U = byColumns.map((_, i) => byColumns[(i % n) * n + Math.floor(i / n)]) as Real;
    const factors = {
      U: { rows: n, columns: n, data: U },
      s: precision.array(squares.map(Math.sqrt)),
      Vt: { rows: n, columns: n, data: v.read() },
    };
    const a = upperBidiagonal(d, e);
    return { status, ...examine(a, factors, precision, "thin", BOUND) };
  });
}

/** The squares of the singular values, largest first. */
function squaresOf(d: Real, e: Real, { array }: Precision): Float64Array {
  const n = d.length;
  const engine = engineFor(d);
  return engine.arena.scope(() => {
    const { dqds, dqdsWorkspace } = engine.exports;
    const squares = new Doubles(engine, new Float64Array(n).fill(NaN));
    const work = workspace(engine, d, dqdsWorkspace(n));
    const [dAt, eAt] = [engine.push(d), engine.push(array([...Array.from(e), 0]))];
    expect(dqds(n, dAt, eAt, squares.at, work.at)).toBe(0);
    return squares.read().sort().reverse();
  });
}

describe.each(precisions)("vectors by twisted factorizations, $name", (precision) => {
  const { array, zeros } = precision;
  const matrices: Record<string, (n: number) => [Real, Real]> = {
    "random entries": (n) => {
      const { between, sign } = random(n);
      const numbers = (length: number, low: number, high: number) =>
        array(Array.from({ length }, () => sign() * between(low, high)));
      return [numbers(n, 1, 2), numbers(n - 1, 0.1, 0.5)];
    },
    "entries graded down, by 2²⁰": (n) => {
      const { between } = random(n);
      const d = Array.from({ length: n }, (_, i) => 2 ** ((-20 * i) / n) * between(0.9, 1.1));
      return [array(d), array(d.slice(1).map((x) => x * between(-0.5, 0.5)))];
    },
    "entries graded up, by 2²⁰": (n) => {
      const { between } = random(n);
      const d = Array.from({ length: n }, (_, i) => 2 ** ((20 * (i + 1)) / n - 20));
      return [array(d), array(d.slice(1).map((x) => x * between(-0.5, 0.5)))];
    },
    "the same everywhere": (n) => [zeros(n).fill(1), zeros(n - 1).fill(0.7)],
  };

  it.each(Object.entries(matrices))("are orthogonal, and B v = σ u: %s", (_, make) => {
    for (let n = 1; n <= 130; ++n) {
      const [d, e] = make(n);
      const { status, wrong } = vectorsOf(d, e, precision);
      expect(status, `n = ${n}`).toBe(0);
      expect(wrong, `n = ${n}`).toBe("");
    }
  });

  // No refusal, no vectors that are wrong: whatever the values are.
  it("are right wherever they are not refused", () => {
    let served = 0;
    for (let seed = 1; seed <= 300; ++seed) {
      const { integer, normal } = random(seed);
      const n = integer(1, 60);
      const steep = integer(0, 40) / n;
      const entry = (_: unknown, i: number) => normal() * 2 ** (-steep * i);
      const d = array(Array.from({ length: n }, entry));
      const e = array(Array.from({ length: n - 1 }, entry));
      const { status, wrong } = vectorsOf(d, e, precision);
      if (status !== 0) continue;
      ++served;
      expect(wrong, `seed ${seed}, n = ${n}`).toBe("");
    }
    expect(served).toBeGreaterThan(60);
  });

  it("of nothing are none", () => {
    const engine = engineFor(zeros(0));
    expect(engine.exports.twisted(0, 0, 0, 0, 0, 0, 0, 0, 0)).toBe(0);
  });

  describe("are refused", () => {
    const [d, e] = matrices["random entries"](20);
    const squares = squaresOf(d, e, precision);
    /** Of a diagonal matrix, pivots are 0. */
    const weak = array([2 ** -30]);
    const refused = (values?: ArrayLike<number>, diagonal = d, beside = e) =>
      expect(vectorsOf(diagonal, beside, precision, values).status).not.toBe(0);

    it("not of the matrix that the others are made of", () => {
      expect(vectorsOf(d, e, precision, squares).status).toBe(0);
    });

    it("where values are equal, or nearly", () => {
      refused(undefined, zeros(20).fill(1), zeros(19));
      refused(squares.with(7, squares[8]));
      const near = zeros(2).fill(1);
      near[1] -= 2 ** -21;
      refused(undefined, near, weak);
      near[1] = 1 - 2 ** -19;
      expect(vectorsOf(near, weak, precision).status).toBe(0);
    });

    it("where the smallest is too far from the largest, or 0", () => {
      refused(undefined, array([1, 2 ** -24]), weak);
      expect(vectorsOf(array([1, 2 ** -22]), weak, precision).status).toBe(0);
      refused(squares.with(19, 0));
      refused([0], array([0]), array([]));
      refused(
        undefined,
        d.map((x, i) => (i === 3 ? 0 : x)),
      );
    });

    it("where there are NaN", () => {
      for (let i = 0; i < 20; ++i) {
        refused(squares.with(i, NaN));
        refused(
          squares,
          d.map((x, k) => (k === i ? NaN : x)),
        );
        if (i < 19)
          refused(
            squares,
            d,
            e.map((x, k) => (k === i ? NaN : x)),
          );
      }
    });

    it("where values are not accurate", () => {
      for (let i = 0; i < 20; ++i) refused(squares.with(i, squares[i] * (1 + 1e-10)));
    });
  });
});
