import { describe, expect, it } from "vitest";
import { engineFor } from "../../../src/wasm/engine.ts";
import { Block } from "../../support/block.ts";
import { diagonal, fill, transpose, type Dense } from "../../support/dense.ts";
import { jacobiSvd } from "../../support/jacobiSvd.ts";
import { sameBits } from "../../support/judge.ts";
import { precisions, type Precision } from "../../support/precisions.ts";
import { random } from "../../support/random.ts";
import { columnsRatio, residualRatio, valuesRatio } from "../../support/ratios.ts";
import { output, workspace } from "../../support/workspace.ts";

// Around the width of tiles, and of several.
const sizes = [1, 2, 3, 4, 5, 8, 15, 16, 17, 32, 33, 50];

/** Runs `orthogonalize` on X; V begins as the identity. */
function orthogonalize(a: Dense, precision: Precision, vectors = true) {
  const { rows: m, columns: n } = a;
  const data = precision.array(transpose(a).data);
  const engine = engineFor(data);
  return engine.arena.scope(() => {
    const { exports } = engine;
    const size = data.BYTES_PER_ELEMENT;
    const p = vectors ? n : 0;
    const x = new Block(engine, m, n, data, { columnStride: m + 3 });
    const s = output(engine, data, n);
    const identity = precision.array(diagonal(p, n, new Float64Array(p).fill(1)).data);
    const v = new Block(engine, p, n, identity, { columnStride: p + 2 });
    const work = workspace(engine, data, exports.oneSidedWorkspace(n));
    const status = exports.orthogonalize(
      m,
      n,
      x.at,
      (m + 3) * size,
      s.at,
      p,
      v.at,
      (p + 2) * size,
      work.at,
    );
    work.read();
    const U = transpose({ rows: n, columns: m, data: x.read() });
    return { status, U, s: s.read(), Vt: { rows: n, columns: p, data: v.read() } };
  });
}

function descending(s: ArrayLike<number>): number[] {
  return Array.from(s).sort((x, y) => y - x);
}

describe.each(precisions)("orthogonalize, $name", (precision) => {
  const { array, eps } = precision;
  const triangle = (m: number, n: number) => {
    const { normal } = random(100 * m + n);
    return fill(m, n, (i, j) => (i < j ? 0 : array([normal() * 0.9 ** j])[0]));
  };

  it.each(sizes)("X V = U Σ for %i columns, triangular or not, tall or not", (n) => {
    for (const m of [n, n + 3]) {
      const { normal } = random(m * n);
      const samples = [triangle(m, n), fill(m, n, () => array([normal()])[0])];
      for (const [which, x] of samples.entries()) {
        const message = `${m} × ${n}, sample ${which}`;
        const f = orthogonalize(x, precision);
        expect(f.status, message).toBe(0);
        expect(columnsRatio(f.U, precision), message).toBeLessThan(10);
        expect(columnsRatio(transpose(f.Vt), precision), message).toBeLessThan(10);
        expect(residualRatio(x, f, precision), message).toBeLessThan(10);
        const expected = jacobiSvd(x).s;
        expect(valuesRatio(descending(f.s), expected, m, precision), message).toBeLessThan(2);
        expect(sameBits(orthogonalize(x, precision, false).s, f.s), message).toBe(true);
      }
    }
  });

  // Column j is 2^(−kⱼ) times that of a well-conditioned matrix; in f32 squares underflow from 2^−63 on.
  it("computes with columns whose squares underflow as with any other", () => {
    const steps = precision.dtype === "float64" ? [0, 300, 500, 700, 950] : [0, 30, 60, 80, 100];
    const { normal } = random(5);
    const well = fill(5, 5, (i, j) => array([normal() + (i === j ? 3 : 0)])[0]);
    // Exactly parallel parts are taken out: the small values are those of what is left, in order.
    const x = fill(5, 5, (i, j) => well.data[i * 5 + j] * 2 ** -steps[j]);
    const { status, U, s } = orthogonalize(x, precision);
    expect(status).toBe(0);
    expect(columnsRatio(U, precision)).toBeLessThan(10);
    // Far apart as they are, the values are the diagonal of R of X = Q R, up to a factor of 1 + 2^(−60).
    const lengths = gramSchmidt(well).map((length, j) => length * 2 ** -steps[j]);
    descending(s).forEach((value, j) => {
      expect(Math.abs(value - lengths[j]) / lengths[j], `value ${j}`).toBeLessThan(50 * eps);
    });
  });

  it("leaves columns of zeros, and the value 0, where X has not full rank", () => {
    const x = fill(4, 4, (i, j) => (j % 2 === 0 ? i + 1 : 0));
    const { status, U, s } = orthogonalize(x, precision);
    expect(status).toBe(0);
    expect(
      descending(s)
        .slice(1)
        .every((value) => value <= 10 * eps),
    ).toBe(true);
    expect(s.filter((value) => Object.is(value, 0)).length).toBeGreaterThanOrEqual(2);
    expect(U.data.every(Number.isFinite)).toBe(true);
  });

  it("ends on NaN and Infinity with a status", () => {
    for (const bad of [NaN, Infinity]) {
      const x = fill(6, 6, (i, j) => (i === 3 && j === 2 ? bad : i + j * j));
      expect(orthogonalize(x, precision).status).toBeGreaterThan(0);
    }
  });
});

/** The lengths of what is left of each column without its part in the span of those before it. */
function gramSchmidt(a: Dense): number[] {
  const columns = Array.from({ length: a.columns }, (_, j) =>
    Array.from({ length: a.rows }, (_, i) => a.data[i * a.columns + j]),
  );
  const unit: number[][] = [];
  return columns.map((column) => {
    // Twice is enough.
    for (let pass = 0; pass < 2; ++pass) {
      for (const q of unit) {
        const part = q.reduce((sum, x, i) => sum + x * column[i], 0);
        q.forEach((x, i) => (column[i] -= part * x));
      }
    }
    const length = Math.hypot(...column);
    unit.push(column.map((x) => x / length));
    return length;
  });
}
