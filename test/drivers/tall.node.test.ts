import { describe, expect, it } from "vitest";
import { Matrix, svd } from "../../src/index.ts";
import type { Real } from "../../src/real.ts";
import { engineFor } from "../../src/wasm/engine.ts";
import { Block } from "../support/block.ts";
import { randomMatrix } from "../support/compare.ts";
import { largest, transpose } from "../support/dense.ts";
import { sameBits } from "../support/judge.ts";
import { precisions, type Precision } from "../support/precisions.ts";
import { random } from "../support/random.ts";
import { columnsRatio, residualRatio } from "../support/ratios.ts";
import { output, workspace } from "../support/workspace.ts";

/** LAPACK's DQRT01 computes the same two ratios, with a threshold of 30. Measured: up to 0.6. */
const BOUND = 3;

/** How T lies: tall, by rows, with room for it by columns; or in a wide matrix, by columns, and factored there. */
const LAYOUTS = ["tall", "wide"] as const;

interface Result {
  blocks: number;
  /** Q·[I; 0] and Q·[R; 0], by rows. */
  Q: Real;
  QR: Real;
  R: Real;
}

/** Factors T (m × n, given by rows), scaled by 2^exponent, and multiplies. C lies by rows if `byRows`. */
function factor(
  m: number,
  n: number,
  rows: Real,
  layout: (typeof LAYOUTS)[number],
  exponent: number,
  byRows: boolean,
  precision: Precision,
): Result {
  const engine = engineFor(rows);
  const columns = precision.array(transpose({ rows: m, columns: n, data: rows }).data);
  return engine.arena.scope(() => {
    const { exports } = engine;
    const blocks = exports.blocksOf(m, n);
    const wide = layout === "wide";
    const given = wide ? columns : rows;
    const a = new Block(engine, m * n, 1, given);
    const q = wide ? a : output(engine, rows, m * n);
    const tau = output(engine, rows, (blocks + 1) * n);
    const [top, stack] = [0, 1].map(() => output(engine, rows, blocks > 1 ? blocks * n * n : 0));
    const r = new Block(engine, n, n, precision.zeros(n * n).fill(NaN));
    const work = workspace(engine, rows, exports.factorTallWorkspace(m, n));
    exports.factorTall(m, n, wide, exponent, a.at, q.at, tau.at, top.at, r.at, work.at);
    for (const block of [q, tau, top, work]) block.read();
    if (!wide) expect(a.read(), "A").toEqual(given);
    const R = r.read();

    const identity = R.map((_, i) => (i % n === Math.floor(i / n) ? 1 : 0));
    const [Q, QR] = [identity, R].map((x) => {
      const from = new Block(engine, n * n, 1, x);
      const form = byRows ? { rowStride: n, columnStride: 1 } : {};
      const c = new Block(engine, m, n, precision.zeros(m * n).fill(NaN), form);
      const scratch = workspace(engine, rows, exports.multiplyTallWorkspace(m, n));
      exports.multiplyTall(
        m,
        n,
        wide,
        q.at,
        tau.at,
        top.at,
        from.at,
        stack.at,
        c.at,
        c.rowStride,
        c.stride,
        scratch.at,
      );
      for (const block of [q, tau, top, stack, scratch]) block.read();
      expect(from.read(), "X").toEqual(x);
      return precision.array(transpose({ rows: n, columns: m, data: c.read() }).data);
    });
    return { blocks, Q, QR, R };
  });
}

