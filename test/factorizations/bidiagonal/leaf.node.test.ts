import { describe, expect, it } from "vitest";
import type { Real } from "../../../src/real.ts";
import { engineFor } from "../../../src/wasm/engine.ts";
import { Block } from "../../support/block.ts";
import { examine } from "../../support/check.ts";
import { fill, transpose } from "../../support/dense.ts";
import { precisions, type Precision } from "../../support/precisions.ts";
import { random } from "../../support/random.ts";
import { workspace } from "../../support/workspace.ts";

/** LAPACK's threshold is 50. Measured: up to 2.3. */
const BOUND = 5;

/** Of entries near 2⁻¹⁰³, which counts as zero in f32 (assembly/README.md, Scaling): all but orthogonality is lost. */
const BOUND_OF_TINY = 1000;

/** Rows up to which a block goes to implicit QR where vectors one by one are refused, and is not divided. */
const QR_LEAF = 32;

/** Blocks whose fourth powers underflow in f64. */
const TINY = "entries below 2⁻¹⁰⁰";

/** What `solveLeaf` says of a block that has to be divided. */
const TOO_LARGE = 0xffff_ffff;

/**
 * Decomposes n rows and n + extra columns, where e has as many entries as there are columns to the right of the
 * first. Returns the status, and what is wrong with the factors, or "".
 */
function solve(d: Real, e: Real, extra: number, precision: Precision, bound = BOUND) {
  const n = d.length;
  const columns = n + extra;
  const engine = engineFor(d);
  return engine.arena.scope(() => {
    const { leafWorkspace, solveLeaf } = engine.exports;
    // Without the extra column, what stands behind the last of e must not matter.
    const ends = extra === 1 ? e : precision.array([...Array.from(e), NaN].slice(0, n));
    const [values, beside] = [d, ends].map((x) => new Block(engine, n, 1, x, { offset: 1 }));
    const u = new Block(engine, n, n, precision.zeros(n * n), { offset: 1, columnStride: n + 3 });
    const zeros = precision.zeros(columns * columns);
    const v = new Block(engine, columns, columns, zeros, { columnStride: columns + 2 });
    const orderAt = engine.arena.allocate(4 * n);
    const work = workspace(engine, d, leafWorkspace(n));
    const status =
      solveLeaf(
        n,
        extra,
        values.at,
        beside.at,
        orderAt,
        u.at,
        u.stride,
        v.at,
        v.stride,
        work.at,
      ) >>> 0;
    work.read();
    expect(beside.read(), "e").toEqual(ends);
    const [byColumns, s, Vt] = [u.read(), values.read(), v.read()];
    if (status !== 0) {
      if (status === TOO_LARGE) expect(s, "d").toEqual(d);
      return { status, wrong: "" };
    }
    const order = Array.from(new Uint32Array(engine.arena.memory.buffer, orderAt, n));
    expect(order, "the order, the smallest first").toEqual(order.map((_, j) => n - 1 - j));
    const a = fill(n, columns, (i, j) => (i === j ? d[i] : i + 1 === j ? e[i] : 0));
    const factors = {
      U: transpose({ rows: n, columns: n, data: byColumns }),
      s,
      Vt: { rows: columns, columns, data: Vt },
    };
    const {
      wrong,
      ratios: { U, V },
    } = examine(a, factors, precision, "full", bound);
    return { status, wrong: wrong || (U < BOUND && V < BOUND ? "" : `orthogonality ${U}, ${V}`) };
  });
}

describe.each(precisions)("a block that is not divided, $name", (precision) => {
  const { array, eps, zeros } = precision;

  /** Entries that twisted factorizations take at any size. */
  function separated(n: number, extra: number): [Real, Real] {
    const { between, sign } = random(100 * n + extra);
    const numbers = (length: number, low: number, high: number) =>
      array(Array.from({ length }, () => sign() * between(low, high)));
    return [numbers(n, 1, 2), numbers(n - 1 + extra, 0.1, 0.5)];
  }

  /** What they refuse: equal values, some too small or zero, and squares of squares that could underflow. */
  const refused: Record<string, (n: number, extra: number) => [Real, Real]> = {
    "equal values": (n, extra) => [zeros(n).fill(-1), zeros(n - 1 + extra)],
    "values equal but for rounding": (n, extra) => {
      const { integer, sign } = random(n);
      const d = Array.from({ length: n }, () => sign() * (1 + integer(-8, 8) * eps));
      return [array(d), zeros(n - 1 + extra).fill(20 * eps)];
    },
    "a value far below the others": (n, extra) => {
      const [d, e] = separated(n, extra);
      e.fill(0, n - 1);
      d[n - 1] = 2 ** -30;
      e[n - 2] = 2 ** -30;
      return [d, e];
    },
    "a zero on the diagonal": (n, extra) => {
      const [d, e] = separated(n, extra);
      d[n >> 1] = 0;
      if (extra === 1) e.fill(0, n - 1);
      return [d, e];
    },
    "nothing but zeros": (n, extra) => [zeros(n), zeros(n - 1 + extra)],
    [TINY]: (n, extra) => {
      const [d, e] = separated(n, extra);
      return [d.map((x) => x * 2 ** -103), e.map((x) => x * 2 ** -103)];
    },
  };

  describe.each([0, 1])("with %i columns more than rows", (extra) => {
    it("is decomposed at every size, large ones by vectors one by one", () => {
      for (let n = 1; n <= 128; ++n) {
        const [d, e] = separated(n, extra);
        expect(solve(d, e, extra, precision), `n = ${n}`).toEqual({ status: 0, wrong: "" });
      }
    });

    it("is decomposed where there is nothing but the last column", () => {
      const nothing = solve(zeros(0), zeros(0), extra, precision);
      expect(nothing).toEqual({ status: 0, wrong: "" });
    });

    it.each(Object.entries(refused))(
      "of %s is decomposed by QR, or left as it was",
      (name, make) => {
        const single = precision.dtype === "float32";
        const bound = single && name === TINY ? BOUND_OF_TINY : BOUND;
        for (let n = 2; n <= QR_LEAF; ++n) {
          const [d, e] = make(n, extra);
          const result = solve(d, e, extra, precision, bound);
          expect(result, `n = ${n}`).toEqual({ status: 0, wrong: "" });
        }
        for (const n of [QR_LEAF + 1, 34, 47, 64, 65, 100, 127, 128]) {
          const [d, e] = make(n, extra);
          expect(solve(d, e, extra, precision).status, `n = ${n}`).toBe(TOO_LARGE);
        }
      },
    );

    it("of random entries is decomposed, unless it is large", () => {
      let served = 0;
      for (let seed = 1; seed <= 200; ++seed) {
        const { integer, normal } = random(seed);
        const n = integer(1, 128);
        const steep = integer(0, 30) / n;
        const entry = (_: unknown, i: number) => normal() * 2 ** (-steep * i);
        const d = array(Array.from({ length: n }, entry));
        const e = array(Array.from({ length: n - 1 + extra }, entry));
        const { status, wrong } = solve(d, e, extra, precision);
        expect(wrong, `seed ${seed}, n = ${n}`).toBe("");
        if (n <= QR_LEAF) expect(status, `seed ${seed}`).toBe(0);
        else if (status === 0) ++served;
        else expect(status, `seed ${seed}`).toBe(TOO_LARGE);
      }
      expect(served).toBeGreaterThan(10);
    });

    it("says that values did not converge, or gives NaN, where the matrix holds NaN", () => {
      for (const n of [5, 32, 33, 60]) {
        const [d, e] = separated(n, extra);
        d[n >> 1] = NaN;
        const { status, wrong } = solve(d, e, extra, precision);
        expect(status > 0 || wrong !== "", `n = ${n}`).toBe(true);
        if (n > QR_LEAF) expect(status).toBe(TOO_LARGE);
      }
    });
  });
});