describe.each(precisions)("QR by blocks of rows, $name", (precision) => {
  const { array, eps, zeros } = precision;
  const size = zeros(0).BYTES_PER_ELEMENT;
  const blocksOf = (m: number, n: number) => engineFor(zeros(0)).exports.blocksOf(m, n);

  /** The fewest rows of n columns that make so many blocks. */
  function rowsFor(blocks: number, n: number): number {
    let m = 1;
    while (blocksOf(m, n) < blocks) m *= 2;
    for (let step = m / 2; step >= 1; step /= 2) if (blocksOf(m - step, n) >= blocks) m -= step;
    return m;
  }

  /** C by rows and by columns or, of many rows, as the driver of svd wants it. */
  function check(m: number, n: number, count: number, both = false): void {
    const rows = randomMatrix(precision, m, n, m + n).data;
    for (const layout of LAYOUTS) {
      for (const byRows of [false, true]) {
        if (!both && byRows !== (layout === "tall")) continue;
        const exponent = byRows ? 7 : -9;
        const { blocks, Q, QR, R } = factor(m, n, rows, layout, exponent, byRows, precision);
        const message = `${m} × ${n}, ${layout}, C by ${byRows ? "rows" : "columns"}`;
        expect(blocks, message).toBe(count);
        const dense = (data: Real) => ({ rows: m, columns: n, data });
        expect(columnsRatio(dense(Q), precision), message).toBeLessThan(BOUND);
        const a = dense(array(rows.map((x) => x * 2 ** exponent)));
        const ones = new Float64Array(n).fill(1);
        const upper = transpose({ rows: n, columns: n, data: R });
        expect(
          upper.data.every((x, at) => at % n >= Math.floor(at / n) || Object.is(x, 0)),
          `${message}: zeros below R`,
        ).toBe(true);
        expect(
          residualRatio(a, { U: dense(Q), s: ones, Vt: upper }, precision),
          message,
        ).toBeLessThan(BOUND);
        const one = { rows: n, columns: n, data: R.map((_, i) => (i % (n + 1) === 0 ? 1 : 0)) };
        expect(
          residualRatio(a, { U: dense(QR), s: ones, Vt: one }, precision),
          message,
        ).toBeLessThan(BOUND);
      }
    }
  }

  it("takes blocks of 384 KiB, of 16 rows to a column at least, and one where it does not pay", () => {
    for (const n of [1, 3, 20, 55, 64, 100, 200]) {
      const least = Math.max(16 * n, Math.floor((384 * 1024) / (n * size)));
      expect([1, least, 2 * least - 1].map((m) => blocksOf(m, n))).toEqual([1, 1, 1]);
      expect([2 * least, 5 * least - 1, 5 * least].map((m) => blocksOf(m, n))).toEqual([2, 4, 5]);
      expect(rowsFor(2, n)).toBe(2 * least);
    }
  });

  it.each([1, 2, 3, 4, 5, 8, 17, 31, 32, 33, 40, 65])("factors one block of %i columns", (n) => {
    for (const m of [n, n + 1, 2 * n, 3 * n + 5, 200]) if (m >= n) check(m, n, 1, true);
  });

  it.each([1, 2, 7, 33, 64])("factors two blocks of %i columns", (n) => {
    check(rowsFor(2, n), n, 2, n === 64);
  });

  it("leaves zeros, and columns that depend on others, with orthonormal columns in Q", () => {
    const [m, n] = [rowsFor(3, 60), 60];
    for (const rank of [0, 1, 20]) {
      const rows = randomMatrix(precision, m, n, rank, rank).data;
      const { Q, QR } = factor(m, n, rows, "wide", 0, false, precision);
      expect(columnsRatio({ rows: m, columns: n, data: Q }, precision)).toBeLessThan(BOUND);
      const error = largest(QR.map((x, i) => x - rows[i]));
      expect(error, `rank ${rank}`).toBeLessThanOrEqual(BOUND * m * eps * largest(rows));
    }
  });
});

describe.each(precisions)("svd of matrices much taller than wide, $name", (precision) => {
  const shapes = [
    [3000, 20],
    [20, 3000],
    [5000, 3],
    [3, 5000],
    [4000, 64],
    [64, 4000],
    [6001, 50],
  ];

  it.each(shapes)(
    "decomposes %i × %i, the values the same bits with vectors and without",
    (m, n) => {
      const a = randomMatrix(precision, m, n, m + 2 * n);
      const { s } = svd(a, { vectors: "none" });
      for (const method of ["auto", "divide-and-conquer", "qr"] as const) {
        const thin = svd(a, { method });
        expect(sameBits(thin.s, s), method).toBe(true);
        expect(residualRatio(a, thin, precision), method).toBeLessThan(BOUND);
        expect(columnsRatio(thin.U, precision), method).toBeLessThan(BOUND);
        expect(columnsRatio(transpose(thin.Vt), precision), method).toBeLessThan(BOUND);
      }
    },
  );

  // Of smaller ones: square factors of those take 9 million numbers and more.
  it("computes full factors whose first columns are the thin ones", () => {
    for (const [m, n] of [
      [1800, 20],
      [20, 1800],
    ]) {
      const a = randomMatrix(precision, m, n, m);
      const thin = svd(a);
      const full = svd(a, { vectors: "full" });
      expect(sameBits(full.s, thin.s)).toBe(true);
      const k = Math.min(m, n);
      const first = (side: Matrix) => Array.from(side.data).filter((_, i) => i % side.columns < k);
      expect(sameBits(first(full.U), first(thin.U))).toBe(true);
      expect(sameBits(first(full.Vt.transpose()), first(thin.Vt.transpose()))).toBe(true);
      expect(sampledRatio(m > n ? full.U : full.Vt.transpose(), precision)).toBeLessThan(BOUND);
    }
  });
});

/** ‖Qᵀ(Q x) − x‖ / (√m·ε·‖x‖) for a random x: QᵀQ of all columns would take a minute. */
function sampledRatio({ rows: m, columns, data }: Matrix, { eps }: Precision): number {
  const x = Float64Array.from({ length: columns }, random(1).normal);
  const back = new Float64Array(columns);
  for (let i = 0; i < m; ++i) {
    const row = data.subarray(i * columns, (i + 1) * columns);
    let sum = 0;
    for (let j = 0; j < columns; ++j) sum += row[j] * x[j];
    for (let j = 0; j < columns; ++j) back[j] += row[j] * sum;
  }
  const norm = (v: Float64Array) => Math.sqrt(v.reduce((sum, y) => sum + y * y, 0));
  return norm(back.map((y, j) => y - x[j])) / (Math.sqrt(m) * eps * norm(x));
}
